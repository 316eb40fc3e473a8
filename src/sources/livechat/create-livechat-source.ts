import type { Clock } from '../../core/clock.ts';
import type { PageRows } from '../sync/page.ts';
import type { TicketSource } from '../sync/ticket-source.ts';
import type { ArchivedChat } from './answers.ts';
import { changeChat, findThread, isChangeMade } from './change-chat.ts';
import { checkAccount } from './check-account.ts';
import { type Directory, NOBODY } from './directory.ts';
import { gatherRows } from './gather-rows.ts';
import { createLiveChatApi, type LiveChatApi } from './livechat-api.ts';
import {
  createLiveChatClient,
  type LiveChatConfig,
  type LiveChatHttp,
  type LiveChatSecrets,
} from './livechat-client.ts';
import { pullLiveChat } from './pull.ts';
import { remap } from './remap.ts';

/** Changed whenever a row would come out of the same answer differently. */
const MAPPING = 'livechat-1';

export type LiveChatOptions = {
  readonly config: LiveChatConfig;
  readonly secrets: LiveChatSecrets;
  readonly clock: Clock;
  /** Patterns of what agents' systems send by themselves, as settings have them: it answers nobody. */
  readonly autoresponses?: readonly string[];
  /** Limits and patience other than LiveChat's, and what tests put in place of the network. */
  readonly http?: LiveChatHttp;
};

/** LiveChat's chats, a row for each thread of theirs, with everything said in it. It has no tickets. */
export function createLiveChatSource({
  config,
  secrets,
  clock,
  autoresponses = [],
  http = {},
}: LiveChatOptions): TicketSource {
  const client = createLiveChatClient({ config, secrets, clock, http });
  const { accountId } = secrets;
  const apiFor = (signal: AbortSignal): LiveChatApi => createLiveChatApi(client, signal);
  const isAutomatic = matcherOf(autoresponses);
  // Who is who, as last read; a pull's state carries its own.
  let directory: Directory = NOBODY;

  async function readChats(threadIds: readonly string[], signal: AbortSignal): Promise<PageRows> {
    const api = apiFor(signal);
    const askedAt = clock.now();
    const chats: ArchivedChat[] = [];
    for (const threadId of threadIds) {
      const chat = await findThread(threadId, api);
      if (chat) chats.push(chat);
    }
    const mapping = { directory, isAutomatic };
    const { parts } = gatherRows(chats, { askedAt, notBefore: null, mapping });
    // Threads whose content is withheld bring nothing that is news.
    return parts[0] ?? {};
  }

  return {
    name: 'livechat',
    label: 'LiveChat',
    mapping: MAPPING,
    traffic: client.traffic,
    test: (signal) => checkAccount({ client, api: apiFor(signal), accountId, nowMs: clock.now() }),
    pull: (start) =>
      pullLiveChat({
        api: apiFor(start.signal),
        clock,
        start,
        isAutomatic,
        onDirectory(told) {
          directory = told;
        },
      }),
    remap: (reject) => remap(reject, { directory, isAutomatic }),
    write: (request, signal) => changeChat(request, { api: apiFor(signal), accountId }),
    async confirm(request, signal) {
      return (await isChangeMade(request, apiFor(signal))) ? 'made' : 'not-made';
    },
    readTickets: readChats,
  };
}

/** Case doesn't count, as in the store. A pattern only the store can read marks its messages there. */
function matcherOf(patterns: readonly string[]): (text: string) => boolean {
  const readable = patterns.flatMap((pattern) => {
    try {
      return [new RegExp(pattern, 'i')];
    } catch {
      return [];
    }
  });
  return (text) => readable.some((pattern) => pattern.test(text));
}
