import type { FiguresPlan } from '../../analytics/query-plan.ts';
import type { FigureRow, FiguresResult } from '../../analytics/result.ts';
import type { Cell, Column, Table } from '../../core/answer.ts';
import { describePeriod } from '../time/periods.ts';
import { type ComposeInput, leadUse } from './compose-input.ts';
import { fieldOf, valueLabel } from './condition-words.ts';
import { isCount, type SpokenMetric, speakMetric } from './metric-words.ts';
import { isGrain, isTrend } from './plan-shape.ts';
import { teamName } from './sides.ts';
import { comparedWith } from './single.ts';

/** The whole result as a table: keys as people read them (times as ISO), figures unrounded. */
export function figuresTable(input: ComposeInput<FiguresPlan>, result: FiguresResult): Table {
  const { plan, results } = input;
  if (plan.compare?.kind === 'team') return teamTable(input, result);
  if (plan.compare?.kind === 'period' && results.previous) {
    return plan.by.length === 0
      ? periodsTable(input, result, results.previous)
      : beforeTable(input, result, results.previous);
  }
  return plainTable(input, result);
}

function plainTable(input: ComposeInput<FiguresPlan>, result: FiguresResult): Table {
  const spoken = spokenMetrics(input);
  const extra = extraColumn(input, spoken);
  const whole = input.results.total?.rows[0]?.values[0] ?? null;
  const { rows } = result;
  return {
    columns: [
      ...keyColumns(input, result),
      ...metricColumns(spoken, result),
      ...(extra ? [extra] : []),
    ],
    rows: rows.map((row) => [
      ...keyCells(input, row),
      ...row.values,
      ...(extra ? [extraCell(extra, row, whole)] : []),
    ]),
    total: Math.max(result.groups, rows.length),
  };
}

/** Beside one figure per group: its share of the whole for counts, the rows behind it for anything else. */
function extraColumn(
  { plan, results }: ComposeInput<FiguresPlan>,
  spoken: readonly SpokenMetric[],
): Column | null {
  const [only] = spoken;
  if (!only || spoken.length > 1 || plan.by.length === 0) return null;
  if (only.use.as?.kind === 'share-of-total') return null;
  if (!isCount(only)) return { name: 'n', label: 'n', role: 'metric', unit: 'count' };
  if (plan.by.length !== 1 || isTrend(plan) || !results.total || only.metric.kind !== 'count')
    return null;
  return { name: 'share', label: 'share', role: 'metric', unit: 'share' };
}

function extraCell(extra: Column, row: FigureRow, whole: number | null): Cell {
  if (extra.name === 'n') return row.n[0] ?? 0;
  const value = row.values[0] ?? null;
  return value === null || !whole ? null : value / whole;
}

/** One row per period, this one first. */
function periodsTable(
  input: ComposeInput<FiguresPlan>,
  result: FiguresResult,
  previous: FiguresResult,
): Table {
  const { plan } = input;
  const before = comparedWith(input, null)?.period;
  const named: [string, FiguresResult][] = [
    [plan.period ? describePeriod(plan.period) : '', result],
    [before ? describePeriod(before) : 'before', previous],
  ];
  const spoken = spokenMetrics(input);
  return {
    columns: [
      { name: 'period', label: 'period', role: 'dimension' },
      ...metricColumns(spoken, result),
    ],
    rows: named.map(([name, { rows }]) => [
      name,
      ...spoken.map((_, index) => rows[0]?.values[index] ?? null),
    ]),
    total: named.length,
  };
}

/** Keys, then for each metric its value, the value before and the change. Groups only the period before had come last. */
function beforeTable(
  input: ComposeInput<FiguresPlan>,
  result: FiguresResult,
  previous: FiguresResult,
): Table {
  const spoken = spokenMetrics(input);
  const isTime = isTrend(input.plan);
  const keyOf = (row: FigureRow, index: number): string =>
    isTime ? String(index) : JSON.stringify(row.keys);
  const before = new Map(previous.rows.map((row, index) => [keyOf(row, index), row]));
  const seen = new Set(result.rows.map(keyOf));
  const gone =
    isTime || input.plan.limit !== null
      ? []
      : previous.rows.filter((row, index) => !seen.has(keyOf(row, index)));
  const cells = (now: FigureRow | undefined, then: FigureRow | undefined): Cell[] =>
    spoken.flatMap((metric, index) => {
      const absent = isCount(metric) ? 0 : null;
      const value = now ? (now.values[index] ?? null) : absent;
      const was = then ? (then.values[index] ?? null) : absent;
      return [value, was, value === null || was === null ? null : value - was];
    });
  return {
    columns: [
      ...keyColumns(input, result),
      ...metricColumns(spoken, result).flatMap((column) => [
        column,
        { ...column, name: `${column.name}_before`, label: `${column.label} before` },
        { ...column, name: `${column.name}_change`, label: 'change', unit: changeUnit(column) },
      ]),
    ],
    rows: [
      ...result.rows.map((row, index) => [
        ...keyCells(input, row),
        ...cells(row, before.get(keyOf(row, index))),
      ]),
      ...gone.map((row) => [...keyCells(input, row), ...cells(undefined, row)]),
    ],
    total: Math.max(result.groups, result.rows.length + gone.length),
  };
}

function changeUnit(column: Column): NonNullable<Column['unit']> {
  return column.unit === 'share' ? 'points' : (column.unit ?? 'number');
}

/** Two rows: the one value, and everything without it. */
function teamTable(input: ComposeInput<FiguresPlan>, result: FiguresResult): Table {
  const { plan, results, catalogue } = input;
  if (plan.compare?.kind !== 'team') return plainTable(input, result);
  const field = fieldOf(catalogue, plan.compare.field);
  const spoken = spokenMetrics(input);
  const sides: [string, FiguresResult | undefined][] = [
    [valueLabel(plan.compare.value, field), results.value],
    [teamName(field.id), results.team],
  ];
  return {
    columns: [
      { name: field.id, label: field.label, role: 'dimension' },
      ...metricColumns(spoken, result),
      { name: 'n', label: 'n', role: 'metric', unit: 'count' },
    ],
    rows: sides.map(([name, side]) => [
      name,
      ...spoken.map((_, index) => side?.rows[0]?.values[index] ?? null),
      side?.rows[0]?.n[0] ?? 0,
    ]),
    total: sides.length,
  };
}

function spokenMetrics({ plan, catalogue }: ComposeInput<FiguresPlan>): SpokenMetric[] {
  leadUse(plan);
  return plan.metrics.map((use) => speakMetric(use, catalogue));
}

function metricColumns(spoken: readonly SpokenMetric[], { metrics }: FiguresResult): Column[] {
  return spoken.map(({ use, unit, label }, index) => {
    const name = metrics[index]?.name ?? use.metric;
    return { name, label, role: 'metric', unit };
  });
}

function keyColumns(
  { plan, catalogue }: ComposeInput<FiguresPlan>,
  result: FiguresResult,
): Column[] {
  return plan.by.map((by, index) => {
    const known = result.keys[index];
    if (isGrain(by))
      return { name: by.grain, label: by.grain, role: 'time', ...(known && { name: known.name }) };
    return {
      name: known?.name ?? by.field,
      label: fieldOf(catalogue, by.field).label,
      role: 'dimension',
    };
  });
}

function keyCells({ plan, catalogue }: ComposeInput<FiguresPlan>, row: FigureRow): Cell[] {
  return plan.by.map((by, index) => {
    const key = row.keys[index] ?? null;
    if (isGrain(by)) return key;
    if (key === null) return '(none)';
    // Hours and ratings stay numbers: they sort and read as such.
    return typeof key === 'number' && by.field !== 'weekday'
      ? key
      : valueLabel(key, fieldOf(catalogue, by.field));
  });
}
