import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { AskerError } from '../../../../core/errors.ts';
import { renderProvenance } from '../../blocks/render-provenance.ts';
import { ACTIONS } from '../../blocks/slack-message.ts';
import { answerAside } from '../answer-aside.ts';
import { answerQuestion, askerIn } from '../answer-question.ts';
import { type Conversation, conversationOf, readAnswerRef } from '../conversation.ts';
import { reasonOf } from '../refusals.ts';
import { shareAnswer } from '../share-answer.ts';
import { speakingIn, type Talk } from '../talk.ts';

/** Buttons under answers, but for thumbs. */
export function listenToPresses(app: App, talk: Talk): void {
  app.action<BlockAction<ButtonAction>>(ACTIONS.ask, async ({ ack, body, action, ...request }) => {
    await ack();
    const speaking = speakingIn({ ...request, body }, body.user.id);
    const { value: words = '' } = action;
    const pressed = pressedIn(body, speaking.team);
    if (pressed.isAside) {
      const { channel } = pressed.conversation;
      const respond = request.respond;
      return answerAside({ words, channel, respond }, speaking, talk);
    }
    await answerQuestion(
      {
        ...{ conversation: pressed.conversation, turnId: speaking.jobKey, words },
        ...{ isAddressed: true, isShown: false },
      },
      speaking,
      talk,
    );
  });

  app.action<BlockAction<ButtonAction>>(ACTIONS.how, async ({ ack, body, action, ...request }) => {
    await ack();
    const speaking = speakingIn({ ...request, body }, body.user.id);
    const ref = readAnswerRef(action.value ?? '', speaking.team);
    const conversation = ref && conversationOf(ref.threadId);
    if (!ref || !conversation) throw answerIsGone();
    await talk.memory.recall(conversation, speaking);
    const rights = await talk.rightsOf(askerIn(conversation, speaking));
    const turn = await talk.desk.turn(ref.threadId, ref.turnId, rights);
    if (!turn) throw answerIsGone();
    const view = renderProvenance(turn, { zone: talk.zone });
    try {
      await speaking.client.views.open({ trigger_id: body.trigger_id, view });
    } catch (error) {
      if (!isPastItsTrigger(error)) throw error; // they have gone on to something else since
    }
  });

  app.action<BlockAction<ButtonAction>>(
    ACTIONS.share,
    async ({ ack, body, action, ...request }) => {
      await ack();
      const speaking = speakingIn({ ...request, body }, body.user.id);
      const ref = readAnswerRef(action.value ?? '', speaking.team);
      const { channel } = pressedIn(body, speaking.team).conversation;
      if (!ref) throw answerIsGone();
      await shareAnswer({ ref, channel, respond: request.respond }, speaking, talk);
    },
  );
}

type Pressed = {
  /** The thread the button is in, or the one its message begins. */
  readonly conversation: Conversation;
  /** It is in a message nobody else sees. */
  readonly isAside: boolean;
};

export function pressedIn(body: BlockAction, team: string): Pressed {
  const { container, message } = body;
  const channel: string = body.channel?.id ?? container.channel_id ?? '';
  const root: string = message?.thread_ts ?? container.thread_ts ?? container.message_ts ?? '';
  return { conversation: { team, channel, root }, isAside: container.is_ephemeral === true };
}

export function isPastItsTrigger(error: unknown): boolean {
  return ['expired_trigger_id', 'exchanged_trigger_id'].includes(reasonOf(error) ?? '');
}

export const answerIsGone = () =>
  new AskerError('That answer is no longer remembered here: ask the question again.');
