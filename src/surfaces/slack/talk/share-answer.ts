import type { RespondFn } from '@slack/bolt';
import type { TurnRef } from '../../../bot/desk.ts';
import { AskerError } from '../../../core/errors.ts';
import { renderNotice } from '../blocks/render-notes.ts';
import { sayAside } from './answer-aside.ts';
import { threadIdOf } from './conversation.ts';
import { deliver } from './deliver.ts';
import { openingOutlet } from './opening-outlet.ts';
import { isShutOut } from './refusals.ts';
import type { Speaking, Talk } from './talk.ts';

export type Sharing = {
  readonly ref: TurnRef;
  readonly channel: string;
  readonly respond: RespondFn;
};

/**
 * Posts an answer only its asker saw into the channel, under their name. It is asked again for that: whoever is in the channel
 * sees no more of it than they may. What follows in its thread goes on from it.
 */
export async function shareAnswer(
  { ref, channel, respond }: Sharing,
  speaking: Speaking,
  talk: Talk,
): Promise<void> {
  const { client, team, user, us } = speaking;
  const { desk, memory } = talk;
  const before = await desk.traces(ref.threadId);
  const asked = before.find(({ id }) => id === ref.turnId);
  if (!asked) throw new TypeError('a shared turn was found before');
  const shared = {
    threadId: threadIdOf({ team, channel, root: `shared-${ref.turnId}` }),
    turnId: ref.turnId,
  };
  await desk.restore(shared.threadId, before.slice(0, before.indexOf(asked)));
  const rights = await talk.rightsOf({ client, team, user, channel });
  const turn = await desk.ask({ ...shared, ...rights, question: asked.question });
  if (turn.isPrivate) {
    const words = 'Not everybody in this channel may see that answer, so it stays with you.';
    return sayAside(respond, renderNotice(words), speaking);
  }
  const trace = (await desk.traces(shared.threadId)).find(({ id }) => id === ref.turnId) ?? asked;
  const conversation = { team, channel, root: '' };
  const place = { client, us, conversation, asker: user, trace, memory };
  const { messages, files } = await deliver(
    {
      ...{ turn, ref: shared, client, outlet: openingOutlet(place) },
      options: { audience: 'channel', asked: { by: user } },
    },
    talk,
  ).catch((error: unknown) => {
    if (!isShutOut(error)) throw error;
    throw new AskerError('I’m not in this channel: add me with /invite, then share it again.');
  });
  const [root = ''] = messages;
  const standing = { team, channel, root };
  const standingId = threadIdOf(standing);
  await desk.restore(standingId, [trace]);
  await memory.take(standing);
  await talk.answers.keep({
    ...{ threadId: standingId, turnId: ref.turnId, files, asker: user },
    messages: messages.map((ts) => ({ channel, ts })),
  });
  await respond({ delete_original: true });
}
