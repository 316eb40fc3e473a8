import { html } from 'hono/html';
import type { Answer, Cell, Column, Table } from '../../../core/answer.ts';
import { formatCell, formatCount } from '../../../core/format.ts';
import { formatDateTime } from '../../../core/format-time.ts';
import type { Html } from '../markup.ts';

const FOLDED_ROWS = 10;

/** The table as a person reads it, folded at ten rows; a checkbox unfolds it, with or without scripts. */
export function renderTable(table: Table, turnId: string): Html {
  const { columns, rows, total } = table;
  const isFolded = rows.length > FOLDED_ROWS;
  return html`<div class="table-block${isFolded ? ' foldable' : ''}">
<div class="table-scroll" tabindex="0" role="region" aria-label="Table">
<table>
<thead><tr>${columns.map((column) => html`<th scope="col"${alignment(column)}>${column.label}</th>`)}</tr></thead>
<tbody>${rows.map((row) => html`<tr>${columns.map((column, index) => renderCell(row[index] ?? null, column, index === 0))}</tr>`)}</tbody>
</table>
</div>
${
  isFolded
    ? html`<label class="unfold"><input type="checkbox" id="unfold-${turnId}"><span class="unfold-all">Show all ${formatCount(rows.length)} rows</span><span class="unfold-less">Show the first ${FOLDED_ROWS}</span></label>`
    : ''
}
${total > rows.length ? html`<p class="note">${formatCount(rows.length)} of ${formatCount(total)} rows; the CSV holds all of them.</p>` : ''}
</div>`;
}

/** What can be taken away: shown on hover, reached by keyboard. */
export function renderTableTools(turnUrl: string, answer: Answer): Html {
  return html`<div class="tools" role="group" aria-label="Take it along">
${answer.table ? html`<button class="tool js-only" type="button" data-copy-table>Copy table</button><a class="tool" href="${turnUrl}/table.csv" download>CSV</a>` : ''}
${answer.chart ? html`<a class="tool" href="${turnUrl}/chart.png?theme=light" data-png download>PNG</a>` : ''}
</div>`;
}

function renderCell(cell: Cell, column: Column, isFirst: boolean): Html {
  const words = renderWords(cell, column);
  const exact = typeof cell === 'number' ? html` data-exact="${cell}"` : '';
  if (isFirst && column.role !== 'metric')
    return html`<th scope="row"${alignment(column)}>${words}</th>`;
  return html`<td${alignment(column)}${exact}>${words}</td>`;
}

function renderWords(cell: Cell, column: Column): Html | string {
  if (typeof cell === 'string' && column.role === 'time') return formatDateTime(cell);
  if (typeof cell === 'string' && /^https?:\/\//i.test(cell)) {
    return html`<a href="${cell}" target="_blank" rel="noreferrer">${cell.replace(/^https?:\/\//i, '')}</a>`;
  }
  return formatCell(cell, column);
}

function alignment(column: Column): Html | '' {
  return column.role === 'metric' ? html` class="number"` : '';
}
