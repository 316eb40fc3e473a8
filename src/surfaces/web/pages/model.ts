import { formatInstant } from '../../../core/format-time.ts';
import {
  type ModelSetUp,
  type ModelSpent,
  modelWords,
  NO_MODEL,
  NOTHING_SENT,
  type SentPart,
  type SentView,
  sentParts,
  sentWords,
  vendorWords,
} from '../../../core/model-words.ts';
import { type Html, html } from '../markup.ts';

export type ModelUse = {
  /** null: none is set up. */
  readonly today: { readonly setUp: ModelSetUp; readonly spent: ModelSpent } | null;
  readonly sent: readonly SentView[];
  /** Where more of them are; null: these are all. */
  readonly moreUrl: string | null;
};

/** What leaves for the language model: what is set up, what it costs, and every call as it was sent. */
export function renderModel(use: ModelUse, zone: string): Html {
  const { today } = use;
  return html`<div class="page page-narrow model">
<h1>Language model</h1>
${today === null ? html`<p class="context"><strong>${NO_MODEL.headline}</strong> ${NO_MODEL.advice}</p>` : renderSetUp(today)}
${today === null ? '' : renderSent(use, zone)}
</div>`;
}

function renderSetUp({ setUp, spent }: NonNullable<ModelUse['today']>): Html {
  return html`<p class="context"><strong>${setUp.model}</strong> ${vendorWords(setUp)}</p>
<ul class="highlights">${modelWords(setUp, spent).map((line) => html`<li>${line}</li>`)}</ul>`;
}

function renderSent({ sent, moreUrl }: ModelUse, zone: string): Html {
  if (sent.length === 0) return html`<h2>What was sent</h2><p class="context">${NOTHING_SENT}</p>`;
  return html`<h2>What was sent</h2>
<p class="note">Each call as it was sent, newest first; kept for 14 days.</p>
<ol class="sent-calls">${sent.map((call) => renderCall(call, zone))}</ol>
${moreUrl === null ? '' : html`<p><a href="${moreUrl}">Show earlier calls</a></p>`}`;
}

function renderCall(call: SentView, zone: string): Html {
  return html`<li><details class="sent-call">
<summary><time datetime="${call.at}">${formatInstant(call.at, zone)}</time> ${sentWords(call)}</summary>
${sentParts(call.payload).map(renderPart)}
</details></li>`;
}

/** What is the same from call to call is folded: what was asked is looked for. */
function renderPart({ what, text }: SentPart): Html {
  const words = html`<pre tabindex="0"><code dir="auto">${text}</code></pre>`;
  if (what === null) return html`<div class="sql">${words}</div>`;
  return html`<details class="sql"><summary class="note">The ${what}</summary>${words}</details>`;
}
