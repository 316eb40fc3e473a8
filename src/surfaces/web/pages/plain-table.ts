import { type Html, html } from '../markup.ts';
import { isBrief } from './table.ts';

/** A plain table; headings that start with # stand over numbers. */
export function plainTable(
  label: string,
  headings: readonly string[],
  rows: readonly (readonly string[])[],
): Html {
  const isNumber = headings.map((heading) => heading.startsWith('#'));
  const look = (index: number, words = '') => {
    if (isNumber[index]) return html` class="number"`;
    return isBrief(words) ? html` class="brief"` : '';
  };
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label="${label}"><table>
<thead><tr>${headings.map((heading, index) => html`<th scope="col"${look(index)}>${heading.replace('#', '')}</th>`)}</tr></thead>
<tbody>${rows.map(
    (row) =>
      html`<tr>${row.map((cell, index) =>
        index === 0
          ? html`<th scope="row"${look(index, cell)}>${cell}</th>`
          : html`<td${look(index, cell)}>${cell}</td>`,
      )}</tr>`,
  )}</tbody>
</table></div>`;
}
