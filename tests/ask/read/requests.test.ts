import { describe, expect, it } from 'vitest';
import { readQuestion } from '../../../src/ask/read/read-question.ts';
import { thread } from '../follow-up/thread.ts';
import { ask, brief, deskContext, facts } from './desk.ts';

describe('a request in good form', () => {
  it.each([
    ['Please state the reopen rate for October', 'reopen_rate of tickets | October 2026'],
    ['could you state how many chats came in last week', 'volume of chats | last week'],
    ['Group the chats by channel, last month', 'volume of chats | by channel | last month'],
    ['please group tickets per pipeline last week', 'volume of tickets | by pipeline | last week'],
    [
      'Kindly specify the median resolution time last month',
      'median resolution_time of tickets | last month',
    ],
    [
      'Would you be so kind as to outline our csat by agent last month',
      'csat of conversations | by agent | last month',
    ],
    [
      'name the pipeline with the most tickets last month',
      'volume of tickets | by pipeline | last month | desc',
    ],
    ['how long until a first reply last week', 'first_response_time of tickets | last week'],
    [
      'open tickets nobody is assigned to',
      'tickets, created_at desc, 10 | open is true | agent empty | any time',
    ],
    [
      'tickets answered inside 2 hours last week',
      'tickets, created_at desc, 10 | first_response_time le 7200 | last week',
    ],
    [
      'what share of the load arrives on weekends',
      'share of volume of conversations with weekend is true | last 30 days',
    ],
    ['we are unhappy with the reopen rate of October', 'reopen_rate of tickets | October 2026'],
  ])('%s', (question, expected) => {
    expect(brief(ask(question))).toBe(expected);
  });

  it.each([
    ['tickets by state last week', 'volume of tickets | by status | last week'],
    ['tickets by group last week', 'volume of tickets | by group | last week'],
    [
      'how many unhappy customers last month',
      'customers of conversations | rating le 2 | last month',
    ],
  ])('%s keeps its field', (question, expected) => {
    expect(brief(ask(question))).toBe(expected);
  });

  it('takes a feeling of the asker for none of the customers', () => {
    const emotion = ['grateful', 'frustrated'].map((value) => ({ value, count: 9, aliases: [] }));
    const desk = deskContext({ values: { ...facts.values, emotion } });
    const read = (question: string): string => brief(readQuestion(question, desk));
    expect(read("I'd be very grateful for the chats of last week")).toBe(
      'volume of chats | last week',
    );
    expect(read('grateful chats last week')).toBe(
      'volume of chats | emotion is grateful | last week',
    );
  });

  it('counts what stands behind a figure', () => {
    expect(brief(thread(['csat by agent last month', 'how many ratings are behind that?']))).toBe(
      'rated_volume of conversations | by agent | last month',
    );
  });
});
