import { DateTime } from 'luxon';
import type { FiguresPlan } from '../../analytics/query-plan.ts';
import type { Period } from '../../core/period.ts';
import type { Weekday } from '../../core/settings.ts';
import { startOfUnit, stepUnits } from '../time/calendar-units.ts';
import { iso } from '../time/periods.ts';
import { grainOf } from './plan-shape.ts';

/** The bucket of a trend that is not over yet, as a period of its own; null when the trend ends with a whole one. */
export function unfinishedBucket(plan: FiguresPlan, weekStart: Weekday): Period | null {
  const grain = grainOf(plan);
  if (!grain || !plan.period?.partial) return null;
  const { zone, end } = plan.period;
  const start = iso(startOfUnit(DateTime.fromISO(end, { zone }), grain, weekStart));
  if (start >= end || start < plan.period.start) return null;
  return { ...plan.period, start, words: `this ${grain}`, unit: grain, count: 1 };
}

/** Indexes of the buckets (by their local starts) that the period only covers in part. */
export function partialBuckets(
  starts: readonly string[],
  plan: FiguresPlan,
  weekStart: Weekday,
): number[] {
  const grain = grainOf(plan);
  const { period } = plan;
  if (!grain || !period) return [];
  // Only the ends can stick out of the period.
  const ends = [...new Set([0, starts.length - 1])];
  return ends.filter((index) => {
    const local = starts[index];
    if (local === undefined) return false;
    const start = startOfUnit(DateTime.fromISO(local, { zone: period.zone }), grain, weekStart);
    return iso(start) < period.start || iso(stepUnits(start, grain, 1)) > period.end;
  });
}
