import { html } from 'hono/html';
import type { Answer, Cell, Statement } from '../../../core/answer.ts';
import { formatCount } from '../../../core/format.ts';
import { formatInstant, formatZone } from '../../../core/format-time.ts';
import { periodWords, sinceWords } from '../days.ts';
import type { Html } from '../markup.ts';

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
  return html`<dl class="provenance">
${entry('Read as', provenance.reading)}
${provenance.kept.length > 0 ? entry('Kept', provenance.kept.join(', ')) : ''}
${provenance.assumed.length > 0 ? entry('Taken as', provenance.assumed.join(', ')) : ''}
${provenance.definitions.map(({ label, text }) => entry('Definition', html`<strong>${label}</strong>: ${text}`))}
${entry('Counted at', provenance.anchor)}
${entry('Period', provenance.period ? periodWords(provenance.period) : `all times, ${formatZone(shownZone)}`)}
${entry('Filters', provenance.filters.length > 0 ? lines(provenance.filters) : 'none')}
${entry('Rows', rowWords(provenance))}
${entry('Freshness', lines(provenance.freshness.map((item) => freshnessWords(item, shownZone))))}
</dl>
${provenance.statements.map(renderStatement)}`;
}

function entry(term: string, words: Html | string): Html {
  return html`<div><dt>${term}</dt><dd>${words}</dd></div>`;
}

function lines(items: readonly string[]): Html {
  return html`${items.map((item) => html`<span class="line">${item}</span>`)}`;
}

function rowWords({ rows, used, missing }: Answer['provenance']): string {
  const left = missing > 0 ? `, ${formatCount(missing)} left out for want of a value` : '';
  return `${formatCount(used)} used of ${formatCount(rows)}${left}`;
}

function freshnessWords(item: Answer['provenance']['freshness'][number], zone: string): string {
  const newest = item.newestAt ? `newest record ${formatInstant(item.newestAt, zone)}, ` : '';
  return `${item.source}: ${newest}loaded ${formatInstant(item.loadedAt, zone)}`;
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
