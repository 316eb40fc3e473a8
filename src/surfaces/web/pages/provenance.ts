import type { Answer, Statement } from '../../../core/answer.ts';
import {
  type ProvenanceTerm,
  provenanceTerms,
  readingWords,
  statementParts,
} from '../../../core/provenance-words.ts';
import { type Html, html } from '../markup.ts';

/** The last line of an answer: how the question was read, and of what age the data is. */
export function renderReading(
  answer: Answer,
  place: { readonly now: number; readonly zone: string },
): Html {
  return html`<span class="reading">${readingWords(answer, place)}</span>`;
}

/** How the answer was made, for whoever wants to check it. */
export function renderProvenance({ provenance }: Answer, zone: string): Html {
  return html`<dl class="provenance">${provenanceTerms(provenance, zone).map(
    (each) => html`<div><dt>${each.term}</dt><dd>${words(each)}</dd></div>`,
  )}</dl>
${provenance.statements.map(renderStatement)}`;
}

function words({ term, lines, defines }: ProvenanceTerm): Html | string {
  if (defines !== undefined) return html`<strong>${defines}</strong>: ${lines.join(' ')}`;
  if (term !== 'Filters' && term !== 'Freshness') return lines.join(' ');
  return html`${lines.map((line) => html`<span class="line">${line}</span>`)}`;
}

/** The statement as it ran, each value in its place. */
function renderStatement(statement: Statement): Html {
  const shown = statementParts(statement).map(({ text, isValue }) =>
    isValue ? html`<span class="sql-value">${text}</span>` : text,
  );
  return html`<div class="sql"><pre tabindex="0"><code>${shown}</code></pre>
<button class="tool js-only" type="button" data-copy-sql>Copy SQL</button></div>`;
}
