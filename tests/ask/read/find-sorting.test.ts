import { describe, expect, it } from 'vitest';
import { ask, brief } from './desk.ts';

describe('lists in an order', () => {
  it.each([
    [
      'list open tickets sorted by priority',
      'tickets, priority desc, 10 | open is true | any time',
    ],
    ['tickets last week ordered by agent', 'tickets, agent asc, 10 | last week'],
    ['agents sorted by csat', 'csat of conversations | by agent | last 30 days'],
    ['tickets last week by priority', 'volume of tickets | by priority | last week'],
  ])('%s', (question, read) => {
    expect(brief(ask(question))).toBe(read);
  });
});
