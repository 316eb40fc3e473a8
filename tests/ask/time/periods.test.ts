import { describe, expect, it } from 'vitest';
import { findTimes } from '../../../src/ask/time/find-times.ts';
import {
  allData,
  currentPeriod,
  defaultPeriod,
  describePeriod,
  grainFor,
  previousPeriod,
  samePeriodLastYear,
  shiftPeriod,
  widen,
} from '../../../src/ask/time/periods.ts';
import { type TimeContext, zoneOf } from '../../../src/ask/time/time-context.ts';
import type { Grain, Period } from '../../../src/core/period.ts';
import { clockAt, wall } from './clocks.ts';

function periodOf(words: string, context: TimeContext): Period {
  const [match] = findTimes(words, context);
  if (match?.kind !== 'period') throw new Error(`not a period: ${words}`);
  return match.period;
}

function dates(period: Period | null, context: TimeContext): string | null {
  const zone = zoneOf(context);
  return period && `${wall(period.start, zone)} – ${wall(period.end, zone)}`;
}

const FRIDAY = clockAt('2026-11-20T14:30');

describe('the period before', () => {
  it.each([
    ['yesterday', '2026-11-18 – 2026-11-19'],
    ['today', '2026-11-19 – 2026-11-19T14:30'],
    ['last week', '2026-11-02 – 2026-11-09'],
    ['this week', '2026-11-09 – 2026-11-13T14:30'],
    ['last month', '2026-09-01 – 2026-10-01'],
    ['this month', '2026-10-01 – 2026-10-20T14:30'],
    ['last quarter', '2026-04-01 – 2026-07-01'],
    ['this quarter', '2026-07-01 – 2026-08-20T14:30'],
    ['this year', '2025-01-01 – 2025-11-20T14:30'],
    ['FY26', '2024-04-01 – 2025-04-01'],
    ['last 35 days', '2026-09-11 – 2026-10-16'],
    ['last 6 months', '2025-11-01 – 2026-05-01'],
    ['March to May', '2025-12-01 – 2026-03-01'],
    ['past week', '2026-11-06 – 2026-11-13'],
    ['3 March', '2026-03-02 – 2026-03-03'],
    ['last 24 hours', '2026-11-18T14:30 – 2026-11-19T14:30'],
    ['last weekend', '2026-11-06T19:00 – 2026-11-09T06:00'],
  ])('of %s', (words, expected) => {
    expect(dates(previousPeriod(periodOf(words, FRIDAY), FRIDAY), FRIDAY)).toBe(expected);
  });

  it('is as many whole days for one that names no unit', () => {
    const since = periodOf('since 1 November', FRIDAY);
    expect(dates(previousPeriod(since, FRIDAY), FRIDAY)).toBe('2026-10-12T09:30 – 2026-11-01');
  });

  it('stops at the end of a month that is shorter', () => {
    const march = clockAt('2026-03-31T14:30');
    const before = previousPeriod(periodOf('this month', march), march);
    expect(dates(before, march)).toBe('2026-02-01 – 2026-03-01');
  });

  it('stops at the end of the matching month of a quarter', () => {
    const may = clockAt('2026-05-31T14:30');
    const before = previousPeriod(periodOf('this quarter', may), may);
    expect(dates(before, may)).toBe('2026-01-01 – 2026-03-01');
  });

  it('is not partial, and named by its dates', () => {
    const before = previousPeriod(periodOf('this month', FRIDAY), FRIDAY);
    expect(before).toMatchObject({ partial: false, words: '1 – 20 Oct 2026' });
  });
});

describe('the same period a year before', () => {
  it.each([
    ['last month', '2025-10-01 – 2025-11-01'],
    ['this month', '2025-11-01 – 2025-11-20T14:30'],
    ['last week', '2025-11-10 – 2025-11-17'],
    ['last 35 days', '2025-10-16 – 2025-11-20'],
    ['Q1', '2025-01-01 – 2025-04-01'],
  ])('of %s', (words, expected) => {
    expect(dates(samePeriodLastYear(periodOf(words, FRIDAY), FRIDAY), FRIDAY)).toBe(expected);
  });

  it('of a leap day is the last day of February', () => {
    const march = clockAt('2024-03-02T12:00', 'UTC');
    const year = samePeriodLastYear(periodOf('29 Feb 2024', march), march);
    expect(dates(year, march)).toBe('2023-02-28 – 2023-03-01');
  });
});

describe('shifting', () => {
  it('takes the whole unit before one that is not over', () => {
    const before = shiftPeriod(periodOf('this month', FRIDAY), -1, FRIDAY);
    expect(dates(before, FRIDAY)).toBe('2026-10-01 – 2026-11-01');
    expect(before?.partial).toBe(false);
  });

  it('is cut at now when it runs into the present', () => {
    const after = shiftPeriod(periodOf('last month', FRIDAY), 1, FRIDAY);
    expect(dates(after, FRIDAY)).toBe('2026-11-01 – 2026-11-20T14:30');
    expect(after?.partial).toBe(true);
  });

  it('is nothing in the future', () => {
    expect(shiftPeriod(periodOf('this month', FRIDAY), 1, FRIDAY)).toBeNull();
  });

  it('moves many units together', () => {
    const moved = shiftPeriod(periodOf('last 35 days', FRIDAY), -2, FRIDAY);
    expect(dates(moved, FRIDAY)).toBe('2026-08-07 – 2026-09-11');
  });
});

it('widens a day to its month, and the running month up to now', () => {
  expect(dates(widen(periodOf('3 March', FRIDAY), 'month', FRIDAY), FRIDAY)).toBe(
    '2026-03-01 – 2026-04-01',
  );
  expect(dates(widen(periodOf('yesterday', FRIDAY), 'month', FRIDAY), FRIDAY)).toBe(
    '2026-11-01 – 2026-11-20T14:30',
  );
});

it('takes the default number of whole days when nothing is said', () => {
  expect(dates(defaultPeriod(FRIDAY), FRIDAY)).toBe('2026-10-21 – 2026-11-20');
  expect(defaultPeriod(FRIDAY)).toMatchObject({ words: 'last 30 days', basis: 'default' });
});

it('takes the whole local days of the first and the last record for all the data', () => {
  const all = allData('2025-01-15T02:00:00Z', '2026-02-10T12:00:00Z', FRIDAY);
  expect(dates(all, FRIDAY)).toBe('2025-01-14 – 2026-02-11');
  expect(all.basis).toBe('all-data');
});

it('does not take data beyond now', () => {
  const all = allData('2025-01-15T02:00:00Z', '2027-01-01T00:00:00Z', FRIDAY);
  expect(all.end).toBe('2026-11-20T18:30:00.000Z');
});

it('knows the running unit', () => {
  expect(dates(currentPeriod('quarter', FRIDAY), FRIDAY)).toBe('2026-10-01 – 2026-11-20T14:30');
});

it.each<[string, Grain]>([
  ['yesterday', 'hour'],
  ['last 2 days', 'hour'],
  ['last week', 'day'],
  ['last month', 'day'],
  ['last 35 days', 'day'],
  ['last quarter', 'week'],
  ['last 6 months', 'month'],
  ['last year', 'month'],
  ['last 3 years', 'month'],
  ['last 5 years', 'quarter'],
])('shows %s by %s', (words, grain) => {
  expect(grainFor(periodOf(words, FRIDAY))).toBe(grain);
});

describe('dates said back', () => {
  it.each([
    ['last 35 days', '16 Oct – 19 Nov 2026'],
    ['yesterday', '19 Nov 2026'],
    ['today', '20 Nov 2026 so far'],
    ['last month', '1 – 31 Oct 2026'],
    ['this quarter', '1 Oct – 20 Nov 2026 so far'],
    ['last year', '1 Jan – 31 Dec 2025'],
    ['Dec 2025 – Feb 2026', '1 Dec 2025 – 28 Feb 2026'],
    ['since 1 June', '1 Jun – 20 Nov 2026'],
    ['yesterday 9am to 2:30pm', '19 Nov 2026, 09:00 – 14:30'],
    ['last 24 hours', '19 Nov, 14:30 – 20 Nov 2026, 14:30'],
    ['this morning', '20 Nov 2026, 06:00 – 12:00'],
    ['before June', 'until 31 May 2026'],
  ])('%s', (words, expected) => {
    expect(describePeriod(periodOf(words, FRIDAY))).toBe(expected);
  });
});
