import type { App, BlockAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { TurnRef } from '../../../../bot/desk.ts';
import {
  FEEDBACK_REASONS,
  type FeedbackReason,
  type FeedbackTaken,
} from '../../../../bot/feedback.ts';
import { feedbackWords } from '../../../../bot/feedback-words.ts';
import { readFeedback } from '../../blocks/buttons.ts';
import { renderNotice } from '../../blocks/render-notes.ts';
import { ACTIONS } from '../../blocks/slack-message.ts';
import { plain } from '../../blocks/words.ts';
import { askerIn } from '../answer-question.ts';
import { answerRefOf, readAnswerRef } from '../conversation.ts';
import { findTurn } from '../find-turn.ts';
import { sayings } from '../outlets.ts';
import { reasonOf } from '../refusals.ts';
import { type Speaking, speakingIn, type Talk } from '../talk.ts';
import { isPastItsTrigger, pressedIn } from './presses.ts';

const REASONS_VIEW = 'feedback_reasons';
const LONGEST_COMMENT = 2000;

/** Thumbs under answers. A thumb down counts at once; why may be said in a dialogue. */
export function listenToThumbs(app: App, talk: Talk): void {
  app.action<BlockAction>(ACTIONS.feedback, async ({ ack, body, action, ...request }) => {
    await ack();
    const speaking = speakingIn({ ...request, body }, body.user.id);
    const pressed = 'value' in action ? readFeedback(String(action.value)) : null;
    if (!pressed) return;
    const { conversation, isAside } = pressedIn(body, speaking.team);
    const ref = await findTurn(pressed.answerRef, conversation, speaking, talk);
    const where = {
      channel: conversation.channel,
      ...(!isAside && { thread_ts: conversation.root }),
    };
    const keeping = keep(ref, { verdict: pressed.verdict }, where, speaking, talk);
    if (pressed.verdict === 'good') return thank(await keeping, where, speaking, talk);
    // Together: Slack takes a dialogue for three seconds.
    const [taken, isAsked] = await Promise.all([
      keeping,
      askWhy({ answerRef: answerRefOf(ref), ...where }, body.trigger_id, speaking),
    ]);
    if (taken.kind === 'suspended' || !isAsked) await thank(taken, where, speaking, talk);
  });

  app.view(REASONS_VIEW, async ({ ack, body, view, ...request }) => {
    const speaking = speakingIn({ ...request, body: { ...body } }, body.user.id);
    const { answerRef, ...where } = JSON.parse(view.private_metadata); // as we gave it to Slack
    const ref = readAnswerRef(answerRef, speaking.team);
    const { reason, comment } = view.state.values;
    const chosen = reason?.reason?.selected_option?.value;
    const typed = comment?.comment?.value;
    const said: Said = {
      verdict: 'bad',
      ...(isReason(chosen) && { reason: chosen }),
      ...(typed && { comment: typed }),
    };
    const taken = ref ? await keep(ref, said, where, speaking, talk) : { kind: 'kept' as const };
    await ack();
    await thank(taken, where, speaking, talk);
  });
}

/** Whether the dialogue is open: they may have gone on to something else. */
async function askWhy(
  back: Where & { readonly answerRef: string },
  triggerId: string,
  { client }: Speaking,
): Promise<boolean> {
  try {
    await client.views.open({ trigger_id: triggerId, view: reasonsView(back) });
    return true;
  } catch (error) {
    if (!isPastItsTrigger(error)) throw error;
    return false;
  }
}

type Said = {
  readonly verdict: 'good' | 'bad';
  readonly reason?: FeedbackReason;
  readonly comment?: string;
};

async function keep(
  ref: TurnRef,
  said: Said,
  { channel }: Where,
  speaking: Speaking,
  { desk, rightsOf }: Talk,
): Promise<FeedbackTaken> {
  const { access } = await rightsOf(askerIn({ channel }, speaking));
  return desk.feedback({ ...ref, person: speaking.user, ...(access && { access }), ...said });
}

type Where = { readonly channel: string; readonly thread_ts?: string };

/** Seen by whoever pressed it alone; where that can't be, the thumb has to do. */
async function thank(
  taken: FeedbackTaken,
  where: Where,
  { client, user }: Speaking,
  { logger }: Talk,
): Promise<void> {
  const thanks = renderNotice(feedbackWords(taken));
  await client.chat
    .postEphemeral({ ...where, user, ...sayings(thanks) })
    .catch((error: unknown) => logger.info({ reason: reasonOf(error) }, 'thanks were not shown'));
}

const isReason = (value: unknown): value is FeedbackReason =>
  typeof value === 'string' && Object.hasOwn(FEEDBACK_REASONS, value);

function reasonsView(back: Where & { readonly answerRef: string }): ModalView {
  const options = Object.entries(FEEDBACK_REASONS).map(([value, label]) => ({
    text: plain(label, 75),
    value,
  }));
  return {
    type: 'modal',
    callback_id: REASONS_VIEW,
    private_metadata: JSON.stringify(back),
    title: plain('What was wrong?', 24),
    submit: plain('Send', 24),
    close: plain('Close', 24),
    blocks: [
      {
        type: 'input',
        block_id: 'reason',
        label: plain('It was no good because', 2000),
        element: { type: 'radio_buttons', action_id: 'reason', options },
      },
      {
        type: 'input',
        block_id: 'comment',
        optional: true,
        label: plain('What should it have said?', 2000),
        element: {
          type: 'plain_text_input',
          action_id: 'comment',
          multiline: true,
          max_length: LONGEST_COMMENT,
        },
      },
    ],
  };
}
