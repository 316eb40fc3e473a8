import type { WebClient } from '@slack/web-api';
import type { TurnTrace } from '../../../bot/desk.ts';
import type { Conversation } from './conversation.ts';
import { type CarriedTurn, readMetadata } from './turn-metadata.ts';

/** A message of ours in a thread. */
export type OwnMessage = {
  readonly ts: string;
  readonly carried: CarriedTurn | null;
  readonly files: readonly { readonly id: string; readonly name: string }[];
};

const PAGE = 200;
/** Longer threads are not read further: what matters to a follow-up is near their end, but Slack gives them from the beginning. */
const MOST_PAGES = 10;

/** All we have said in a thread, oldest first. Nobody else's messages are looked at. */
export async function readOwnMessages(
  client: WebClient,
  { channel, root }: Conversation,
  us: string,
): Promise<readonly OwnMessage[]> {
  const own: OwnMessage[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { messages = [], response_metadata: next } = await client.conversations.replies({
      channel,
      ts: root,
      limit: PAGE,
      include_all_metadata: true,
      ...(cursor && { cursor }),
    });
    own.push(...messages.filter(({ user }) => user === us).map(asOwn));
    cursor = next?.next_cursor;
    if (!cursor) break;
  }
  return own;
}

/** One message of ours by its ts, and the thread it is in; null when it is not ours or gone. */
export async function readOwnMessage(
  client: WebClient,
  { channel, ts }: { readonly channel: string; readonly ts: string },
  us: string,
): Promise<(OwnMessage & { readonly root: string }) | null> {
  const { messages = [] } = await client.conversations.replies({
    channel,
    ts,
    limit: 1,
    include_all_metadata: true,
  });
  const message = messages.find((one) => one.ts === ts && one.user === us);
  return message ? { ...asOwn(message), root: message.thread_ts ?? ts } : null;
}

type ReadMessage = {
  readonly ts?: string;
  readonly metadata?: unknown;
  readonly files?: readonly { readonly id?: string; readonly name?: string }[];
};

function asOwn({ ts = '', metadata, files = [] }: ReadMessage): OwnMessage {
  return {
    ts,
    carried: readMetadata(metadata),
    files: files.flatMap(({ id, name = '' }) => (id ? [{ id, name }] : [])),
  };
}

/**
 * The turns a thread's messages carry. What was said before one that can't be read is left out: a follow-up has to be taken for
 * one to the latest answer, or for none.
 */
export function tracesIn(
  messages: readonly OwnMessage[],
  kept: (key: string) => TurnTrace | undefined,
): readonly TurnTrace[] {
  const turns = messages.flatMap(({ carried }) =>
    carried?.part === '0' ? [carried.trace ?? kept(carried.key) ?? null] : [],
  );
  return turns.slice(turns.lastIndexOf(null) + 1).filter((trace) => trace !== null);
}
