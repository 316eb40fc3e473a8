import type { ImportPreview } from '../../../sources/files/file-import.ts';
import { type Html, html } from '../markup.ts';

/** What an import does to demo data, after what else it does. */
export const demoWords = (hasDemo: boolean): string => (hasDemo ? ' The demo data goes then.' : '');

export function warningsOf({ warnings }: ImportPreview): Html | '' {
  if (warnings.length === 0) return '';
  return html`<ul class="warnings">${warnings.map((warning) => html`<li>${warning}</li>`)}</ul>`;
}

export function renderQuestion(question: ImportPreview['questions'][number], index: number): Html {
  return html`<fieldset class="settle-question">
<legend>${question.text}</legend>
${question.options.map(
  ({ label }, option) =>
    html`<button type="submit" name="settle" value="${index}.${option}">${label}</button>`,
)}${question.options.length === 0 ? html`<p class="note">Say below what each column becomes.</p>` : ''}
</fieldset>`;
}

export function renderSample({ sample }: ImportPreview): Html {
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label="First rows"><table class="sample">
<thead><tr>${sample.columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
<tbody>${sample.rows.map(
    (row) =>
      html`<tr>${row.map((cell) => html`<td>${cell ?? html`<span class="none">none</span>`}</td>`)}</tr>`,
  )}</tbody>
</table></div>`;
}
