import type { Answer } from '../../../core/answer.ts';
import { type Html, html } from '../markup.ts';

/** What can be taken away from an answer: shown on hover, reached by keyboard. */
export function renderTools(
  turnUrl: string,
  stem: string,
  { chart, table }: Answer,
  isTableShown: boolean,
): Html {
  return html`<div class="tools" role="group" aria-label="Take it along">
${isTableShown ? html`<button class="tool js-only" type="button" data-copy-table>Copy table</button>` : ''}
${table ? html`<a class="tool" href="${turnUrl}/table.csv" download="${stem}.csv">CSV</a>` : ''}
${chart ? html`<a class="tool" href="${turnUrl}/chart.png?theme=light" data-png download="${stem}.png">PNG</a>` : ''}
</div>`;
}
