import type { WebClient } from '@slack/web-api';
import { PRIVATE_NOTICE } from '../../../bot/access/delivery.ts';
import type { Turn, TurnRef } from '../../../bot/desk.ts';
import { renderNotice } from '../blocks/render-notes.ts';
import { type Conversation, threadIdOf } from './conversation.ts';
import { deliver, runOnce } from './deliver.ts';
import { openingOutlet } from './opening-outlet.ts';
import { type Place, threadOutlet } from './outlets.ts';
import type { Talk } from './talk.ts';

type Posting = {
  readonly turn: Turn;
  readonly ref: TurnRef;
  /** Where it was asked. */
  readonly place: Place;
  readonly revision: string;
};

/** The answer goes to its asker as a direct message, where it can be gone on from; the others read that it did. */
export async function answerPrivately(
  { turn, ref, place, revision }: Posting,
  talk: Talk,
): Promise<void> {
  const { client, asker, conversation } = place;
  const open = { ...place, trace: { ...place.trace, keys: [] } }; // keys name what others may not see
  const thread = threadOutlet(open);
  const notice = await runOnce(
    { ref, part: `notice${revision}` },
    { act: () => thread.send(renderNotice(PRIVATE_NOTICE), '0'), find: () => thread.find('0') },
    talk,
  );
  const channel = await directChannel(client, asker);
  const { messages, files } = await deliver(
    {
      ...{ turn, ref, client, revision: `${revision} private` },
      outlet: openingOutlet({ ...place, conversation: { ...conversation, channel, root: '' } }),
      options: { audience: 'private', asked: { by: null } },
    },
    talk,
  );
  const [root = ''] = messages;
  await goOnIn({ team: conversation.team, channel, root }, place, talk);
  await talk.answers.keep({
    ...ref,
    messages: [
      { channel: conversation.channel, ts: notice },
      ...messages.map((ts) => ({ channel, ts })),
    ],
    files,
    asker,
  });
}

/** What is said under the direct message is about this answer. */
async function goOnIn(
  direct: Conversation,
  { trace }: Place,
  { desk, memory }: Talk,
): Promise<void> {
  await desk.restore(threadIdOf(direct), [trace]);
  await memory.take(direct);
}

/** The channel of direct messages with a person, opened if need be. */
export async function directChannel(client: WebClient, user: string): Promise<string> {
  const { channel } = await client.conversations.open({ users: user });
  return channel?.id ?? user;
}
