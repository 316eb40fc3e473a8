import type { StandInAnswer } from '../kit/stand-in.ts';
import type { Account } from './account.ts';
import { problem } from './answers.ts';
import { OWNER_ACCOUNT } from './people.ts';
import type { Quirks } from './quirks.ts';
import { agentSays, end, type StoredThread, transfer } from './thread.ts';

type Acting = { readonly account: Account; readonly quirks: Quirks };
type Fields = Readonly<Record<string, unknown>>;

/** Methods that change a chat: only one that is going on. */
export function act(method: string, body: unknown, acting: Acting): StandInAnswer {
  const { account, quirks } = acting;
  // Its shape was checked before.
  const fields = body as Fields;
  const chatId = String(fields.chat_id ?? fields.id);
  const thread = newestThread(chatId, account);
  if (!thread) return problem('not_found', 'Chat not found', { quirks });
  if (!thread.isActive) return problem('chat_inactive', 'Chat is inactive', { quirks });
  account.hold(thread.id);
  return ACTS[method]?.(thread, fields, acting) ?? { status: 200, text: '' };
}

function newestThread(chatId: string, account: Account): StoredThread | null {
  let newest: StoredThread | null = null;
  for (const thread of account.all()) if (thread.chatId === chatId) newest = thread;
  return newest;
}

const ACTS: Readonly<
  Record<string, (thread: StoredThread, fields: Fields, acting: Acting) => StandInAnswer | null>
> = {
  transfer_chat(thread, { target }, { account, quirks }) {
    const [id] = Object(target).ids as readonly string[];
    const to = account.agents.find((agent) => agent.id === id);
    if (!to) return problem('validation', 'Target agent does not exist', { quirks });
    const from = account.person(thread.present[0] ?? '') ?? to;
    transfer(thread, account.now(), from, to);
    return { body: {} };
  },
  deactivate_chat(thread, _, { account }) {
    end(thread, account.now(), 'manual_archived_agent');
    return null;
  },
  add_user_to_chat(thread, { user_id: user, visibility }) {
    const id = String(user);
    thread.people.push({ id, isSeen: visibility === 'all' });
    thread.present.push(id);
    return null;
  },
  send_event(thread, { event }, { account, quirks }) {
    const owner = account.agents.find(({ accountId }) => accountId === OWNER_ACCOUNT);
    if (!owner || !thread.present.includes(owner.id)) {
      return problem('authorization', 'Agent is not in the chat', { quirks });
    }
    const { text, visibility } = Object(event);
    agentSays(thread, account.now(), { by: owner.id, text, isPublic: visibility === 'all' });
    return { body: { event_id: `${thread.id}_${thread.events.length}` } };
  },
};
