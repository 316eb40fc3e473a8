import type { Cell, Column, Table } from '../../../core/answer.ts';
import { formatCell, formatCount } from '../../../core/format.ts';
import { formatBucket, formatDateTime } from '../../../core/format-time.ts';
import type { Grain } from '../../../core/period.ts';
import type { Canvas } from './chart.ts';
import { renderGrid } from './grid.ts';

const MOST_ROWS = 10;
const GRAINS: ReadonlySet<string> = new Set<Grain>([
  ...(['hour', 'day', 'week', 'month'] as const),
  ...(['quarter', 'half', 'year'] as const),
]);

/** The first rows, aligned; how many more there are is said. */
export function renderTable({ columns, rows, total }: Table, canvas: Canvas): string {
  const shown = columns.flatMap((column, at) => (column.name === 'url' ? [] : [{ column, at }]));
  const grid = renderGrid(
    shown.map(({ column }) => ({
      heading: column.label,
      side: column.role === 'metric' ? 'right' : 'left',
    })),
    rows
      .slice(0, MOST_ROWS)
      .map((row) => shown.map(({ column, at }) => cellWords(row[at] ?? null, column))),
    canvas,
  );
  const rest = total - Math.min(rows.length, MOST_ROWS);
  return rest > 0 ? `${grid}\n${canvas.paint.faint(`… ${formatCount(rest)} more`)}` : grid;
}

function cellWords(cell: Cell, column: Column): string {
  if (typeof cell !== 'string' || column.role !== 'time') return formatCell(cell, column);
  return isGrain(column.label) ? formatBucket(cell, column.label) : formatDateTime(cell);
}

function isGrain(label: string): label is Grain {
  return GRAINS.has(label);
}
