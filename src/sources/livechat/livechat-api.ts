import { z } from 'zod';
import { UpstreamError } from '../../core/errors.ts';
import {
  type AgentList,
  type ArchivedChat,
  type ArchivesPage,
  agentList,
  archivesPage,
  type BotList,
  botList,
  type ChatsPage,
  chatAnswer,
  chatsPage,
  type GroupList,
  groupList,
} from './answers.ts';
import { isRefusedFor } from './failures.ts';
import { type Asking, given, type LiveChatClient } from './livechat-client.ts';
import { filterTime } from './values.ts';

/** A stretch of time, ms since the epoch; null: since ever. */
export type Stretch = { readonly from: number | null; readonly to: number };

/** What is read of LiveChat and asked of it, until the signal. */
export interface LiveChatApi {
  /** Threads of a stretch: the first page of them. */
  archives(stretch: Stretch, options?: ArchivesOptions): Promise<ArchivesPage>;
  /** A further page of a stretch. Throws RefusedError where its id isn't known any more. */
  furtherArchives(pageId: string): Promise<ArchivesPage>;
  /** By their ids, `MOST_THREADS` at most; those that aren't found are left out. */
  threads(threadIds: readonly string[]): Promise<readonly ArchivedChat[]>;
  /** Null where it isn't there. */
  thread(chatId: string, threadId: string): Promise<ArchivedChat | null>;
  /** Newest first, without what was said in them. */
  chats(pageId: string | null): Promise<ChatsPage>;
  agents(): Promise<AgentList>;
  bots(): Promise<BotList>;
  groups(): Promise<GroupList>;
  /** Changes something: `transfer_chat`. */
  act(method: string, body: unknown, what: string): Promise<void>;
}

export type ArchivesOptions = {
  readonly order?: 'asc' | 'desc';
  readonly limit?: number;
  readonly groupIds?: readonly number[];
};

export const MOST_THREADS = 20;
const PAGE = 100;
const MOST_REPEATS = 3;

export function createLiveChatApi(client: LiveChatClient, signal: AbortSignal): LiveChatApi {
  async function ask<T>(asking: Asking<T>): Promise<T> {
    return given(await client.ask(asking, signal), asking.what);
  }

  const agentCall = <T>(method: string, body: unknown, schema: z.ZodType<T>, what: string) =>
    ask({ api: 'agent', method, body, schema, what });
  const configurationCall = <T>(method: string, body: unknown, schema: z.ZodType<T>) =>
    ask({ api: 'configuration', method, body, schema, what: method.replace('_', ' ') });

  /** A page that leads back to itself is the one before it: it is asked for again. */
  async function turn(pageId: string): Promise<ArchivesPage> {
    for (let repeats = 0; repeats <= MOST_REPEATS; repeats += 1) {
      const body = { page_id: pageId };
      const page = await agentCall('list_archives', body, archivesPage, 'list more chats');
      if (page.next_page_id !== pageId) return page;
    }
    throw new UpstreamError('LiveChat failed to list more chats: its pages lead nowhere');
  }

  const chatsFilter =
    client.config.api === '3.5'
      ? { include_active: true, include_chats_without_threads: false }
      : { active: true, include_chats_without_threads: false };

  return {
    archives: ({ from, to }, { order = 'asc', limit = PAGE, groupIds } = {}) =>
      agentCall(
        'list_archives',
        {
          filters: {
            ...(from !== null && { from: filterTime(from) }),
            to: filterTime(to),
            ...(groupIds && { group_ids: groupIds }),
          },
          sort_order: order,
          limit,
        },
        archivesPage,
        'list chats',
      ),
    furtherArchives: turn,
    async threads(threadIds) {
      const body = { filters: { thread_ids: threadIds } };
      const { chats } = await agentCall('list_archives', body, archivesPage, 'read chats');
      return chats.filter(({ thread }) => threadIds.includes(thread.id));
    },
    async thread(chatId, threadId) {
      try {
        const body = { chat_id: chatId, thread_id: threadId };
        const found = await agentCall('get_chat', body, chatAnswer, `read chat ${chatId}`);
        return isWithThread(found) && found.thread.id === threadId ? found : null;
      } catch (error) {
        if (isRefusedFor(error, 'not_found')) return null;
        throw error;
      }
    },
    chats: (pageId) =>
      agentCall(
        'list_chats',
        pageId === null
          ? { filters: chatsFilter, limit: PAGE, sort_order: 'desc' }
          : { page_id: pageId },
        chatsPage,
        'list running chats',
      ),
    agents: () => configurationCall('list_agents', { fields: ['groups', 'suspended'] }, agentList),
    bots: () => configurationCall('list_bots', { all: true }, botList),
    groups: () => configurationCall('list_groups', {}, groupList),
    async act(method, body, what) {
      const schema = z.unknown();
      await client.ask({ api: 'agent', method, body, schema, what, isWrite: true }, signal);
    },
  };
}

function isWithThread(chat: z.infer<typeof chatAnswer>): chat is ArchivedChat {
  return chat.thread !== undefined;
}
