import { DateTime } from 'luxon';
import type { Grain } from '../../core/period.ts';
import type { Weekday } from '../../core/settings.ts';
import type { Frame } from './frame.ts';
import { frameOffsets } from './local-time.ts';

const STEP: Readonly<Record<Grain, string>> = {
  hour: '1 HOUR',
  day: '1 DAY',
  week: '7 DAY',
  month: '1 MONTH',
  quarter: '3 MONTH',
  half: '6 MONTH',
  year: '1 YEAR',
};
const HOUR_MS = 3_600_000;

export type Bounds = { readonly first: string; readonly last: string };

/** SELECT of every bucket (as `bucket`) between two, given as SQL values. Hours the clock skips are left out. */
export function seriesSql(grain: Grain, { first, last }: Bounds, frame: Frame): string {
  const type = grain === 'hour' ? '' : '::DATE';
  const series = `SELECT start${type} AS bucket FROM generate_series(${first}::TIMESTAMP, ${last}::TIMESTAMP, INTERVAL ${STEP[grain]}) AS series(start)`;
  const skipped = grain === 'hour' ? skippedHours(frame) : [];
  if (skipped.length === 0) return series;
  return `${series} WHERE start NOT IN (${skipped.map((hour) => `TIMESTAMP '${hour}'`).join(', ')})`;
}

/** The plan's first and last bucket as SQL values, buckets that begin after "now" left out; null without a period. */
export function boundsOf(grain: Grain, { scope, settings, binder }: Frame): Bounds | null {
  const { period, zone, asOf } = scope;
  if (!period) return null;
  const start = Date.parse(period.start);
  const end = Math.min(Date.parse(period.end) - 1, Date.parse(asOf));
  const first = bucketStart(start, zone, grain, settings.weekStart);
  const last = bucketStart(end, zone, grain, settings.weekStart);
  const bound = (name: string, local: string): string =>
    grain === 'hour' ? binder.instant(name, local) : binder.day(name, local.slice(0, 10));
  return { first: bound('first_bucket', first), last: bound('last_bucket', last) };
}

/** Local start (`2026-10-17T00:00:00`) of the bucket an instant falls in. */
export function bucketStart(ms: number, zone: string, grain: Grain, weekStart: Weekday): string {
  // Taken over to UTC by the clock, where no hour is skipped or repeated.
  const local = DateTime.fromMillis(ms, { zone }).setZone('utc', { keepLocalTime: true });
  return startOf(local, grain, weekStart).toFormat("yyyy-MM-dd'T'HH:mm:ss");
}

function startOf(local: DateTime, grain: Grain, weekStart: Weekday): DateTime {
  if (grain === 'half') return local.startOf('year').plus({ months: local.month > 6 ? 6 : 0 });
  if (grain !== 'week') return local.startOf(grain);
  return local.startOf('day').minus({ days: (local.weekday - weekStart + 7) % 7 });
}

/** Local hours that lie wholly in a gap where the clock was put forward. */
function skippedHours(frame: Frame): string[] {
  const offsets = frameOffsets(frame);
  return offsets.flatMap(({ fromMs, offsetSeconds }, index) => {
    const before = offsets[index - 1];
    if (!before || before.offsetSeconds >= offsetSeconds) return [];
    const gapStart = fromMs + before.offsetSeconds * 1000;
    const gapEnd = fromMs + offsetSeconds * 1000;
    const hours = [];
    for (
      let hour = Math.ceil(gapStart / HOUR_MS) * HOUR_MS;
      hour + HOUR_MS <= gapEnd;
      hour += HOUR_MS
    )
      hours.push(new Date(hour).toISOString().slice(0, 19).replace('T', ' '));
    return hours;
  });
}
