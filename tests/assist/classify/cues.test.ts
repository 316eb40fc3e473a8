import { describe, expect, it } from 'vitest';
import { createCueFinder } from '../../../src/assist/classify/cues.ts';

const find = createCueFinder([
  { kind: 'good', weight: 1, phrases: ['happy', 'well done'] },
  { kind: 'bad', weight: 1, phrases: ['crash…', 'not happy at all', 'done for'] },
]);
const found = (text: string) =>
  find(text).map(({ kind, phrase, negated }) => [kind, phrase, negated]);

describe('cues in a text', () => {
  it('are found as whole words, and by their beginning where they say so', () => {
    expect(found('It crashes. Unhappy? Happy!')).toEqual([
      ['bad', 'crash…', false],
      ['good', 'happy', false],
    ]);
  });

  it('are the longest that are said', () => {
    expect(found('Not happy at all')).toEqual([['bad', 'not happy at all', false]]);
    expect(found('well done for')).toEqual([['good', 'well done', false]]);
  });

  it('are denied by what stands shortly before', () => {
    expect(found('I’m not very happy')).toEqual([['good', 'happy', true]]);
    expect(found('it didn’t crash')).toEqual([['bad', 'crash…', true]]);
    expect(found('this is not the issue, others are happy')).toEqual([['good', 'happy', false]]);
  });
});
