import { describe, expect, it } from 'vitest';
import {
  type Counted,
  countFeatures,
  type FeatureShape,
} from '../../../src/assist/classify/features.ts';

const SHAPE: FeatureShape = {
  longestWords: 2,
  shortestCharacters: 2,
  longestCharacters: 3,
  pairReach: 3,
};

const shared = (a: Counted, b: Counted) =>
  a.features.filter((feature) => b.features.includes(feature)).length;

describe('features of a text', () => {
  it('are words and words in a row', () => {
    // lost, card, lost card
    expect(countFeatures('lost card', SHAPE).words.features).toHaveLength(3);
    expect([...countFeatures('no no', SHAPE).words.times].sort()).toEqual([1, 2]);
  });

  it('are characters in a row, with the edges of words', () => {
    // " a", "a ", " a "
    expect(countFeatures('a', SHAPE).characters.features).toHaveLength(3);
  });

  it('are words near each other, in any order and with other endings', () => {
    const one = countFeatures('my cards were lost', SHAPE).pairs;
    const other = countFeatures('I lost my card', SHAPE).pairs;
    expect(shared(one, other)).toBeGreaterThanOrEqual(2);
    expect(
      countFeatures('my cards were lost', { ...SHAPE, pairReach: 0 }).pairs.features,
    ).toHaveLength(0);
  });

  it('share spelling where words are misspelt', () => {
    const { words, characters } = countFeatures('delivery', SHAPE);
    const slip = countFeatures('delivry', SHAPE);
    expect(shared(words, slip.words)).toBe(0);
    expect(shared(characters, slip.characters)).toBeGreaterThan(5);
  });

  it('are few, however long a text is', () => {
    const long = Array.from({ length: 5_000 }, (_, at) => `w${at.toString(36)}`).join(' ');
    expect(countFeatures(long, SHAPE).pairs.features.length).toBeLessThan(400);
  });
});
