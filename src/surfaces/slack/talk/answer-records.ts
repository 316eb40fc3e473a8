import type { WebClient } from '@slack/web-api';
import type { TurnRef } from '../../../bot/desk.ts';
import { answerRefOf, type Conversation, conversationOf, threadIdOf } from './conversation.ts';
import { readOwnMessage, readOwnMessages } from './read-thread.ts';
import type { TalkParts } from './talk-parts.ts';
import { KEPT_MS } from './thread-memory.ts';

export type MessagePlace = { readonly channel: string; readonly ts: string };

/** Where an answer stands, and whose it is. */
export type AnswerRecord = TurnRef & {
  /** Its messages, the first one first. Of an answer for its asker alone: what the others read, then the answer. */
  readonly messages: readonly MessagePlace[];
  readonly files: readonly string[];
  readonly asker: string;
};

export type Finding = { readonly client: WebClient; readonly us: string };

/** Which messages an answer is made of: remembered, and else read from what they carry. */
export interface AnswerRecords {
  keep(record: AnswerRecord): Promise<void>;
  drop(record: AnswerRecord): Promise<void>;
  of(ref: TurnRef, finding: Finding): Promise<AnswerRecord | null>;
  /** The answer a message belongs to. */
  at(
    place: MessagePlace & { readonly team: string },
    finding: Finding,
  ): Promise<AnswerRecord | null>;
}

export function createAnswerRecords({ state }: TalkParts): AnswerRecords {
  const answers = state.space<AnswerRecord>('slack-answers');
  const standing = state.space<string>('slack-answer-at');
  const placeOf = (team: string, channel: string, ts: string) => `${team} ${channel} ${ts}`;
  const placesOf = ({ threadId, messages }: AnswerRecord) => {
    const team = conversationOf(threadId)?.team ?? '';
    return messages.map(({ channel, ts }) => placeOf(team, channel, ts));
  };

  return {
    async keep(record) {
      const ref = answerRefOf(record);
      await answers.set(ref, record, { ttlMs: KEPT_MS });
      for (const place of placesOf(record)) await standing.set(place, ref, { ttlMs: KEPT_MS });
    },
    async drop(record) {
      await answers.delete(answerRefOf(record));
      for (const place of placesOf(record)) await standing.delete(place);
    },
    async of(ref, finding) {
      const known = await answers.get(answerRefOf(ref));
      if (known) return known;
      const conversation = conversationOf(ref.threadId);
      return conversation && search(conversation, ref.turnId, finding);
    },
    async at({ team, channel, ts }, finding) {
      const ref = await standing.get(placeOf(team, channel, ts));
      const known = ref && (await answers.get(ref));
      if (known) return known;
      const message = await readOwnMessage(finding.client, { channel, ts }, finding.us);
      if (!message?.carried) return null;
      return search({ team, channel, root: message.root }, message.carried.key, finding);
    },
  };
}

/** The answer's messages in its thread, by what they carry. */
async function search(
  conversation: Conversation,
  turnId: string,
  { client, us }: Finding,
): Promise<AnswerRecord | null> {
  if (!/^\d+\.\d+$/.test(conversation.root)) return null;
  const own = await readOwnMessages(client, conversation, us);
  const messages = own.filter(({ carried }) => carried?.key === turnId);
  const [first] = messages;
  if (!first?.carried) return null;
  return {
    threadId: threadIdOf(conversation),
    turnId,
    messages: messages.map(({ ts }) => ({ channel: conversation.channel, ts })),
    files: messages.flatMap(({ files }) => files.map(({ id }) => id)),
    asker: first.carried.asker,
  };
}
