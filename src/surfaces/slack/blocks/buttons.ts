import type { ActionsBlock, Button, ContextActionsBlock } from '@slack/types';
import type { FollowUp } from '../../../core/answer.ts';
import { formatCount, sentenceCase } from '../../../core/format.ts';
import { LIMITS } from './fit.ts';
import { ACTIONS } from './slack-message.ts';
import { oneLine, plain } from './words.ts';

/** A button that asks its question in the thread; the value is the whole of it. Questions too long to be sent back are left out. */
export function askButtons(followUps: readonly FollowUp[]): Button[] {
  return followUps
    .filter(({ question }) => question !== '' && question.length <= LIMITS.buttonValue)
    .map(({ label, question }, at) => ({
      type: 'button',
      action_id: `ask_${at}`,
      text: plain(sentenceCase(oneLine(label) || oneLine(question)), LIMITS.buttonText),
      value: question,
    }));
}

export function howButton(answerRef: string): Button {
  return {
    type: 'button',
    action_id: ACTIONS.how,
    text: plain('How I got this', LIMITS.buttonText),
    value: answerRef,
  };
}

/** For a table that shows no more of its rows than were asked for. */
export function csvButton(answerRef: string, rows: number): Button {
  return {
    type: 'button',
    action_id: ACTIONS.csv,
    text: plain(`All ${formatCount(rows)} as CSV`, LIMITS.buttonText),
    value: answerRef,
  };
}

/** For an answer only one person sees. */
export function shareButton(answerRef: string): Button {
  return {
    type: 'button',
    action_id: ACTIONS.share,
    style: 'primary',
    text: plain('Share in channel', LIMITS.buttonText),
    value: answerRef,
  };
}

/** In as many rows as Slack takes; none without a button. */
export function actions(buttons: readonly Button[]): ActionsBlock[] {
  const rows = Math.ceil(buttons.length / LIMITS.actionsElements);
  return Array.from({ length: rows }, (_, at) => ({
    type: 'actions',
    elements: buttons.slice(at * LIMITS.actionsElements, (at + 1) * LIMITS.actionsElements),
  }));
}

const GOOD = 'good:';
const BAD = 'bad:';

export function feedbackButtons(answerRef: string): ContextActionsBlock {
  return {
    type: 'context_actions',
    elements: [
      {
        type: 'feedback_buttons',
        action_id: ACTIONS.feedback,
        positive_button: {
          text: plain('Good answer', LIMITS.buttonText),
          accessibility_label: 'This answer is right and useful',
          value: `${GOOD}${answerRef}`,
        },
        negative_button: {
          text: plain('Bad answer', LIMITS.buttonText),
          accessibility_label: 'This answer is wrong or no help',
          value: `${BAD}${answerRef}`,
        },
      },
    ],
  };
}

/** What a press on a feedback button says; null for a value that isn't one of ours. */
export function readFeedback(
  value: string,
): { readonly verdict: 'good' | 'bad'; readonly answerRef: string } | null {
  if (value.startsWith(GOOD)) return { verdict: 'good', answerRef: value.slice(GOOD.length) };
  if (value.startsWith(BAD)) return { verdict: 'bad', answerRef: value.slice(BAD.length) };
  return null;
}
