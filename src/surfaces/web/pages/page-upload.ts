import { formatCount, formatCounted } from '../../../core/format.ts';
import { formatDates, toLocal } from '../../../core/format-time.ts';
import type { ImportPreview, PageMessages } from '../../../sources/files/file-import.ts';
import { type Html, html } from '../markup.ts';
import type { Problem } from '../problems.ts';
import { formatBytes, type Upload } from '../uploads.ts';
import { renderProblem } from './problem.ts';
import { renderImportBar, renderQuestion, renderSample, warningsOf } from './upload-parts.ts';

type Shown = {
  readonly upload: Upload;
  readonly preview: ImportPreview;
  readonly told: PageMessages;
  readonly problem: Problem | null;
  readonly hasDemo: boolean;
};

/** What a file of a Facebook page's messages holds, and what is still to be settled. */
export function renderPageUpload({ upload, preview, told, problem, hasDemo }: Shown): Html {
  const url = `/uploads/${upload.id}`;
  return html`<div class="page" id="import">
<h1>${preview.fileName}</h1>
<p class="context">${describe(preview, told)}</p>
${problem === null ? '' : renderProblem(problem)}
${warningsOf(preview)}
<form id="settle" class="settle" method="post" action="${url}/settle" data-settle>
<button type="submit" hidden></button>
${preview.questions.map(renderQuestion)}
<div class="settle-row">
  <div class="field"><label for="zone">Times without a zone are in</label><input id="zone" name="zone" value="${preview.zone}" autocomplete="off"></div>
</div>
${renderForce(told, upload.overrides.force === true)}
</form>
${renderAgents(told)}
${renderInvalid(told)}
<h2>The first conversations</h2>
${renderSample(preview)}
${renderImportBar({ upload, preview, hasDemo }, formatCounted(told.conversations, 'conversation'))}
</div>`;
}

function describe({ zone, bytes }: ImportPreview, told: PageMessages): string {
  const { from, to } = told;
  const range =
    from && to ? formatDates(toLocal(from, zone).slice(0, 10), toLocal(to, zone).slice(0, 10)) : '';
  return [
    'Messages of a Facebook page',
    told.page ?? '',
    `${formatCounted(told.messages, 'message')} in ${formatCounted(told.conversations, 'conversation')}`,
    `${formatCount(told.fromCustomers)} from customers, ${formatCount(told.automatic)} automatic`,
    range,
    formatBytes(bytes),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function renderForce({ known }: PageMessages, isForced: boolean): Html | '' {
  if (known === 0) return '';
  return isForced
    ? html`<p class="kept">Conversations that are here already are worked through again. <button class="quiet" type="submit" name="force" value="0">Leave them alone</button></p>`
    : html`<p class="kept">${formatCounted(known, 'conversation is', 'conversations are')} here already and left alone. <button class="quiet" type="submit" name="force" value="1">Work through them again</button></p>`;
}

function renderAgents({ agents }: PageMessages): Html | '' {
  if (agents.length === 0) return '';
  return html`<h2>Who answered</h2>
${renderCounts('Agents', 'Agent', agents)}`;
}

function renderInvalid({ invalid }: PageMessages): Html | '' {
  if (invalid.length === 0) return '';
  const rows = invalid.map(({ reason, messages }) => ({ name: reason, messages }));
  return html`<h2>Messages that can’t be used</h2>
${renderCounts('Messages that can’t be used', 'Because', rows)}`;
}

function renderCounts(
  label: string,
  heading: string,
  rows: readonly { readonly name: string; readonly messages: number }[],
): Html {
  return html`<div class="table-scroll" tabindex="0" role="region" aria-label="${label}"><table>
<thead><tr><th scope="col">${heading}</th><th scope="col" class="number">Messages</th></tr></thead>
<tbody>${rows.map(({ name, messages }) => html`<tr><th scope="row">${name}</th><td class="number">${formatCount(messages)}</td></tr>`)}</tbody>
</table></div>`;
}
