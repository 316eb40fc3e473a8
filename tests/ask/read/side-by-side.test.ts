import { describe, expect, it } from 'vitest';
import { ask, brief } from './desk.ts';

describe('things side by side', () => {
  it.each([
    [
      'created vs resolved tickets by month, last 4 months',
      'volume of tickets + resolved_volume of tickets | by month | last 4 months',
    ],
    [
      'incoming vs closed tickets last month',
      'volume of tickets + resolved_volume of tickets | last month',
    ],
    [
      'csat against first response by agent last month',
      'csat of conversations + first_response_time of tickets | by agent | last month',
    ],
    [
      'Billing or Returns, which is slower to resolve last quarter',
      'resolution_time of tickets | by pipeline | pipeline is Billing or Returns | open is false | last quarter | side by side by pipeline',
    ],
    [
      'email or web form — who has the better csat in October',
      'csat of conversations | by channel | channel is email or web form | October 2026 | side by side by channel',
    ],
    [
      'is Nova faster than Girly in October',
      'first_response_time of tickets | by agent | agent is Nova Lee or Girly Santos | October 2026 | side by side by agent',
    ],
    [
      'which is busier, Monday or Friday last quarter',
      'volume of conversations | by weekday | weekday is 1 or 5 | last quarter | side by side by weekday',
    ],
  ])('%s', (question, expected) => {
    expect(brief(ask(question))).toBe(expected);
  });
});

describe('ranks and how many', () => {
  it.each([
    [
      'who had the second most tickets last quarter',
      'volume of tickets | by agent | last quarter | desc | top 2',
    ],
    [
      'third slowest pipeline by resolution last quarter',
      'resolution_time of tickets | by pipeline | last quarter | desc | top 3',
    ],
    [
      'which agent is 2nd in csat last quarter',
      'csat of conversations | by agent | last quarter | desc | top 2',
    ],
    [
      'most common tags in Q3, top five',
      'volume of conversations | by tag | Q3 2026 | desc | top 5',
    ],
    ['tickets by tag last month (top 5)', 'volume of tickets | by tag | last month | desc | top 5'],
    [
      'tickets for groups 70 12 last month',
      'volume of tickets | group is Group 70 or Group 12 | last month',
    ],
  ])('%s', (question, expected) => {
    expect(brief(ask(question))).toBe(expected);
  });
});

describe('splits, charts and now', () => {
  it.each([
    ['sentiment split of chats last month', 'volume of chats | by sentiment_label | last month'],
    [
      'heat map of tickets by weekday and hour last month',
      'volume of tickets | by weekday | by hour | last month',
    ],
    ['channel mix of tickets last month', 'volume of tickets | by channel | last month'],
    ['tickets by priority as bars last month', 'volume of tickets | by priority | last month'],
    ['tickets by status right now', 'backlog of tickets | by status | any time'],
    ['how many urgent tickets atm', 'backlog of tickets | priority is urgent | any time'],
    [
      'average wait for a first reply by channel last month',
      'first_response_time of tickets | by channel | last month',
    ],
    ['chats without an agent last month', 'chats, created_at desc, 10 | agent empty | last month'],
    [
      'sla breaches by agent last month',
      'volume of conversations | by agent | sla_first_response_breached is true | last month',
    ],
    ['tickets same month last year', 'volume of tickets | 1 – 30 Nov 2025'],
    [
      'how much of our chat does the bot deal with on its own this quarter',
      'bot_handled_rate of chats | this quarter',
    ],
  ])('%s', (question, expected) => {
    expect(brief(ask(question))).toBe(expected);
  });

  it.each([
    'tickets in October but only in November',
    'tickets today in October',
    'tickets last month right now',
    'tickets breakdown last month',
    'tickets Q1 Q2 Q3',
    'tickets October vs September vs August',
    'tickets this month vs last month vs last year',
    'tickets in the summer',
    'running total of tickets this year',
  ])('is not guessed at: %s', (question) => {
    expect(ask(question).kind).not.toBe('plan');
  });
});

describe('a population in a list of figures', () => {
  it.each([
    [
      'the number of chats, the transfer rate and the average duration last week',
      'volume of chats + transfer_rate of chats + chat_duration of chats | last week',
    ],
    [
      'reopen rate and how many tickets per pipeline last month',
      'reopen_rate of tickets + volume of tickets | by pipeline | last month',
    ],
    [
      'solved tickets & p90 resolution time by agent last month',
      'resolved_volume of tickets + p90 resolution_time of tickets | by agent | last month',
    ],
    [
      'urgent tickets and their first response by pipeline last month',
      'volume of tickets + first_response_time of tickets | by pipeline | priority is urgent | last month',
    ],
    [
      'open tickets, csat by agent',
      'backlog of tickets + csat of tickets | by agent | last 30 days',
    ],
    [
      'which agents handled over 40 tickets and have csat over 90 % last quarter',
      'volume of tickets + csat of tickets | by agent | last quarter | metric 0 gt 40 | metric 1 gt 0.9',
    ],
    [
      'csat of resolved tickets and chats last week',
      'csat of conversations | open is false | last week',
    ],
    ['how many ratings came in last week', 'rated_volume of conversations | last week'],
    [
      'how many ratings did tickets created last week get',
      'rated_volume of tickets | created_at ge 2026-11-09T04:00:00.000Z | created_at lt 2026-11-16T04:00:00.000Z | any time',
    ],
  ])('%s', (question, expected) => {
    expect(brief(ask(question))).toBe(expected);
  });
});
