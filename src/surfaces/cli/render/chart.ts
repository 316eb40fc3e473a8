import type { ChartSpec, Unit } from '../../../core/answer.ts';
import { formatCounted, formatValue } from '../../../core/format.ts';
import { bar, shade, sparkline } from './bars.ts';
import type { Paint } from './paint.ts';
import { cut, pad, widthOf } from './width.ts';

export type Canvas = { readonly width: number; readonly paint: Paint };

const LONGEST_SERIES = 8;
const WIDEST_BAR = 40;
const WIDEST_NAME = 28;

/** The chart in characters; null where characters can't draw it and the table has to do. */
export function renderChart(chart: ChartSpec, canvas: Canvas): string | null {
  switch (chart.kind) {
    case 'sparkline':
    case 'line':
      return renderLines(chart, canvas);
    case 'bars':
    case 'histogram':
      return renderBars(chart, canvas);
    case 'heatmap':
      return renderHeatmap(chart, canvas);
    case 'grouped':
    case 'stacked':
      return null;
  }
}

/** One line a series, with its ends: the eye gets the shape, the table the figures. */
function renderLines({ series, categories, unit }: ChartSpec, { width, paint }: Canvas): string {
  const shown = series.slice(0, LONGEST_SERIES);
  const names = Math.min(WIDEST_NAME, Math.max(...shown.map(({ name }) => widthOf(name))));
  const lines = shown.map(({ name, values }) => {
    const ends = [
      values.find((value) => value !== null),
      values.findLast((value) => value !== null),
    ];
    const [first = '', last = ''] = ends.map((value) => formatValue(value ?? null, unit));
    const room = width - (shown.length > 1 ? names + 2 : 0) - widthOf(first) - widthOf(last) - 4;
    const curve = paint.accent(sparkline(squeeze(values, room), isAmount(unit) ? 0 : undefined));
    const label = shown.length > 1 ? `${pad(cut(name, names), names)}  ` : '';
    return `${label}${first} ${curve} ${last}`;
  });
  const rest = series.length - shown.length;
  const span = `${categories.at(0) ?? ''} – ${categories.at(-1) ?? ''}`;
  return [
    ...lines,
    paint.faint(rest > 0 ? `${span}, and ${formatCounted(rest, 'more line')} in the table` : span),
  ].join('\n');
}

/** Amounts are drawn from zero; shares and scores, which seldom go near it, from their lowest. */
function isAmount(unit: Unit): boolean {
  return unit === 'count' || unit === 'seconds' || unit === 'number';
}

/** Means of neighbours when there are more values than columns. */
function squeeze(values: readonly (number | null)[], room: number): readonly (number | null)[] {
  const per = Math.ceil(values.length / Math.max(room, 8));
  if (per <= 1) return values;
  return Array.from({ length: Math.ceil(values.length / per) }, (_, at) => {
    const known = values.slice(at * per, (at + 1) * per).filter((value) => value !== null);
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
  });
}

const MOST_BARS = 20;

function renderBars(
  { series, categories, unit, highlight }: ChartSpec,
  { width, paint }: Canvas,
): string | null {
  const values = series[0]?.values ?? [];
  const known = values.filter((value) => value !== null);
  if (series.length !== 1 || known.length === 0 || known.some((value) => value < 0)) return null;
  const most = Math.max(...known);
  const names = Math.min(WIDEST_NAME, Math.max(...categories.map(widthOf)));
  const figures = values.map((value) => formatValue(value, unit));
  const numbers = Math.max(...figures.map(widthOf));
  const room = Math.min(WIDEST_BAR, width - names - numbers - 4);
  const lines = categories.slice(0, MOST_BARS).map((category, at) => {
    const drawn = bar(values[at] ?? null, most, room);
    const figure = pad(figures[at] ?? '', numbers, 'right');
    const name = pad(cut(category, names), names);
    return at === highlight
      ? `${paint.strong(name)}  ${paint.strong(figure)}  ${paint.accent(drawn)}`
      : `${name}  ${figure}  ${paint.accent(drawn)}`;
  });
  const rest = categories.length - lines.length;
  return [...lines, ...(rest > 0 ? [paint.faint(`… ${rest} more`)] : [])].join('\n');
}

function renderHeatmap(
  { series, categories, unit }: ChartSpec,
  { width, paint }: Canvas,
): string | null {
  const names = Math.min(WIDEST_NAME, Math.max(...series.map(({ name }) => widthOf(name))));
  if (names + 2 + categories.length * 2 > width) return null;
  const most = Math.max(0, ...series.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const lines = series.map(({ name, values }) => {
    const cells = categories.map((_, at) => shade(values[at] ?? null, most)).join('');
    return `${pad(cut(name, names), names)}  ${paint.accent(cells)}`;
  });
  const span = `${categories.at(0) ?? ''} – ${categories.at(-1) ?? ''}; the darkest is ${formatValue(most, unit)}`;
  return [...lines, paint.faint(`${' '.repeat(names + 2)}${span}`)].join('\n');
}
