import { describe, expect, it } from 'vitest';
import { ask, brief } from './desk.ts';

describe('either side of a state', () => {
  it.each([
    [
      'chats with the bot involved vs without last month',
      'volume of chats | by bot_involved | last month | side by side by bot_involved',
    ],
    [
      'csat of chats with the bot vs without the bot last month',
      'csat of chats | by bot_involved | last month | side by side by bot_involved',
    ],
    [
      'rated vs unrated chats last month',
      'volume of chats | by rated | last month | side by side by rated',
    ],
    [
      'chats by month and whether the bot was involved, since August',
      'volume of chats | by month | by bot_involved | since August 2026',
    ],
    ['chats by whether they were missed last month', 'volume of chats | by missed | last month'],
  ])('is shown for “%s”', (question, expected) => {
    expect(brief(ask(question))).toBe(expected);
  });

  it.each(['reopened vs not tickets last month', 'chats by blorp and whether they were missed'])(
    'is not guessed at: %s',
    (question) => {
      expect(ask(question).kind).not.toBe('plan');
    },
  );
});
