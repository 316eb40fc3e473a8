import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { TurnTrace } from '../../../bot/desk.ts';
import { SLACK_TRACES } from '../../../bot/thread-spaces.ts';
import { answerRefOf, type Conversation, threadIdOf } from './conversation.ts';
import { readOwnMessages, tracesIn } from './read-thread.ts';
import type { TalkParts } from './talk-parts.ts';

const DAY_MS = 86_400_000;
/** A little less than the desk remembers threads. */
export const KEPT_MS = 59 * DAY_MS;
/** Slack's clock and ours. */
const CLOCKS_APART_MS = 60_000;
const OTHERS_KEPT_MS = 7 * DAY_MS;

export type Seen = {
  readonly client: WebClient;
  /** Our user id there. */
  readonly us: string;
  /** Who began the thread, where the event says so. */
  readonly rootBy?: string | undefined;
};

/** Which conversations are ours, and what was said in them. */
export interface ThreadMemory {
  /** Whether we have a part in it. What we should know of it and don't is read back from Slack, once. */
  recall(conversation: Conversation, seen: Seen): Promise<boolean>;
  /** It is ours from here on. */
  take(conversation: Conversation): Promise<void>;
  /** It is other people's, although it may be we who began it: what they say there is not for us. */
  leave(conversation: Conversation): Promise<void>;
  /** Keeps what was too large to travel with its answer. */
  keepTrace(conversation: Conversation, trace: TurnTrace): Promise<void>;
  /** The conversation somebody last had with us alone under this name, if it is not long ago. */
  recent(name: string): Promise<string | null>;
  goOn(name: string, threadId: string): Promise<void>;
}

type Known = { readonly isOurs: boolean };

const RECENT_MS = 3_600_000;

export function createThreadMemory({ state, desk, clock, logger }: TalkParts): ThreadMemory {
  const conversations = state.space<Known>('slack-conversations');
  const traces = state.space<TurnTrace>(SLACK_TRACES);
  const since = state.space<number>('slack-since');
  const recent = state.space<string>('slack-recent');
  const sinceOf = new Map<string, number>();

  /** From when on nothing can have been said in a workspace that our state doesn't hold. */
  async function knownSince(team: string): Promise<number> {
    const known = sinceOf.get(team);
    if (known !== undefined) return known;
    await since.claim(team, clock.now());
    const at = (await since.get(team)) ?? clock.now();
    sinceOf.set(team, at);
    return at;
  }

  async function mayHoldOurs({ team, root }: Conversation, { rootBy, us }: Seen): Promise<boolean> {
    if (!/^\d+\.\d+$/.test(root)) return false;
    const began = Number(root) * 1000;
    const at = await knownSince(team);
    return rootBy === us || began <= at + CLOCKS_APART_MS || began <= clock.now() - KEPT_MS;
  }

  async function readBack(conversation: Conversation, { client, us }: Seen): Promise<boolean> {
    const threadId = threadIdOf(conversation);
    const own = await readOwnMessages(client, conversation, us).catch((error: unknown) => {
      if (!isClosed(error)) throw error;
      logger.info(
        { team: conversation.team, reason: error.data.error },
        'a Slack thread can’t be read',
      );
      return null;
    });
    if (own === null) return false;
    const kept = await traces.list(`${threadId} `);
    const byKey = new Map(kept.map(({ value }) => [value.id, value]));
    await desk.restore(
      threadId,
      tracesIn(own, (key) => byKey.get(key)),
    );
    const isOurs = own.length > 0;
    await conversations.set(threadId, { isOurs }, { ttlMs: isOurs ? KEPT_MS : OTHERS_KEPT_MS });
    return isOurs;
  }

  return {
    async recall(conversation, seen) {
      const known = await conversations.get(threadIdOf(conversation));
      if (known) return known.isOurs;
      return (await mayHoldOurs(conversation, seen)) && readBack(conversation, seen);
    },
    async take(conversation) {
      await conversations.set(threadIdOf(conversation), { isOurs: true }, { ttlMs: KEPT_MS });
    },
    async leave(conversation) {
      await conversations.set(threadIdOf(conversation), { isOurs: false }, { ttlMs: KEPT_MS });
    },
    async keepTrace(conversation, trace) {
      const ref = answerRefOf({ threadId: threadIdOf(conversation), turnId: trace.id });
      await traces.set(ref, trace, { ttlMs: KEPT_MS });
    },
    recent: async (name) => (await recent.get(name)) ?? null,
    goOn: (name, threadId) => recent.set(name, threadId, { ttlMs: RECENT_MS }),
  };
}

/** Slack's word that a thread is not for us to read. */
function isClosed(error: unknown): error is WebAPIPlatformError {
  const closed = ['thread_not_found', 'channel_not_found', 'not_in_channel', 'missing_scope'];
  return error instanceof WebAPIPlatformError && closed.includes(error.data.error);
}
