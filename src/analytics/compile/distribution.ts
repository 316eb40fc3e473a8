import type { Statement } from '../../core/answer.ts';
import type { Rows } from '../../store/database.ts';
import { metricOf } from '../catalogue.ts';
import type { DistributionPlan } from '../query-plan.ts';
import type { DistributionResult } from '../result.ts';
import { figuresOf } from './aggregate.ts';
import { createBinder } from './binder.ts';
import type { CompileContext, Frame } from './frame.ts';
import { numberOrNull } from './read-figures.ts';
import { measuredSql } from './slice.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Lower ends of the bands of a duration. */
const EDGES: readonly number[] = [
  ...[0, 10, 30, MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE],
  ...[HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR, DAY, 2 * DAY, 3 * DAY, 7 * DAY, 14 * DAY],
  ...[30 * DAY, 90 * DAY, 180 * DAY, 365 * DAY],
];
/** Below it durations are only told apart when at least half of them are that short. */
const FINEST_USUAL_EDGE = 15 * MINUTE;
const MOST_BANDS = 50;

type Band = DistributionResult['bands'][number];

/**
 * How a measure spreads, in one statement.
 * Rows: one per band that holds any, lowest first, as (band, rows, n, missing, median, p90, width); band is null when nothing was measured.
 * A duration's band is an index into the edges above, any other's the value divided by `width`, rounded down.
 */
export function distributionStatement(plan: DistributionPlan, context: CompileContext): Statement {
  const frame: Frame = { ...context, scope: plan, binder: createBinder() };
  const [figure] = figuresOf(plan.metric, 0, frame);
  if (!figure) throw new TypeError('a distribution needs a measure');
  const isDuration = figure.metric.unit === 'seconds';
  const band = isDuration ? durationBandSql('x') : 'floor(x / width)';
  const sql = [
    `WITH measured AS (SELECT x_1::DOUBLE AS x FROM (${measuredSql(figure, frame)})),`,
    `spread AS (SELECT count(x) AS n, count(*) - count(x) AS missing, quantile_cont(x, 0.5) AS median, quantile_cont(x, 0.9) AS p90, ${widthSql(figure.metric.unit)} AS width FROM measured),`,
    `bands AS (SELECT ${band} AS band, count(*) AS rows FROM measured, spread WHERE x IS NOT NULL GROUP BY ALL)`,
    'SELECT band, rows, n, missing, median, p90, width FROM spread LEFT JOIN bands ON true ORDER BY band',
  ].join('\n');
  return { sql, params: frame.binder.params };
}

function durationBandSql(x: string): string {
  const branches = EDGES.slice(1).map((edge, index) => `WHEN ${x} < ${edge} THEN ${index}`);
  return `CASE ${branches.join(' ')} ELSE ${EDGES.length - 1} END`;
}

/** Bands are 1 wide; fractions within a narrow range (sentiment) get fifths, wide ranges the first round width that keeps the bands few. */
function widthSql(unit: string): string {
  if (unit !== 'number') return '1';
  const span = 'max(x) - min(x)';
  const widths = [2, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000].map(
    (width) => `WHEN ${span} < ${width * MOST_BANDS} THEN ${width}`,
  );
  return `CASE WHEN ${span} <= 2 AND bool_or(x <> floor(x)) THEN 0.2::DOUBLE WHEN ${span} < ${MOST_BANDS} THEN 1 ${widths.join(' ')} ELSE 100000 END`;
}

export function readDistribution(
  { rows }: Rows,
  plan: DistributionPlan,
  { catalogue }: CompileContext,
  statement: Statement,
): DistributionResult {
  const counts = new Map(
    rows.flatMap(([band, count]) => (band === null ? [] : [[Number(band), Number(count)]])),
  );
  const [, , n, missing, median, p90, width] = rows[0] ?? [];
  const middle = numberOrNull(median);
  const isDuration = metricOf(catalogue, plan.metric.metric).unit === 'seconds';
  return {
    kind: 'distribution',
    bands: isDuration ? durationBands(counts, middle) : evenBands(counts, Number(width ?? 1)),
    n: Number(n ?? 0),
    missing: Number(missing ?? 0),
    median: middle,
    p90: numberOrNull(p90),
    statement,
  };
}

function durationBands(counts: ReadonlyMap<number, number>, median: number | null): Band[] {
  const isShort = median !== null && median < FINEST_USUAL_EDGE;
  const edges = isShort ? EDGES : EDGES.filter((edge) => edge === 0 || edge >= FINEST_USUAL_EDGE);
  const bands = edges.map((from, index) => {
    const to = edges[index + 1] ?? null;
    const within = EDGES.flatMap((edge, band) =>
      edge >= from && (to === null || edge < to) ? [counts.get(band) ?? 0] : [],
    );
    return { from, to, count: within.reduce((sum, count) => sum + count, 0) };
  });
  return trimmed(bands);
}

function evenBands(counts: ReadonlyMap<number, number>, width: number): Band[] {
  if (counts.size === 0) return [];
  const first = Math.min(...counts.keys());
  const last = Math.max(...counts.keys());
  // Multiplied by whole numbers so that fifths come out as 0.6, not 0.6000000000000001.
  const perOne = Math.round(1 / width);
  const edge = (band: number): number => (perOne > 1 ? band / perOne : band * width);
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    from: edge(first + index),
    to: edge(first + index + 1),
    count: counts.get(first + index) ?? 0,
  }));
}

/** Without the empty bands at either end. */
function trimmed(bands: readonly Band[]): Band[] {
  const first = bands.findIndex(({ count }) => count > 0);
  const last = bands.findLastIndex(({ count }) => count > 0);
  return first < 0 ? [] : bands.slice(first, last + 1);
}
