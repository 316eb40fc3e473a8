import type { VerifiedView } from '../../../bot/verified-desk.ts';
import { formatInstant } from '../../../core/format-time.ts';
import { exactly, type Html, html } from '../markup.ts';

type Notes = {
  /** What was just done. */
  readonly told: string | null;
  /** What could not be done. */
  readonly problem: string | null;
};

/** Questions that are read the same for everybody since somebody called an answer right, and dropping them. */
export function renderVerified(
  verified: readonly VerifiedView[],
  { told, problem }: Notes,
  zone: string,
): Html {
  return html`<div class="page page-narrow">
<h1>Verified questions</h1>
<p class="context">Calling an answer <em>Right</em> has its question read the same for everybody from then on. Calling one <em>Wrong</em> has it wait here.</p>
${told === null ? '' : html`<p class="ticket-told" role="status">${told}</p>`}
${problem === null ? '' : html`<p class="ticket-refused" role="alert">${problem}</p>`}
${
  verified.length === 0
    ? html`<p class="context">Nothing has been verified yet.</p>`
    : html`<ul class="knowledge-list">${verified.map((one) => renderOne(one, zone))}</ul>`
}
</div>`;
}

function renderOne({ question, by, verifiedAt, doubted }: VerifiedView, zone: string): Html {
  const at = (instant: string) => formatInstant(instant, zone);
  return html`<li><div><strong dir="auto">${question}</strong>
<p class="note">${at(verifiedAt)}, ${by}</p>
${doubted === null ? '' : html`<p class="note">Waits for review: found wrong on ${at(doubted.at)} by ${doubted.by}. Ask it, and call the answer right, to have it used again.</p>`}</div>
<div class="card-buttons"><form method="post" action="/ask"><button class="card-button" type="submit" name="question" value="${exactly(question)}" aria-label="Ask ${question}">Ask it</button></form>
<form method="post" action="/verified/remove"><input type="hidden" name="question" value="${exactly(question)}"><button class="card-button card-button-danger" type="submit" aria-label="Remove ${question}">Remove</button></form></div></li>`;
}
