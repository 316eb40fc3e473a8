import type { ChartSpec } from '../../core/answer.ts';
import { formatLimit, formatValue } from '../../core/format.ts';
import { joinWords } from './words.ts';

const SHAPES: Readonly<Record<ChartSpec['kind'], string>> = {
  sparkline: 'Line',
  line: 'Line chart',
  bars: 'Bar chart',
  grouped: 'Grouped bars',
  stacked: 'Stacked bars',
  heatmap: 'Heatmap',
  histogram: 'Column chart',
};

/** What a person who can't see the chart needs: its shape, its ends or extremes, and its target. */
export function describeChart(spec: Omit<ChartSpec, 'alt'>): string {
  const { kind, title, categories, series, unit, target, partial } = spec;
  const isTime = kind === 'line' || kind === 'sparkline';
  const described =
    series.length === 1 || isTime
      ? series.slice(0, 3).map((one) => describeSeries(spec, one, isTime))
      : [describeCells(spec)];
  const more = isTime && series.length > 3 ? [`${series.length - 3} more lines.`] : [];
  const goal = target === null ? [] : [`Target ${formatLimit(target, unit)}.`];
  const unfinished =
    partial.length > 0
      ? [`${joinWords(partial.map((at) => categories[at] ?? ''))} only in part.`]
      : [];
  return [`${SHAPES[kind]}: ${title}.`, ...described, ...more, ...goal, ...unfinished].join(' ');
}

function describeSeries(
  { categories, unit, series }: Omit<ChartSpec, 'alt'>,
  one: ChartSpec['series'][number],
  isTime: boolean,
): string {
  const points = one.values.flatMap((value, index) =>
    value === null ? [] : [{ value, name: categories[index] ?? '' }],
  );
  const sorted = points.toSorted((a, b) => b.value - a.value);
  const [top, bottom, first, last] = [sorted[0], sorted.at(-1), points[0], points.at(-1)];
  if (!top || !bottom || !first || !last) return 'No data.';
  const say = (point: { value: number; name: string }): string =>
    `${formatValue(point.value, unit)} (${point.name})`;
  const name = series.length > 1 ? `${one.name}: ` : '';
  const ends = isTime ? `from ${say(first)} to ${say(last)}; ` : '';
  return `${name}${ends}highest ${say(top)}, lowest ${say(bottom)}, ${points.length} values.`;
}

function describeCells({ categories, series, unit }: Omit<ChartSpec, 'alt'>): string {
  const cells = series.flatMap((one) =>
    one.values.flatMap((value, index) =>
      value === null ? [] : [{ value, name: `${one.name}, ${categories[index] ?? ''}` }],
    ),
  );
  const sorted = cells.toSorted((a, b) => b.value - a.value);
  const [top, bottom] = [sorted[0], sorted.at(-1)];
  if (!top || !bottom) return 'No data.';
  return `${series.length} by ${categories.length}; highest ${formatValue(top.value, unit)} (${top.name}), lowest ${formatValue(bottom.value, unit)} (${bottom.name}).`;
}
