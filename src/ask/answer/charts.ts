import type { DistributionPlan, FiguresPlan } from '../../analytics/query-plan.ts';
import type { DistributionResult, FigureRow, FiguresResult } from '../../analytics/result.ts';
import type { ChartSeries, ChartSpec } from '../../core/answer.ts';
import { formatBucket } from '../../core/format-time.ts';
import { grainFor } from '../time/periods.ts';
import { partialBuckets } from './buckets.ts';
import { describeChart } from './chart-alt.ts';
import { type ComposeInput, inBuckets, leadUse } from './compose-input.ts';
import { groupName, keyLabel } from './groups.ts';
import { isCount, type SpokenMetric, speakMetric } from './metric-words.ts';
import { whenWords } from './period-words.ts';
import { fieldsOf, grainOf, isRanking, isTrend } from './plan-shape.ts';
import { teamSides } from './sides.ts';
import { comparedWith } from './single.ts';
import { bandLabel } from './spread.ts';
import { capitalise } from './words.ts';

type Drawn = Omit<ChartSpec, 'alt'>;

const MOST_BARS = 20;
const MOST_SERIES = 8;
/** Fields whose values come in an order of their own. */
const ORDERED = new Set(['weekday', 'hour', 'rating', 'priority', 'status']);

/** The chart that shows a figures result best; null where a sentence says it all. */
export function figuresChart(
  input: ComposeInput<FiguresPlan>,
  result: FiguresResult,
): ChartSpec | null {
  const drawn = drawFigures(input, result);
  if (!drawn) return null;
  const isRunning = drawn.partial.length > 0 && input.plan.period?.partial === true;
  return { ...drawn, ...(isRunning && { isRunning }), alt: describeChart(drawn) };
}

function drawFigures(input: ComposeInput<FiguresPlan>, result: FiguresResult): Drawn | null {
  const { plan } = input;
  if (plan.compare?.kind === 'team') return teamBars(input);
  if (plan.by.length === 0) return sparkline(input);
  if (plan.compare?.kind === 'period') return besideBefore(input, result);
  const isShort = result.rows.length < 3 && plan.having.length === 0 && isRanking(plan);
  const shown = isShort ? (input.results.everyGroup ?? result) : result;
  if (shown.rows.length < 2) return null;
  if (plan.by.length === 2) return isTrend(plan) ? lines(input, result) : crossed(input, result);
  return isTrend(plan) ? line(input, result) : bars(input, shown);
}

/** Bands of a distribution as a histogram. */
export function spreadChart(
  { plan, catalogue }: ComposeInput<DistributionPlan>,
  result: DistributionResult,
): ChartSpec {
  const spoken = speakMetric({ ...plan.metric, statistic: 'mean' }, catalogue);
  const counts = result.bands.map(({ count }) => count);
  const drawn: Drawn = {
    kind: 'histogram',
    title: `${capitalise(spoken.label)}, ${whenWords(plan)}`,
    unit: 'count',
    categories: result.bands.map((band) => bandLabel(band, spoken.unit)),
    series: [{ name: plan.metric.of, values: counts, n: counts }],
    partial: [],
    highlight: null,
    target: null,
  };
  return { ...drawn, alt: describeChart(drawn) };
}

function base(
  input: ComposeInput<FiguresPlan>,
  spoken: SpokenMetric,
): Omit<Drawn, 'kind' | 'categories' | 'series'> {
  const { plan, catalogue } = input;
  const by = plan.by.map((part) =>
    'grain' in part ? part.grain : keyFieldLabel(part.field, catalogue),
  );
  const broken = by.length > 0 ? ` by ${by.join(' and ')}` : '';
  return {
    title: `${capitalise(spoken.label)}${broken}, ${whenWords(plan)}`,
    unit: spoken.unit,
    partial: [],
    highlight: null,
    target: targetOf(spoken),
  };
}

function sparkline(input: ComposeInput<FiguresPlan>): Drawn | null {
  const { plan, results, settings } = input;
  const rows = results.trend?.rows ?? [];
  const measured = rows.filter((row) => row.values[0] !== null).length;
  if (plan.compare || plan.metrics.length > 1 || !plan.period || measured < 3) return null;
  const grain = grainFor(plan.period);
  const spoken = leadOf(input);
  const starts = rows.map((row) => String(row.keys[0]));
  return {
    ...base(input, spoken),
    kind: 'sparkline',
    title: `${capitalise(spoken.label)} by ${grain}, ${whenWords(plan)}`,
    categories: starts.map((start) => formatBucket(start, grain)),
    series: [seriesOf(spoken.label, rows)],
    partial: partialBuckets(starts, { ...plan, by: [{ grain }] }, settings.weekStart),
    target: null,
  };
}

function line(input: ComposeInput<FiguresPlan>, result: FiguresResult): Drawn {
  const { plan, settings } = input;
  const spoken = leadOf(input);
  const starts = result.rows.map((row) => String(row.keys[0]));
  return {
    ...base(input, spoken),
    kind: 'line',
    categories: timeLabels(starts, input),
    series: sameUnitSeries(input, result),
    partial: partialBuckets(starts, plan, settings.weekStart),
  };
}

/** One line a group, the largest ones when there are more than can be told apart. */
function lines(input: ComposeInput<FiguresPlan>, result: FiguresResult): Drawn {
  const { plan, settings } = input;
  const spoken = leadOf(input);
  const timeAt = plan.by.findIndex((by) => 'grain' in by);
  const grid = crossTabulate(result, timeAt, 1 - timeAt, input);
  const starts = grid.columns.map(String);
  const kept = grid.series.toSorted((a, b) => weight(b) - weight(a)).slice(0, MOST_SERIES);
  const drawn = base(input, spoken);
  return {
    ...drawn,
    kind: 'line',
    title:
      kept.length < grid.series.length
        ? `${drawn.title} (largest ${kept.length} of ${grid.series.length})`
        : drawn.title,
    categories: timeLabels(starts, input),
    series: kept,
    partial: partialBuckets(starts, plan, settings.weekStart),
  };
}

/** Sorted bars for names; columns in their own order for weekdays, hours and the like. */
function bars(input: ComposeInput<FiguresPlan>, result: FiguresResult): Drawn {
  const { plan } = input;
  const spoken = leadOf(input);
  const drawn = base(input, spoken);
  const [field = ''] = fieldsOf(plan);
  const series = sameUnitSeries(input, result);
  if (ORDERED.has(field) && !isRanking(plan)) {
    return {
      ...drawn,
      kind: 'histogram',
      categories: result.rows.map((row) => groupName(plan, row, input)),
      series,
      highlight: series.length === 1 ? largest(result.rows) : null,
    };
  }
  const rows = isRanking(plan) ? [...result.rows] : byValue(result.rows);
  const shown = rows.slice(0, MOST_BARS);
  const cut = rows.length > shown.length ? ` (${shown.length} of ${rows.length})` : '';
  return {
    ...drawn,
    kind: series.length > 1 ? 'grouped' : 'bars',
    title: `${drawn.title}${cut}`,
    categories: shown.map((row) => groupName(plan, row, input)),
    series: sameUnitSeries(input, { ...result, rows: shown }),
    highlight: series.length === 1 && leads(shown, spoken) ? 0 : null,
  };
}

/** Two fields crossed: groups of bars where they are few, a heatmap where they are many. */
function crossed(input: ComposeInput<FiguresPlan>, result: FiguresResult): Drawn {
  const spoken = leadOf(input);
  const fields = fieldsOf(input.plan);
  // The longer, or the hour, runs across; series run down.
  const acrossAt = fields[1] === 'hour' || fields[0] !== 'hour' ? 1 : 0;
  const grid = crossTabulate(result, acrossAt, 1 - acrossAt, input);
  const drawn = base(input, spoken);
  const isSmall = grid.series.length <= 4 && grid.columns.length <= 6;
  const by = input.plan.by[acrossAt];
  return {
    ...drawn,
    kind: isSmall && !fields.includes('hour') ? 'grouped' : 'heatmap',
    categories: grid.columns.map((key) => (by ? keyLabel(key, by, input) : String(key))),
    series: grid.series,
    target: null,
  };
}

function besideBefore(input: ComposeInput<FiguresPlan>, result: FiguresResult): Drawn | null {
  const { plan, results } = input;
  const spoken = leadOf(input);
  const previous = results.previous?.rows ?? [];
  const isTime = isTrend(plan);
  if (plan.by.length !== 1 || result.rows.length < 2) return null;
  const rows = isTime ? result.rows : byValue(result.rows).slice(0, MOST_BARS);
  const before = new Map(previous.map((row) => [JSON.stringify(row.keys), row]));
  const earlier = rows.map((row, index) =>
    isTime ? previous[index] : before.get(JSON.stringify(row.keys)),
  );
  const starts = rows.map((row) => String(row.keys[0]));
  return {
    ...base(input, spoken),
    kind: isTime ? 'line' : 'grouped',
    categories: isTime ? timeLabels(starts, input) : rows.map((row) => groupName(plan, row, input)),
    series: [
      seriesOf(whenWords(plan), rows),
      seriesOf(comparedWith(input, null)?.words ?? 'before', earlier),
    ],
    partial: isTime ? partialBuckets(starts, plan, input.settings.weekStart) : [],
  };
}

function teamBars(input: ComposeInput<FiguresPlan>): Drawn | null {
  const spoken = leadOf(input);
  const sides = teamSides(input);
  if (isCount(spoken)) return null;
  return {
    ...base(input, spoken),
    kind: 'bars',
    categories: sides.map(({ name }) => capitalise(name)),
    series: [
      { name: spoken.label, values: sides.map(({ value }) => value), n: sides.map(({ n }) => n) },
    ],
    highlight: 0,
  };
}

/** Every metric in the lead's unit, as series of one chart. */
function sameUnitSeries(input: ComposeInput<FiguresPlan>, result: FiguresResult): ChartSeries[] {
  const { plan, catalogue } = input;
  const { unit } = leadOf(input);
  return plan.metrics.flatMap((use, index) => {
    const spoken = speakMetric(isTrend(plan) ? inBuckets(use) : use, catalogue);
    return spoken.unit === unit ? [seriesOf(spoken.label, result.rows, index)] : [];
  });
}

function seriesOf(name: string, rows: readonly (FigureRow | undefined)[], metric = 0): ChartSeries {
  return {
    name,
    values: rows.map((row) => row?.values[metric] ?? null),
    n: rows.map((row) => row?.n[metric] ?? null),
  };
}

type Grid = {
  readonly columns: readonly (string | number | boolean | null)[];
  readonly series: readonly ChartSeries[];
};

/** Rows of two keys as one series per value of the one, over the values of the other. */
function crossTabulate(
  result: FiguresResult,
  across: number,
  down: number,
  input: ComposeInput<FiguresPlan>,
): Grid {
  const keysAt = (index: number) => orderedKeys(result.rows.map((row) => row.keys[index] ?? null));
  const columns = keysAt(across);
  const cells = new Map(
    result.rows.map((row) => [JSON.stringify([row.keys[across], row.keys[down]]), row]),
  );
  const by = input.plan.by[down];
  const absent = isCount(leadOf(input)) ? 0 : null;
  const series = keysAt(down).map((key) => {
    const rows = columns.map((column) => cells.get(JSON.stringify([column, key])));
    const { values, ...rest } = seriesOf(by ? keyLabel(key, by, input) : String(key), rows);
    return { ...rest, values: values.map((value, index) => (rows[index] ? value : absent)) };
  });
  return { columns, series };
}

/** Numbers and times ascending, names in the order they come, no name last. */
function orderedKeys(
  keys: readonly (string | number | boolean | null)[],
): (string | number | boolean | null)[] {
  const unique = [...new Set(keys)];
  const isNumber = unique.every((key) => key === null || typeof key === 'number');
  const isTime = unique.every((key) => key === null || /^\d{4}-\d\d-\d\d/.test(String(key)));
  const named = unique.filter((key) => key !== null);
  if (isNumber) named.sort((a, b) => Number(a) - Number(b));
  else if (isTime) named.sort((a, b) => (String(a) < String(b) ? -1 : 1));
  return unique.includes(null) ? [...named, null] : named;
}

function timeLabels(starts: readonly string[], { plan }: ComposeInput<FiguresPlan>): string[] {
  const grain = grainOf(plan) ?? 'day';
  return starts.map((start) => formatBucket(start, grain));
}

function byValue(rows: readonly FigureRow[]): FigureRow[] {
  const named = rows.filter((row) => !row.keys.includes(null));
  const none = rows.filter((row) => row.keys.includes(null));
  return [...named.toSorted((a, b) => (b.values[0] ?? -1) - (a.values[0] ?? -1)), ...none];
}

/** Whether the first bar stands for itself: named, alone at the top, and with enough behind it. */
function leads(rows: readonly FigureRow[], spoken: SpokenMetric): boolean {
  const [first, second] = rows;
  if (!first || first.keys.includes(null) || first.values[0] === second?.values[0]) return false;
  return isCount(spoken) || (first.n[0] ?? 0) >= spoken.metric.minimumSample;
}

function largest(rows: readonly FigureRow[]): number | null {
  const values = rows.map((row) => row.values[0] ?? Number.NEGATIVE_INFINITY);
  const most = Math.max(...values);
  return values.filter((value) => value === most).length === 1 ? values.indexOf(most) : null;
}

function weight(series: ChartSeries): number {
  return series.n.reduce<number>((sum, n) => sum + (n ?? 0), 0);
}

function targetOf({ metric, use }: SpokenMetric): number | null {
  return use.as || use.statistic !== metric.statistic ? null : metric.target;
}

function leadOf({ plan, catalogue }: ComposeInput<FiguresPlan>): SpokenMetric {
  const use = leadUse(plan);
  return speakMetric(isTrend(plan) ? inBuckets(use) : use, catalogue);
}

function keyFieldLabel(field: string, catalogue: ComposeInput['catalogue']): string {
  return catalogue.dimensions.find(({ id }) => id === field)?.label ?? field.replace(/^x_/, '');
}
