import { describe, expect, it } from 'vitest';
import { parseTime } from '../../../src/ask/time/parse-time.ts';
import { type TimeContext, zoneOf } from '../../../src/ask/time/time-context.ts';
import { clockAt, wall } from './clocks.ts';

/** Lines of `expression | first day or instant | end, exclusive`, in the clock's zone; `now` and `never` stand for themselves. */
function check(context: TimeContext, table: string): void {
  const cases = table
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  it.each(cases)('%s → %s – %s', (expression = '', start = '', end = '') => {
    const zone = zoneOf(context);
    const parsed = parseTime(expression, context);
    const now = wall(new Date(context.now).toISOString(), zone);
    const found = parsed && [wall(parsed.start, zone), wall(parsed.end, zone)];
    expect(found).toEqual(start === 'never' ? null : [start, end === 'now' ? now : end]);
  });
}

// June 2026:  Mo  1  8 15 22 29 · the 17th is a Wednesday
const WEDNESDAY = clockAt('2026-06-17T14:30');

describe('on Wednesday 17 June 2026, 14:30, in Halifax', () => {
  describe('days', () => {
    check(
      WEDNESDAY,
      `
      today                      | 2026-06-17 | now
      Today's                    | 2026-06-17 | now
      so far today               | 2026-06-17 | now
      yesterday                  | 2026-06-16 | 2026-06-17
      yesterday's                | 2026-06-16 | 2026-06-17
      the day before yesterday   | 2026-06-15 | 2026-06-16
      day before yesterday       | 2026-06-15 | 2026-06-16
      the previous day           | 2026-06-16 | 2026-06-17
      last day                   | 2026-06-16 | 2026-06-17
      the past day               | 2026-06-16 | 2026-06-17
      Monday                     | 2026-06-15 | 2026-06-16
      on Tuesday                 | 2026-06-16 | 2026-06-17
      Wednesday                  | 2026-06-17 | now
      Thursday                   | 2026-06-11 | 2026-06-12
      Fri                        | 2026-06-12 | 2026-06-13
      Sunday                     | 2026-06-14 | 2026-06-15
      last Wednesday             | 2026-06-10 | 2026-06-11
      last Tuesday               | 2026-06-16 | 2026-06-17
      last Thursday              | 2026-06-11 | 2026-06-12
      last Fri                   | 2026-06-12 | 2026-06-13
      past Monday                | 2026-06-15 | 2026-06-16
      this Tuesday               | 2026-06-16 | 2026-06-17
      this Wednesday             | 2026-06-17 | now
      Tuesday last week          | 2026-06-09 | 2026-06-10
      Tuesday of last week       | 2026-06-09 | 2026-06-10
      last week Tuesday          | 2026-06-09 | 2026-06-10
      last week's Friday         | 2026-06-12 | 2026-06-13
      Monday this week           | 2026-06-15 | 2026-06-16
      the Tuesday before last    | 2026-06-09 | 2026-06-10
      3 days ago                 | 2026-06-14 | 2026-06-15
      three days ago             | 2026-06-14 | 2026-06-15
      a day ago                  | 2026-06-16 | 2026-06-17
      a week ago today           | 2026-06-10 | 2026-06-11
      a year ago today           | 2025-06-17 | 2025-06-18
      the 15th                   | 2026-06-15 | 2026-06-16
      on the 20th                | 2026-05-20 | 2026-05-21
      the 31st                   | 2026-05-31 | 2026-06-01
      the 3rd of last month      | 2026-05-03 | 2026-05-04
      the 5th of this month      | 2026-06-05 | 2026-06-06
    `,
    );
  });

  describe('calendar units', () => {
    check(
      WEDNESDAY,
      `
      this week                  | 2026-06-15 | now
      current week               | 2026-06-15 | now
      the current week           | 2026-06-15 | now
      this month                 | 2026-06-01 | now
      the current month          | 2026-06-01 | now
      this quarter               | 2026-04-01 | now
      this half                  | 2026-01-01 | now
      this half year             | 2026-01-01 | now
      this year                  | 2026-01-01 | now
      so far this year           | 2026-01-01 | now
      this year so far           | 2026-01-01 | now
      this month to date         | 2026-06-01 | now
      last week                  | 2026-06-08 | 2026-06-15
      previous week              | 2026-06-08 | 2026-06-15
      the previous week          | 2026-06-08 | 2026-06-15
      prior week                 | 2026-06-08 | 2026-06-15
      during last week           | 2026-06-08 | 2026-06-15
      all of last week           | 2026-06-08 | 2026-06-15
      the whole of last week     | 2026-06-08 | 2026-06-15
      last month                 | 2026-05-01 | 2026-06-01
      last calendar month        | 2026-05-01 | 2026-06-01
      the last full month        | 2026-05-01 | 2026-06-01
      previous month             | 2026-05-01 | 2026-06-01
      over the last month        | 2026-05-01 | 2026-06-01
      last quarter               | 2026-01-01 | 2026-04-01
      the previous quarter       | 2026-01-01 | 2026-04-01
      last half                  | 2025-07-01 | 2026-01-01
      last half year             | 2025-07-01 | 2026-01-01
      last half-year             | 2025-07-01 | 2026-01-01
      last year                  | 2025-01-01 | 2026-01-01
      past week                  | 2026-06-10 | 2026-06-17
      the past week              | 2026-06-10 | 2026-06-17
      past month                 | 2026-05-18 | 2026-06-17
      over the past month        | 2026-05-18 | 2026-06-17
      past quarter               | 2026-03-19 | 2026-06-17
      past year                  | 2025-06-17 | 2026-06-17
      the week before last       | 2026-06-01 | 2026-06-08
      week before last           | 2026-06-01 | 2026-06-08
      next-to-last week          | 2026-06-01 | 2026-06-08
      next to last month         | 2026-04-01 | 2026-05-01
      the month before last      | 2026-04-01 | 2026-05-01
      penultimate quarter        | 2025-10-01 | 2026-01-01
      the quarter before last    | 2025-10-01 | 2026-01-01
      the year before last       | 2024-01-01 | 2025-01-01
      second to last year        | 2024-01-01 | 2025-01-01
      a week ago                 | 2026-06-08 | 2026-06-15
      2 weeks ago                | 2026-06-01 | 2026-06-08
      a couple of weeks ago      | 2026-06-01 | 2026-06-08
      a fortnight ago            | 2026-06-01 | 2026-06-08
      a month ago                | 2026-05-01 | 2026-06-01
      6 months ago               | 2025-12-01 | 2026-01-01
      half a year ago            | 2025-12-01 | 2026-01-01
      two quarters ago           | 2025-10-01 | 2026-01-01
      a year ago                 | 2025-01-01 | 2026-01-01
      2 years ago                | 2024-01-01 | 2025-01-01
      WTD                        | 2026-06-15 | now
      MTD                        | 2026-06-01 | now
      QTD                        | 2026-04-01 | now
      YTD                        | 2026-01-01 | now
      week to date               | 2026-06-15 | now
      month-to-date              | 2026-06-01 | now
      quarter to date            | 2026-04-01 | now
      year-to-date               | 2026-01-01 | now
    `,
    );
  });

  describe('so many units', () => {
    check(
      WEDNESDAY,
      `
      last 35 days ending yesterday | 2026-05-13 | 2026-06-17
      the 35 days before today   | 2026-05-13 | 2026-06-17
      last 35 days               | 2026-05-13 | 2026-06-17
      the last 35 days           | 2026-05-13 | 2026-06-17
      over the last 35 days      | 2026-05-13 | 2026-06-17
      in the last thirty-five days | 2026-05-13 | 2026-06-17
      past 35 days               | 2026-05-13 | 2026-06-17
      previous 35 days           | 2026-05-13 | 2026-06-17
      trailing 7 days            | 2026-06-10 | 2026-06-17
      rolling 30 days            | 2026-05-18 | 2026-06-17
      last rolling 30 days       | 2026-05-18 | 2026-06-17
      last 30d                   | 2026-05-18 | 2026-06-17
      last 30-day period         | 2026-05-18 | 2026-06-17
      last 1 day                 | 2026-06-16 | 2026-06-17
      last two weeks             | 2026-06-01 | 2026-06-15
      last 2 weeks               | 2026-06-01 | 2026-06-15
      past 2 weeks               | 2026-06-01 | 2026-06-15
      the two previous weeks     | 2026-06-01 | 2026-06-15
      last couple of weeks       | 2026-06-01 | 2026-06-15
      the last few weeks         | 2026-05-25 | 2026-06-15
      last fortnight             | 2026-06-01 | 2026-06-15
      past fortnight             | 2026-06-01 | 2026-06-15
      last 6 months              | 2025-12-01 | 2026-06-01
      last six months            | 2025-12-01 | 2026-06-01
      last six full months       | 2025-12-01 | 2026-06-01
      last half a dozen months   | 2025-12-01 | 2026-06-01
      past 12 months             | 2025-06-01 | 2026-06-01
      trailing twelve months     | 2025-06-01 | 2026-06-01
      last dozen months          | 2025-06-01 | 2026-06-01
      last 4 quarters            | 2025-04-01 | 2026-04-01
      last 2 half years          | 2025-01-01 | 2026-01-01
      last three years           | 2023-01-01 | 2026-01-01
      last 7 days including today | 2026-06-10 | now
      last 7 days so far         | 2026-06-10 | now
      last 7 days (including today) | 2026-06-10 | now
      last 6 months including this month | 2025-12-01 | now
      last 24 hours              | 2026-06-16T14:30 | now
      past 24h                   | 2026-06-16T14:30 | now
      the last hour              | 2026-06-17T13:30 | now
      last half hour             | 2026-06-17T14:00 | now
      last 90 minutes            | 2026-06-17T13:00 | now
      first 3 months of 2026     | 2026-01-01 | 2026-04-01
      last 3 months of 2025      | 2025-10-01 | 2026-01-01
      first 10 days of May       | 2026-05-01 | 2026-05-11
      the last 3 days of March   | 2026-03-29 | 2026-04-01
    `,
    );
  });

  describe('months, quarters, halves and years by name', () => {
    check(
      WEDNESDAY,
      `
      March                      | 2026-03-01 | 2026-04-01
      in March                   | 2026-03-01 | 2026-04-01
      the month of March         | 2026-03-01 | 2026-04-01
      June                       | 2026-06-01 | now
      July                       | 2025-07-01 | 2025-08-01
      Sept                       | 2025-09-01 | 2025-10-01
      Sept. 2025                 | 2025-09-01 | 2025-10-01
      dec                        | 2025-12-01 | 2026-01-01
      May                        | 2026-05-01 | 2026-06-01
      March 2025                 | 2025-03-01 | 2025-04-01
      March, 2025                | 2025-03-01 | 2025-04-01
      March of 2025              | 2025-03-01 | 2025-04-01
      2025 March                 | 2025-03-01 | 2025-04-01
      Jan '26                    | 2026-01-01 | 2026-02-01
      March last year            | 2025-03-01 | 2025-04-01
      March of last year         | 2025-03-01 | 2025-04-01
      last year's March          | 2025-03-01 | 2025-04-01
      March this year            | 2026-03-01 | 2026-04-01
      last March                 | 2026-03-01 | 2026-04-01
      last June                  | 2025-06-01 | 2025-07-01
      last August                | 2025-08-01 | 2025-09-01
      Jun-2025                   | 2025-06-01 | 2025-07-01
      Q3-2025                    | 2025-07-01 | 2025-10-01
      2026-05                    | 2026-05-01 | 2026-06-01
      05/2026                    | 2026-05-01 | 2026-06-01
      Q1                         | 2026-01-01 | 2026-04-01
      Q2                         | 2026-04-01 | now
      Q3                         | 2025-07-01 | 2025-10-01
      Q3 2025                    | 2025-07-01 | 2025-10-01
      Q3 of 2025                 | 2025-07-01 | 2025-10-01
      2025 Q3                    | 2025-07-01 | 2025-10-01
      2025Q3                     | 2025-07-01 | 2025-10-01
      Q3'25                      | 2025-07-01 | 2025-10-01
      3Q25                       | 2025-07-01 | 2025-10-01
      third quarter              | 2025-07-01 | 2025-10-01
      the third quarter of 2025  | 2025-07-01 | 2025-10-01
      3rd quarter of 2025        | 2025-07-01 | 2025-10-01
      quarter 3 2025             | 2025-07-01 | 2025-10-01
      Q3 last year               | 2025-07-01 | 2025-10-01
      last Q2                    | 2025-04-01 | 2025-07-01
      first quarter of last year | 2025-01-01 | 2025-04-01
      last quarter of 2025       | 2025-10-01 | 2026-01-01
      H1                         | 2026-01-01 | now
      H2                         | 2025-07-01 | 2026-01-01
      H1 2025                    | 2025-01-01 | 2025-07-01
      first half of 2025         | 2025-01-01 | 2025-07-01
      the second half of 2025    | 2025-07-01 | 2026-01-01
      second half of last year   | 2025-07-01 | 2026-01-01
      first half of last month   | 2026-05-01 | 2026-05-16
      first half of March        | 2026-03-01 | 2026-03-16
      second half of March       | 2026-03-16 | 2026-04-01
      2025                       | 2025-01-01 | 2026-01-01
      2026                       | 2026-01-01 | now
      in 2025                    | 2025-01-01 | 2026-01-01
      the year 2025              | 2025-01-01 | 2026-01-01
      throughout 2025            | 2025-01-01 | 2026-01-01
      all of 2025                | 2025-01-01 | 2026-01-01
    `,
    );
  });

  describe('fiscal years, which begin in April', () => {
    check(
      WEDNESDAY,
      `
      FY26                       | 2025-04-01 | 2026-04-01
      FY2026                     | 2025-04-01 | 2026-04-01
      FY 26                      | 2025-04-01 | 2026-04-01
      fiscal year 2026           | 2025-04-01 | 2026-04-01
      financial year 2025/26     | 2025-04-01 | 2026-04-01
      fiscal 2026                | 2025-04-01 | 2026-04-01
      FY27                       | 2026-04-01 | now
      FY26 Q1                    | 2025-04-01 | 2025-07-01
      Q1 FY26                    | 2025-04-01 | 2025-07-01
      Q4 of FY26                 | 2026-01-01 | 2026-04-01
      FY26 H2                    | 2025-10-01 | 2026-04-01
      fiscal Q1                  | 2026-04-01 | now
      this fiscal year           | 2026-04-01 | now
      last fiscal quarter        | 2026-01-01 | 2026-04-01
      fiscal year to date        | 2026-04-01 | now
      last fiscal year           | 2025-04-01 | 2026-04-01
    `,
    );
  });

  describe('weeks and weekends', () => {
    check(
      WEDNESDAY,
      `
      2026-W12                   | 2026-03-16 | 2026-03-23
      2026W12                    | 2026-03-16 | 2026-03-23
      2026-W12-3                 | 2026-03-18 | 2026-03-19
      week 12                    | 2026-03-16 | 2026-03-23
      week 42                    | 2025-10-13 | 2025-10-20
      W42                        | 2025-10-13 | 2025-10-20
      calendar week 42           | 2025-10-13 | 2025-10-20
      KW 42                      | 2025-10-13 | 2025-10-20
      week 1 of 2026             | 2025-12-29 | 2026-01-05
      week 42 2024               | 2024-10-14 | 2024-10-21
      week 42 of last year       | 2025-10-13 | 2025-10-20
      week 53 of 2020            | 2020-12-28 | 2021-01-04
      week of 10 April           | 2026-04-06 | 2026-04-13
      the week of April 10       | 2026-04-06 | 2026-04-13
      in the week of 10 April 2026 | 2026-04-06 | 2026-04-13
      week of 2026-04-12         | 2026-04-06 | 2026-04-13
      week commencing 6 April    | 2026-04-06 | 2026-04-13
      week ending 12 April       | 2026-04-06 | 2026-04-13
      first week of May          | 2026-05-01 | 2026-05-08
      the second week of May     | 2026-05-08 | 2026-05-15
      last week of May           | 2026-05-25 | 2026-06-01
      the last week of March 2026 | 2026-03-25 | 2026-04-01
      first month of the quarter | 2026-04-01 | 2026-05-01
      last month of last quarter | 2026-03-01 | 2026-04-01
      last day of May            | 2026-05-31 | 2026-06-01
      first Monday of May        | 2026-05-04 | 2026-05-05
      the second Tuesday in March 2026 | 2026-03-10 | 2026-03-11
      last Friday of October     | 2025-10-31 | 2025-11-01
      last weekend               | 2026-06-12T19:00 | 2026-06-15T06:00
      over the last weekend      | 2026-06-12T19:00 | 2026-06-15T06:00
      the weekend before last    | 2026-06-05T19:00 | 2026-06-08T06:00
      over the weekend           | 2026-06-12T19:00 | 2026-06-15T06:00
      weekend of 3 May           | 2026-05-01T19:00 | 2026-05-04T06:00
      last weekend of October    | 2025-10-24T19:00 | 2025-10-27T06:00
    `,
    );
  });

  describe('dates', () => {
    check(
      WEDNESDAY,
      `
      2026-05-22                 | 2026-05-22 | 2026-05-23
      2026/05/22                 | 2026-05-22 | 2026-05-23
      22.07.2025                 | 2025-07-22 | 2025-07-23
      22-07-2025                 | 2025-07-22 | 2025-07-23
      22.07.25                   | 2025-07-22 | 2025-07-23
      22072025                   | 2025-07-22 | 2025-07-23
      20250722                   | 2025-07-22 | 2025-07-23
      3/4/2026                   | 2026-04-03 | 2026-04-04
      3/13/2026                  | 2026-03-13 | 2026-03-14
      13/3/2026                  | 2026-03-13 | 2026-03-14
      on 3/4                     | 2026-04-03 | 2026-04-04
      3 March                    | 2026-03-03 | 2026-03-04
      3rd March                  | 2026-03-03 | 2026-03-04
      the 3rd of March           | 2026-03-03 | 2026-03-04
      March 3                    | 2026-03-03 | 2026-03-04
      March 3rd                  | 2026-03-03 | 2026-03-04
      March the 3rd              | 2026-03-03 | 2026-03-04
      March 3, 2025              | 2025-03-03 | 2025-03-04
      3 Mar 2025                 | 2025-03-03 | 2025-03-04
      Mar. 3, 2025               | 2025-03-03 | 2025-03-04
      1st of June                | 2026-06-01 | 2026-06-02
      17 June                    | 2026-06-17 | now
      18 June                    | 2025-06-18 | 2025-06-19
      Tuesday 3 March            | 2026-03-03 | 2026-03-04
      Tue, 3 March 2026          | 2026-03-03 | 2026-03-04
      29 February                | 2024-02-29 | 2024-03-01
      Christmas                  | 2025-12-24 | 2025-12-27
      Christmas Day 2024         | 2024-12-25 | 2024-12-26
      Black Friday               | 2025-11-28 | 2025-11-29
      15-Jun-2026                | 2026-06-15 | 2026-06-16
      15-May                     | 2026-05-15 | 2026-05-16
      the fifteenth of May       | 2026-05-15 | 2026-05-16
      twenty-first of May        | 2026-05-21 | 2026-05-22
      the week before Christmas  | 2025-12-17 | 2025-12-24
      3 days after 5 May         | 2026-05-06 | 2026-05-09
      the month before March     | 2026-02-01 | 2026-03-01
      2026-06-16T14:00           | 2026-06-16T14:00 | 2026-06-16T15:00
      2026-06-16 14:20           | 2026-06-16T14:20 | 2026-06-16T14:21
      2026-06-16T17:00Z          | 2026-06-16T14:00 | 2026-06-16T15:00
    `,
    );
  });

  describe('parts', () => {
    check(
      WEDNESDAY,
      `
      early March                | 2026-03-01 | 2026-03-11
      mid March                  | 2026-03-11 | 2026-03-21
      mid-March 2025             | 2025-03-11 | 2025-03-21
      late March                 | 2026-03-21 | 2026-04-01
      in late March              | 2026-03-21 | 2026-04-01
      beginning of May           | 2026-05-01 | 2026-05-11
      the end of May             | 2026-05-21 | 2026-06-01
      at the end of last month   | 2026-05-21 | 2026-06-01
      early 2025                 | 2025-01-01 | 2025-05-01
      mid-2025                   | 2025-05-01 | 2025-09-01
      late 2025                  | 2025-09-01 | 2026-01-01
      the beginning of the year  | 2026-01-01 | 2026-05-01
      this morning               | 2026-06-17T06:00 | 2026-06-17T12:00
      this afternoon             | 2026-06-17T12:00 | now
      yesterday morning          | 2026-06-16T06:00 | 2026-06-16T12:00
      yesterday afternoon        | 2026-06-16T12:00 | 2026-06-16T18:00
      Monday evening             | 2026-06-15T18:00 | 2026-06-15T22:00
      last night                 | 2026-06-16T22:00 | 2026-06-17T06:00
      yesterday 9am to 5pm       | 2026-06-16T09:00 | 2026-06-16T17:00
      9am to 5pm yesterday       | 2026-06-16T09:00 | 2026-06-16T17:00
      yesterday between 9 and 17 | 2026-06-16T09:00 | 2026-06-16T17:00
      yesterday after 5 pm       | 2026-06-16T17:00 | 2026-06-17
      3 May before 9:30          | 2026-05-03 | 2026-05-03T09:30
      since 9 am                 | 2026-06-17T09:00 | now
    `,
    );
  });

  describe('ranges', () => {
    check(
      WEDNESDAY,
      `
      from 3 March to 5 April    | 2026-03-03 | 2026-04-06
      from March 3 to April 5, 2026 | 2026-03-03 | 2026-04-06
      from the 3rd of March to the 5th of April | 2026-03-03 | 2026-04-06
      between 1 and 15 March     | 2026-03-01 | 2026-03-16
      between 1 March and 15 March | 2026-03-01 | 2026-03-16
      between the 1st and the 15th of March | 2026-03-01 | 2026-03-16
      between March 1 and 15     | 2026-03-01 | 2026-03-16
      3–5 May                    | 2026-05-03 | 2026-05-06
      3-5 May 2025               | 2025-05-03 | 2025-05-06
      May 3–5                    | 2026-05-03 | 2026-05-06
      May 3 - 5, 2025            | 2025-05-03 | 2025-05-06
      10 to 15 May               | 2026-05-10 | 2026-05-16
      28 to 3 May                | 2026-04-28 | 2026-05-04
      Mar 3 - Mar 9              | 2026-03-03 | 2026-03-10
      march-april                | 2026-03-01 | 2026-05-01
      Jan to Mar 2026            | 2026-01-01 | 2026-04-01
      Jan–Mar                    | 2026-01-01 | 2026-04-01
      January through March      | 2026-01-01 | 2026-04-01
      between March and May      | 2026-03-01 | 2026-06-01
      Dec 2025 – Feb 2026        | 2025-12-01 | 2026-03-01
      December to February 2026  | 2025-12-01 | 2026-03-01
      November to January        | 2025-11-01 | 2026-02-01
      May to August              | 2025-05-01 | 2025-09-01
      June to March              | 2025-06-01 | 2026-04-01
      from March 2026 to May     | 2026-03-01 | 2026-06-01
      Q1 to Q3 2025              | 2025-01-01 | 2025-10-01
      Q4 2025 - Q1 2026          | 2025-10-01 | 2026-04-01
      2024 to 2025               | 2024-01-01 | 2026-01-01
      2024–2025                  | 2024-01-01 | 2026-01-01
      2026-05-01 to 2026-05-10   | 2026-05-01 | 2026-05-11
      2026-05-01..2026-05-10     | 2026-05-01 | 2026-05-11
      from 2026-05-01 until 2026-05-10 | 2026-05-01 | 2026-05-11
      1/5/2026 - 10/5/2026       | 2026-05-01 | 2026-05-11
      from Monday to Wednesday   | 2026-06-15 | now
      Monday to Friday           | 2026-06-08 | 2026-06-13
      from last week to this week | 2026-06-08 | now
      week 10 to week 12         | 2026-03-02 | 2026-03-23
      from the 3rd to the 10th   | 2026-06-03 | 2026-06-11
      from 1 June to 30 June     | 2025-06-01 | 2025-07-01
      from 1 June 2026 to 30 June 2026 | 2026-06-01 | now
      from Monday until now      | 2026-06-15 | now
      from March until today     | 2026-03-01 | now
      March and April            | 2026-03-01 | 2026-05-01
      today and yesterday        | 2026-06-16 | now
      Feb, Mar and Apr           | 2026-02-01 | 2026-05-01
      from 2026-06-16 10:00 to 12:00 | 2026-06-16T10:00 | 2026-06-16T12:00
      since June                 | 2026-06-01 | now
      since 1 May                | 2026-05-01 | now
      ever since last Tuesday    | 2026-06-16 | now
      since last week            | 2026-06-08 | now
      since 2025                 | 2025-01-01 | now
      since 3 weeks ago          | 2026-05-25 | now
      since the beginning of May | 2026-05-01 | now
      from May on                | 2026-05-01 | now
      from 3 May onwards         | 2026-05-03 | now
      starting 3 May             | 2026-05-03 | now
      March to date              | 2026-03-01 | now
      after March                | 2026-04-01 | now
      after 3 May                | 2026-05-04 | now
      after Q1 2026              | 2026-04-01 | now
    `,
    );
  });

  it.each([
    ['before March', '2026-03-01'],
    ['before 3 May', '2026-05-03'],
    ['before last week', '2026-06-08'],
    ['until March', '2026-04-01'],
    ['till 3 May', '2026-05-04'],
    ['up to 3 May', '2026-05-04'],
    ['by Friday', '2026-06-13'],
    ['through May', '2026-06-01'],
    ['by the end of March', '2026-04-01'],
    ['more than 3 days ago', '2026-06-14'],
  ])('%s begins with the first record and ends at %s', (expression, end) => {
    const parsed = parseTime(expression, WEDNESDAY);
    expect(parsed?.start).toBe('1970-01-01T00:00:00.000Z');
    expect(wall(parsed?.end ?? '', 'America/Halifax')).toBe(end);
  });

  describe('slips of the keyboard', () => {
    check(
      WEDNESDAY,
      `
      yesterdy                   | 2026-06-16 | 2026-06-17
      lst week                   | 2026-06-08 | 2026-06-15
      last mnoth                 | 2026-05-01 | 2026-06-01
      septmber                   | 2025-09-01 | 2025-10-01
      Febuary 2026               | 2026-02-01 | 2026-03-01
      tusday                     | 2026-06-16 | 2026-06-17
      previuos quarter           | 2026-01-01 | 2026-04-01
    `,
    );
  });

  describe('what is no period', () => {
    check(
      WEDNESDAY,
      `
      next week                  | never |
      tomorrow                   | never |
      March 2030                 | never |
      2030                       | never |
      this Friday                | never |
      this December              | never |
      31 June                    | never |
      29 Feb 2025                | never |
      32/13/2026                 | never |
      2026-02-30                 | never |
      Q5                         | never |
      week 54                    | never |
      week 53 of 2025            | never |
      from 5 May 2026 to 3 May 2026 | never |
      4312                       | never |
      48 hours                   | never |
      the last 5 tickets         | never |
      last week tickets          | never |
      by week                    | never |
      on weekends                | never |
      hello                      | never |
      5                          | never |
      second                     | never |
    `,
    );
    it('is nothing at all', () => expect(parseTime('', WEDNESDAY)).toBeNull());
  });
});

describe('other settings', () => {
  const american = clockAt('2026-06-17T14:30', 'America/New_York', {
    dateOrder: 'month-first',
    weekStart: 7,
    fiscalYearStart: 1,
  });
  check(
    american,
    `
    3/4/2026                     | 2026-03-04 | 2026-03-05
    13/3/2026                    | 2026-03-13 | 2026-03-14
    04032026                     | 2026-04-03 | 2026-04-04
    this week                    | 2026-06-14 | now
    last week                    | 2026-06-07 | 2026-06-14
    week of 10 April             | 2026-04-05 | 2026-04-12
    FY26                         | 2026-01-01 | now
    FY25 Q4                      | 2025-10-01 | 2026-01-01
  `,
  );
});

// Clocks in Rome went from 02:00 to 03:00 on Sunday 29 March 2026.
describe('on the day clocks go forward, Sunday 29 March 2026, 10:00, in Rome', () => {
  const sunday = clockAt('2026-03-29T10:00', 'Europe/Rome');
  check(
    sunday,
    `
    today                        | 2026-03-29 | now
    yesterday                    | 2026-03-28 | 2026-03-29
    this week                    | 2026-03-23 | now
    last week                    | 2026-03-16 | 2026-03-23
    last 7 days                  | 2026-03-22 | 2026-03-29
    Sunday                       | 2026-03-29 | now
    last Sunday                  | 2026-03-22 | 2026-03-23
    this weekend                 | 2026-03-27T19:00 | now
    last weekend                 | 2026-03-20T19:00 | 2026-03-23T06:00
    last 24 hours                | 2026-03-28T09:00 | now
    this morning                 | 2026-03-29T06:00 | now
    last February                | 2026-02-01 | 2026-03-01
    March                        | 2026-03-01 | now
  `,
  );
  it('counts that day as 23 hours', () => {
    const parsed = parseTime('29 March 2026', { ...sunday, now: sunday.now + 86_400_000 });
    expect(parsed).toEqual({
      start: '2026-03-28T23:00:00.000Z',
      end: '2026-03-29T22:00:00.000Z',
      words: '29 March 2026',
    });
  });
});

// Clocks in Halifax went from 02:00 to 01:00 on Sunday 1 November 2026.
describe('after clocks went back, Monday 2 November 2026, 00:15, in Halifax', () => {
  const monday = clockAt('2026-11-02T00:15');
  check(
    monday,
    `
    today                        | 2026-11-02 | now
    yesterday                    | 2026-11-01 | 2026-11-02
    this week                    | 2026-11-02 | now
    last week                    | 2026-10-26 | 2026-11-02
    last weekend                 | 2026-10-23T19:00 | 2026-10-26T06:00
    this month                   | 2026-11-01 | now
    last month                   | 2026-10-01 | 2026-11-01
    past month                   | 2026-10-03 | 2026-11-02
    last 24 hours                | 2026-11-01T01:15 | now
  `,
  );
  it('counts the day before as 25 hours', () => {
    expect(parseTime('yesterday', monday)).toMatchObject({
      start: '2026-11-01T03:00:00.000Z',
      end: '2026-11-02T04:00:00.000Z',
    });
  });
});

describe('half an hour into 2026, in Kolkata', () => {
  const newYear = clockAt('2026-01-01T00:30', 'Asia/Kolkata');
  check(
    newYear,
    `
    today                        | 2026-01-01 | now
    yesterday                    | 2025-12-31 | 2026-01-01
    this week                    | 2025-12-29 | now
    last week                    | 2025-12-22 | 2025-12-29
    this month                   | 2026-01-01 | now
    last month                   | 2025-12-01 | 2026-01-01
    last quarter                 | 2025-10-01 | 2026-01-01
    last half                    | 2025-07-01 | 2026-01-01
    this year                    | 2026-01-01 | now
    last year                    | 2025-01-01 | 2026-01-01
    past year                    | 2025-01-01 | 2026-01-01
    week 1                       | 2025-12-29 | now
    December                     | 2025-12-01 | 2026-01-01
    January                      | 2026-01-01 | now
    last January                 | 2025-01-01 | 2025-02-01
    Dec to Jan                   | 2025-12-01 | now
    last 6 months                | 2025-07-01 | 2026-01-01
    this fiscal year             | 2025-04-01 | now
    last 90 minutes              | 2025-12-31T23:00 | now
  `,
  );
  it('begins days at half past six in the evening, UTC', () => {
    expect(parseTime('yesterday', newYear)?.start).toBe('2025-12-30T18:30:00.000Z');
  });
});

describe('at midnight after a leap day, 1 March 2024, UTC', () => {
  const march = clockAt('2024-03-01T00:00', 'UTC');
  check(
    march,
    `
    today                        | 2024-03-01 | now
    yesterday                    | 2024-02-29 | 2024-03-01
    this month                   | 2024-03-01 | now
    last month                   | 2024-02-01 | 2024-03-01
    February                     | 2024-02-01 | 2024-03-01
    March                        | 2024-03-01 | now
    last 30 days                 | 2024-01-31 | 2024-03-01
    a year ago today             | 2023-03-01 | 2023-03-02
    29 Feb                       | 2024-02-29 | 2024-03-01
    29 Feb 2024                  | 2024-02-29 | 2024-03-01
    29 Feb 2023                  | never |
    late February                | 2024-02-21 | 2024-03-01
    last weekend                 | 2024-02-23T19:00 | 2024-02-26T06:00
    last Friday                  | 2024-02-23 | 2024-02-24
    last Thursday                | 2024-02-29 | 2024-03-01
  `,
  );
});

describe('words', () => {
  it.each([
    ['the past thirty five days', 'last 35 days'],
    ['q3 25', null],
    ['Q3 2025', 'Q3 2025'],
    ['since 1 june', 'since 1 June 2026'],
    ['march 25', '25 March 2026'],
    ['mar 2025', 'March 2025'],
    ['from 3/3 to 5/4', '3 March – 5 April 2026'],
    ['jan-mar', 'January – March 2026'],
    ['ytd', 'year to date'],
    ['a month ago', 'a month ago'],
    ['this month so far', 'this month so far'],
  ])('of “%s” are “%s”', (expression, words) => {
    expect(parseTime(expression, WEDNESDAY)?.words ?? null).toBe(words);
  });
});
