import { describe, expect, it } from 'vitest';
import type { Counted } from '../../../src/assist/classify/features.ts';
import { learnMeanings, meaningOf } from '../../../src/assist/classify/meanings.ts';
import type { WordVectors } from '../../../src/assist/classify/word-vectors.ts';

/** Words 1 and 2 point east, 3 and 4 north. */
const VECTORS: WordVectors = {
  name: 'compass',
  width: 2,
  words: Uint32Array.of(1, 2, 3, 4),
  rows: Int8Array.of(127, 0, 20, 0, 0, 127, 0, 5),
};

const words = (...features: number[]): Counted => ({
  features: Uint32Array.from(features),
  times: Uint8Array.from(features, () => 1),
});
const alike = () => 1;

describe('the meaning of a text', () => {
  const meanings = learnMeanings([words(1), words(3)], alike, VECTORS);
  const meaning = (text: Counted, rarityOf: (word: number) => number = alike) =>
    [...meaningOf(text, rarityOf, meanings)].map((value) => Math.round(value * 100) / 100);

  it('is what its words mean, however long their vectors are, apart from what all texts mean', () => {
    expect([...meanings.middle]).toEqual([0.5, 0.5]);
    expect(meaning(words(2))).toEqual([0.71, -0.71]);
    expect(meaning(words(4))).toEqual([-0.71, 0.71]);
    expect(meaning(words(1, 4))).toEqual([0, 0]);
  });

  it('goes by rare words more', () => {
    const rare = (word: number) => (word === 1 ? 3 : 1);
    expect(meaning(words(1, 3), rare)).toEqual([0.71, -0.71]);
  });

  it('is nothing where no word is known', () => {
    expect(meaning(words(7, 8))).toEqual([0, 0]);
    expect(meaning(words())).toEqual([0, 0]);
  });
});
