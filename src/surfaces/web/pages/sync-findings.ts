import { sinceWords } from '../../../core/days.ts';
import { formatCounted } from '../../../core/format.ts';
import { unbroken } from '../../../core/readable.ts';
import { findingWords, rejectWords, seenWords } from '../../../sources/sync/sync-words.ts';
import type { SourceState } from '../../../sources/sync/syncing.ts';
import { type Html, html } from '../markup.ts';
import type { SystemView } from '../sync-desk.ts';

/** What a test found, in place. */
export function renderCheck(
  { at, check }: NonNullable<SystemView['tested']>,
  { zone, now }: { readonly zone: string; readonly now: number },
): Html {
  const seen = seenWords(check, zone);
  return html`<section class="check" aria-label="Test of ${check.label}">
<p><strong>${check.isWorking ? 'The test went well.' : 'The test found it doesn’t work.'}</strong> <span class="note">${sinceWords(new Date(at).toISOString(), now, zone)}</span></p>
<ul>${check.findings.map(
    (finding) =>
      html`<li data-ok="${String(finding.isOk)}"><span class="sr">${finding.isOk ? 'Works:' : 'Missing:'}</span> <strong>${finding.what}</strong> ${findingWords(finding)}${finding.remedy ? html` <span class="remedy">${finding.remedy}</span>` : ''}</li>`,
  )}</ul>
${seen ? html`<p class="note">${unbroken(seen)}</p>` : ''}
</section>`;
}

/** What could not be turned into rows, by reason. */
export function renderRejects(rejects: SourceState['rejects']): Html | '' {
  if (rejects.length === 0) return '';
  const rows = rejects.reduce((sum, reject) => sum + reject.rows, 0);
  return html`<details data-keeps="rejects"><summary>${formatCounted(rows, 'row was', 'rows were')} left out</summary>
<p class="note">They are tried again whenever Deskhand learns to read them.</p>
<ul class="rejects">${rejects.map(
    (reject) =>
      html`<li>${unbroken(rejectWords(reject))}${reject.sample === null ? '' : html`<code>${reject.sample}</code>`}</li>`,
  )}</ul></details>`;
}
