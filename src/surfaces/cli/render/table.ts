import type { ChartSpec, Table } from '../../../core/answer.ts';
import { cellWords } from '../../../core/cell-words.ts';
import { formatCount } from '../../../core/format.ts';
import { bar } from './bars.ts';
import type { Canvas } from './chart.ts';
import { type GridColumn, renderGrid } from './grid.ts';
import { widthOf } from './width.ts';

const MOST_ROWS = 10;

const LONGEST_BAR = 32;
const SHORTEST_BAR = 8;

/** The first rows, aligned, each with its bar if there is a chart of them; how many more there are is said. */
export function renderTable(table: Table, canvas: Canvas, chart: ChartSpec | null = null): string {
  const { columns, rows, total } = table;
  const shown = columns.flatMap((column, at) => (column.name === 'url' ? [] : [{ column, at }]));
  const headings = shown.map(
    ({ column }): GridColumn => ({
      heading: column.label,
      side: column.role === 'metric' ? 'right' : 'left',
    }),
  );
  const lines = rows
    .slice(0, MOST_ROWS)
    .map((row) => shown.map(({ column, at }) => cellWords(row[at] ?? null, column)));
  const bars = chart ? barsBeside(chart, headings, lines, canvas) : [];
  const grid =
    bars.length > 0
      ? renderGrid(
          [...headings, { heading: '' }],
          lines.map((line, at) => [...line, bars[at] ?? '']),
          canvas,
        )
      : renderGrid(headings, lines, canvas);
  const rest = total - lines.length;
  return rest > 0 ? `${grid}\n${canvas.paint.faint(`… ${formatCount(rest)} more`)}` : grid;
}

/** Whether the chart's bars are the table's rows, in their order: then they stand beside them. */
export function isChartOf({ kind, series, categories }: ChartSpec, { rows }: Table): boolean {
  return (
    (kind === 'bars' || kind === 'histogram') &&
    series.length === 1 &&
    rows.length === categories.length &&
    series.every(({ values }) => values.every((value) => value === null || value >= 0))
  );
}

/** None where the line has no room left for them. */
function barsBeside(
  { series }: ChartSpec,
  headings: readonly GridColumn[],
  lines: readonly (readonly string[])[],
  { width, paint }: Canvas,
): readonly string[] {
  const values = series[0]?.values ?? [];
  const taken = headings.reduce(
    (sum, { heading }, at) =>
      sum + 2 + Math.max(...[heading, ...lines.map((line) => line[at] ?? '')].map(widthOf)),
    0,
  );
  const room = Math.min(LONGEST_BAR, width - taken);
  if (room < SHORTEST_BAR) return [];
  const most = Math.max(0, ...values.map((value) => value ?? 0));
  return lines.map((_, at) => paint.accent(bar(values[at] ?? null, most, room)));
}
