import type { TurnRef } from '../../../bot/desk.ts';
import { askerIn, placeOf, postAnswer } from './answer-question.ts';
import type { AnswerRecord } from './answer-records.ts';
import { conversationOf, isDirect } from './conversation.ts';
import { deliver } from './deliver.ts';
import { revisingOutlet } from './outlets.ts';
import { isGone } from './refusals.ts';
import type { Speaking, Talk } from './talk.ts';

export type Revision = {
  readonly ref: TurnRef;
  /** The question as it is now. */
  readonly words: string;
  /** Tells this edit from others of the same question. */
  readonly revision: string;
};

/** Answers an edited question anew, in the place of the answer there is. One that was never answered stays so. */
export async function reviseAnswer(
  { ref, words, revision }: Revision,
  speaking: Speaking,
  talk: Talk,
): Promise<void> {
  const { desk, answers } = talk;
  const conversation = conversationOf(ref.threadId);
  const traces = await desk.traces(ref.threadId);
  if (!conversation || !traces.some(({ id }) => id === ref.turnId)) return;
  const standing = await answers.of(ref, speaking);
  const rights = await talk.rightsOf(askerIn(conversation, speaking));
  const turn = await desk.revise({ ...ref, ...rights, question: words });
  const isHere = standing?.messages.every(({ channel }) => channel === conversation.channel);
  const [first, ...more] = standing?.messages ?? [];
  if (!standing || !first || !isHere || turn.isPrivate) {
    if (standing) await takeAway(standing, speaking, talk);
    return postAnswer(
      { turn, question: { conversation, isShown: true }, revision },
      speaking,
      talk,
    );
  }
  await takeAway({ ...standing, messages: more }, speaking, talk);
  const place = await placeOf(ref, conversation, speaking, talk);
  const { messages, files } = await deliver(
    {
      ...{ turn, ref, client: speaking.client, revision, outlet: revisingOutlet(place, first.ts) },
      options: { audience: isDirect(conversation.channel) ? 'private' : 'channel' },
    },
    talk,
  );
  const { channel } = conversation;
  await answers.keep({ ...standing, files, messages: messages.map((ts) => ({ channel, ts })) });
}

/** Takes an answer away and forgets that it was asked for. */
export async function removeAnswer(ref: TurnRef, speaking: Speaking, talk: Talk): Promise<void> {
  const standing = await talk.answers.of(ref, speaking);
  if (standing) await takeAway(standing, speaking, talk);
  await talk.desk.forget(ref.threadId, ref.turnId);
}

async function takeAway(record: AnswerRecord, { client }: Speaking, talk: Talk): Promise<void> {
  for (const { channel, ts } of record.messages)
    await unlessGone(() => client.chat.delete({ channel, ts }));
  for (const file of record.files) await unlessGone(() => client.files.delete({ file }));
  await talk.answers.drop(record);
}

async function unlessGone(remove: () => Promise<unknown>): Promise<void> {
  try {
    await remove();
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}
