import type { App, BlockAction, ButtonAction } from '@slack/bolt';
import { renderProvenance } from '../../blocks/render-provenance.ts';
import { ACTIONS } from '../../blocks/slack-message.ts';
import { answerAside } from '../answer-aside.ts';
import { answerQuestion, askerIn } from '../answer-question.ts';
import type { Conversation } from '../conversation.ts';
import { findTurn } from '../find-turn.ts';
import { reasonOf } from '../refusals.ts';
import { shareAnswer } from '../share-answer.ts';
import { type Speaking, speakingIn, type Talk } from '../talk.ts';

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
    const { turn } = await pressedTurn({ body, value: action.value }, speaking, talk);
    if (!turn) return;
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
      const { conversation } = pressedIn(body, speaking.team);
      const ref = await findTurn(action.value ?? '', conversation, speaking, talk);
      const { channel } = conversation;
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

/** The turn a button is about, as whoever pressed it may see it. Throws AskerError when it is no longer remembered. */
export async function pressedTurn(
  { body, value = '' }: { readonly body: BlockAction; readonly value: string | undefined },
  speaking: Speaking,
  talk: Talk,
) {
  const { conversation, isAside } = pressedIn(body, speaking.team);
  const ref = await findTurn(value, conversation, speaking, talk);
  const { client, team, user } = speaking;
  const asker = isAside ? { client, team, user, channel: null } : askerIn(conversation, speaking);
  const rights = await talk.rightsOf(asker);
  const turn = await talk.desk.turn(ref.threadId, ref.turnId, rights);
  return { conversation, isAside, ref, rights, turn };
}

/** Slack opens a dialogue for three seconds after a press; then they have gone on to something else. */
export function isPastItsTrigger(error: unknown): boolean {
  return ['expired_trigger_id', 'exchanged_trigger_id'].includes(reasonOf(error) ?? '');
}
