import { FEEDBACK_REASONS, type FeedbackTaken } from '../../../bot/feedback.ts';
import { feedbackWords } from '../../../bot/feedback-words.ts';
import { type Html, html } from '../markup.ts';

export const LONGEST_COMMENT = 2000;

/** Whether an answer is right, in two small buttons below it. Whoever runs the console may verify, so that is what "right" does. */
export function renderVerdict(turnUrl: string): Html {
  return html`<form class="verdict" method="post" action="${turnUrl}/verdict" data-verdict role="group" aria-label="What you think of this answer">
<button class="tool" type="submit" name="verdict" value="good" title="The answer is right: read this question the same from now on">Right</button>
<button class="tool" type="submit" name="verdict" value="bad" title="The answer is wrong or no help">Wrong</button>
</form>`;
}

/** What has come of it, in the buttons' place; after a bad word, room to say why. */
export function renderVerdictTaken(
  turnUrl: string,
  verdict: 'good' | 'bad',
  taken: FeedbackTaken,
): Html {
  return html`<div class="verdict-taken" data-verdict-taken>
<p role="status">${feedbackWords(taken)}</p>
${verdict === 'bad' ? renderReasons(turnUrl) : renderSecondThoughts(turnUrl, taken)}
</div>`;
}

/** A press that was meant otherwise can be put right where it was made. */
function renderSecondThoughts(turnUrl: string, { kind }: FeedbackTaken): Html {
  return html`<form class="verdict" method="post" action="${turnUrl}/verdict" data-verdict>
<button class="tool" type="submit" name="verdict" value="bad">Wrong after all</button>
${kind === 'verified' ? html`<a class="tool" href="/verified">All verified questions</a>` : ''}
</form>`;
}

function renderReasons(turnUrl: string): Html {
  return html`<form class="reasons" method="post" action="${turnUrl}/verdict" data-verdict>
<input type="hidden" name="verdict" value="bad">
<input type="hidden" name="told" value="1">
<select name="reason" aria-label="What was wrong">${Object.entries(FEEDBACK_REASONS).map(
    ([value, words]) => html`<option value="${value}">${words}</option>`,
  )}</select>
<input name="comment" maxlength="${LONGEST_COMMENT}" placeholder="What should it have said?" aria-label="What should it have said?">
<button class="quiet" type="submit">Send</button>
</form>`;
}

/** A page of its own, where there are no scripts to put the words in place. */
export function renderVerdictPage(threadId: string, turnId: string, taken: Html): Html {
  return html`<div class="page">
<h1>Thank you.</h1>
${taken}
<p><a href="/t/${threadId}#turn-${turnId}">Back to the answer</a></p>
</div>`;
}
