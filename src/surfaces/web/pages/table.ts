import type { Cell, Column, Table } from '../../../core/answer.ts';
import { formatCell, formatCount } from '../../../core/format.ts';
import { formatBucket, formatDateTime } from '../../../core/format-time.ts';
import type { Grain } from '../../../core/period.ts';
import { type Html, html } from '../markup.ts';

const FOLDED_ROWS = 10;
const BRIEF = 20; // characters
const WEB_ADDRESS = /^https?:\/\//i;
const GRAINS: ReadonlySet<string> = new Set<Grain>([
  'hour',
  'day',
  'week',
  'month',
  'quarter',
  'half',
  'year',
]);

/** The table as a person reads it, folded at ten rows; a checkbox unfolds it, with or without scripts. */
export function renderTable(table: Table, turnId: string): Html {
  const { columns, rows, total } = table;
  const isFolded = rows.length > FOLDED_ROWS;
  const link = columns.findIndex(({ name }) => name === 'url');
  const shown = [...columns.entries()].filter(([index]) => index !== link);
  return html`<div class="table-block${isFolded ? ' foldable' : ''}">
<div class="table-scroll" tabindex="0" role="region" aria-label="Table">
<table>
<thead><tr>${shown.map(([, column]) => html`<th scope="col"${alignment(column)}>${headingOf(column)}</th>`)}</tr></thead>
<tbody>${rows.map(
    (row) =>
      html`<tr>${shown.map(([index, column], place) =>
        renderCell(row[index] ?? null, column, place === 0 ? { link: row[link] ?? null } : null),
      )}</tr>`,
  )}</tbody>
</table>
</div>
${isFolded ? renderFold(rows.length, turnId) : ''}
${total > rows.length ? html`<p class="note">${formatCount(rows.length)} of ${formatCount(total)} rows; the CSV holds all of them.</p>` : ''}
</div>`;
}

function renderFold(rows: number, turnId: string): Html {
  return html`<label class="unfold"><input type="checkbox" id="unfold-${turnId}"><span class="unfold-all">Show all ${formatCount(rows)} rows</span><span class="unfold-less">Show the first ${FOLDED_ROWS}</span></label>`;
}

/** `first`: the cell that names its row, and where the row leads. */
function renderCell(cell: Cell, column: Column, first: { readonly link: Cell } | null): Html {
  const words = wordsOf(cell, column);
  const exact = typeof cell === 'number' ? html` data-exact="${cell}"` : '';
  if (first === null || column.role === 'metric') {
    return html`<td${alignment(column, words)}${exact}>${words}</td>`;
  }
  return html`<th scope="row"${alignment(column, words)}>${linked(words, first.link)}</th>`;
}

function wordsOf(cell: Cell, column: Column): string {
  if (typeof cell !== 'string' || column.role !== 'time') return formatCell(cell, column);
  return isGrain(column.label) ? formatBucket(cell, column.label) : formatDateTime(cell);
}

function linked(words: string, link: Cell): Html | string {
  if (typeof link !== 'string' || !WEB_ADDRESS.test(link)) return words;
  return html`<a href="${link}" target="_blank" rel="noreferrer">${words}</a>`;
}

/** Sentence case, but for the n of statistics. */
function headingOf({ label }: Column): string {
  return label.length < 2 ? label : `${label[0]?.toUpperCase()}${label.slice(1)}`;
}

function isGrain(label: string): label is Grain {
  return GRAINS.has(label);
}

/** Numbers end at one edge; they, times and short names never break. */
function alignment(column: Column, words = ''): Html | '' {
  if (column.role === 'metric') return html` class="number"`;
  return column.role === 'time' || isBrief(words) ? html` class="brief"` : '';
}

/** Short enough to stand on one line in any table. */
export function isBrief(words: string): boolean {
  return words !== '' && words.length <= BRIEF;
}
