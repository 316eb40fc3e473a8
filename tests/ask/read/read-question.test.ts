import { describe, expect, it } from 'vitest';
import { ask, brief } from './desk.ts';

describe('reading a question that stands on its own', () => {
  it.each([
    ['how many tickets did we get yesterday?', 'volume of tickets | yesterday'],
    ['tickets today so far', 'volume of tickets | today so far'],
    ['avg response on chats last week', 'first_response_time of chats | last week'],
    [
      'median response by agent last month',
      'median first_response_time of tickets | by agent | last month',
    ],
    [
      'which pipeline has the fastest response',
      'first_response_time of tickets | by pipeline | last 30 days | asc',
    ],
    [
      'tickets with more than 3 responses last week',
      'tickets, created_at desc, 10 | replies gt 3 | last week',
    ],
    ['e-mail tickets yesterday', 'volume of tickets | channel is email | yesterday'],
    ['live-chats yesterday', 'volume of chats | yesterday'],
    [
      're-opened tickets by sub-category last month',
      'volume of tickets | by subcategory | reopened is true | last month',
    ],
    ['what exactly is meant by transfer rate?', 'about metric transfer_rate'],
    [
      'is resolution time in October better than September or not',
      'resolution_time of tickets | October 2026 | vs September 2026',
    ],
    [
      'tickets without a first response by pipeline',
      'volume of tickets | by pipeline | awaiting_reply is true | any time',
    ],
    ['how many chats last week', 'volume of chats | last week'],
    ['ticket volume this month', 'volume of tickets | this month'],
    ['how many conversations in October', 'volume of conversations | October 2026'],
    ['how many tickets were resolved last month', 'resolved_volume of tickets | last month'],
    ['how many open tickets do we have', 'backlog of tickets | any time'],
    [
      'how many tickets were open at the end of October',
      'backlog of tickets | end of October 2026',
    ],
    ['how many urgent tickets are open', 'backlog of tickets | priority is urgent | any time'],
    ['average response time last week', 'first_response_time of tickets | last week'],
    [
      'what was our average response time over the last 35 days?',
      'first_response_time of tickets | last 35 days',
    ],
    ['median resolution time this quarter', 'median resolution_time of tickets | this quarter'],
    ['p90 first response time last month', 'p90 first_response_time of tickets | last month'],
    ['95th percentile of resolution time in Q3', 'p95 resolution_time of tickets | Q3 2026'],
    ['average chat duration', 'chat_duration of chats | last 30 days'],
    ['longest first response time last week', 'max first_response_time of tickets | last week'],
    ['csat last month', 'csat of conversations | last month'],
    ['csat for chats this year', 'csat of chats | this year'],
    ['average rating of chats', 'rating of chats | last 30 days'],
    ['fcr this quarter', 'fcr of tickets | this quarter'],
    ['reopen rate last month', 'reopen_rate of tickets | last month'],
    ['transfer rate', 'transfer_rate of chats | last 30 days'],
    ['what share of chats is handled by the bot', 'bot_handled_rate of chats | last 30 days'],
    [
      'how many chats were handled by the bot last week',
      'volume of chats | bot_handled is true | last week',
    ],
    ['how many chats did we miss yesterday', 'volume of chats | missed is true | yesterday'],
    ['missed chats rate', 'missed_rate of chats | last 30 days'],
    ['messages per conversation', 'messages_per_conversation of conversations | last 30 days'],
    ['replies to resolve', 'replies_to_resolve of tickets | last 30 days'],
    ['how many customers contacted us last month', 'customers of conversations | last month'],
    ['repeat customers last quarter', 'repeat_customers of conversations | last quarter'],
    [
      'customers who contacted us at least 3 times last quarter',
      'volume of conversations | by customer | last quarter | metric 0 ge 3',
    ],
    ['sentiment last month', 'sentiment of conversations | last month'],
    ['agent score by agent', 'agent_score of conversations | by agent | last 30 days'],
    ['sla attainment last month', 'sla_first_response of tickets | last month'],
    ['resolution sla', 'sla_resolution of tickets | last 30 days'],
    ['backlog', 'backlog of tickets | any time'],
    ['tickets by pipeline this month', 'volume of tickets | by pipeline | this month'],
    ['tickets per agent last week', 'volume of tickets | by agent | last week'],
    ['csat per agent', 'csat of conversations | by agent | last 30 days'],
    ['tickets by agent and pipeline', 'volume of tickets | by agent | by pipeline | last 30 days'],
    ['tickets by day last week', 'volume of tickets | by day | last week'],
    ['weekly ticket volume', 'volume of tickets | by week | last 12 weeks, this one so far'],
    ['tickets by month', 'volume of tickets | by month | last 6 months, this one so far'],
    ['tickets by weekday', 'volume of tickets | by weekday | last 30 days'],
    ['tickets by hour of the day', 'volume of tickets | by hour | last 30 days'],
    ['tickets by hour yesterday', 'volume of tickets | by hour | yesterday'],
    ['hourly tickets last month', 'volume of tickets | by hour | last month'],
    [
      'first response time by priority',
      'first_response_time of tickets | by priority | last 30 days',
    ],
    ['tickets by symptom', 'volume of tickets | by x_symptom | last 30 days'],
    [
      'which agent handled the most tickets this quarter?',
      'volume of tickets | by agent | this quarter | desc',
    ],
    ['top 5 agents by tickets', 'volume of tickets | by agent | last 30 days | desc | top 5'],
    [
      '5 slowest categories',
      'first_response_time of tickets | by category | last 30 days | desc | top 5',
    ],
    ['slowest agents', 'first_response_time of tickets | by agent | last 30 days | desc'],
    ['fastest agent last month', 'first_response_time of tickets | by agent | last month | asc'],
    [
      'who resolved the most tickets last week',
      'resolved_volume of tickets | by agent | last week | desc',
    ],
    [
      'which category has the most tickets',
      'volume of tickets | by category | last 30 days | desc',
    ],
    ['busiest day last month', 'volume of conversations | by day | last month | desc'],
    ['busiest weekday', 'volume of conversations | by weekday | last 30 days | desc'],
    ['best agent by csat', 'csat of conversations | by agent | last 30 days | desc'],
    [
      'worst pipeline by resolution time',
      'resolution_time of tickets | by pipeline | last 30 days | desc',
    ],
    ['top 3 customers', 'volume of conversations | by customer | last 30 days | desc | top 3'],
    ['least common category', 'volume of conversations | by category | last 30 days | asc'],
    ['trend of tickets', 'volume of tickets | by week | last 6 months, this one so far'],
    [
      'are we getting busier?',
      'volume of conversations | by week | last 6 months, this one so far',
    ],
    ['is csat improving', 'csat of conversations | by week | last 6 months, this one so far'],
    [
      'how did first response time develop this year',
      'first_response_time of tickets | by month | this year',
    ],
    [
      'are we getting faster',
      'first_response_time of tickets | by week | last 6 months, this one so far',
    ],
    ['tickets this month vs last month', 'volume of tickets | this month | vs 1 – 20 Oct 2026'],
    [
      'csat this quarter compared to last quarter',
      'csat of conversations | this quarter | vs 1 Jul – 20 Aug 2026',
    ],
    ['tickets in October vs September', 'volume of tickets | October 2026 | vs September 2026'],
    [
      'Nova vs Girly tickets',
      'volume of tickets | by agent | agent is Nova Lee or Girly Santos | last 30 days | side by side by agent',
    ],
    [
      'Nova vs the team csat',
      'csat of conversations | agent is Nova Lee | last 30 days | Nova Lee vs the team',
    ],
    ['weekend vs weekday csat', 'csat of conversations | by weekend | last 30 days'],
    [
      'compare billing and returns',
      'volume of conversations | by pipeline | pipeline is Billing or Returns | last 30 days | side by side by pipeline',
    ],
    [
      'tickets last month compared to the same month last year',
      'volume of tickets | last month | vs 1 – 31 Oct 2025',
    ],
    [
      'what percentage of tickets are urgent',
      'share of volume of tickets with priority is urgent | last 30 days',
    ],
    ['what share of tickets were reopened last month', 'reopen_rate of tickets | last month'],
    [
      'what share of conversations are chats',
      'share of volume of conversations with kind is chat | last 30 days',
    ],
    [
      'what share of urgent tickets were reopened',
      'reopen_rate of tickets | priority is urgent | last 30 days',
    ],
    ['share of tickets by pipeline', 'share of volume of tickets | by pipeline | last 30 days'],
    [
      'urgent billing tickets not yet answered',
      'tickets, created_at desc, 10 | priority is urgent | pipeline is Billing | awaiting_reply is true | any time',
    ],
    [
      'urgent tickets excluding spam last month',
      'volume of tickets | priority is urgent | tag is-not spam | last month',
    ],
    ['tickets without a category', 'volume of tickets | category empty | last 30 days'],
    ['tickets for Nova last week', 'volume of tickets | agent is Nova Lee | last week'],
    [
      'tickets not handled by Nova last week',
      'volume of tickets | agent is-not Nova Lee | last week',
    ],
    ['tickets in group 70', 'volume of tickets | group is Group 70 | last 30 days'],
    [
      'tickets in Billing and Returns last month',
      'volume of tickets | pipeline is Billing or Returns | last month',
    ],
    ['tickets via chat last month', 'volume of tickets | channel is chat | last month'],
    ['tickets for ACME', 'volume of tickets | company is ACME | last 30 days'],
    ['unassigned tickets', 'tickets, created_at desc, 10 | agent empty | any time'],
    ['badly rated chats last month', 'volume of chats | rating le 2 | last month'],
    ['tickets on Mondays', 'volume of tickets | weekday is 1 | last 30 days'],
    [
      'tickets outside business hours last week',
      'volume of tickets | business_hours is false | last week',
    ],
    ['tickets that made sla last month', 'volume of tickets | x_made_sla is true | last month'],
    ["tickets from Mary O'Brien", 'volume of tickets | customer is Mary O’Brien | last 30 days'],
    ['tickets with symptom smoke', 'volume of tickets | x_symptom is Smoke | last 30 days'],
    [
      'agents with CSAT below 80 %',
      'csat of conversations | by agent | last 30 days | metric 0 lt 0.8',
    ],
    [
      'pipelines with more than 50 tickets last month',
      'volume of tickets | by pipeline | last month | metric 0 gt 50',
    ],
    [
      'tickets open longer than 48 hours',
      'tickets, created_at asc, 10 | open is true | age gt 172800 | any time',
    ],
    [
      'tickets with first response over 4 hours last week',
      'volume of tickets | first_response_time gt 14400 | last week',
    ],
    [
      'chats longer than 30 minutes',
      'chats, created_at desc, 10 | chat_duration gt 1800 | last 30 days',
    ],
    [
      'tickets reopened more than 2 times',
      'tickets, created_at desc, 10 | reopens gt 2 | last 30 days',
    ],
    [
      'conversations with more than 10 messages',
      'conversations, created_at desc, 10 | messages gt 10 | last 30 days',
    ],
    [
      'categories that took over 2 days to resolve on average',
      'resolution_time of tickets | by category | last 30 days | metric 0 gt 172800',
    ],
    [
      'weeks with more than 75 tickets',
      'volume of tickets | by week | last 12 weeks, this one so far | metric 0 gt 75',
    ],
    [
      'tickets, CSAT and first response per agent',
      'volume of tickets + csat of tickets + first_response_time of tickets | by agent | last 30 days',
    ],
    [
      'csat and reopen rate by pipeline',
      'csat of conversations + reopen_rate of tickets | by pipeline | last 30 days',
    ],
    ['tickets per day on average last month', 'volume of tickets per day | last month'],
    ['distribution of resolution time', 'spread of | resolution_time of tickets | last 30 days'],
    [
      'how are resolution times distributed in Billing',
      'spread of | resolution_time of tickets | pipeline is Billing | last 30 days',
    ],
    ['list the 10 oldest open tickets', 'tickets, created_at asc, 10 | open is true | any time'],
    ['show me the latest tickets', 'tickets, created_at desc, 10 | any time'],
    [
      'show open billing tickets',
      'tickets, created_at desc, 10 | open is true | pipeline is Billing | any time',
    ],
    ['which tickets have been waiting longest', 'tickets, age desc, 10 | open is true | any time'],
    ['the oldest open ticket', 'tickets, created_at asc, 1 | open is true | any time'],
    ['ticket 4312', 'tickets, created_at desc, 10 | id is 4312 | any time | managers included'],
    [
      'status of ticket T-4312',
      'tickets, created_at desc, 10 | id is 4312 | any time | managers included',
    ],
    ['#4312', 'tickets, created_at desc, 10 | id is 4312 | any time | managers included'],
    ['find tickets about login problems', 'tickets with login & problem | any time'],
    ['tickets mentioning "broken screen"', 'tickets with broken screen | any time'],
    [
      'how many tickets mention refund last month',
      'volume of tickets | text contains refund | last month',
    ],
    ['how is FCR calculated?', 'about metric fcr'],
    ['what is csat?', 'about metric csat'],
    ['which data do you have', 'about data'],
    ['how fresh is the data', 'about freshness'],
    ['what can i ask?', 'about help'],
    ['which metrics do you know', 'about metrics'],
    ['which pipelines do we have?', 'about dimension pipeline'],
    ['tickets last month including managers', 'volume of tickets | last month | managers included'],
    [
      'tickets handled by Richie Diaz',
      'volume of tickets | agent is Richie Diaz | last 30 days | managers included',
    ],
    ['tickes by agnet last week', 'volume of tickets | by agent | last week'],
    ['tickets for Girlly last week', 'volume of tickets | agent is Girly Santos | last week'],
    ['tickets in wholesale', 'volume of tickets | pipeline is Wholesale | last 30 days'],
    ['tickets in wholesale pipeline', 'volume of tickets | pipeline is Wholesale | last 30 days'],
    ['tickets in engineering', 'volume of tickets | group is Engineering Desk | last 30 days'],
    ['chats rated 1 or 2', 'chats, created_at desc, 10 | rating is 1 or 2 | last 30 days'],
    [
      'first response time of chats by hour of the day this month',
      'first_response_time of chats | by hour | this month',
    ],
    [
      'average resolution time for Nova this quarter',
      'resolution_time of tickets | agent is Nova Lee | this quarter',
    ],
    ['how long do we take to answer', 'first_response_time of tickets | last 30 days'],
    [
      'agents with more than 20 tickets last week',
      'volume of tickets | by agent | last week | metric 0 gt 20',
    ],
    [
      'which pipelines have a reopen rate above 5 %',
      'reopen_rate of tickets | by pipeline | last 30 days | metric 0 gt 0.05',
    ],
    [
      'top 5 customers by tickets this year',
      'volume of tickets | by customer | this year | desc | top 5',
    ],
    [
      'tickets that are not urgent last week',
      'volume of tickets | priority is-not urgent | last week',
    ],
    ['tickets with priority high last week', 'volume of tickets | priority is high | last week'],
    [
      'tickets handled by Nova or Girly last week',
      'volume of tickets | agent is Nova Lee or Girly Santos | last week',
    ],
    ['chats last week by channel', 'volume of chats | by channel | last week'],
    ['tickets per week this quarter', 'volume of tickets | by week | this quarter'],
    ['tickets for Zoe Muller', 'volume of tickets | customer is Zoë Müller | last 30 days'],
    ['tickets by made sla', 'volume of tickets | by x_made_sla | last 30 days'],
    [
      'are there more tickets on weekends',
      'volume of tickets | by weekend | last 30 days | side by side by weekend',
    ],
    ['how long does it take to resolve a ticket', 'resolution_time of tickets | last 30 days'],
    ['how long does it take to resolve tickets', 'resolution_time of tickets | last 30 days'],
  ])('reads “%s” as: %s', (question, expected) => {
    expect(brief(ask(question))).toBe(expected);
  });

  it.each([
    ['how is Nova doing?', 'clarify: What about it?'],
    ['best agent', 'clarify: Best or worst at what?'],
    ['tickets for Alex last week', 'clarify: Which Alex do you mean?'],
    ['and for chats?', 'clarify: What would you like to know about chats?'],
    ['what did each ticket cost us?', 'decline: I have no cost data, so I can’t answer that.'],
    [
      'why did response time rise last week?',
      'decline: I can’t say why yet; I can show what moved.',
    ],
    [
      'anything unusual?',
      'decline: I don’t look for unusual days yet; I can show the course of a figure.',
    ],
    [
      'expected volume next week',
      "decline: “next week” hasn't begun yet: I can count up to now. Try “last week” or “this month”.",
    ],
    [
      'delete all tickets from last month',
      'decline: I only answer questions: I don’t change, send or write anything.',
    ],
    [
      'flurbs by zonk',
      'decline: I don’t know what “flurbs” and “zonk” mean here, so I’d rather not guess.',
    ],
    [
      'how many tickets about the moon landing and blorp by zzyzx',
      'decline: I don’t know what “blorp” and “zzyzx” mean here, so I’d rather not guess.',
    ],
    [
      'tickets by agent by pipeline by month',
      'decline: I can break a figure down by two things at once, not more.',
    ],
    [
      'category "Data loss"',
      'decline: I know no “Data loss” among the categories. The most frequent are Shipping, Refund, Wholesale, Damaged product.',
    ],
  ])('answers “%s” with a question back or a no: %s', (question, expected) => {
    expect(brief(ask(question))).toBe(expected);
  });
});
