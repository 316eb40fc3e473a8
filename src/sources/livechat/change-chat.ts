import { AppError, UpstreamError } from '../../core/errors.ts';
import { DeniedError, MayHaveBeenMadeError, RefusedError } from '../http/refusals.ts';
import { noteMark } from '../sync/note-mark.ts';
import type { TicketChange, WriteOutcome, WriteRequest } from '../sync/ticket-source.ts';
import { type ArchivedChat, usersOf } from './answers.ts';
import { isRefusedFor } from './failures.ts';
import type { LiveChatApi } from './livechat-api.ts';

type Changing = { readonly api: LiveChatApi; readonly accountId: string };

const LONGEST_BYTES = 16_000;
const OVER = 'the chat has ended, and LiveChat changes nothing about those';

/** Running chats can be handed over, closed and noted on; LiveChat has no tickets, and no priorities. */
export async function changeChat(request: WriteRequest, changing: Changing): Promise<WriteOutcome> {
  const impossible = whyNever(request);
  if (impossible !== null) return { kind: 'refused', reason: impossible };
  try {
    const found = await findThread(request.ticketRef, changing.api);
    if (!found) return { kind: 'refused', reason: `LiveChat has no chat ${request.ticketRef}` };
    if (isMade(request, found)) return { kind: 'done', words: 'it was so already' };
    if (found.thread.active !== true) return { kind: 'refused', reason: OVER };
    await make(request, found, changing);
    // An empty answer is all LiveChat gives for most of them.
    return (await isChangeMade(request, changing.api))
      ? { kind: 'done', words: WORDS[request.change.kind] }
      : { kind: 'unsure', reason: 'LiveChat took the change, but the chat doesn’t show it' };
  } catch (error) {
    return outcomeOf(error);
  }
}

/** Whether a change that may have been made shows in the thread. */
export async function isChangeMade(request: WriteRequest, api: LiveChatApi): Promise<boolean> {
  if (whyNever(request) !== null) return false;
  const found = await findThread(request.ticketRef, api);
  return found !== null && isMade(request, found);
}

/** Conversations are known by their thread here, and by their chat there. Running ones may not be in the archives yet. */
export async function findThread(threadId: string, api: LiveChatApi): Promise<ArchivedChat | null> {
  const [archived] = await api.threads([threadId]);
  if (archived) return archived;
  const { chats_summary: chats } = await api.chats(null);
  const running = chats.find((chat) => chat.last_thread_summary?.id === threadId);
  return running ? await api.thread(running.id, threadId) : null;
}

function whyNever({ change }: WriteRequest): string | null {
  switch (change.kind) {
    case 'set-priority':
      return 'chats have no priority in LiveChat';
    case 'set-owner':
      return change.agentRef === null
        ? 'a LiveChat chat can’t be taken from its agent without another one'
        : null;
    case 'set-status':
      return isClosing(change)
        ? null
        : 'a LiveChat chat is running or ended, and can only be ended';
    case 'add-note':
      return Buffer.byteLength(change.text) > LONGEST_BYTES
        ? 'LiveChat takes notes of 16 KB at most'
        : null;
  }
}

const isClosing = ({ status }: Extract<TicketChange, { kind: 'set-status' }>): boolean =>
  status === 'closed' || status === 'solved';

function isMade(request: WriteRequest, chat: ArchivedChat): boolean {
  const { thread } = chat;
  const { change } = request;
  const events: readonly unknown[] = Array.isArray(thread.events) ? thread.events : [];
  switch (change.kind) {
    case 'set-status':
      return thread.active === false;
    case 'add-note':
      return events.some((event) => String(Object(event).text).includes(noteMark(request)));
    case 'set-owner':
      return isPresent(change.agentRef, chat);
    case 'set-priority':
      return false;
  }
}

const isPresent = (userId: string | null, chat: ArchivedChat): boolean =>
  usersOf(chat).some(({ id, present }) => id === userId && present === true);

const WORDS: Readonly<Record<TicketChange['kind'], string>> = {
  'set-owner': 'handed over in LiveChat',
  'set-priority': '',
  'set-status': 'ended in LiveChat',
  'add-note': 'note added in LiveChat, for agents alone',
};

async function make(
  request: WriteRequest,
  chat: ArchivedChat,
  { api, accountId }: Changing,
): Promise<void> {
  const { change } = request;
  const { id } = chat;
  switch (change.kind) {
    case 'set-owner':
      return api.act(
        'transfer_chat',
        {
          id,
          target: { type: 'agent', ids: [change.agentRef] },
          ignore_agents_availability: false,
          ignore_requester_presence: true,
        },
        'hand over a chat',
      );
    case 'set-status':
      return api.act('deactivate_chat', { id, ignore_requester_presence: true }, 'end a chat');
    case 'add-note': {
      await comeIn(chat, accountId, api);
      const text = `${change.text}\n\n${noteMark(request)}`;
      const event = { type: 'message', text, visibility: 'agents' };
      return api.act('send_event', { chat_id: id, event }, 'add a note');
    }
    case 'set-priority':
      return;
  }
}

/** Only who is in a chat may write in it: the token's owner comes in unseen by the customer. */
async function comeIn(chat: ArchivedChat, accountId: string, api: LiveChatApi): Promise<void> {
  const owner = (await api.agents()).find((agent) => agent.account_id === accountId);
  if (!owner || isPresent(owner.id, chat)) return;
  const body = {
    chat_id: chat.id,
    user_id: owner.id,
    user_type: 'agent',
    visibility: 'agents',
    ignore_requester_presence: true,
  };
  await api.act('add_user_to_chat', body, 'come into a chat');
}

function outcomeOf(error: unknown): WriteOutcome {
  if (!(error instanceof AppError)) throw error;
  if (error instanceof MayHaveBeenMadeError) return { kind: 'unsure', reason: error.message };
  if (isRefusedFor(error, 'chat_inactive')) return { kind: 'refused', reason: OVER };
  if (error instanceof RefusedError) return { kind: 'refused', reason: error.message };
  // What the token may not do won't change by trying; one that isn't taken may be replaced.
  const isForbidden = error instanceof DeniedError && !error.words.startsWith('authentication');
  if (isForbidden) return { kind: 'refused', reason: error.message };
  const retryAfterMs = error instanceof UpstreamError ? error.retryAfterMs : undefined;
  return {
    kind: 'later',
    reason: error.message,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}
