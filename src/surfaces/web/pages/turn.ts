import type { Turn } from '../../../bot/desk.ts';
import { fileStem } from '../../../bot/file-stem.ts';
import { listedTickets } from '../../../bot/listed-tickets.ts';
import type { Answer, FollowUp, Table } from '../../../core/answer.ts';
import { emphasise, exactly, type Html, html } from '../markup.ts';
import { renderChart } from './chart.ts';
import { renderProvenance, renderReading } from './provenance.ts';
import { renderTable } from './table.ts';
import { renderTools } from './tools.ts';
import { renderVerdict } from './verdict.ts';

/** Where a turn stands, as far as drawing it needs. */
export type TurnPlace = {
  readonly threadId: string;
  readonly now: number;
  readonly zone: string;
  readonly isLast: boolean;
};

/** One question and its reply, the question staying visible above it. */
export function renderTurn(turn: Turn, place: TurnPlace): Html {
  return html`<article class="turn" id="turn-${turn.id}" aria-labelledby="question-${turn.id}">
<div class="question"><h2 id="question-${turn.id}">${turn.question}</h2>${
    place.isLast
      ? html`<a class="question-edit" href="/t/${place.threadId}?edit=1#question" data-edit>Edit<span class="sr"> this question</span></a>`
      : ''
  }</div>
${renderReply(turn, place)}
</article>`;
}

function renderReply(turn: Turn, place: TurnPlace): Html {
  const { reply } = turn;
  if (reply.kind === 'answer') return renderAnswer(turn, reply, place);
  const choices = reply.kind === 'clarify' ? reply.choices : reply.followUps;
  const label = reply.kind === 'clarify' ? 'Which one is meant' : 'What can be answered instead';
  return html`<div class="answer answer-${reply.kind}">
<p class="headline">${emphasise(reply.headline)}</p>
${renderFollowUps(choices, place.threadId, label, reply.kind === 'clarify' ? 'choices' : 'follow-ups')}
</div>`;
}

function renderAnswer(turn: Turn, answer: Answer, place: TurnPlace): Html {
  return html`<div class="answer">
<p class="headline">${emphasise(answer.headline)}</p>
${answer.context.map((line) => html`<p class="context">${emphasise(line)}</p>`)}
${renderHighlights(answer.highlights)}
${renderWarnings(answer.warnings)}
${renderExhibit(turn, answer, place)}
${renderFollowUps(answer.followUps, place.threadId, 'Ask next', 'follow-ups')}
<details class="how">
<summary>${renderReading(answer, place)} <span class="how-label">How I got this</span></summary>
${renderProvenance(answer, place.zone)}
</details>
${renderVerdict(turnUrlOf(turn, place))}
</div>`;
}

const turnUrlOf = ({ id }: Turn, { threadId }: TurnPlace): string => `/t/${threadId}/turns/${id}`;

function renderExhibit(turn: Turn, answer: Answer, place: TurnPlace): Html | '' {
  const { chart, table } = answer;
  if (chart === null && table === null) return '';
  const turnUrl = turnUrlOf(turn, place);
  const isTableShown = table !== null && !repeatsHeadline(table);
  return html`<div class="exhibit">
${chart ? renderChart(chart, turnUrl) : ''}
${isTableShown ? renderTable(table, turn.id, listedTickets(turn).length > 0) : ''}
${renderTools(turnUrl, fileStem(turn), answer, isTableShown)}
</div>`;
}

/** One figure in a table of one cell says nothing the headline has not said. */
function repeatsHeadline({ rows, columns }: Table): boolean {
  return rows.length === 1 && columns.every(({ role }) => role === 'metric');
}

function renderHighlights(highlights: readonly string[]): Html | '' {
  if (highlights.length === 0) return '';
  return html`<ul class="highlights">${highlights.map((line) => html`<li>${emphasise(line)}</li>`)}</ul>`;
}

function renderWarnings(warnings: readonly string[]): Html | '' {
  if (warnings.length === 0) return '';
  return html`<ul class="warnings" aria-label="Mind">${warnings.map((line) => html`<li>${emphasise(line)}</li>`)}</ul>`;
}

/** Buttons that each ask a question in the thread. */
export function renderFollowUps(
  followUps: readonly FollowUp[],
  threadId: string | null,
  label: string,
  look: 'follow-ups' | 'choices' | 'starters',
): Html | '' {
  if (followUps.length === 0) return '';
  return html`<form class="${look}" method="post" action="/ask" data-ask data-arrows role="group" aria-label="${label}">
<input type="hidden" name="thread" value="${threadId ?? ''}">
${followUps.map(
  ({ label: words, question }) =>
    html`<button type="submit" name="question" value="${exactly(question)}"${words === question ? '' : html` title="${question}"`}>${words}</button>`,
)}
</form>`;
}
