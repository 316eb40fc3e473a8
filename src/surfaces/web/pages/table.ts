import type { Cell, Column, Table } from '../../../core/answer.ts';
import { cellWords } from '../../../core/cell-words.ts';
import { exactHeading, formatCount, sentenceCase } from '../../../core/format.ts';
import { type Html, html } from '../markup.ts';

const FOLDED_ROWS = 10;
const BRIEF = 20; // characters
const LONG = 60;
const WEB_ADDRESS = /^https?:\/\//i;

/**
 * The table as a person reads it, folded at ten rows; a checkbox unfolds it, with or without scripts. `ofTickets`: each row leads to its
 * ticket's page here.
 */
export function renderTable(table: Table, turnId: string, ofTickets = false): Html {
  const { columns, rows, total } = table;
  const isFolded = rows.length > FOLDED_ROWS;
  const link = columns.findIndex(({ name }) => name === 'url');
  const id = ofTickets ? columns.findIndex(({ name }) => name === 'id') : -1;
  const shown = [...columns.entries()].filter(([index]) => index !== link);
  return html`<div class="table-block${isFolded ? ' foldable' : ''}">
<div class="table-scroll" tabindex="0" role="region" aria-labelledby="question-${turnId}">
<table>
<thead><tr>${shown.map(([, column]) => renderHeading(column))}</tr></thead>
<tbody>${rows.map(
    (row) =>
      html`<tr>${shown.map(([index, column], place) =>
        index === id
          ? renderTicketCell(row[index] ?? null, column, row[link] ?? null)
          : renderCell(
              row[index] ?? null,
              column,
              place === 0 ? { link: row[link] ?? null } : null,
            ),
      )}</tr>`,
  )}</tbody>
</table>
</div>
${isFolded ? renderFold(rows.length, turnId) : ''}
${total > rows.length ? html`<p class="note">${formatCount(rows.length)} of ${formatCount(total)} rows; the CSV holds all of them.</p>` : ''}
</div>`;
}

/** `data-exact` is what a copy has over its unrounded numbers. */
function renderHeading(column: Column): Html {
  const exact = column.unit ? html` data-exact="${sentenceCase(exactHeading(column))}"` : '';
  return html`<th scope="col"${alignment(column)}${exact}>${sentenceCase(column.label)}</th>`;
}

function renderFold(rows: number, turnId: string): Html {
  return html`<label class="unfold"><input type="checkbox" id="unfold-${turnId}"><span class="unfold-all">Show all ${formatCount(rows)} rows</span><span class="unfold-less">Show the first ${FOLDED_ROWS}</span></label>`;
}

/** `first`: the cell that names its row, and where the row leads. */
function renderCell(cell: Cell, column: Column, first: { readonly link: Cell } | null): Html {
  const words = cellWords(cell, column);
  const exact = typeof cell === 'number' ? html` data-exact="${cell}"` : '';
  if (first === null || column.role === 'metric') {
    return html`<td${alignment(column, words)}${exact}>${clamped(words)}</td>`;
  }
  return html`<th scope="row"${alignment(column, words)}>${linked(clamped(words), first.link)}</th>`;
}

/** A ticket's number leads to its page; its place in its support system is beside it. */
function renderTicketCell(cell: Cell, column: Column, elsewhere: Cell): Html {
  const words = cellWords(cell, column);
  const page = `/tickets?find=${encodeURIComponent(String(cell ?? ''))}`;
  const out = linked('↗', elsewhere);
  return html`<th scope="row"${alignment(column, words)}><a href="${page}">${words}</a>${
    out === '↗' ? '' : html` <span class="elsewhere" title="In its support system">${out}</span>`
  }</th>`;
}

/** A long text is cut after a few lines, so that one row doesn't take the page. */
function clamped(words: string): Html | string {
  return words.length > LONG ? html`<span class="clamp">${words}</span>` : words;
}

function linked(words: Html | string, link: Cell): Html | string {
  if (typeof link !== 'string' || !WEB_ADDRESS.test(link)) return words;
  return html`<a href="${link}" target="_blank" rel="noreferrer">${words}</a>`;
}

/** Numbers end at one edge; they, times and short names never break. */
function alignment(column: Column, words = ''): Html | '' {
  if (column.role === 'metric') return html` class="number"`;
  if (column.role === 'time' || isBrief(words)) return html` class="brief"`;
  return words.length > LONG ? html` class="long" title="${words}"` : '';
}

/** Short enough to stand on one line in any table. */
export function isBrief(words: string): boolean {
  return words !== '' && words.length <= BRIEF;
}
