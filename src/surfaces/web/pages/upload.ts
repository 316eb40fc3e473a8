import { formatCounted } from '../../../core/format.ts';
import type { ColumnUse, Entity, ImportPreview } from '../../../sources/files/file-import.ts';
import { TARGETS } from '../../../sources/files/recognise/targets.ts';
import { type Html, html } from '../markup.ts';
import type { Problem } from '../problems.ts';
import { fieldValue } from '../settled.ts';
import { formatBytes, type Upload } from '../uploads.ts';
import { renderPageUpload } from './page-upload.ts';
import { renderProblem } from './problem.ts';
import { renderImportBar, renderQuestion, renderSample, warningsOf } from './upload-parts.ts';

const ENTITIES: Readonly<Record<Entity, string>> = {
  tickets: 'Tickets',
  chats: 'Chats',
  messages: 'Messages',
  agents: 'Agents',
  customers: 'Customers',
};
const BECAUSE: Readonly<Record<ColumnUse['because'], string>> = {
  given: 'as you set it',
  saved: 'as last time',
  name: 'by its name',
  content: 'by its values',
  extra: 'kept as it is',
  empty: 'empty throughout',
  duplicate: 'repeats another column',
};

/** Where a file is brought: a form, which scripts turn into drag and drop with progress. */
export function renderBringFile(problem: Problem | null): Html {
  return html`<div class="page page-narrow" id="import">
<h1>Bring your own file</h1>
${problem === null ? '' : renderProblem(problem)}
<form class="bring" method="post" action="/uploads" enctype="multipart/form-data" data-upload>
  <label class="drop" for="file"><strong>Choose a file</strong><span class="js-only"> or drop it here, or paste rows</span><small>CSV, JSON, JSONL or Parquet, with tickets, chats, messages, agents or customers</small></label>
  <input id="file" type="file" name="file" required accept=".csv,.tsv,.txt,.json,.jsonl,.ndjson,.parquet">
  <button class="button no-js" type="submit">Look at it</button>
  <div class="progress" data-progress hidden><progress max="1" aria-label="Uploading"></progress><p data-progress-text></p></div>
  <div data-problem></div>
</form>
<p class="note">You see how it would be read before anything is stored. The file stays on this machine and is deleted afterwards.</p>
</div>`;
}

/** How the file would be read, and what is still to be settled. `hasDemo`: there is demo data, which the import takes out. */
export function renderUpload(upload: Upload, problem: Problem | null, hasDemo: boolean): Html {
  const { preview } = upload;
  if (preview === null) return renderBringFile(problem);
  if (preview.pageMessages) {
    return renderPageUpload({ upload, preview, told: preview.pageMessages, problem, hasDemo });
  }
  const url = `/uploads/${upload.id}`;
  return html`<div class="page" id="import">
<h1>${preview.fileName}</h1>
<p class="context">${describeFile(preview)}</p>
${problem === null ? '' : renderProblem(problem)}
${warningsOf(preview)}
<form id="settle" class="settle" method="post" action="${url}/settle" data-settle>
<button type="submit" hidden></button>
${preview.questions.map(renderQuestion)}
${renderReplaced(preview)}
<div class="settle-row">
  ${renderSelect('as', 'Rows are', Object.entries(ENTITIES), preview.entity)}
  <div class="field"><label for="zone">Times without a zone are in</label><input id="zone" name="zone" value="${preview.zone}" list="zones" autocomplete="off"></div>
  ${renderSelect(
    'dateOrder',
    'Dates like 3/4/2026',
    [
      ['', 'as recognised'],
      ['day-first', 'day first'],
      ['month-first', 'month first'],
    ],
    upload.overrides.dateOrder ?? '',
  )}
  <div class="field"><label for="source">Kept under the source</label><input id="source" name="source" value="${preview.source}" maxlength="48" autocomplete="off" spellcheck="false"></div>
</div>
<datalist id="zones">${Intl.supportedValuesOf('timeZone').map((zone) => html`<option>${zone}</option>`)}</datalist>
<h2>Columns</h2>
${renderKept(preview, upload.overrides.fresh === true)}
${renderColumns(preview)}
<button class="quiet no-js" type="submit">Read it this way</button>
</form>
<h2>The first rows as they would be stored</h2>
${renderSample(preview)}
${renderImportBar({ upload, preview, hasDemo }, formatCounted(preview.rows, 'row'))}
</div>`;
}

function describeFile(preview: ImportPreview): string {
  const rows = `${preview.rowsAreEstimated ? 'about ' : ''}${formatCounted(preview.rows, 'row')}`;
  const format = [
    preview.format.toUpperCase(),
    preview.encoding,
    delimiterWords(preview.delimiter),
  ];
  const log = preview.eventLog;
  return [
    `${rows} in ${formatCounted(preview.columns.length, 'column')}`,
    formatBytes(preview.bytes),
    format.filter(Boolean).join(', '),
    log === null
      ? ''
      : `an event log of ${formatCounted(log.keys, preview.entity.slice(0, -1))} by ${log.key}, the latest by ${log.orderedBy} counts`,
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

function delimiterWords(delimiter: string | null): string {
  if (delimiter === null) return '';
  const names: Readonly<Record<string, string>> = {
    ',': 'commas',
    ';': 'semicolons',
    '\t': 'tabs',
    '|': 'bars',
  };
  return names[delimiter] ?? `split at ${delimiter}`;
}

/** Rows about something else that this file would overwrite, with what keeps both. */
function renderReplaced({ replaces, entity }: ImportPreview): Html | '' {
  if (replaces === null) return '';
  const { ids, earlierFile, freeSource } = replaces;
  const from = earlierFile === null ? '' : ` from ${earlierFile}`;
  const one = entity.slice(0, -1);
  return html`<fieldset class="settle-question">
<legend>${formatCounted(ids, 'id is', 'ids are')} already known${from}, for ${ids === 1 ? `another ${one}` : `other ${entity}`}. Importing replaces ${ids === 1 ? 'it' : 'them'}.</legend>
<button type="submit" name="apart" value="${freeSource}">Keep both: put this file under “${freeSource}”</button>
</fieldset>`;
}

/** Whose reading the columns follow, and the way out of it. */
function renderKept({ savedAs }: ImportPreview, isFresh: boolean): Html | '' {
  if (isFresh) {
    return html`<p class="kept">Read afresh. What you settle now is kept instead. <button class="quiet" type="submit" name="fresh" value="0">Read as kept</button></p>`;
  }
  if (savedAs === null) return '';
  return html`<p class="kept">Read the way an earlier file with these headings was; that is kept as <code>${savedAs}.yaml</code>. <button class="quiet" type="submit" name="fresh" value="1">Read afresh</button></p>`;
}

function renderSelect(
  name: string,
  label: string,
  options: readonly (readonly [value: string, words: string])[],
  selected: string,
): Html {
  return html`<div class="field"><label for="${name}">${label}</label>
<select id="${name}" name="${name}">${options.map(
    ([value, words]) =>
      html`<option value="${value}"${value === selected ? html` selected` : ''}>${words}</option>`,
  )}</select></div>`;
}

function renderColumns({ columns, entity }: ImportPreview): Html {
  return html`<div class="table-scroll columns-scroll" tabindex="0" role="region" aria-label="Columns of the file"><table class="columns">
<thead><tr><th scope="col">In the file</th><th scope="col">Becomes</th><th scope="col">Read as</th><th scope="col">Examples</th></tr></thead>
<tbody>${columns.map(
    (column, index) => html`<tr${column.column === null ? html` class="left-out"` : ''}>
<th scope="row">${column.header}</th>
<td>${renderFieldSelect(column, index, entity)}</td>
<td>${column.reads}<span class="because">${BECAUSE[column.because]}</span></td>
<td class="examples">${column.examples.slice(0, 3).map((example) => html`<code>${example}</code>`)}</td>
</tr>`,
  )}</tbody>
</table></div>`;
}

function renderFieldSelect(column: ColumnUse, index: number, entity: Entity): Html {
  const selected = fieldValue(column);
  const fields = TARGETS[entity].map(({ name }) => name);
  const known =
    column.target === null || fields.includes(column.target) ? fields : [column.target, ...fields];
  const option = (value: string, words: string) =>
    html`<option value="${value}"${value === selected ? html` selected` : ''}>${words}</option>`;
  return html`<select name="field-${index}" aria-label="What ${column.header} becomes">
${option('extra', 'own field')}${option('ignore', 'left out')}
<optgroup label="${ENTITIES[entity]}">${known.map((field) => option(field, field.replaceAll('_', ' ')))}</optgroup>
</select>`;
}
