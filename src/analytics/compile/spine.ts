import { boundsOf, seriesSql } from './buckets.ts';
import type { Frame } from './frame.ts';
import { isTime, type Key } from './keys.ts';

/**
 * SELECT of every bucket of a time series, for each group of the other breakdown there is; null when the plan has no time in it.
 * Without a period the series runs from the first bucket with data to the last.
 */
export function spineSql(
  keys: readonly Key[],
  parts: readonly string[],
  frame: Frame,
): string | null {
  const time = keys.find(isTime);
  if (!time || !('grain' in time.by)) return null;
  const others = keys.filter((key) => !isTime(key)).map(({ name }) => name);
  const rows = parts.map((part) => `SELECT ${[time.name, ...others].join(', ')} FROM ${part}`);
  const all = `(${rows.join(' UNION ALL ')})`;
  const bounds = boundsOf(time.by.grain, frame) ?? {
    first: `(SELECT min(${time.name}) FROM ${all})`,
    last: `(SELECT max(${time.name}) FROM ${all})`,
  };
  const series = seriesSql(time.by.grain, bounds, frame);
  if (others.length === 0) return `SELECT bucket AS ${time.name} FROM (${series})`;
  return `SELECT bucket AS ${time.name}, ${others.join(', ')} FROM (${series}), (SELECT DISTINCT ${others.join(', ')} FROM ${all})`;
}
