import { describe, expect, it } from 'vitest';
import {
  predictResolution,
  type ResolutionFacts,
  type ResolvedCell,
} from '../../../src/assist/analyse/resolution-time.ts';

/** 0, 10, …, 100 hours, evenly. */
const hours = Array.from({ length: 11 }, (_, step) => step * 10);
const cell = (basis: ResolvedCell['basis'], key: string, sample: number): ResolvedCell => ({
  ...{ basis, key, sample },
  quantiles: hours.map((hour) => hour * (basis === 'similar' ? 1 : 2)),
});
const cells = (...list: readonly ResolvedCell[]) =>
  new Map(list.map((one) => [`${one.basis}:${one.key}`, one]));

/** Of few values the quarters are cut further out, so that half of the next ones end between them. */
const near = (value: number) => expect.closeTo(value, 1);

const facts: ResolutionFacts = {
  kind: 'ticket',
  category: 'refund',
  subcategory: 'late refund',
  priority: 'high',
  ageSeconds: 0,
};

describe('the expected time to resolution', () => {
  it('is what half of similar ones took, where there are enough', () => {
    const known = cells(
      cell('similar', 'ticket|refund|late refund|high', 40),
      cell('category', 'ticket|refund', 400),
    );
    expect(predictResolution(known, facts)).toEqual({
      ...{ low: near(23.7), middle: near(50), high: near(76.3), basis: 'similar', sample: 40 },
    });
  });

  it('falls back on the category, then on all', () => {
    const few = cell('similar', 'ticket|refund|late refund|high', 19);
    const category = cell('category', 'ticket|refund', 20);
    const all = cell('all', 'ticket', 500);
    expect(predictResolution(cells(few, category, all), facts)).toMatchObject({
      ...{ low: near(44.7), high: near(155.3), basis: 'category', sample: 20 },
    });
    expect(predictResolution(cells(few, all), facts)).toMatchObject({ basis: 'all' });
    expect(predictResolution(cells(all), { ...facts, category: null })).toMatchObject({
      basis: 'all',
    });
    expect(predictResolution(cells(few), facts)).toBeNull();
  });

  it('stands on those that took longer than it has been open', () => {
    const known = cells(cell('similar', 'ticket|refund|late refund|high', 100));
    expect(predictResolution(known, { ...facts, ageSeconds: 60 })).toEqual({
      ...{ low: near(69.5), middle: near(80), high: near(90.5), basis: 'similar', sample: 40 },
    });
    expect(predictResolution(known, { ...facts, ageSeconds: 90 })).toBeNull();
    expect(predictResolution(known, { ...facts, ageSeconds: 200 })).toBeNull();
  });
});
