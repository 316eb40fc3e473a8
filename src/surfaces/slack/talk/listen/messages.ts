import type { App } from '@slack/bolt';
import { answerQuestion } from '../answer-question.ts';
import { type Conversation, isDirect, threadIdOf } from '../conversation.ts';
import { startConversation } from '../go-on.ts';
import { postHelp } from '../help.ts';
import {
  isToOthers,
  mentions,
  personNamed,
  readWords,
  saysSomething,
  withoutMention,
} from '../read-words.ts';
import { type Speaking, speakingIn, type Talk } from '../talk.ts';

/** A message of a person, from either of Slack's events for it. */
type Message = {
  readonly user: string;
  readonly text: string;
  readonly channel: string;
  readonly ts: string;
  readonly threadTs: string | undefined;
  readonly rootBy: string | undefined;
};

/** Longer messages that nobody addressed to us are no questions. */
const LONGEST_ASIDE = 500;

/** Mentions, direct messages, and what is said in our threads. */
export function listenToMessages(app: App, talk: Talk): void {
  app.event('app_mention', async ({ event, ...request }) => {
    const message = messageIn(event);
    if (message) await hear(message, true, speakingIn(request, message.user), talk);
  });

  app.event('message', async ({ event, ...request }) => {
    const message = messageIn(event);
    if (!message) return;
    const speaking = speakingIn(request, message.user);
    const isToUs = isDirect(message.channel);
    // A mention comes as an event of its own.
    if (!isToUs && mentions(message.text, speaking.us)) return;
    if (isToUs || (await isOurs(message, speaking, talk)))
      await hear(message, isToUs, speaking, talk);
  });
}

const OF_PEOPLE = new Set([undefined, 'file_share', 'thread_broadcast']);

/** null for messages of bots, and for what Slack only says as a message: joins, topics, edits. */
function messageIn(event: object): Message | null {
  const { user, text, channel, ts, thread_ts, parent_user_id, bot_id, subtype } = event as Readonly<
    Record<string, string | undefined>
  >; // fields differ by subtype; each is looked at
  if (!user || !channel || !ts || bot_id || !OF_PEOPLE.has(subtype)) return null;
  return { user, text: text ?? '', channel, ts, threadTs: thread_ts, rootBy: parent_user_id };
}

/** Whether something said without a mention may be a question to us. */
async function isOurs(message: Message, speaking: Speaking, { memory }: Talk): Promise<boolean> {
  const { threadTs, text, rootBy } = message;
  if (threadTs === undefined || text.length > LONGEST_ASIDE) return false;
  if (!saysSomething(text) || isToOthers(text, speaking.us)) return false;
  return memory.recall(conversationOf(message, speaking), { ...speaking, rootBy });
}

async function hear(
  message: Message,
  isAddressed: boolean,
  speaking: Speaking,
  talk: Talk,
): Promise<void> {
  const conversation = conversationOf(message, speaking);
  const { client, us } = speaking;
  const said = {
    ...{ ...speaking, channel: message.channel, text: withoutMention(message.text, us) },
    ...{ root: conversation.root, ts: message.ts, threadId: threadIdOf(conversation) },
  };
  const words = await readWords(message.text, { us, nameOf: personNamed(client) });
  if (!saysSomething(words)) {
    if (isAddressed) await postHelp(conversation, speaking, talk);
    return;
  }
  if (talk.takeOver) {
    await talk.memory.recall(conversation, { ...speaking, rootBy: message.rootBy });
    if (await talk.takeOver(said)) return;
  }
  if (isDirect(message.channel)) await startConversation(conversation, message, talk);
  await answerQuestion(
    { conversation, turnId: message.ts, words, isAddressed, isShown: true },
    speaking,
    talk,
  );
}

function conversationOf(message: Message, { team }: Speaking): Conversation {
  return { team, channel: message.channel, root: message.threadTs ?? message.ts };
}
