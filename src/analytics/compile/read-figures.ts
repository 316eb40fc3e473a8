import type { Cell, Column, Statement, Unit } from '../../core/answer.ts';
import type { Rows } from '../../store/database.ts';
import { dimensionOf, type Metric, metricOf } from '../catalogue.ts';
import type { By, FiguresPlan, MetricUse } from '../query-plan.ts';
import type { FigureRow, FiguresResult } from '../result.ts';
import type { CompileContext } from './frame.ts';
import { keysOf } from './keys.ts';
import { isRanking, rankedBy } from './order.ts';

/** Figures from the rows of a figures statement: see figuresStatement for their shape. */
export function readFigures(
  { rows }: Rows,
  plan: FiguresPlan,
  context: CompileContext,
  statement: Statement,
): FiguresResult {
  const keys = keysOf(plan.by);
  const found = rows.map((row) => figureRow(row, plan));
  const isRanked = isRanking(plan, keys, context.catalogue);
  const none = (isRanked && found.find((row) => row.keys[0] === null)) || null;
  const ranked = found.filter((row) => row !== none);
  const shown = plan.limit === null ? ranked : ranked.slice(0, plan.limit);
  const metric = rankedBy(plan, keys, context.catalogue);
  const groups = Number(rows[0]?.at(-1) ?? 0);
  return {
    kind: 'figures',
    keys: plan.by.map((by) => keyColumn(by, context)),
    metrics: metricColumns(plan.metrics, context),
    rows: shown,
    groups,
    none,
    cutThroughTie:
      metric !== null && isSame(ranked[shown.length - 1], ranked[shown.length], metric),
    statement,
  };
}

function figureRow(row: readonly unknown[], plan: FiguresPlan): FigureRow {
  const width = plan.by.length;
  const column = (offset: number): (number | null)[] =>
    plan.metrics.map((_, index) => numberOrNull(row[width + index * 3 + offset]));
  return {
    keys: plan.by.map((by, index) => key(row[index], by)),
    values: column(0),
    n: column(1).map((n) => n ?? 0),
    missing: column(2).map((missing) => missing ?? 0),
  };
}

/** Local times come back as if they were UTC: the clock's reading is kept, the zone mark dropped. */
function key(value: unknown, by: By): Cell {
  if (value === null || value === undefined) return null;
  if ('grain' in by) return String(value).slice(0, by.grain === 'hour' ? 16 : 10);
  return typeof value === 'number' || typeof value === 'boolean' ? value : String(value);
}

export function numberOrNull(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value);
}

function isSame(a: FigureRow | undefined, b: FigureRow | undefined, metric: number): boolean {
  const value = a?.values[metric] ?? null;
  return value !== null && value === b?.values[metric];
}

function keyColumn(by: By, { catalogue }: CompileContext): Column {
  if ('grain' in by) return { name: by.grain, label: by.grain, role: 'time' };
  return { name: by.field, label: dimensionOf(catalogue, by.field).label, role: 'dimension' };
}

function metricColumns(uses: readonly MetricUse[], { catalogue }: CompileContext): Column[] {
  return uses.map((use, index) => {
    const metric = metricOf(catalogue, use.metric);
    const isRepeated = uses.findIndex((other) => other.metric === use.metric) !== index;
    return {
      name: isRepeated ? `${use.metric}_${index + 1}` : use.metric,
      label: metric.labels[use.of] ?? metric.label,
      role: 'metric',
      unit: unitOf(use, metric),
    };
  });
}

function unitOf({ as }: MetricUse, metric: Metric): Unit {
  if (!as) return metric.unit;
  return as.kind === 'average-per' ? 'number' : 'share';
}
