import type { Cell, Table } from '../core/answer.ts';
import { exactHeading } from '../core/format.ts';

/** Cells a spreadsheet would run as a formula begin with these. */
const FORMULA = /^[=+\-@\t\r]/;

/** A table as CSV (RFC 4180, UTF-8 with BOM so that spreadsheets read it right): unrounded, dangerous text made harmless. */
export function tableToCsv({ columns, rows }: Table): string {
  const lines = [columns.map(exactHeading), ...rows].map((row) => row.map(field).join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

function field(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const safe = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
