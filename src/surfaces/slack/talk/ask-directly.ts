import type { MessageMetadata } from '@slack/types';
import { fallback, prose } from '../blocks/words.ts';
import { directChannel } from './answer-privately.ts';
import { answerQuestion } from './answer-question.ts';
import { threadIdOf } from './conversation.ts';
import { runOnce } from './deliver.ts';
import { sayings } from './outlets.ts';
import type { Speaking, Talk } from './talk.ts';

const LOOKED_AT = 50;
const EVENT_TYPE = 'deskhand_asked';

/** A question asked somewhere that has no conversation: it is put down as a direct message, and answered in its thread. */
export async function askDirectly(words: string, speaking: Speaking, talk: Talk): Promise<void> {
  const { client, user, us, team, jobKey } = speaking;
  const channel = await directChannel(client, user);
  const said = { text: fallback([words]), blocks: prose([`**${words}**`]) };
  const metadata: MessageMetadata = { event_type: EVENT_TYPE, event_payload: { key: jobKey } };
  const put = async () => {
    const { ts = '' } = await client.chat.postMessage({ channel, ...sayings(said), metadata });
    return ts;
  };
  const find = async () => {
    const asked = { channel, limit: LOOKED_AT, include_all_metadata: true };
    const { messages = [] } = await client.conversations.history(asked);
    const own = messages.filter((one) => one.user === us);
    return own.find(({ metadata: carried }) => isKeyed(carried, jobKey))?.ts ?? null;
  };
  const opening = threadIdOf({ team, channel, root: `asked-${jobKey}` });
  const ref = { threadId: opening, turnId: jobKey };
  const root = await runOnce({ ref, part: 'question' }, { act: put, find }, talk);
  const conversation = { team, channel, root };
  const question = { conversation, turnId: jobKey, words, isAddressed: true, isShown: true };
  await answerQuestion(question, speaking, talk);
}

function isKeyed(metadata: unknown, key: string): boolean {
  return (
    typeof metadata === 'object' &&
    metadata !== null &&
    'event_type' in metadata &&
    metadata.event_type === EVENT_TYPE &&
    'event_payload' in metadata &&
    JSON.stringify(metadata.event_payload) === JSON.stringify({ key })
  );
}
