import type { Hono } from 'hono';
import { FEEDBACK_REASONS, type FeedbackReason } from '../../../bot/feedback.ts';
import { AskerError } from '../../../core/errors.ts';
import { html } from '../markup.ts';
import { LONGEST_COMMENT, renderVerdictPage, renderVerdictTaken } from '../pages/verdict.ts';
import type { Site } from '../parts.ts';
import { fieldOf, sendPage } from '../respond.ts';

/** As whoever runs the command line is called. */
const OPERATOR = 'local';

/** What whoever runs the console thinks of an answer. They may verify: no access is asked about here. */
export function addVerdictRoutes(app: Hono, site: Site): void {
  app.post('/t/:id/turns/:turn/verdict', async (c) => {
    const threadId = c.req.param('id');
    const turnId = c.req.param('turn');
    const form = await c.req.parseBody();
    const verdict = fieldOf(form, 'verdict');
    if (verdict !== 'good' && verdict !== 'bad')
      throw new AskerError('Say whether the answer is right or wrong.');
    const reason = fieldOf(form, 'reason');
    const comment = fieldOf(form, 'comment').trim().slice(0, LONGEST_COMMENT);
    const taken = await site.desk.feedback({
      ...{ threadId, turnId, verdict, person: OPERATOR },
      ...(isReason(reason) && { reason }),
      ...(comment && { comment }),
    });
    const turnUrl = `/t/${encodeURIComponent(threadId)}/turns/${encodeURIComponent(turnId)}`;
    const isTold = fieldOf(form, 'told') === '1';
    const words = isTold ? renderNoted() : renderVerdictTaken(turnUrl, verdict, taken);
    return sendPage(c, site, () => ({
      title: 'Thank you · Deskhand',
      current: threadId,
      main: renderVerdictPage(threadId, turnId, words),
    }));
  });
}

const renderNoted = () =>
  html`<div class="verdict-taken" data-verdict-taken><p role="status">Noted.</p></div>`;

const isReason = (value: string): value is FeedbackReason => Object.hasOwn(FEEDBACK_REASONS, value);
