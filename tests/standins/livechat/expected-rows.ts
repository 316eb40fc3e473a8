import type { Account } from './account.ts';
import type { StoredEvent, StoredThread } from './thread.ts';

/** What the store has to hold of an account, worked out from what happened in it. */
export function expectedRows(account: Account, notBefore: number = Number.NEGATIVE_INFINITY) {
  const threads = [...account.all()].filter(({ startedAt }) => startedAt >= notBefore);
  const byId = (a: { readonly source_id: string }, b: { readonly source_id: string }) =>
    a.source_id < b.source_id ? -1 : 1;
  return {
    chats: threads.map((thread) => expectedChat(account, thread)).sort(byId),
    messages: threads.flatMap((thread) => expectedMessages(account, thread)).sort(byId),
  };
}

const iso = (at: number): string => new Date(at).toISOString();
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

function expectedChat(account: Account, thread: StoredThread) {
  const { startedAt, endedAt, isActive, rating, events } = thread;
  const answeredAt = thread.hasContact ? thread.firstResponseAt : thread.firstSaidAt;
  const wasWaiting = thread.hasContact || thread.queuedSeconds > 0;
  const hasBot = thread.people.some(({ id }) => account.person(id)?.kind === 'bot');
  const isBotAlone = thread.hasBotAnswered && !thread.wasHandedOn;
  return {
    source_id: thread.id,
    group_ref: String(thread.groupId),
    channel: 'Chat',
    tags: thread.tags,
    started_at: iso(startedAt),
    active: isActive,
    url: `https://my.livechatinc.com/archives/${thread.id}`,
    deleted_at: null,
    ...expectedCustomer(account, thread),
    agent_ref: thread.lastAnswerBy ?? thread.lastAssigned,
    agent_refs: thread.tookPart,
    first_response_at: isoOrNull(answeredAt),
    ended_at: isoOrNull(endedAt),
    duration_seconds: endedAt === null ? null : (endedAt - startedAt) / 1000,
    updated_at: iso(events.at(-1)?.at ?? startedAt),
    bot_involved: hasBot,
    // A bot that fetches somebody transfers nothing.
    transferred: thread.wasTransferred || (thread.wasGiven && !hasBot),
    missed: !isActive && answeredAt === null && wasWaiting && !isBotAlone,
    rating: rating?.score === 1 ? 5 : rating?.score === 0 ? 1 : null,
    rating_comment: rating?.comment ?? null,
    rated_at: isoOrNull(thread.ratedAt),
  };
}

function expectedCustomer(account: Account, thread: StoredThread) {
  const { id, name, email } = account.customer(thread.customerId);
  const form = thread.events.find(({ kind }) => kind === 'prechat' || kind === 'postchat');
  return {
    customer_ref: id,
    customer_name: name ?? (form ? `Name ${form.text}` : null),
    customer_email: email ?? (form ? 'form@example.test' : null),
  };
}

function expectedMessages(account: Account, thread: StoredThread) {
  return thread.events
    .filter(({ kind }) => kind !== 'unfilled' && kind !== 'custom')
    .map((event) => ({
      source_id: `${thread.id}_${event.nth}`,
      conversation_kind: 'chat',
      conversation_ref: thread.id,
      ...expectedAuthor(account, thread, event),
      sent_at: iso(event.at),
      text: textOf(event),
      public: event.isPublic,
      deleted_at: null,
    }));
}

function expectedAuthor(account: Account, thread: StoredThread, { kind, by }: StoredEvent) {
  if (by === null || kind === 'prechat' || kind === 'postchat') {
    return { author_kind: 'system', author_ref: null, author: null };
  }
  if (by === thread.customerId) {
    return { author_kind: 'customer', author_ref: null, author: account.customer(by).name };
  }
  const person = account.person(by);
  return { author_kind: person?.kind, author_ref: by, author: person?.name };
}

function textOf({ kind, text, type }: StoredEvent): string | null {
  switch (kind) {
    case 'file':
      return `File: ${text}`;
    case 'rich':
      return `${text}\n[Yes] [No]`;
    case 'prechat':
    case 'postchat':
      return `Your name: Name ${text}\nE-mail: form@example.test\nPurpose: Billing\nProducts: Shop, App`;
    case 'system':
      return text ?? type?.replaceAll(/[._]/g, ' ') ?? null;
    default:
      return text;
  }
}
