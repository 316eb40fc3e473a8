import type { Figure } from './aggregate.ts';
import { type Bounds, boundsOf, bucketStart, seriesSql } from './buckets.ts';
import { bucketSql } from './calendar.ts';
import { asOfSql, type Frame } from './frame.ts';
import { keyedRowsSql } from './keyed-rows.ts';
import { isTime, type Key } from './keys.ts';
import { localTimeSql } from './local-time.ts';
import { rowConditions } from './scope.ts';
import { createSource, type Source } from './source.ts';

/**
 * SELECT of the conversations open at an instant: at the end of the period, or of each bucket, and never later than "now".
 * Open at the end of a stretch means created before it and not resolved before it; open now, created and not resolved up to now.
 */
export function backlogSql(figure: Figure, keys: readonly Key[], frame: Frame): string {
  const time = keys.find(isTime);
  return time ? seriesOfOpenSql(figure, keys, time, frame) : openSql(figure, keys, frame);
}

function openSql({ of, suffix }: Figure, keys: readonly Key[], frame: Frame): string {
  const source = createSource(of, 'instant', frame);
  const created = source.expression('created_at');
  const resolved = source.expression('resolved_at');
  const conditions = [
    happened(created, frame),
    `(${resolved} IS NULL OR NOT ${happened(resolved, frame)})`,
    ...rowConditions(source, frame),
  ];
  const rows = keyedRowsSql({ keys, items: [], conditions }, source, frame);
  const names = keys.map(({ name }) => name);
  return `SELECT ${[...names, ...openItems('count(*)', suffix)].join(', ')} FROM (${rows}) GROUP BY ALL`;
}

/** Whether a time lies before the end of the plan's period, or up to "now" while that is not over. */
function happened(time: string, frame: Frame): string {
  const { period, asOf } = frame.scope;
  const isOver = period !== null && Date.parse(period.end) < Date.parse(asOf);
  return isOver
    ? `${time} < ${frame.binder.instant('end', period.end)}`
    : `${time} <= ${asOfSql(frame)}`;
}

/** Adds up what was created less what was resolved, bucket by bucket; what happened before the first bucket counts into it. */
function seriesOfOpenSql(
  { of, suffix }: Figure,
  keys: readonly Key[],
  time: Key,
  frame: Frame,
): string {
  if (!('grain' in time.by)) throw new TypeError('a series needs a grain');
  const { grain } = time.by;
  const bounds = boundsOf(grain, frame);
  const others = keys.filter((key) => !isTime(key));
  const names = others.map(({ name }) => name);
  const source = createSource(of, 'instant', frame);
  const changes = [
    changeSql('created', others, source, frame),
    changeSql('resolved', others, source, frame),
  ];
  const bucket = bucketSql('local_at', grain, frame.settings.weekStart);
  const local = `SELECT *, ${localTimeSql('moment', frame)} AS local_at FROM (${changes.join(' UNION ALL ')})`;
  const net = [...names, `${clamped(bucket, bounds)} AS bucket`, 'sum(change) AS net'].join(', ');
  const { zone, asOf } = frame.scope;
  const now = bucketStart(Date.parse(asOf), zone, grain, frame.settings.weekStart);
  const series = seriesSql(
    grain,
    bounds ?? {
      first: '(SELECT min(bucket) FROM net)',
      last: frame.binder.instant('last_bucket', now),
    },
    frame,
  );
  const groups = names.length > 0 ? `, (SELECT DISTINCT ${names.join(', ')} FROM net)` : '';
  const same = ['bucket', ...names].map((name) => `grid.${name} IS NOT DISTINCT FROM net.${name}`);
  const partition = names.length > 0 ? `PARTITION BY ${names.map((name) => `grid.${name}`)} ` : '';
  const open = `(sum(coalesce(net, 0)) OVER (${partition}ORDER BY grid.bucket))::BIGINT`;
  const shown = [`bucket AS ${time.name}`, ...names, ...openItems('open', suffix)].join(', ');
  // Groups that came and went within buckets were never open at the end of one.
  const everOpen = `QUALIFY max(open) OVER (PARTITION BY ${names.join(', ')}) > 0`;
  return [
    `WITH net AS (SELECT ${net} FROM (${local}) GROUP BY ALL),`,
    `grid AS (SELECT * FROM (${series})${groups}),`,
    `open AS (SELECT grid.*, ${open} AS open FROM grid LEFT JOIN net ON ${same.join(' AND ')})`,
    `SELECT ${shown} FROM open ${names.length > 0 ? everOpen : ''}`,
  ].join(' ');
}

function openItems(count: string, suffix: string): string[] {
  return [`${count} AS value_${suffix}`, `${count} AS n_${suffix}`, `0 AS missing_${suffix}`];
}

function clamped(bucket: string, bounds: Bounds | null): string {
  return bounds ? `greatest(${bucket}, ${bounds.first})` : bucket;
}

/** One row for each conversation that came in, or went out, and when. A resolution dated before the creation counts from the creation. */
function changeSql(
  change: 'created' | 'resolved',
  others: readonly Key[],
  source: Source,
  frame: Frame,
): string {
  const created = source.expression('created_at');
  const resolved = source.expression('resolved_at');
  const isCreated = change === 'created';
  const items = [
    `${isCreated ? created : `greatest(${resolved}, ${created})`} AS moment`,
    `${isCreated ? 1 : -1} AS change`,
  ];
  const conditions = [
    happened(created, frame),
    ...(isCreated ? [] : [happened(resolved, frame)]),
    ...rowConditions(source, frame),
  ];
  return keyedRowsSql({ keys: others, items, conditions }, source, frame);
}
