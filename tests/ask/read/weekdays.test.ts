import { describe, expect, it } from 'vitest';
import { thread } from '../follow-up/thread.ts';
import { ask, brief } from './desk.ts';

describe('a day of the week', () => {
  it.each([
    ['how many tickets came in wednesday', 'volume of tickets | 18 November 2026'],
    ['csat tuesday', 'csat of conversations | 17 November 2026'],
    ['chats by agent on Thursday', 'volume of chats | by agent | 19 November 2026'],
    ['chats on a Thursday last month', 'volume of chats | weekday is 4 | last month'],
    ['tickets on any Monday last quarter', 'volume of tickets | weekday is 1 | last quarter'],
    [
      'are Tuesdays slower than Wednesdays for first response last month',
      'first_response_time of tickets | by weekday | weekday is 2 or 3 | last month | side by side by weekday',
    ],
    [
      'do we resolve tickets faster on weekdays than on weekends this quarter',
      'resolution_time of tickets | by weekend | open is false | this quarter | side by side by weekend',
    ],
    [
      'do we answer slower outside business hours than during business hours',
      'first_response_time of tickets | by business_hours | answered is true | last 30 days | side by side by business_hours',
    ],
    [
      'compare Mondays and Sundays last month, tickets',
      'volume of tickets | by weekday | weekday is 1 or 7 | last month | side by side by weekday',
    ],
    [
      'is Tuesday quieter than Thursday this quarter',
      'volume of conversations | by weekday | weekday is 2 or 4 | this quarter | side by side by weekday',
    ],
  ])('%s', (question, expected) => {
    expect(brief(ask(question))).toBe(expected);
  });

  it.each<[questions: readonly string[], expected: string]>([
    [['tickets yesterday', 'tuesday?'], 'volume of tickets | 17 November 2026'],
    [
      ['chats by weekday last month', 'just Tuesday'],
      'volume of chats | weekday is 2 | last month',
    ],
    [
      ['chats on Mondays last month', 'and on Friday?'],
      'volume of chats | weekday is 5 | last month',
    ],
  ])('%s', (questions, expected) => {
    expect(brief(thread(questions))).toBe(expected);
  });
});
