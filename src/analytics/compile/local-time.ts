import { type ZoneOffset, zoneOffsets } from '../zone-offsets.ts';
import type { Frame } from './frame.ts';

const YEAR_MS = 366 * 86_400_000;

/** The plan's zone's offsets from where its period or the data begins until a year after "now". */
export function frameOffsets({
  scope,
  facts,
}: Pick<Frame, 'scope' | 'facts'>): readonly ZoneOffset[] {
  const asOf = Date.parse(scope.asOf);
  const starts = [asOf, scope.period?.start, facts.range.conversations?.from].flatMap((at) =>
    at === undefined ? [] : [typeof at === 'number' ? at : Date.parse(at)],
  );
  return zoneOffsets(scope.zone, Math.min(...starts), asOf + YEAR_MS);
}

/**
 * SQL that turns a UTC timestamp into local wall-clock time of the plan's zone.
 * A CASE over the zone's offsets, some ten times faster than DuckDB's own timezone(), which is left for times before the data.
 */
export function localTimeSql(column: string, frame: Frame): string {
  const branches = frameOffsets(frame)
    .toReversed()
    .map(
      ({ fromMs, offsetSeconds }) =>
        `WHEN ${column} >= ${timestamp(fromMs)} THEN ${interval(offsetSeconds)}`,
    );
  const zone = frame.binder.text('zone', frame.scope.zone);
  const before = `timezone(${zone}, timezone('UTC', ${column})) - ${column}`;
  return `${column} + CASE ${branches.join(' ')} ELSE ${before} END`;
}

function timestamp(ms: number): string {
  return `TIMESTAMP '${new Date(ms).toISOString().slice(0, 23).replace('T', ' ')}'`;
}

function interval(seconds: number): string {
  if (seconds % 3600 === 0) return `INTERVAL (${seconds / 3600}) HOUR`;
  return seconds % 60 === 0 ? `INTERVAL (${seconds / 60}) MINUTE` : `INTERVAL (${seconds}) SECOND`;
}
