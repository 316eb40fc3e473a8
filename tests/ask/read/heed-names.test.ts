import { describe, expect, it } from 'vitest';
import type { ReadContext } from '../../../src/ask/read/context.ts';
import { FUNCTION_WORDS } from '../../../src/ask/read/heed-names.ts';
import { readQuestion } from '../../../src/ask/read/read-question.ts';
import { brief, deskContext, facts, language } from './desk.ts';

/** A desk with categories called that. */
function deskWith(...names: readonly string[]): ReadContext {
  const category = names.map((value) => ({ value, count: 1, aliases: [] }));
  return deskContext({ values: { ...facts.values, category } });
}

const read = (question: string, context: ReadContext): string =>
  brief(readQuestion(question, context));

describe('a word of ours that is also a name', () => {
  it('is the name where the word would say nothing', () => {
    expect(read('performance tickets last month', deskWith('Performance'))).toBe(
      'volume of tickets | category is Performance | last month',
    );
    expect(read('tickets about performance last month', deskWith('Performance'))).toContain(
      'category is Performance',
    );
  });

  it('is asked about where it might be either', () => {
    expect(read('csat for performance last month', deskWith('Performance'))).toContain('clarify');
    expect(read('tickets in general last month', deskWith('General'))).toContain('clarify');
  });

  it('stays the word where it says something, and in an idiom', () => {
    const desk = deskWith('Performance', 'Question', 'Open');
    expect(read('how is Nova performing?', desk)).toContain('What about it?');
    expect(read('quick question: tickets last month', desk)).toBe('volume of tickets | last month');
    expect(read('how many open tickets right now', desk)).toBe('backlog of tickets | any time');
  });

  it('is never swallowed, whichever word of the vocabulary it is', () => {
    const words = [...language.fillers, ...Object.values(language.phrases).flat()]
      .filter((word) => /^\p{L}{3,}$/u.test(word) && !FUNCTION_WORDS.has(word))
      .filter((word, at, all) => all.indexOf(word) === at);
    const desk = deskWith(...words);
    const plain = read('tickets last month', desk);
    const swallowed = words.filter((word) => read(`${word} tickets last month`, desk) === plain);
    expect(swallowed).toEqual([]);
  });
});
