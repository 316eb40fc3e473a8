import { describe, expect, it } from 'vitest';
import { brief } from '../read/desk.ts';
import { thread } from './thread.ts';

describe('reading a question in a thread', () => {
  it.each<[questions: readonly string[], expected: string]>([
    [
      [
        'resolution time per group last quarter, groups with at least 100 resolved tickets',
        'use the median',
      ],
      'median resolution_time of tickets + resolved_volume of tickets | by group | last quarter | metric 1 ge 100',
    ],
    [
      ['missed chats last week', 'as a percentage of all chats'],
      'missed_rate of chats | last week',
    ],
    [
      ['csat in October', 'tickets only', 'how many ratings is that?'],
      'rated_volume of tickets | October 2026',
    ],
    [
      ['how many tickets did we resolve last month', 'and opened?'],
      'volume of tickets | last month',
    ],
    [
      ['urgent tickets for Nova Lee last month', 'forget the urgent part'],
      'volume of tickets | agent is Nova Lee | last month',
    ],
    [
      ['tickets for Nova Lee last month', 'Girly?', 'both next to each other'],
      'volume of tickets | by agent | agent is Nova Lee or Girly Santos | last month | side by side by agent',
    ],
    [
      ['csat for email last month', 'for web form', 'both compared'],
      'csat of conversations | by channel | channel is email or web form | last month | side by side by channel',
    ],
    [
      ['first response for tickets last month', 'and for chats', 'both'],
      'first_response_time of conversations | last month',
    ],
    [
      ['csat of chats last week', 'tickets?', 'both side by side'],
      'csat of conversations | by kind | last week | side by side by kind',
    ],
    [
      ['tickets last month', 'both'],
      'decline: I don’t see what “both” changes about the last answer, so I’d rather not guess.',
    ],
    [
      ['tickets by agent last month', 'nvm. chats by channel'],
      'volume of chats | by channel | last 30 days',
    ],
    [
      ['csat in Billing last month', 'scratch that, fcr by agent last week'],
      'fcr of tickets | by agent | last week',
    ],
    [
      ['tickets in Billing last month', 'which categories were they?'],
      'volume of tickets | by category | pipeline is Billing | last month',
    ],
    [
      ['tickets by agent last month', 'more than 70'],
      'volume of tickets | by agent | last month | metric 0 gt 70',
    ],
    [
      ['resolution time by agent last month', 'only those with more than 30 tickets'],
      'decline: I can hold an amount against single conversations, against each group or against one figure, but I can’t tell which is meant.',
    ],
    [
      ['is csat above 90 % last month', 'by agent'],
      'csat of conversations | by agent | last month',
    ],
    [
      ['tickets last week', 'and how many did we resolve'],
      'resolved_volume of tickets | last week',
    ],
    [
      ['first response in october', 'compare to september', 'october only'],
      'first_response_time of tickets | October 2026',
    ],
    [
      ['open tickets by priority', 'which of the urgent ones are oldest'],
      'tickets, created_at asc, 10 | priority is urgent | open is true | any time',
    ],
    [
      ['chats by day last month', 'what is the average per day'],
      'volume of chats per day | last month',
    ],
    [['csat by agent last month', 'show me his tickets'], 'clarify: Who is “his”?'],
    [['chats last week', 'what channels'], 'volume of chats | by channel | last week'],
    [['chats last week', 'which channels are there?'], 'about dimension channel'],
    [
      ['tickets in Billing last month', 'can I see the list for Nova'],
      'tickets, created_at desc, 10 | pipeline is Billing | agent is Nova Lee | last month',
    ],
    [
      ['tickets in Billing last month', 'give me a list, only urgent'],
      'tickets, created_at desc, 10 | pipeline is Billing | priority is urgent | last month',
    ],
    [['tickets last month', 'the list of agents'], 'about dimension agent'],
    [['tickets last month', 'the week before'], 'volume of tickets | 24 – 30 Sep 2026'],
    [
      ['csat by agent last month', 'exclude Girly', 'and Nova'],
      'csat of conversations | by agent | agent is-not Girly Santos or Nova Lee | last month',
    ],
    [['tickets last month', 'a year earlier'], 'volume of tickets | 1 – 31 Oct 2025'],
    [
      ['tickets over the last 35 days', 'and the 35 days before'],
      'volume of tickets | 11 Sep – 15 Oct 2026',
    ],
    [
      ['tickets last weekend', 'and the weekend before that'],
      'volume of tickets | 6 Nov, 19:00 – 9 Nov 2026, 06:00',
    ],
    [
      ['tickets last month', 'the one before', 'the one before that'],
      'volume of tickets | 1 – 31 Aug 2026',
    ],
    [
      ['tickets by agent last month', 'top 2', 'show everyone again'],
      'volume of tickets | by agent | last month | desc',
    ],
    [
      ['csat by agent last month', 'only above 80 %', 'show all again'],
      'csat of conversations | by agent | last month',
    ],
    [
      ['tickets by agent last month', 'only Billing', 'reset the filter'],
      'volume of tickets | by agent | last month',
    ],
    [
      ['tickets in Billing last month', 'list the latest 5'],
      'tickets, created_at desc, 5 | pipeline is Billing | last month',
    ],
    [
      ['tickets in Billing last month', 'show me 5 of them'],
      'tickets, created_at desc, 5 | pipeline is Billing | last month',
    ],
    [
      ['tickets in Billing last month', 'the 3 oldest'],
      'tickets, created_at asc, 3 | pipeline is Billing | last month',
    ],
    [
      ['first response last month', 'median not average'],
      'median first_response_time of tickets | last month',
    ],
    [
      ['csat of Nova last month', 'not Nova, Girly'],
      'csat of conversations | agent is Girly Santos | last month',
    ],
    [
      ['csat of Nova last month', 'nd Girly'],
      'csat of conversations | agent is Girly Santos | last month',
    ],

    [
      ['average first response time last month', 'and for chats?'],
      'first_response_time of chats | last month',
    ],
    [
      ['average first response time last month', 'for chats', 'back to tickets'],
      'first_response_time of tickets | last month',
    ],
    [
      ['average first response time last month', 'by agent'],
      'first_response_time of tickets | by agent | last month',
    ],
    [
      ['average first response time last month', 'median'],
      'median first_response_time of tickets | last month',
    ],
    [
      ['average first response time last month', 'in September'],
      'first_response_time of tickets | September 2026',
    ],
    [
      ['average first response time last month', 'the month before'],
      'first_response_time of tickets | 1 – 30 Sep 2026',
    ],
    [
      ['average first response time last month', 'compare to the month before'],
      'first_response_time of tickets | last month | vs 1 – 30 Sep 2026',
    ],
    [
      ['average first response time last month', 'vs last year'],
      'first_response_time of tickets | last month | vs 1 – 31 Oct 2025',
    ],
    [
      ['average first response time last month', 'how is it calculated?'],
      'about metric first_response_time',
    ],
    [['average first response time last month', 'csat instead'], 'csat of tickets | last month'],
    [
      ['average first response time last month', 'only urgent'],
      'first_response_time of tickets | priority is urgent | last month',
    ],
    [
      ['average first response time last month', 'what about Billing?'],
      'first_response_time of tickets | pipeline is Billing | last month',
    ],
    [
      ['average first response time last month', 'by week'],
      'first_response_time of tickets | by week | last month',
    ],
    [
      ['average first response time last month', 'this month'],
      'first_response_time of tickets | this month',
    ],
    [
      ['average first response time last month', 'for Nova'],
      'first_response_time of tickets | agent is Nova Lee | last month',
    ],
    [
      ['average first response time last month', 'for Nova', 'vs the team'],
      'first_response_time of tickets | agent is Nova Lee | last month | Nova Lee vs the team',
    ],
    [
      ['average first response time last month', 'for Nova', 'and Girly'],
      'first_response_time of tickets | agent is Girly Santos | last month',
    ],
    [
      ['average first response time last month', 'undo'],
      'decline: There is nothing before this to go back to.',
    ],
    [
      ['average first response time last month', 'by agent', 'undo'],
      'first_response_time of tickets | last month',
    ],
    [
      ['average first response time last month', 'show me the tickets'],
      'tickets, created_at desc, 10 | last month',
    ],
    [
      ['average first response time last month', 'including managers'],
      'first_response_time of tickets | last month | managers included',
    ],
    [
      ['tickets by agent last week', 'and by pipeline'],
      'volume of tickets | by agent | by pipeline | last week',
    ],
    [
      ['tickets by agent last week', 'top 3'],
      'volume of tickets | by agent | last week | desc | top 3',
    ],
    [
      ['tickets by agent last week', 'the second one'],
      'volume of tickets | agent is Girly Santos | last week',
    ],
    [
      ['tickets by agent last week', 'by pipeline instead'],
      'volume of tickets | by pipeline | last week',
    ],
    [
      ['tickets by agent last week', 'as a percentage'],
      'share of volume of tickets | by agent | last week',
    ],
    [
      ['tickets by agent last week', 'with csat'],
      'volume of tickets + csat of tickets | by agent | last week',
    ],
    [
      ['tickets by agent last week', 'add reopen rate'],
      'volume of tickets + reopen_rate of tickets | by agent | last week',
    ],
    [
      ['tickets by agent last week', 'only billing'],
      'volume of tickets | by agent | pipeline is Billing | last week',
    ],
    [
      ['tickets by agent last week', 'only billing', 'also returns'],
      'volume of tickets | by agent | pipeline is Billing or Returns | last week',
    ],
    [
      ['tickets by agent last week', 'only billing', 'without billing'],
      'volume of tickets | by agent | pipeline is-not Billing | last week',
    ],
    [
      ['tickets by agent last week', 'only billing', 'remove the pipeline filter'],
      'volume of tickets | by agent | last week',
    ],
    [
      ['tickets by agent last week', 'only billing', 'all pipelines'],
      'volume of tickets | by agent | last week',
    ],
    [
      ['tickets by agent last week', 'not spam'],
      'volume of tickets | by agent | tag is-not spam | last week',
    ],
    [
      ['tickets by agent last week', 'more than 10'],
      'volume of tickets | by agent | last week | metric 0 gt 10',
    ],
    [['tickets by agent last week', 'as a table'], 'volume of tickets | by agent | last week'],
    [
      ['tickets by agent last week', 'worst first'],
      'volume of tickets | by agent | last week | desc',
    ],
    [
      ['tickets by agent last week', 'the tenth one'],
      'decline: I don’t know what “tenth” and “one” mean here, so I’d rather not guess.',
    ],
    [['tickets by agent last week', 'for all time'], 'volume of tickets | by agent | all the data'],
    [
      ['tickets by agent last week', 'how many were resolved?'],
      'volume of tickets | by agent | open is false | last week',
    ],
    [['tickets by day last week', 'by month'], 'volume of tickets | by month | last week'],
    [
      ['tickets by day last week', 'only weekends'],
      'volume of tickets | by day | weekend is true | last week',
    ],
    [
      ['tickets in Billing last month', 'returns?'],
      'volume of tickets | pipeline is Returns | last month',
    ],
    [
      ['tickets in Billing last month', 'returns?', 'both'],
      'volume of tickets | pipeline is Billing or Returns | last month',
    ],
    [['tickets in Billing last month', 'everyone'], 'volume of tickets | last month'],
    [['tickets for Nova last month', 'everyone'], 'volume of tickets | last month'],
    [
      ['tickets for Nova and Girly last month', 'without Girly'],
      'volume of tickets | agent is Nova Lee | agent is-not Girly Santos | last month',
    ],
    [
      ['share of tickets that are urgent', 'and high?'],
      'share of volume of tickets with priority is high | last 30 days',
    ],
    [
      ['agents with csat below 80 %', 'below 70'],
      'csat of conversations | by agent | last 30 days | metric 0 lt 0.7',
    ],
    [
      ['agents with csat below 80 %', 'last quarter'],
      'csat of conversations | by agent | last quarter | metric 0 lt 0.8',
    ],
    [
      ['the 10 oldest open tickets', 'by agent'],
      'volume of tickets | by agent | open is true | any time',
    ],
    [['the 10 oldest open tickets', 'how many?'], 'volume of tickets | open is true | any time'],
    [
      ['the 10 oldest open tickets', 'only billing'],
      'tickets, created_at asc, 10 | open is true | pipeline is Billing | any time',
    ],
    [
      ['the 10 oldest open tickets', 'newest first'],
      'tickets, created_at desc, 10 | open is true | any time',
    ],
    [
      ['the 10 oldest open tickets', 'show 20'],
      'tickets, created_at asc, 20 | open is true | any time',
    ],
    [
      ['the 10 oldest open tickets', 'the second one'],
      'tickets, created_at desc, 1 | id is 4313 | any time',
    ],
    [
      ['find tickets about login problems', 'last week'],
      'tickets with login & problem | last week',
    ],
    [
      ['find tickets about login problems', 'how many?'],
      'volume of tickets | text contains login | text contains problem | any time',
    ],
    [
      ['find tickets about login problems', 'the second one'],
      'tickets, created_at desc, 1 | id is 4313 | any time',
    ],
    [
      ['distribution of resolution time', 'in Billing'],
      'spread of | resolution_time of tickets | pipeline is Billing | last 30 days',
    ],
    [
      ['distribution of resolution time', 'by agent'],
      'resolution_time of tickets | by agent | last 30 days',
    ],
    [
      ['how many open tickets do we have', 'by priority'],
      'backlog of tickets | by priority | any time',
    ],
    [
      ['how many open tickets do we have', 'by month'],
      'backlog of tickets | by month | last 6 months, this one so far',
    ],
    [
      ['how many open tickets do we have', 'list them'],
      'tickets, created_at desc, 10 | open is true | any time',
    ],
    [['how many open tickets do we have', 'csat'], 'csat of tickets | last 30 days'],
    [
      ['tickets last month', 'how many chats did we have yesterday?'],
      'volume of chats | yesterday',
    ],
    [['tickets last month', 'csat by agent'], 'csat of conversations | by agent | last month'],
    [
      ['tickets last month', 'new question: csat by agent'],
      'csat of conversations | by agent | last 30 days',
    ],
    [
      ['what share of tickets were reopened last month', 'by agent'],
      'reopen_rate of tickets | by agent | last month',
    ],
    [['tickets in October 2025', 'and in May?'], 'volume of tickets | May 2025'],
    [
      ['tickets last month', 'and blorp?'],
      'decline: I don’t know what “blorp” means here, so I’d rather not guess.',
    ],
    [['tickets last month', 'why?'], 'decline: I can’t say why yet; I can show what moved.'],
    [['tickets last month', 'for Alex'], 'clarify: Which Alex do you mean?'],
  ])('reads the last of %j as: %s', (questions, expected) => {
    expect(brief(thread(questions))).toBe(expected);
  });

  it('declines what changes nothing, and what hasn’t begun', () => {
    expect(thread(['tickets in Billing last month', 'show me some']).kind).toBe('decline');
    expect(thread(['tickets last week', 'and the week after next']).kind).toBe('decline');
    expect(thread(['tickets last weekend', 'the weekend after']).kind).toBe('decline');
    expect(thread(['tickets last month', 'difference in percent']).kind).toBe('decline');
    expect(thread(['tickets last month', '👍']).kind).toBe('decline');
  });
});
