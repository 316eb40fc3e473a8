import type { DataTableBlock, RawNumberElement, RawTextElement, RichTextBlock } from '@slack/types';
import type { Cell, Column, Table } from '../../../core/answer.ts';
import { cellWords } from '../../../core/cell-words.ts';
import { formatCount } from '../../../core/format.ts';
import { BUDGET, bytesOf, LIMITS, orBlank, shorten, slackLength, textOf } from './fit.ts';
import { oneLine } from './words.ts';

type SlackCell = RawTextElement | RawNumberElement | RichTextBlock;

/** `note` says what of the table is not shown; null when all of it is. */
export type RenderedTable = { readonly block: DataTableBlock; readonly note: string | null };

type Shown = { readonly column: Column; readonly at: number };

const FOLDED_ROWS = 10;
const MOST_UNFOLDED = 12;

/** The table as Slack sorts and pages it, as many rows and columns as a message takes. null when it has no rows. */
export function renderTable(table: Table, caption: string): RenderedTable | null {
  const link = table.columns.findIndex(({ name }) => name === 'url');
  const all = table.columns.flatMap((column, at): Shown[] => (at === link ? [] : [{ column, at }]));
  const columns = all.slice(0, LIMITS.tableColumns);
  if (table.rows.length === 0 || columns.length === 0) return null;
  const heading: RawTextElement[] = columns.map(({ column }) => ({
    type: 'raw_text',
    text: orBlank(shorten(sentenceCase(oneLine(column.label)), LONGEST_HEADING)),
  }));
  const { rows, isCut } = rowsThatFit(table, columns, link, heading);
  const block: DataTableBlock = {
    type: 'data_table',
    caption,
    rows: [heading, ...rows],
    page_size: rows.length <= MOST_UNFOLDED ? Math.max(1, rows.length) : FOLDED_ROWS,
    row_header_column_index: Math.max(
      0,
      columns.findIndex(({ column }) => column.role !== 'metric'),
    ),
  };
  return { block, note: noteOf(rows.length, columns.length, all.length, isCut, table) };
}

const LONGEST_HEADING = 80;

/** At least one row; its texts are cut where even it is too much. */
function rowsThatFit(
  table: Table,
  columns: readonly Shown[],
  link: number,
  heading: readonly SlackCell[],
): { readonly rows: SlackCell[][]; readonly isCut: boolean } {
  const rows: SlackCell[][] = [];
  let isCut = false;
  let text = textOf(heading);
  let bytes = bytesOf(heading);
  const most = Math.min(BUDGET.cellText, Math.floor((BUDGET.tableText - text) / columns.length));
  for (const row of table.rows.slice(0, LIMITS.tableRows)) {
    const cells = columns.map(({ column, at }, place) =>
      renderCell(row[at] ?? null, column, most, place === 0 ? (row[link] ?? null) : null),
    );
    text += textOf(cells);
    bytes += bytesOf(cells) + 1;
    if (rows.length > 0 && (text > BUDGET.tableText || bytes > BUDGET.tableBytes)) break;
    isCut ||= columns.some(({ column, at }) => isLonger(row[at] ?? null, column, most));
    rows.push(cells);
  }
  return { rows, isCut };
}

function renderCell(cell: Cell, column: Column, most: number, link: Cell): SlackCell {
  const text = orBlank(shorten(oneLine(cellWords(cell, column)), most));
  const value = sortable(cell, column);
  if (value !== null) return { type: 'raw_number', value, text };
  const url = linkFor(text, link);
  if (!url) return { type: 'raw_text', text };
  const section = {
    type: 'rich_text_section' as const,
    elements: [{ type: 'link' as const, url, text }],
  };
  return { type: 'rich_text', elements: [section] };
}

/** Slack sorts columns of numbers by number, all others by letters: times are numbers too. */
function sortable(cell: Cell, { role }: Column): number | null {
  if (typeof cell === 'number') return Number.isFinite(cell) && role !== 'dimension' ? cell : null;
  if (typeof cell !== 'string' || role !== 'time') return null;
  const at = Date.parse(`${cell.length > 10 ? cell.replace(/Z$/, '') : `${cell}T00:00`}Z`);
  return Number.isNaN(at) ? null : at / 1000;
}

/** Where a row leads: a web address without a password in it, under words that don't look like another address. */
function linkFor(text: string, link: Cell): string | null {
  if (typeof link !== 'string' || link.length > LONGEST_LINK || /[\p{L}\p{N}][.:/]\S/u.test(text))
    return null;
  const url = URL.canParse(link) ? new URL(link) : null;
  const isWeb = url && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  return isWeb ? url.href : null;
}

const LONGEST_LINK = 1000;

function isLonger(cell: Cell, column: Column, most: number): boolean {
  return typeof cell === 'string' && slackLength(oneLine(cellWords(cell, column))) > most;
}

function noteOf(
  rows: number,
  columns: number,
  allColumns: number,
  isCut: boolean,
  { total, rows: held }: Table,
): string | null {
  const all = Math.max(total, held.length);
  const missing = [
    ...(rows < all ? [`${formatCount(rows)} of ${formatCount(all)} rows`] : []),
    ...(columns < allColumns ? [`${columns} of ${allColumns} columns`] : []),
    ...(isCut ? ['long texts shortened'] : []),
  ];
  if (missing.length === 0) return null;
  const words = missing.join(', ');
  return `${words[0]?.toUpperCase()}${words.slice(1)}; the CSV file holds all of it.`;
}

/** But for the n of statistics. */
function sentenceCase(label: string): string {
  return label.length < 2 ? label : `${label[0]?.toUpperCase()}${label.slice(1)}`;
}
