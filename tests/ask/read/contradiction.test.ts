import { describe, expect, it } from 'vitest';
import { ask, brief } from './desk.ts';

describe('two states nothing is in at once', () => {
  it.each([
    [
      'list the open tickets that are solved',
      'Nothing is both “open” and “solved”. Which of the two?',
    ],
    [
      'how many closed chats are still open',
      'Nothing is both “closed” and “still open”. Which of the two?',
    ],
    [
      'answered tickets of Nova that are unanswered',
      'Nothing is both “answered” and “unanswered”. Which of the two?',
    ],
    [
      'missed chats that were not missed',
      'Nothing is both “missed” and “not missed”. Which of the two?',
    ],
  ])('%s is asked back', (question, text) => {
    expect(brief(ask(question))).toBe(`clarify: ${text}`);
  });

  it('offers the question without either', () => {
    const reading = ask('how many solved tickets last month are still open?');
    expect(reading.kind === 'clarify' && reading.choices.map(({ question }) => question)).toEqual([
      'how many solved tickets last month?',
      'how many tickets last month are still open?',
    ]);
  });

  it.each([
    [
      'open and closed tickets by agent',
      'volume of tickets | by open | by agent | last 30 days | side by side by open',
    ],
    [
      'tickets created and resolved last week',
      'volume of tickets + resolved_volume of tickets | last week',
    ],
  ])('%s are either', (question, expected) => {
    expect(brief(ask(question))).toBe(expected);
  });
});
