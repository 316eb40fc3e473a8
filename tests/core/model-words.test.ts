import { describe, expect, it } from 'vitest';
import { modelWords, sentParts, sentWords } from '../../src/core/model-words.ts';
import { SENT_CALL, SET_UP, SPENT } from '../fakes/model-use.ts';

describe('the words about a language model', () => {
  it('say what a call was for, how it ended and what it took', () => {
    expect(sentWords(SENT_CALL)).toBe(
      'read (read-question@3): answer, 812 ms, 5900 tokens in, 210 out',
    );
    expect(sentWords({ ...SENT_CALL, prompt: '', usage: null, outcome: 'slow: no answer' })).toBe(
      'read: slow: no answer, 812 ms',
    );
  });

  it('give every text that left, whatever was asked', () => {
    expect(sentParts(SENT_CALL.payload)).toEqual([
      { what: 'instructions', text: 'You turn questions into plans.' },
      { what: null, text: 'was {{agent_1}} swamped? <script>' },
      { what: 'form of answer', text: 'Answer as JSON: {"type":"object"}' },
    ]);
    expect(sentParts({ texts: ['one', 'two'] })).toEqual([
      { what: null, text: 'one' },
      { what: null, text: 'two' },
    ]);
    expect(sentParts({ erased: true })).toEqual([
      { what: null, text: expect.stringContaining('taken out') },
    ]);
    expect(sentParts({ other: 1 })).toEqual([{ what: null, text: '{\n "other": 1\n}' }]);
  });

  it('count what was spent of what may be', () => {
    const limits = { ...SET_UP.limits, usdADay: 5 };
    expect(modelWords({ ...SET_UP, limits }, { ...SPENT, costUsd: 0.25 })[1]).toBe(
      'Today (UTC): 2 of 2000 calls, 12000 tokens in, 600 out; $0.2500 of $5.',
    );
    expect(modelWords(SET_UP, SPENT)[1]).toContain('prices aren’t set');
  });
});
