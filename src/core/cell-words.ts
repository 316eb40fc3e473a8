import type { Cell, Column } from './answer.ts';
import { formatCell } from './format.ts';
import { formatBucket, formatDateTime } from './format-time.ts';
import type { Grain } from './period.ts';

const GRAINS: ReadonlySet<string> = new Set<Grain>([
  'hour',
  'day',
  'week',
  'month',
  'quarter',
  'half',
  'year',
]);

/** A cell as a person reads it, times in words too: a column labelled by its grain holds buckets, any other moments. */
export function cellWords(cell: Cell, column: Column): string {
  if (typeof cell !== 'string' || column.role !== 'time') return formatCell(cell, column);
  return isGrain(column.label) ? formatBucket(cell, column.label) : formatDateTime(cell);
}

function isGrain(label: string): label is Grain {
  return GRAINS.has(label);
}
