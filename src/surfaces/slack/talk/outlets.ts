import type { MessageMetadata } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { TurnTrace } from '../../../bot/desk.ts';
import type { SlackMessage } from '../blocks/slack-message.ts';
import type { Conversation } from './conversation.ts';
import type { AttachedFile, Outlet } from './deliver.ts';
import { uploadedId } from './pictures.ts';
import { type OwnMessage, readOwnMessages } from './read-thread.ts';
import { isRefusedMetadata } from './refusals.ts';
import type { ThreadMemory } from './thread-memory.ts';
import { carry, partMetadata } from './turn-metadata.ts';

/** What a message says, but for where it goes. No link is unfolded, no name turned into a mention. */
export function sayings({ text, blocks }: SlackMessage) {
  const quiet = {
    unfurl_links: false,
    unfurl_media: false,
    link_names: false,
    parse: 'none' as const,
  };
  return { text, blocks: [...blocks], ...quiet };
}

export type Place = {
  readonly client: WebClient;
  readonly us: string;
  readonly conversation: Conversation;
  readonly asker: string;
  /** What travels with the answer. */
  readonly trace: TurnTrace;
  readonly memory: ThreadMemory;
};

/** Posts one message of an answer, with what has to travel along; gives its ts. */
export async function postTo(
  to: { readonly channel: string; readonly thread_ts?: string },
  place: Place,
  message: SlackMessage,
  part: string,
): Promise<string> {
  const { ts = '' } = await withMetadata(place, part, (metadata) =>
    place.client.chat.postMessage({ ...to, ...sayings(message), ...(metadata && { metadata }) }),
  );
  return ts;
}

/** Into a thread, for everybody in it. */
export function threadOutlet(place: Place): Outlet {
  const { client, conversation, us, trace } = place;
  const { channel, root } = conversation;
  const own = () => readOwnMessages(client, conversation, us);
  return {
    send: (message, part) => postTo({ channel, thread_ts: root }, place, message, part),
    async attach(file) {
      return upload(client, { channel, thread_ts: root }, file);
    },
    async find(part) {
      return (await own()).find(isPart(trace.id, part))?.ts ?? null;
    },
    async findFile(name) {
      const messages = await own();
      const answerAt = messages.findIndex(isPart(trace.id, '0'));
      const after = messages.slice(answerAt);
      return after.flatMap(({ files }) => files).find((file) => file.name === name)?.id ?? null;
    },
  };
}

/** In place of an answer that is there; what more there is follows it in the thread. */
export function revisingOutlet(place: Place, ts: string): Outlet {
  const { client, conversation } = place;
  const following = threadOutlet(place);
  return {
    ...following,
    async send(message, part) {
      if (part !== '0') return following.send(message, part);
      const { channel } = conversation;
      const { text, blocks } = sayings(message);
      const update = (metadata: MessageMetadata | null) =>
        client.chat.update({ channel, ts, text, blocks, ...(metadata && { metadata }) });
      await withMetadata(place, part, update);
      return ts;
    },
    find: async (part) => (part === '0' ? null : following.find(part)),
  };
}

export function isPart(key: string, part: string) {
  return ({ carried }: OwnMessage): boolean => carried?.key === key && carried.part === part;
}

/** What Slack won't let travel is kept here instead; the answer goes out all the same. */
async function withMetadata<T>(
  { trace, asker, conversation, memory }: Place,
  part: string,
  send: (metadata: MessageMetadata | null) => Promise<T>,
): Promise<T> {
  if (part !== '0') return send(partMetadata(trace.id, part, asker));
  const { metadata, isWhole } = carry(trace, asker);
  if (!isWhole) await memory.keepTrace(conversation, trace);
  try {
    return await send(metadata);
  } catch (error) {
    if (!isRefusedMetadata(error)) throw error;
    await memory.keepTrace(conversation, trace);
    return send(null);
  }
}

/** Gives the file’s id. */
export async function upload(
  client: WebClient,
  { channel, thread_ts }: { readonly channel: string; readonly thread_ts?: string },
  { name, title, text }: AttachedFile,
): Promise<string> {
  const file = { channel_id: channel, file: Buffer.from(text), filename: name, title };
  const uploaded = await client.files.uploadV2(
    thread_ts === undefined ? file : { ...file, thread_ts },
  );
  return uploadedId(uploaded) ?? '';
}
