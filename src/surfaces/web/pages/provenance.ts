import type { Answer, Cell, Statement } from '../../../core/answer.ts';
import { formatCount } from '../../../core/format.ts';
import { formatInstant } from '../../../core/format-time.ts';
import { periodWords, sinceWords } from '../days.ts';
import { type Html, html } from '../markup.ts';

/** The last line of an answer: how the question was read, and of what age the data is. */
export function renderReading(
  { provenance, asOf }: Answer,
  { now, zone }: { readonly now: number; readonly zone: string },
): Html {
  const shownZone = provenance.period?.zone ?? zone;
  const parts = [
    provenance.kept.length > 0 ? `kept: ${provenance.kept.join(', ')}` : '',
    ...provenance.assumed,
    provenance.reading,
    `data as of ${sinceWords(asOf, now, shownZone)}`,
  ];
  return html`<span class="reading">${parts.filter((part) => part !== '').join(' · ')}</span>`;
}

/** How the answer was made, for whoever wants to check it. */
export function renderProvenance({ provenance }: Answer, zone: string): Html {
  const shownZone = provenance.period?.zone ?? zone;
  const rows: readonly (readonly [term: string, words: Html | string])[] = [
    ['Read as', provenance.reading],
    ['Kept', provenance.kept.join(', ')],
    ['Taken as', provenance.assumed.join(', ')],
    ...provenance.definitions.map(
      ({ label, text }) => ['Definition', html`<strong>${label}</strong>: ${text}`] as const,
    ),
    ['Counted at', provenance.anchor],
    ['Period', provenance.period ? periodWords(provenance.period) : ''],
    ['Filters', lines(provenance.filters)],
    ['Rows', provenance.rows > 0 ? rowWords(provenance) : ''],
    ['Freshness', lines(provenance.freshness.map((item) => freshnessWords(item, shownZone)))],
  ];
  return html`<dl class="provenance">${rows.map(([term, words]) =>
    words === '' ? '' : html`<div><dt>${term}</dt><dd>${words}</dd></div>`,
  )}</dl>
${provenance.statements.map(renderStatement)}`;
}

function lines(items: readonly string[]): Html | '' {
  if (items.length === 0) return '';
  return html`${items.map((item) => html`<span class="line">${item}</span>`)}`;
}

function rowWords({ rows, used, missing }: Answer['provenance']): string {
  const left = missing > 0 ? `, ${formatCount(missing)} left out for want of a value` : '';
  return `${formatCount(used)} used of ${formatCount(rows)}${left}`;
}

function freshnessWords(item: Answer['provenance']['freshness'][number], zone: string): string {
  const newest = item.newestAt ? `newest record ${formatInstant(item.newestAt, zone)}, ` : '';
  const upTo = item.readUntil ? `, read up to ${formatInstant(item.readUntil, zone)}` : '';
  return `${item.source}: ${newest}loaded ${formatInstant(item.loadedAt, zone)}${upTo}`;
}

/** The statement as it ran, each value in its place. */
function renderStatement({ sql, params }: Statement): Html {
  const parts = sql.split(/(\$[A-Za-z_]\w*)/);
  const shown = parts.map((part) => {
    const value = part.startsWith('$') ? params[part.slice(1)] : undefined;
    return value === undefined ? part : html`<span class="sql-value">${literal(value)}</span>`;
  });
  return html`<div class="sql"><pre tabindex="0"><code>${shown}</code></pre>
<button class="tool js-only" type="button" data-copy-sql>Copy SQL</button></div>`;
}

function literal(value: Cell): string {
  if (value === null) return 'NULL';
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
}
