import type { ChatRow, MessageRow, PageRows, Reject } from '../sync/page.ts';
import { type ArchivedChat, chat as chatShape, type LiveChatChat } from './answers.ts';
import { type Directory, isBot } from './directory.ts';
import {
  type EventContext,
  readEvents,
  type ThreadEvent,
  type UnreadEvent,
} from './read-events.ts';
import { factsOf, type ToldThread } from './thread-facts.ts';
import { ratingOf } from './thread-rating.ts';
import { isoOf, microsecondsOf, textOrNull } from './values.ts';

/** Stands among the rejects for messages LiveChat doesn't show. */
export const WITHHELD = 'restricted_access';

export type Mapping = {
  readonly directory: Directory;
  isAutomatic(text: string): boolean;
};

/** `isWithheld`: LiveChat didn't show what was said in it. */
export type MappedThread =
  | (Required<Pick<PageRows, 'chats' | 'messages' | 'rejects'>> & { readonly isWithheld: boolean })
  | { readonly reject: Reject };

const ARCHIVES = 'https://my.livechatinc.com/archives/';

/** A chat with one thread: one row, and one for each thing said in it. `version`: when it was asked for, ms. */
export function mapThread(raw: ArchivedChat, version: number, mapping: Mapping): MappedThread {
  const parsed = chatShape.safeParse(raw);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return { reject: rejectChat(raw, version, `${issue?.path.join('.')}: ${issue?.message}`) };
  }
  const chat = parsed.data;
  const startedAt = microsecondsOf(chat.thread.created_at);
  if (startedAt === null)
    return { reject: rejectChat(raw, version, 'thread.created_at is no time') };
  const { events } = chat.thread;
  const common = commonColumns(chat, isoOf(startedAt), version);
  if (!events) {
    // What is known of it already from its events, stays.
    const row = { ...common, ...withoutMissing(customerOf(chat, [])), ...ratingKnown(chat) };
    return { chats: [row], messages: [], rejects: [], isWithheld: true };
  }
  const context = { users: chat.users, directory: mapping.directory };
  const read = readEvents(events, context);
  const row: ChatRow = {
    ...common,
    ...customerOf(chat, read.events),
    ...factsOf(toldOf(chat, { startedAt: isoOf(startedAt), events: read.events, mapping })),
    ...ratingOf(chat, read.events),
  };
  const place = { threadId: chat.thread.id, version };
  return {
    chats: [row],
    messages: read.events.map((event) => messageOf(event, context, place)),
    rejects: read.unread.map((unread) => rejectEvent(unread, unread.raw, context, place)),
    isWithheld: false,
  };
}

function commonColumns({ thread, access }: LiveChatChat, startedAt: string, version: number) {
  const [group] = thread.access?.group_ids ?? access?.group_ids ?? [];
  return {
    source_id: thread.id,
    version,
    group_ref: group === undefined ? null : String(group),
    channel: 'Chat',
    tags: thread.tags ?? [],
    started_at: startedAt,
    active: thread.active,
    url: `${ARCHIVES}${encodeURIComponent(thread.id)}`,
    deleted_at: null,
  };
}

type Customer = {
  readonly customer_ref: string | null;
  readonly customer_name: string | null;
  readonly customer_email: string | null;
};

/** Where the customer's own card says nothing, what they wrote into a form. */
function customerOf({ users }: LiveChatChat, events: readonly ThreadEvent[]): Customer {
  const customer = users.find(({ type }) => type === 'customer');
  const forms = events.map(({ form }) => form?.answers);
  const asked = (what: 'name' | 'email') =>
    forms.find((answers) => answers?.[what])?.[what] ?? null;
  return {
    customer_ref: customer?.id ?? null,
    customer_name: textOrNull(customer?.name) ?? asked('name'),
    customer_email: textOrNull(customer?.email) ?? asked('email'),
  };
}

function withoutMissing(customer: Customer): Partial<Customer> {
  return Object.fromEntries(Object.entries(customer).filter(([, value]) => value !== null));
}

function ratingKnown(chat: LiveChatChat): Pick<ChatRow, 'rating' | 'rating_comment'> {
  const { rating, rating_comment } = ratingOf(chat, []);
  return { rating, rating_comment };
}

function toldOf(
  { users, thread }: LiveChatChat,
  {
    startedAt,
    events,
    mapping,
  }: {
    readonly startedAt: string;
    readonly events: readonly ThreadEvent[];
    readonly mapping: Mapping;
  },
): ToldThread {
  const { directory } = mapping;
  // The chat lists everybody of all its threads.
  const here = new Set(thread.user_ids ?? users.map(({ id }) => id));
  const answering = users.filter(({ id, type }) => type === 'agent' && here.has(id));
  return {
    isActive: thread.active,
    startedAt,
    events,
    humans: answering.filter(({ id }) => !isBot(id, directory)),
    hasBot: answering.some(({ id }) => isBot(id, directory)),
    wasQueued: (thread.queues_duration ?? 0) > 0 || Boolean(thread.queue),
    isAutomatic: mapping.isAutomatic,
  };
}

export type Place = { readonly threadId: string; readonly version: number };

export function messageOf(event: ThreadEvent, { users }: EventContext, place: Place): MessageRow {
  const { kind, id } = event.kind === 'form' ? { kind: 'system' as const, id: null } : event.by;
  const isOurs = kind === 'agent' || kind === 'bot';
  return {
    source_id: event.id,
    version: place.version,
    conversation_kind: 'chat',
    conversation_ref: place.threadId,
    author_kind: kind,
    author_ref: isOurs ? id : null,
    author: textOrNull(users.find((user) => user.id === id)?.name),
    sent_at: event.at,
    text: event.isDeleted ? null : event.text,
    public: event.isPublic,
    deleted_at: event.isDeleted ? event.at : null,
  };
}

function rejectChat(chat: ArchivedChat, version: number, reason: string): Reject {
  return { entity: 'chats', source_id: chat.thread.id, reason, raw: { chat, version } };
}

function rejectEvent(
  { id, reason }: UnreadEvent,
  event: unknown,
  { users }: EventContext,
  place: Place,
): Reject {
  const sourceId = id ?? `${place.threadId}_?`;
  const people = users.map(({ id: user, type, name }) => ({ id: user, type, name }));
  return {
    entity: 'messages',
    source_id: sourceId,
    reason,
    raw: { event, users: people, ...place },
  };
}
