import { describe, expect, it } from 'vitest';
import { findTimes } from '../../../src/ask/time/find-times.ts';
import type { TimeMatch } from '../../../src/ask/time/time-match.ts';
import type { Period } from '../../../src/core/period.ts';
import { clockAt, wall } from './clocks.ts';

const WEDNESDAY = clockAt('2026-06-17T14:30');
const ZONE = 'America/Halifax';

function dates(period: Period): string {
  const now = wall(new Date(WEDNESDAY.now).toISOString(), ZONE);
  const end = wall(period.end, ZONE);
  return `${wall(period.start, ZONE)}…${end === now ? 'now' : end}`;
}

/** A match in one line: what was said, and what it means. */
function line(match: TimeMatch): string {
  return `${match.text} = ${meaning(match)}`;
}

function meaning(match: TimeMatch): string {
  switch (match.kind) {
    case 'period':
      return `${dates(match.period)}${match.unit === null ? '' : ` ${match.unit}`}`;
    case 'grain':
      return match.orCalendar ? `per ${match.grain} or hour of day` : `per ${match.grain}`;
    case 'calendar':
      return `by ${match.field}`;
    case 'filter':
      return `${match.field} ${match.op} ${match.values.join(',')}`;
    case 'compare':
      return match.with.kind === 'period' ? `against ${dates(match.with.period)}` : match.with.kind;
    case 'shift':
      return `shift ${match.steps} ${match.unit ?? 'period'}`;
    case 'problem':
      return `problem: ${match.message}`;
    case 'all':
      return 'all';
  }
}

function check(cases: readonly (readonly [string, ...string[]])[]): void {
  it.each(cases.map(([question, ...found]) => ({ question, found })))(
    '$question',
    ({ question, found }) => {
      expect(findTimes(question, WEDNESDAY).map(line)).toEqual(found);
    },
  );
}

describe('periods in questions, with the words that belong to them', () => {
  check([
    [
      'what was our average response time over the last 35 days?',
      'over the last 35 days = 2026-05-13…2026-06-17 day',
    ],
    ['which agent handled the most tickets this quarter?', 'this quarter = 2026-04-01…now quarter'],
    ['what came through last week', 'last week = 2026-06-08…2026-06-15 week'],
    ['csat for last week', 'for last week = 2026-06-08…2026-06-15 week'],
    ['top 5 agents in March', 'in March = 2026-03-01…2026-04-01 month'],
    ["all of last week's tickets", "all of last week's = 2026-06-08…2026-06-15 week"],
    ['volume so far this year', 'so far this year = 2026-01-01…now year'],
    ['tickets in 2025', 'in 2025 = 2025-01-01…2026-01-01 year'],
    ['tickets over the weekend', 'over the weekend = 2026-06-12T19:00…2026-06-15T06:00'],
    ['how many came in on the 3rd?', 'on the 3rd = 2026-06-03…2026-06-04 day'],
    ['tickets on Monday morning', 'on Monday morning = 2026-06-15T06:00…2026-06-15T12:00'],
    ['tickets on 3/4', 'on 3/4 = 2026-04-03…2026-04-04 day'],
    [
      'tickets from Acme from 3 March to 5 April',
      'from 3 March to 5 April = 2026-03-03…2026-04-06 day',
    ],
    ['tickets in Feb, Mar and Apr', 'in Feb, Mar and Apr = 2026-02-01…2026-05-01 month'],
    ['volume since 2025', 'since 2025 = 2025-01-01…now'],
    [
      'Over the past 90 days, which pipelines grew?',
      'Over the past 90 days = 2026-03-19…2026-06-17 day',
    ],
    ['top 10 in week 20', 'in week 20 = 2026-05-11…2026-05-18 week'],
    ['tickets in the last 24h', 'in the last 24h = 2026-06-16T14:30…now hour'],
    ['how are we doing today', 'today = 2026-06-17…now day'],
    [
      'which had most tickets in march april',
      'in march = 2026-03-01…2026-04-01 month',
      'april = 2026-04-01…2026-05-01 month',
    ],
  ]);
});

describe('words that are only sometimes time', () => {
  check([
    ['tickets in may by week', 'in may = 2026-05-01…2026-06-01 month', 'by week = per week'],
    ['May tickets by agent', 'May = 2026-05-01…2026-06-01 month'],
    ['tickets for May', 'for May = 2026-05-01…2026-06-01 month'],
    ['csat may 2025', 'may 2025 = 2025-05-01…2025-06-01 month'],
    ['may vs june', 'may = 2026-05-01…2026-06-01 month', 'vs june = against 2026-06-01…now'],
    ['May I see the open tickets'],
    ['which agents may need help with billing'],
    ['how long customers sat on hold'],
    ['tickets on sat', 'on sat = 2026-06-13…2026-06-14 day'],
    ['status of ticket 4312'],
    ['status of ticket 2025'],
    ['show ticket 22072025'],
    ['the last 5 tickets'],
    ['the last one'],
    ['drill into the second one'],
    ['first response time'],
    ['top 5'],
    ['more than 2000 tickets'],
    ['3/4 of tickets'],
    ['support 24/7'],
    ['order 2026-1234'],
    ['ticket T-2025'],
    ['show 10 in March', 'in March = 2026-03-01…2026-04-01 month'],
    ['by the 3rd reply'],
    ['the 90th percentile'],
    ['last 5 business days'],
    ['last 3 weekends'],
    ['median per agent'],
    ['are we getting busier?'],
  ]);
});

describe('amounts of time are left alone', () => {
  check([
    ['tickets open longer than 48 hours'],
    ['resolved within 2 hours'],
    ['open more than 3 days'],
    ['older than a week'],
    ['tickets waiting for 3 days'],
    ['answered in under a day'],
    ['created more than 3 days ago', 'more than 3 days ago = 1969-12-31T20:00…2026-06-14'],
    ['resolved within 24 hours last month', 'last month = 2026-05-01…2026-06-01 month'],
  ]);
});

describe('break-downs', () => {
  check([
    ['tickets by week', 'by week = per week'],
    ['weekly csat', 'weekly = per week'],
    ['tickets per month', 'per month = per month'],
    ['volume each day', 'each day = per day'],
    ['on a daily basis', 'on a daily basis = per day'],
    ['csat month by month', 'month by month = per month'],
    ['volume day over day', 'day over day = per day'],
    ['volume week on week', 'week on week = per week'],
    ['broken down by quarter', 'broken down by quarter = per quarter'],
    ['yearly volume', 'yearly = per year'],
    ['how many tickets a day do we get', 'a day = per day'],
    ['busiest week of 2025', 'week = per week', 'of 2025 = 2025-01-01…2026-01-01 year'],
    ['which month had most tickets', 'which month = per month'],
    [
      'for each of the last 6 months',
      'for each of = per month',
      'the last 6 months = 2025-12-01…2026-06-01 month',
    ],
    ['tickets by agent and month', 'and month = per month'],
    [
      'hourly volume yesterday',
      'hourly = per hour or hour of day',
      'yesterday = 2026-06-16…2026-06-17 day',
    ],
    ['tickets by hour', 'by hour = per hour or hour of day'],
    ['tickets by hour of the day', 'by hour of the day = by hour'],
    ['what time of day is busiest', 'what time of day = by hour'],
    ['tickets by weekday', 'by weekday = by weekday'],
    ['tickets by day of the week', 'by day of the week = by weekday'],
    ['which day of the week is busiest', 'which day of the week = by weekday'],
    [
      'heatmap by weekday and hour',
      'by weekday = by weekday',
      'and hour = per hour or hour of day',
    ],
    ['weekday by hour', 'weekday = by weekday', 'by hour = per hour or hour of day'],
    ['weekend vs weekday csat', 'weekend vs weekday = by weekend'],
    ['weekdays compared to weekends', 'weekdays compared to weekends = by weekend'],
    ['business hours vs after hours', 'business hours vs after hours = by business_hours'],
  ]);
});

describe('filters on recurring times', () => {
  check([
    ['tickets on weekends', 'on weekends = weekend is true'],
    ['weekend response time', 'weekend = weekend is true'],
    ['tickets on weekdays', 'on weekdays = weekend is false'],
    ['excluding weekends', 'excluding weekends = weekend is false'],
    ['tickets on Mondays', 'on Mondays = weekday is 1'],
    ['on Mondays and Fridays', 'on Mondays and Fridays = weekday is 1,5'],
    [
      'every Tuesday in May',
      'every Tuesday = weekday is 2',
      'in May = 2026-05-01…2026-06-01 month',
    ],
    ['Mondays to Thursdays', 'Mondays to Thursdays = weekday is 1,2,3,4'],
    ['on Monday mornings', 'on Monday = weekday is 1', 'mornings = hour is 6,7,8,9,10,11'],
    ['outside business hours', 'outside business hours = business_hours is false'],
    ['after hours', 'after hours = business_hours is false'],
    ['during business hours', 'during business hours = business_hours is true'],
    ['after 5 pm', 'after 5 pm = hour ge 17'],
    ['before 9am', 'before 9am = hour lt 9'],
    ['created after 5 PM', 'after 5 PM = hour ge 17'],
    ['after 17:30', 'after 17:30 = hour ge 17.5'],
    ['between 9 and 17:00', 'between 9 and 17:00 = hour is 9,10,11,12,13,14,15,16'],
    ['between 2 and 5 pm', 'between 2 and 5 pm = hour is 14,15,16'],
    ['from 9 to 5pm', 'from 9 to 5pm = hour is 9,10,11,12,13,14,15,16'],
    ['between 10pm and 2am', 'between 10pm and 2am = hour is 22,23,0,1'],
    ['between 9 and 17'],
    ['at 9 am', 'at 9 am = hour is 9'],
    ['in the afternoon', 'in the afternoon = hour is 12,13,14,15,16,17'],
    ['evenings', 'evenings = hour is 18,19,20,21'],
    ['at night', 'at night = hour is 22,23,0,1,2,3,4,5'],
    [
      'tickets after 5 pm last week',
      'after 5 pm = hour ge 17',
      'last week = 2026-06-08…2026-06-15 week',
    ],
  ]);
});

describe('comparisons', () => {
  check([
    ['csat vs the previous period', 'vs the previous period = previous'],
    ['compared to last month', 'compared to last month = against 2026-05-01…2026-06-01'],
    ['more than the month before', 'than the month before = previous'],
    ['vs the same period last year', 'vs the same period last year = last-year'],
    ['year over year', 'year over year = last-year'],
    ['this quarter vs last', 'this quarter = 2026-04-01…now quarter', 'vs last = previous'],
    [
      'March vs April',
      'March = 2026-03-01…2026-04-01 month',
      'vs April = against 2026-04-01…2026-05-01',
    ],
    [
      'Q1 versus Q2 2025',
      'Q1 = 2025-01-01…2025-04-01 quarter',
      'versus Q2 2025 = against 2025-04-01…2025-07-01',
    ],
    [
      'March 2025 vs April',
      'March 2025 = 2025-03-01…2025-04-01 month',
      'vs April = against 2025-04-01…2025-05-01',
    ],
    [
      'compare March and May',
      'March = 2026-03-01…2026-04-01 month',
      'and May = against 2026-05-01…2026-06-01',
    ],
    ['compare csat to last month', 'to last month = against 2026-05-01…2026-06-01'],
    [
      'this year vs 2025',
      'this year = 2026-01-01…now year',
      'vs 2025 = against 2025-01-01…2026-01-01',
    ],
    ['March vs last year', 'March = 2026-03-01…2026-04-01 month', 'vs last year = last-year'],
    [
      '2025 vs 2024',
      '2025 = 2025-01-01…2026-01-01 year',
      'vs 2024 = against 2024-01-01…2025-01-01',
    ],
    ['from last week to this week', 'from last week to this week = 2026-06-08…now week'],
    ['and the month before?', 'and the month before = shift -1 month'],
    ['go back a week', 'go back a week = shift -1 week'],
    ['a year earlier than that', 'a year earlier = last-year'],
  ]);

  it('sets a month so far against the same stretch of the month before', () => {
    expect(findTimes('this month vs last month', WEDNESDAY).map(line)).toEqual([
      'this month = 2026-06-01…now month',
      'vs last month = against 2026-05-01…2026-05-17T14:30',
    ]);
  });
});

describe('all of the history', () => {
  check([
    ['csat of all time', 'of all time = all'],
    ['slowest ticket ever', 'ever = all'],
    ['volume since the beginning', 'since the beginning = all'],
  ]);
});

describe('times that cannot be asked about', () => {
  it.each([
    ['volume next week', /next week.*hasn't begun/],
    ['tickets in March 2030', /March 2030 hasn't begun yet/],
    ['tickets on 31 June', /There is no 31 June: June has 30 days/],
    ['tickets on 32/13/2026', /There is no date “32\/13\/2026”/],
    ['csat in Q5', /no Q5: quarters are Q1 to Q4/],
    ['csat in week 60', /no week 60/],
    ['from 5 May 2026 to 3 May 2026', /runs backwards/],
    [
      'chats 25 march through 11 march',
      /^25 March – 11 March 2026 runs backwards: .*“11 March – 25 March 2026”/,
    ],
    ['between 30 april and 2 april 2026', /runs backwards/],
    ['from 30 april 2025 till 2 april', /runs backwards/],
    ['tickets on 29 Feb 2025', /no “29 Feb 2025”/],
  ])('%s', (question, message) => {
    const [match, ...rest] = findTimes(question, WEDNESDAY);
    expect(rest).toEqual([]);
    expect(match?.kind === 'problem' ? match.message : match?.kind).toMatch(message);
  });
});

it('gives offsets into the text as it was typed', () => {
  const text = 'CSAT,  over the   LAST  week – by agent';
  const [match] = findTimes(text, WEDNESDAY);
  expect(match && text.slice(match.from, match.to)).toBe('over the   LAST  week');
});
