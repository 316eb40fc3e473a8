import type { DataTableBlock, RawNumberElement, RawTextElement, RichTextBlock } from '@slack/types';
import type { Cell, Column, Table } from '../../../core/answer.ts';
import { cellWords } from '../../../core/cell-words.ts';
import { sentenceCase } from '../../../core/format.ts';
import { BUDGET, bytesOf, LIMITS, orBlank, shorten, slackLength, textOf } from './fit.ts';
import { oneLine } from './words.ts';

type SlackCell = RawTextElement | RawNumberElement | RichTextBlock;

export type RenderedTable = {
  readonly block: DataTableBlock;
  /** Rows that are in it, and in words what of those is not. */
  readonly rows: number;
  readonly without: readonly string[];
};

type Shown = { readonly column: Column; readonly at: number };

/** Rows of a page, and how many more still don't make a second one. Below a chart the table comes second. */
const PAGE = { rows: 10, spare: 2 };
const PAGE_BESIDE_CHART = { rows: 5, spare: 1 };

/** The table as Slack sorts and pages it, as many rows and columns as a message takes. null when it has no rows. */
export function renderTable(
  table: Table,
  { caption, isBesideChart }: { readonly caption: string; readonly isBesideChart: boolean },
): RenderedTable | null {
  const link = table.columns.findIndex(({ name }) => name === 'url');
  const all = table.columns.flatMap((column, at): Shown[] => (at === link ? [] : [{ column, at }]));
  const columns = all.slice(0, LIMITS.tableColumns);
  if (table.rows.length === 0 || columns.length === 0) return null;
  const heading: RawTextElement[] = columns.map(({ column }) => ({
    type: 'raw_text',
    text: orBlank(shorten(sentenceCase(oneLine(column.label)), LONGEST_HEADING)),
  }));
  const { rows, isCut } = rowsThatFit(table, columns, link, heading);
  const page = isBesideChart ? PAGE_BESIDE_CHART : PAGE;
  const block: DataTableBlock = {
    type: 'data_table',
    caption,
    rows: [heading, ...rows],
    page_size: rows.length <= page.rows + page.spare ? rows.length : page.rows,
    row_header_column_index: Math.max(
      0,
      columns.findIndex(({ column }) => column.role !== 'metric'),
    ),
  };
  const without = [
    ...(columns.length < all.length ? [`${columns.length} of ${all.length} columns`] : []),
    ...(isCut ? ['long texts shortened'] : []),
  ];
  return { block, rows: rows.length, without };
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
    const cells = columns.map(({ column, at }, place) => {
      const cell = row[at] ?? null;
      return place === 0
        ? renderFirst(cell, column, most, row[link] ?? null)
        : renderCell(cell, column, most);
    });
    text += textOf(cells);
    bytes += bytesOf(cells) + 1;
    if (rows.length > 0 && (text > BUDGET.tableText || bytes > BUDGET.tableBytes)) break;
    isCut ||= columns.some(({ column, at }) => isLonger(row[at] ?? null, column, most));
    rows.push(cells);
  }
  return { rows, isCut };
}

function renderCell(cell: Cell, column: Column, most: number): SlackCell {
  const text = wordsOf(cell, column, most);
  const value = sortable(cell, column);
  return value === null ? { type: 'raw_text', text } : { type: 'raw_number', value, text };
}

/** The cell that names its row, and leads to it where it can. */
function renderFirst(cell: Cell, column: Column, most: number, link: Cell): SlackCell {
  if (column.role === 'metric') return renderCell(cell, column, most);
  const text = wordsOf(cell, column, most);
  const url = linkFor(text, link);
  if (url === null) return { type: 'raw_text', text };
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'link', url, text }] }],
  };
}

function wordsOf(cell: Cell, column: Column, most: number): string {
  return orBlank(shorten(oneLine(cellWords(cell, column)), most));
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
