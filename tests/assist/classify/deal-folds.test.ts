import { describe, expect, it } from 'vitest';
import { dealFolds } from '../../../src/assist/classify/deal-folds.ts';

const texts = (label: string, count: number, kin?: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => ({ label, ...(kin && { kin: kin(at) }) }));

describe('texts dealt into parts', () => {
  it('give each part its share of every label', () => {
    const all = [...texts('refund', 100), ...texts('order', 50)];
    const folds = dealFolds(all, 5, 1);
    for (let fold = 0; fold < 5; fold++) {
      const labels = all.filter((_, at) => folds[at] === fold).map(({ label }) => label);
      expect(labels.filter((label) => label === 'refund')).toHaveLength(20);
      expect(labels.filter((label) => label === 'order')).toHaveLength(10);
    }
  });

  it('are dealt the same for the same seed, and otherwise for another', () => {
    const all = texts('refund', 50);
    expect(dealFolds(all, 5, 7)).toEqual(dealFolds(all, 5, 7));
    expect(dealFolds(all, 5, 8)).not.toEqual(dealFolds(all, 5, 7));
  });

  it('keep texts of one kin together', () => {
    const all = texts('refund', 40, (at) => `pattern ${at % 8}`);
    const folds = dealFolds(all, 5, 1);
    for (let kin = 0; kin < 8; kin++)
      expect(new Set(all.flatMap((_, at) => (at % 8 === kin ? [folds[at]] : []))).size).toBe(1);
  });
});
