import type { ImportPreview } from '../../../sources/files/file-import.ts';
import { type Html, html } from '../markup.ts';
import type { Upload } from '../uploads.ts';

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

/** Loads the file, or leaves it; `what` it holds: “12 rows”. */
export function renderImportBar(
  {
    upload: { id },
    preview: { questions },
    hasDemo,
  }: {
    readonly upload: Pick<Upload, 'id'>;
    readonly preview: Pick<ImportPreview, 'questions'>;
    readonly hasDemo: boolean;
  },
  what: string,
): Html {
  const url = `/uploads/${id}`;
  const isOpen = questions.length > 0;
  const note = isOpen
    ? 'One answer above is still needed.'
    : `All of it goes in, or nothing.${hasDemo ? ' The demo data goes then.' : ''}`;
  return html`<div class="import-bar">
  <form method="post" action="${url}/import" data-import>
    <button class="button" type="submit"${isOpen ? html` disabled` : ''}>Import ${what}</button>
  </form>
  <form method="post" action="${url}/forget"><button class="quiet" type="submit">Leave it</button></form>
  <p class="note">${note}</p>
  <div class="progress" data-progress hidden><progress aria-label="Importing"></progress><p data-progress-text></p><button class="quiet" type="button" data-cancel>Cancel</button></div>
  <div data-problem></div>
</div>`;
}
