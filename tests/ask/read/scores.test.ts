import { describe, expect, it } from 'vitest';
import { ask, brief } from './desk.ts';

describe('scores', () => {
  it.each([
    [
      'what percentage of rated tickets got a 5 last month',
      'share of volume of tickets with rating is 5 | rated is true | last month',
    ],
    [
      'tickets where customers gave us 1 or 2 stars last month',
      'volume of tickets | rating is 1 or 2 | last month',
    ],
    [
      'show me the tickets where customers gave us a 1 last month',
      'tickets, created_at desc, 10 | rating is 1 | last month',
    ],
    [
      'how many 5s did Nova get last month',
      'rated_volume of conversations | rating is 5 | agent is Nova Lee | last month',
    ],
    [
      'chats with fewer than 3 stars last month',
      'chats, created_at desc, 10 | rating lt 3 | last month',
    ],
    [
      'who got the most 5 star ratings last month',
      'rated_volume of conversations | by agent | rating is 5 | last month | desc',
    ],
    [
      'how are the ratings spread last month, how many 1s, 2s, 3s etc',
      'rated_volume of conversations | by rating | last month',
    ],
    [
      'what ratings did we get last month, from 1 to 5',
      'rated_volume of conversations | by rating | last month',
    ],
    [
      'who has the best ratings last month',
      'rating of conversations | by agent | last month | desc',
    ],
  ])('reads “%s”', (question, expected) => {
    expect(brief(ask(question))).toBe(expected);
  });

  it('takes no time for a score', () => {
    expect(brief(ask('how many chats were answered within 5s last month'))).toBe(
      'volume of chats | first_response_time le 5 | last month',
    );
  });
});
