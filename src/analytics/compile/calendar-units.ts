import { DateTime } from 'luxon';
import type { Grain } from '../../core/period.ts';
import type { Weekday } from '../../core/settings.ts';
import { bucketStart } from './buckets.ts';

export type Stretch = { readonly startMs: number; readonly endMs: number };
export type Calendar = { readonly zone: string; readonly weekStart: Weekday };

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const MONTHS: Readonly<Record<string, number>> = { month: 1, quarter: 3, half: 6, year: 12 };

/** Calendar units in a stretch of time; one that is only partly in it counts by the part that is. */
export function unitsBetween(stretch: Stretch, grain: Grain, calendar: Calendar): number {
  if (stretch.endMs <= stretch.startMs) return 0;
  if (grain === 'hour') return (stretch.endMs - stretch.startMs) / HOUR_MS;
  return positionOf(stretch.endMs, grain, calendar) - positionOf(stretch.startMs, grain, calendar);
}

/** The same for each bucket of a coarser grain, by the bucket's local start. */
export function unitsPerBucket(
  stretch: Stretch,
  bucket: Grain,
  grain: Grain,
  calendar: Calendar,
): ReadonlyMap<string, number> {
  const units = new Map<string, number>();
  let startMs = stretch.startMs;
  while (startMs < stretch.endMs) {
    const local = bucketStart(startMs, calendar.zone, bucket, calendar.weekStart);
    const endMs = Math.min(unitAt(startMs, bucket, calendar).endMs, stretch.endMs);
    // An hour the clock repeats comes twice.
    const known = units.get(local) ?? 0;
    units.set(local, known + unitsBetween({ startMs, endMs }, grain, calendar));
    startMs = endMs;
  }
  return units;
}

/** Days in a stretch of time that are Mondays, Tuesdays, … */
export function daysPerWeekday(stretch: Stretch, calendar: Calendar): readonly number[] {
  const days = [0, 0, 0, 0, 0, 0, 0];
  for (const [local, units] of unitsPerBucket(stretch, 'day', 'day', calendar)) {
    const weekday = (new Date(`${local}Z`).getUTCDay() + 6) % 7;
    days[weekday] = (days[weekday] ?? 0) + units;
  }
  return days;
}

/** Whole units since a fixed beginning, and the part of the present one that has passed. */
function positionOf(ms: number, grain: Grain, calendar: Calendar): number {
  const { startMs, endMs } = unitAt(ms, grain, calendar);
  const { zone, weekStart } = calendar;
  const start = new Date(`${bucketStart(ms, zone, grain, weekStart)}Z`);
  const months = MONTHS[grain];
  const whole =
    months === undefined
      ? start.getTime() / (grain === 'week' ? 7 * DAY_MS : DAY_MS)
      : (start.getUTCFullYear() * 12 + start.getUTCMonth()) / months;
  return whole + (ms - startMs) / (endMs - startMs);
}

/** The calendar unit an instant is in. */
function unitAt(ms: number, grain: Grain, { zone, weekStart }: Calendar): Stretch {
  if (grain === 'hour') {
    const local = DateTime.fromMillis(ms, { zone });
    const startMs = local.startOf('hour').toMillis();
    return { startMs, endMs: startMs + HOUR_MS };
  }
  const start = DateTime.fromISO(bucketStart(ms, zone, grain, weekStart), { zone });
  const months = MONTHS[grain];
  const end = start.plus(months === undefined ? { days: grain === 'week' ? 7 : 1 } : { months });
  return { startMs: start.toMillis(), endMs: end.toMillis() };
}
