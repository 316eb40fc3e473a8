import { DateTime } from 'luxon';
import type { QueryPlan } from '../../analytics/query-plan.ts';
import { MONTH_NAMES } from '../../core/calendar-names.ts';
import { formatDate, formatInstant } from '../../core/format-time.ts';
import type { Grain, Period } from '../../core/period.ts';
import { describePeriod } from '../time/periods.ts';
import { isOne } from './words.ts';

const DAY_MS = 86_400_000;

export function periodDays(period: Period): number {
  return (Date.parse(period.end) - Date.parse(period.start)) / DAY_MS;
}

/** When, for the end of a headline: the dates of the period, or the instant a state was taken at. */
export function whenWords(plan: Exclude<QueryPlan, { kind: 'about' }>): string {
  if (plan.period) return describePeriod(plan.period);
  return `as of ${formatInstant(plan.asOf, plan.zone)}`;
}

/** What the period before is called beside this one: "the 35 days before", "October", "the same days of October", "2025". */
export function beforeWords(period: Period, before: Period): string {
  const { unit, count = 1 } = period;
  if (period.partial && unit && count > 1) return `the same part of the ${count} ${unit}s before`;
  if (period.partial && unit) return `the same ${stretchUnit(unit)} of ${unitName(before, unit)}`;
  if (unit && count === 1 && unit !== 'hour') return unitName(before, unit, period);
  if (unit) return `the ${count} ${unit === 'half' ? 'half year' : unit}s before`;
  const days = periodDays(period);
  const hours = Math.round(days * 24);
  // Days with a change of clocks are an hour shorter or longer.
  if (Math.abs(days - Math.round(days)) > 0.05) return `the ${hours} hours before`;
  const whole = Math.round(days);
  return `the ${whole} ${isOne(whole, 'day', 'days')} before`;
}

/** A period named by the asker to compare with: its words, its dates where the words have none, and what the figure was. */
export function namedPeriod(period: Period, was: string | null): string {
  const dates = describePeriod(period);
  if (period.words === dates) return was === null ? dates : `${dates} (${was})`;
  return `${period.words} (${dates}${was === null ? '' : `: ${was}`})`;
}

/** What an unfinished bucket is called: "November so far", "the week so far". */
export function soFarWords({ start, zone, unit }: Period): string {
  const month = MONTH_NAMES[DateTime.fromISO(start, { zone }).month - 1];
  return `${unit === 'month' ? month : `the ${unit ?? 'period'}`} so far`;
}

/** "October", "October 2025" when the year is another one, "Q3 2026", "19 Nov 2026", "the week before". */
function unitName(before: Period, unit: Grain, beside: Period = before): string {
  const at = DateTime.fromISO(before.start, { zone: before.zone });
  const later = DateTime.fromISO(beside.end, { zone: beside.zone });
  switch (unit) {
    case 'month':
      return `${MONTH_NAMES[at.month - 1]}${at.year === later.year ? '' : ` ${at.year}`}`;
    case 'quarter':
    case 'half':
      return `the ${unit === 'half' ? 'half year' : 'quarter'} before (${describePeriod(before)})`;
    case 'week':
      return 'the week before';
    case 'day':
      return formatDate(at.toISODate() ?? before.start);
    default:
      return unit === 'year' ? String(at.year) : 'the hour before';
  }
}

function stretchUnit(unit: Grain): string {
  return unit === 'day' || unit === 'hour' ? 'hours' : 'days';
}
