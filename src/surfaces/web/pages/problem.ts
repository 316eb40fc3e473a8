import { type Html, html } from '../markup.ts';
import type { Problem } from '../problems.ts';

const TO_QUESTIONS = { href: '/', label: 'Back to the questions' };

/** What went wrong and what to do next, in place of an answer or on a page of its own. */
export function renderProblem({ title, message, reference }: Problem): Html {
  return html`<div class="problem" role="alert">
<p class="headline"><strong>${title}</strong></p>
<p class="problem-message">${message}</p>
${reference === null ? '' : html`<p class="note">Reference <code>${reference}</code></p>`}
</div>`;
}

/** The same as a page's whole content. */
export function renderProblemPage(problem: Problem): Html {
  return html`<div class="page page-narrow">${renderProblem(problem)}
<p><a class="button" href="${TO_QUESTIONS.href}">${TO_QUESTIONS.label}</a></p></div>`;
}

/** An address that leads nowhere: no fault, and said without alarm. */
export function renderNothingHere(title: string, message: string, back = TO_QUESTIONS): Html {
  return html`<div class="page page-narrow">
<h1>${title}</h1>
<p class="context">${message}</p>
<p><a class="button" href="${back.href}">${back.label}</a></p></div>`;
}
