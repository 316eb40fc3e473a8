import type { App } from '@slack/bolt';
import { threadIdOf } from '../conversation.ts';
import { personNamed, readWords, saysSomething } from '../read-words.ts';
import { removeAnswer, reviseAnswer } from '../revise-answer.ts';
import { type Speaking, speakingIn, type Talk } from '../talk.ts';

/** Questions edited or deleted, and answers crossed out by whoever asked for them. */
export function listenToChanges(app: App, talk: Talk): void {
  app.event('message', async ({ event, ...request }) => {
    const change = changeIn(event);
    if (!change) return;
    const speaking = speakingIn(request, change.user);
    const { team } = speaking;
    const { channel, ts, root } = change;
    const ref = { threadId: threadIdOf({ team, channel, root }), turnId: ts };
    await talk.inTurn(ref.threadId, async () => {
      if (!(await talk.memory.recall({ team, channel, root }, speaking))) return;
      if (change.kind === 'deleted') return removeAnswer(ref, speaking, talk);
      const words = await wordsOf(change.text, speaking);
      const revision = ` edited ${change.editedTs}`;
      if (saysSomething(words)) await reviseAnswer({ ref, words, revision }, speaking, talk);
      else await removeAnswer(ref, speaking, talk);
    });
  });

  app.event('reaction_added', async ({ event, ...request }) => {
    if (!CROSSES.has(event.reaction) || event.item.type !== 'message') return;
    const speaking = speakingIn(request, event.user);
    const { channel, ts } = event.item;
    if (event.item_user !== undefined && event.item_user !== speaking.us) return;
    const answer = await talk.answers.at({ team: speaking.team, channel, ts }, speaking);
    if (answer?.asker === event.user)
      await talk.inTurn(answer.threadId, () => removeAnswer(answer, speaking, talk));
  });
}

const CROSSES = new Set(['x', 'negative_squared_cross_mark', 'heavy_multiplication_x']);

type Change = {
  readonly user: string;
  readonly channel: string;
  readonly ts: string;
  readonly root: string;
} & (
  | { readonly kind: 'edited'; readonly text: string; readonly editedTs: string }
  | { readonly kind: 'deleted' }
);

type Changed = {
  readonly user?: string;
  readonly bot_id?: string;
  readonly text?: string;
  readonly ts?: string;
  readonly thread_ts?: string;
  readonly subtype?: string;
  readonly edited?: { readonly ts?: string };
};

/** null for what isn't a person changing their own words: Slack says so too when it unfolds a link or counts replies. */
function changeIn(event: object): Change | null {
  const {
    subtype,
    channel,
    message,
    previous_message: before,
  } = event as {
    readonly subtype?: string;
    readonly channel?: string;
    readonly message?: Changed;
    readonly previous_message?: Changed;
  }; // of these subtypes; everything is looked at
  if (!channel || !before?.ts || !before.user || before.bot_id) return null;
  const about = { user: before.user, channel, ts: before.ts, root: before.thread_ts ?? before.ts };
  // The first message of a thread that goes on leaves a gravestone.
  const isGone = subtype === 'message_deleted' || message?.subtype === 'tombstone';
  if (isGone) return { ...about, kind: 'deleted' };
  if (subtype !== 'message_changed' || !message?.edited?.ts || message.text === before.text)
    return null;
  return { ...about, kind: 'edited', text: message.text ?? '', editedTs: message.edited.ts };
}

function wordsOf(text: string, { client, us }: Speaking): Promise<string> {
  return readWords(text, { us, nameOf: personNamed(client) });
}
