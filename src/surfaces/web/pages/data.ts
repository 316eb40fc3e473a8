import type { DataStatus } from '../../../core/data-status.ts';
import { ageWords } from '../../../core/days.ts';
import { formatCount, formatCounted } from '../../../core/format.ts';
import { formatDates, formatInstant, formatZone, toLocal } from '../../../core/format-time.ts';
import { type Html, html } from '../markup.ts';
import { formatBytes } from '../uploads.ts';
import { plainTable } from './plain-table.ts';

type Place = { readonly zone: string; readonly now: number };

/** What the store holds, how fresh it is, and what could not be used. `systems`: where rows come from and go to by themselves. */
export function renderData(
  data: DataStatus,
  systems: Html,
  { zone, now, isConnected }: Place & { readonly isConnected: boolean },
): Html {
  const isEmpty = data.tables.every(({ rows }) => rows === 0);
  return html`<div class="page">
<div class="page-head"><h1>Data</h1><a class="button" href="/upload" data-pick-file>Bring your own file</a></div>
${
  isEmpty
    ? html`<p class="context">${isConnected ? 'There is no data yet: it comes from the support systems below.' : 'There is no data yet. Bring a ticket or chat export, and the first question can be asked a moment later.'}</p>
${systems}`
    : html`<p class="context">${formatBytes(data.bytes)} on this machine. Times in ${formatZone(zone)}.</p>
${systems}
${renderHoldings(data, { zone, now })}
${renderProposals(data)}
${renderSources(data, { zone, now })}
${renderImports(data, zone)}
${renderUnusable(data)}`
}
</div>`;
}

function renderHoldings(
  { tables, future, orphanMessages }: DataStatus,
  { zone, now }: Place,
): Html {
  const notes = [
    ...future
      .filter(({ rows }) => rows > 0)
      .map(
        ({ table, rows }) =>
          `In ${table}, ${formatCounted(rows, 'row is', 'rows are')} dated in the future and ${rows === 1 ? 'doesn’t' : 'don’t'} count until then.`,
      ),
    orphanMessages > 0
      ? `${formatCounted(orphanMessages, 'message belongs', 'messages belong')} to conversations that aren’t here.`
      : '',
  ].filter((note) => note !== '');
  const held = tables.filter(({ rows }) => rows > 0);
  return html`<h2>What there is</h2>
${plainTable(
  'What there is',
  ['Table', '#Rows', 'From – to'],
  held.map(({ table, rows, from, to }) => [
    table,
    formatCount(rows),
    range(from, to, { zone, now }),
  ]),
)}
${notes.length > 0 ? html`<ul class="warnings">${notes.map((note) => html`<li>${note}</li>`)}</ul>` : ''}`;
}

function renderProposals({ proposals }: DataStatus): Html | '' {
  if (proposals.length === 0) return '';
  return html`<h2>One person under several names?</h2>
<p class="context">If so, put the line under <code>people</code> in <code>config/team.yaml</code> and start Deskhand again; if not, list them there each by themselves.</p>
${proposals.map(({ words, line }) => html`<div class="sql"><p>${words}</p><pre tabindex="0"><code>${line}</code></pre></div>`)}`;
}

function renderSources({ sources }: DataStatus, { zone, now }: Place): Html | '' {
  if (sources.length === 0) return '';
  return html`<h2>How fresh</h2>
${plainTable(
  'Freshness by source',
  ['Source', '#Rows', 'Newest record', 'Loaded'],
  sources.map(({ source, rows, newestAt, loadedAt }) => [
    source,
    formatCount(rows),
    newestAt === null ? '–' : `${formatInstant(newestAt, zone)}${ageWords(newestAt, now)}`,
    formatInstant(loadedAt, zone),
  ]),
)}`;
}

function renderImports({ imports }: DataStatus, zone: string): Html {
  if (imports.length === 0)
    return html`<h2>Imports</h2><p class="context">No file has been imported yet.</p>`;
  return html`<h2>Imports</h2>
${plainTable(
  'Imports',
  ['File', 'As', '#Rows', '#New', '#Updated', '#Unchanged', '#History', 'When'],
  imports.map((item) => [
    item.fileName,
    item.source === 'file' ? item.entity : `${item.entity}, ${item.source}`,
    formatCount(item.rows),
    formatCount(item.inserted),
    formatCount(item.updated),
    formatCount(item.unchanged),
    formatCount(item.history),
    formatInstant(item.finishedAt, zone),
  ]),
)}`;
}

function renderUnusable({ unusable }: DataStatus): Html | '' {
  if (unusable.length === 0) return '';
  return html`<h2>Read as missing</h2>
<p class="context">Values that could not be used. They are counted here and left out of every figure.</p>
${plainTable(
  'Values read as missing',
  ['Table', 'Column', 'Value', '#Rows'],
  unusable.map(({ table, column, value, rows }) => [
    table,
    column,
    value === '' ? '(empty)' : value,
    formatCount(rows),
  ]),
)}`;
}

function range(from: string | null, to: string | null, { zone, now }: Place): string {
  if (from === null || to === null) return '–';
  const dates = formatDates(toLocal(from, zone).slice(0, 10), toLocal(to, zone).slice(0, 10));
  return Date.parse(to) > now ? `${dates}, which is in the future` : dates;
}
