import { renderHelp } from '../blocks/render-notes.ts';
import { askerIn } from './answer-question.ts';
import type { Conversation } from './conversation.ts';
import { threadIdOf } from './conversation.ts';
import { runOnce } from './deliver.ts';
import { sayings } from './outlets.ts';
import { readOwnMessages } from './read-thread.ts';
import type { Speaking, Talk } from './talk.ts';
import { partMetadata } from './turn-metadata.ts';

/** Says what can be asked, with questions that work on the data there is. */
export async function postHelp(
  conversation: Conversation,
  speaking: Speaking,
  talk: Talk,
): Promise<void> {
  const { client, us, user, jobKey } = speaking;
  const { channel, root } = conversation;
  const ref = { threadId: threadIdOf(conversation), turnId: jobKey };
  const rights = await talk.rightsOf(askerIn(conversation, speaking));
  const help = renderHelp(await talk.desk.suggestions(rights));
  await runOnce(
    { ref, part: 'help' },
    {
      async act() {
        const metadata = partMetadata(jobKey, 'help', user);
        const posted = await client.chat.postMessage({
          ...{ channel, thread_ts: root, metadata },
          ...sayings(help),
        });
        return posted.ts ?? '';
      },
      async find() {
        const own = await readOwnMessages(client, conversation, us);
        return own.find(({ carried }) => carried?.key === jobKey)?.ts ?? null;
      },
    },
    talk,
  );
  await talk.memory.take(conversation);
}
