import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distance, WordIndex } from '../../../src/ask/read/typos.ts';

const indexOf = (...words: readonly string[]): WordIndex => {
  const index = new WordIndex();
  for (const word of words) index.add(word);
  return index;
};

describe('distance between words', () => {
  it.each([
    ['agent', 'agent', 0],
    ['agnet', 'agent', 1],
    ['agen', 'agent', 1],
    ['agant', 'agent', 1],
    ['aegnt', 'agent', 1],
    ['ticket', 'wicked', 2],
  ])('from %s to %s is %i', (a, b, far) => {
    expect(distance(a, b, 2)).toBe(far);
  });

  it('stops counting past the limit', () => {
    expect(distance('billing', 'returns', 2)).toBe(3);
  });
});

describe('nearest words', () => {
  it('forgives no slip in words under five letters, one under eight, two from there on', () => {
    const index = indexOf('chat', 'agent', 'resolution');
    expect(index.nearest('chet')).toEqual([]);
    expect(index.nearest('agant')).toEqual(['agent']);
    expect(index.nearest('agbnd')).toEqual([]);
    expect(index.nearest('resulotion')).toEqual(['resolution']);
  });

  it('gives all that are equally near, as they were added', () => {
    expect(indexOf('marian', 'marina', 'martha').nearest('mariaa')).toEqual(['marian', 'marina']);
  });

  it('lets the first letter be swapped with the second, not missed', () => {
    expect(indexOf('agent').nearest('gaent')).toEqual(['agent']);
    expect(indexOf('agent').nearest('xgent')).toEqual([]);
  });

  it('corrects nothing that holds a digit', () => {
    expect(indexOf('group7').nearest('group8')).toEqual([]);
  });

  it('finds what comparing with every word would find', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 4, maxLength: 9 });
    fc.assert(
      fc.property(fc.uniqueArray(letters, { maxLength: 30 }), letters, (words, typed) => {
        const limit = typed.length < 5 ? 0 : typed.length < 8 ? 1 : 2;
        const startsAlike = (word: string): boolean =>
          word[0] === typed[0] || (word[0] === typed[1] && word[1] === typed[0]);
        const near = words
          .filter(startsAlike)
          .map((word) => ({ word, far: distance(typed, word, limit) }))
          .filter(({ far }) => limit > 0 && far <= limit);
        const best = Math.min(...near.map(({ far }) => far));
        const expected = near.filter(({ far }) => far === best).map(({ word }) => word);
        expect(indexOf(...words).nearest(typed)).toEqual(expected);
      }),
    );
  });
});
