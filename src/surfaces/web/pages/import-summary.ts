import type { FollowUp } from '../../../core/answer.ts';
import { formatCount, formatCounted, formatSeconds } from '../../../core/format.ts';
import { formatDates, toLocal } from '../../../core/format-time.ts';
import type { ImportSummary } from '../../../sources/files/file-import.ts';
import { emphasise, type Html, html } from '../markup.ts';
import { renderFollowUps } from './turn.ts';
import { STARTERS } from './welcome.ts';

/** What an import did, what it could not use, and what can be asked now. */
export function renderImportSummary(
  summary: ImportSummary,
  suggestions: readonly FollowUp[],
  zone: string,
): Html {
  return html`<div class="page page-narrow">
<h1>${summary.fileName}</h1>
<p class="headline">${emphasise(headline(summary))}</p>
<p class="context">${changeWords(summary)}</p>
${rangeWords(summary, zone)}
${summary.demoRemoved ? html`<p class="context">The demo data was removed; from here on every figure is about your own.</p>` : ''}
${summary.warnings.length > 0 ? html`<ul class="warnings">${summary.warnings.map((warning) => html`<li>${warning}</li>`)}</ul>` : ''}
<h2>Ask about it</h2>
${renderFollowUps(suggestions.slice(0, STARTERS), null, 'Questions that work on this data', 'starters')}
${renderUnusable(summary)}
<p class="import-next"><a class="button" href="/">New chat</a> <a href="/upload" data-pick-file>Bring another file</a> <a href="/data">See all data</a></p>
</div>`;
}

function headline({ rows, entity, source, tookMs }: ImportSummary): string {
  const from = source === 'file' ? '' : ` from ${source}`;
  const took = tookMs < 1_000 ? '' : `, after ${formatSeconds(tookMs / 1_000)}`;
  return `**${formatCounted(rows, 'row')}** of ${entity}${from} ${rows === 1 ? 'is' : 'are'} in${took}.`;
}

function changeWords({ inserted, updated, unchanged, history }: ImportSummary): string {
  const parts = [
    `${formatCount(inserted)} new`,
    `${formatCount(updated)} updated`,
    `${formatCount(unchanged)} unchanged`,
  ];
  const kept = history > 0 ? `; ${formatCounted(history, 'earlier state')} kept as history` : '';
  return `${parts.join(', ')}${kept}.`;
}

function rangeWords({ from, to }: ImportSummary, zone: string): Html | '' {
  if (from === null || to === null) return '';
  const dates = formatDates(toLocal(from, zone).slice(0, 10), toLocal(to, zone).slice(0, 10));
  return html`<p class="context">They run ${dates}.</p>`;
}

function renderUnusable({ unusable }: ImportSummary): Html | '' {
  if (unusable.length === 0) return '';
  return html`<h2>Read as missing</h2>
<div class="table-scroll" tabindex="0" role="region" aria-label="Values read as missing"><table>
<thead><tr><th scope="col">Column</th><th scope="col">Value</th><th scope="col" class="number">Rows</th></tr></thead>
<tbody>${unusable.map(
    ({ column, value, rows }) =>
      html`<tr><th scope="row">${column}</th><td>${value === '' ? html`<span class="none">empty</span>` : html`<code>${value}</code>`}</td><td class="number">${formatCount(rows)}</td></tr>`,
  )}</tbody>
</table></div>`;
}
