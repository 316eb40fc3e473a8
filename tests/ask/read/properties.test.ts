import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ask, desk } from './desk.ts';

const KNOWN = [
  'how many tickets',
  'csat',
  'by agent',
  'last week',
  'open',
  'Nova',
  'Billing',
  'top 5',
  'more than 3',
  'vs',
  'not',
  '"login"',
  '#4312',
  '80 %',
  'who',
  ',',
];
const question = fc
  .array(fc.constantFrom(...KNOWN), { minLength: 1, maxLength: 8 })
  .map((parts) => parts.join(' '));
/** Words nobody has: z and x only, too far from any known word to be a slip of it. */
const nonsense = fc
  .string({ unit: fc.constantFrom('z', 'x', 'q'), minLength: 6, maxLength: 12 })
  .filter((word) => !desk.lexicon.knows(word) && desk.lexicon.nearest(word).length === 0);

describe('whatever is asked', () => {
  it('reads any text without throwing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => void ask(text)),
    );
    fc.assert(fc.property(question, (text) => void ask(text)));
  });

  it('never makes a plan of words it doesn’t know', () => {
    fc.assert(
      fc.property(nonsense, (word) => {
        expect(ask(word).kind).toBe('decline');
        expect(ask(`how many tickets did ${word} last week`).kind).toBe('decline');
        expect(ask(`csat by ${word}`).kind).toBe('decline');
        expect(ask(`${word} per agent`).kind).toBe('decline');
      }),
    );
  });

  it('reads the same words the same way each time', () => {
    fc.assert(
      fc.property(question, (text) => {
        expect(ask(text)).toEqual(ask(text));
      }),
    );
  });
});
