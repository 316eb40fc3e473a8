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

describe('tickets with the most of something', () => {
  it.each([
    [
      'open tickets with the longest resolution time',
      'tickets, resolution_time desc, 10 | open is true | any time',
    ],
    ['tickets with the lowest sentiment last month', 'tickets, sentiment asc, 10 | last month'],
    ['longest resolution time last month', 'max resolution_time of tickets | last month'],
    ['tickets with the highest csat last month', 'csat of tickets | last month'],
  ])('%s', (question, read) => {
    expect(brief(ask(question))).toBe(read);
  });
});

describe('a list of what holds right now', () => {
  it.each([
    [
      'list urgent tickets right now',
      'tickets, created_at desc, 10 | priority is urgent | open is true | any time',
    ],
    [
      'list unassigned tickets right now',
      'tickets, created_at desc, 10 | agent empty | open is true | any time',
    ],
    ['list urgent tickets', 'tickets, created_at desc, 10 | priority is urgent | last 30 days'],
  ])('is of what is open: %s', (question, read) => {
    expect(brief(ask(question))).toBe(read);
  });
});
