import type { Cell, Column, Table } from '../../core/answer.ts';
import type { Rows } from '../../store/database.ts';

/** A column's name as a person may read it: anything but plain words was made up by somebody, and is not shown. */
const PLAIN_NAME = /^[a-z][a-z0-9_ ]{0,39}$/i;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Rows as a table: what a column holds is told by its values, and by how its name ends. `labels`: of columns that have one of their own. */
export function tableOf(
  { columns, rows }: Rows,
  labels: ReadonlyMap<string, string> = new Map(),
): Table {
  const cells = rows.map((row) => row.map(cellOf));
  return {
    columns: columns.map((name, at) =>
      columnOf(name, at, { values: cells.map((row) => row[at] ?? null), labels }),
    ),
    rows: cells,
    total: rows.length,
  };
}

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map((one) => String(one)).join(', ');
  const text = String(value);
  return INSTANT.test(text) ? wallTime(text) : text;
}

/** Times are the team's own already; those at midnight are days. */
const wallTime = (text: string): string =>
  text.includes('T00:00:00') ? text.slice(0, 10) : text.slice(0, 16);

function columnOf(
  name: string,
  at: number,
  {
    values,
    labels,
  }: { readonly values: readonly Cell[]; readonly labels: ReadonlyMap<string, string> },
): Column {
  const called = name === 'count_star()' ? 'count' : name;
  const label =
    labels.get(name) ?? (PLAIN_NAME.test(called) ? wordsOf(called) : `column ${at + 1}`);
  const held = values.filter((value) => value !== null);
  const isEvery = (is: (value: Cell) => boolean): boolean => held.length > 0 && held.every(is);
  const base = { name: PLAIN_NAME.test(called) ? called : `column_${at + 1}`, label };
  if (isEvery((value) => typeof value === 'number'))
    return { ...base, role: 'metric', unit: unitOf(called, held) };
  if (isEvery(isTime)) return { ...base, role: 'time' };
  return { ...base, role: 'dimension' };
}

const isTime = (value: Cell): boolean =>
  typeof value === 'string' &&
  DAY.test(value.slice(0, 10)) &&
  /^.{10}(?:T\d{2}:\d{2})?$/.test(value);

/** "avg_first_response_seconds" reads "avg first response". */
const wordsOf = (name: string): string =>
  name
    .replace(/_(?:seconds|share)$/, '')
    .replaceAll('_', ' ')
    .trim()
    .toLowerCase();

function unitOf(name: string, values: readonly Cell[]): NonNullable<Column['unit']> {
  if (/_seconds$|^seconds$/.test(name)) return 'seconds';
  if (/_share$|^share$/.test(name) && values.every((value) => Math.abs(Number(value)) <= 1))
    return 'share';
  return values.every((value) => Number.isInteger(value)) ? 'count' : 'number';
}
