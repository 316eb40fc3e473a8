import type { StandInAnswer } from '../kit/stand-in.ts';
import type { Account, Customer } from './account.ts';
import type { Quirks } from './quirks.ts';
import type { StoredEvent, StoredThread } from './thread.ts';

const STATUSES: Readonly<Record<string, number>> = {
  authentication: 401,
  authorization: 403,
  missing_access: 403,
  not_found: 404,
  misdirected_request: 421,
  too_many_requests: 429,
  internal: 500,
  service_unavailable: 503,
};

export function problem(
  type: string,
  message: string,
  { quirks, data }: { readonly quirks: Quirks; readonly data?: unknown },
): StandInAnswer {
  const status = quirks.isAlways400 ? 400 : (STATUSES[type] ?? 400);
  return { status, body: { error: { type, message, ...(data ? { data } : {}) } } };
}

type Telling = { readonly account: Account; readonly quirks: Quirks };

/** Microseconds, in UTC or an hour east of it. */
function timeAnswer(at: number, nth: number, { times }: Quirks): string {
  const micro = String((nth * 37) % 1000).padStart(3, '0');
  const shifted = new Date(times === 'z' ? at : at + 3_600_000).toISOString().replace('Z', micro);
  return `${shifted}${times === 'z' ? 'Z' : '+01:00'}`;
}

/** One element of the archives: a chat with one of its threads. */
export function chatAnswer(thread: StoredThread, telling: Telling) {
  const { account, quirks } = telling;
  const access = { group_ids: [thread.groupId] };
  const rating = ratingAnswer(thread);
  return {
    id: thread.chatId,
    users: usersAnswer(thread, telling),
    thread: {
      ...summaryAnswer(thread, quirks),
      ...contentAnswer(thread, quirks),
      properties: { ...rating, routing: { continuous: false, idle: false } },
      access,
      ...(thread.tags.length > 0 && { tags: thread.tags }),
      ...(thread.queuedSeconds > 0 && { queues_duration: thread.queuedSeconds }),
      ...(thread.previousId && { previous_thread_id: thread.previousId }),
      ...(thread.nextId && { next_thread_id: thread.nextId }),
    },
    properties: {
      ...(quirks.hasRatingOnChat && ratingAnswer(newestOf(thread, account))),
      source: { client_id: 'c5e4f61e1a6c3b1521b541bc5c5a2ac5' },
    },
    access,
    is_followed: false,
  };
}

function summaryAnswer(thread: StoredThread, quirks: Quirks) {
  return {
    id: thread.id,
    active: thread.isActive,
    user_ids: [thread.customerId, ...thread.people.map(({ id }) => id)],
    created_at: timeAnswer(thread.startedAt, 0, quirks),
  };
}

function contentAnswer(thread: StoredThread, quirks: Quirks) {
  return quirks.withheldBefore !== null && thread.startedAt < quirks.withheldBefore
    ? { restricted_access: "can't access threads older than 60 days on starter plan" }
    : { events: thread.events.map((event) => eventAnswer(event, thread, quirks)) };
}

function newestOf(thread: StoredThread, account: Account): StoredThread {
  const next = thread.nextId === null ? null : account.find(thread.nextId);
  return next ? newestOf(next, account) : thread;
}

function ratingAnswer({ rating }: StoredThread): Readonly<Record<string, unknown>> {
  if (rating === null) return {};
  const { score, comment } = rating;
  const given = { ...(score !== null && { score }), ...(comment !== null && { comment }) };
  return { rating: given };
}

function usersAnswer(thread: StoredThread, { account, quirks }: Telling) {
  const customer = account.customer(thread.customerId);
  const before = thread.previousId === null ? null : account.find(thread.previousId);
  // Everybody of the whole chat, not of this thread alone.
  const ids = new Set([...(before?.people ?? []), ...thread.people].map(({ id }) => id));
  const onlookers = new Set(thread.people.filter(({ isSeen }) => !isSeen).map(({ id }) => id));
  return [
    customerAnswer(customer, thread, quirks),
    ...[...ids].map((id) => {
      const person = account.person(id);
      return {
        id,
        type: 'agent',
        name: person?.name ?? id,
        ...(person?.kind === 'agent' && { email: id }),
        present: thread.present.includes(id),
        avatar: 'https://example.test/a.png',
        visibility: onlookers.has(id) ? 'agents' : 'all',
      };
    }),
  ];
}

function customerAnswer({ id, name, email }: Customer, thread: StoredThread, quirks: Quirks) {
  return {
    id,
    type: 'customer',
    ...(name !== null && { name }),
    ...(email !== null && { email }),
    present: thread.isActive,
    created_at: timeAnswer(thread.startedAt, 1, quirks),
    session_fields: [{ seen_by: '192.0.2.77' }],
    last_visit: { ip: '192.0.2.77', user_agent: 'Browser', geolocation: {}, id: 1 },
  };
}

function eventAnswer(event: StoredEvent, thread: StoredThread, quirks: Quirks): unknown {
  const common = {
    id: `${thread.id}_${event.nth}`,
    created_at: timeAnswer(event.at, event.nth, quirks),
    visibility: event.isPublic ? 'all' : 'agents',
    ...(event.by !== null && { author_id: event.by }),
  };
  switch (event.kind) {
    case 'message':
      return { ...common, type: 'message', text: event.text };
    case 'file':
      return {
        ...{ ...common, type: 'file', name: event.text, content_type: 'application/pdf' },
        url: 'https://cdn.example.test/secret/bill.pdf',
      };
    case 'rich':
      return { ...common, ...richAnswer(event) };
    case 'prechat':
    case 'postchat':
      return { ...common, ...formAnswer(event, event.kind) };
    case 'unfilled':
      return { ...common, type: 'form', form_id: 'f', fields: [] };
    case 'custom':
      return { ...common, type: 'custom', content: { any: 'thing' } };
    case 'system':
      return {
        ...{ ...common, type: 'system_message', system_message_type: event.type },
        ...(event.text !== null && { text: event.text, text_vars: event.names }),
      };
  }
}

function richAnswer({ text }: StoredEvent) {
  const button = { type: 'message', value: 'yes', postback_id: 'p1', user_ids: [] };
  const buttons = [
    { ...button, text: 'Yes' },
    { ...button, text: 'No' },
  ];
  return {
    type: 'rich_message',
    template_id: 'quick_replies',
    elements: [{ title: text, buttons }],
  };
}

function formAnswer({ text }: StoredEvent, kind: string) {
  return {
    type: 'filled_form',
    form_id: '1473433500211',
    form_type: kind,
    fields: [
      { type: 'name', id: 'f1', label: 'Your name:', answer: `Name ${text}` },
      { type: 'email', id: 'f2', label: 'E-mail:', answer: 'form@example.test' },
      { type: 'radio', id: 'f3', label: 'Purpose', answer: { id: '0', label: 'Billing' } },
      {
        ...{ type: 'checkbox', id: 'f4', label: 'Products' },
        answers: [
          { id: '0', label: 'Shop' },
          { id: '1', label: 'App' },
        ],
      },
      { type: 'question', id: 'f5', label: 'Anything else?' },
    ],
  };
}

/** One element of `list_chats`. */
export function chatSummary(thread: StoredThread, telling: Telling) {
  const access = { group_ids: [thread.groupId] };
  return {
    id: thread.chatId,
    last_event_per_type: {},
    users: usersAnswer(thread, telling),
    last_thread_summary: {
      ...summaryAnswer(thread, telling.quirks),
      properties: ratingAnswer(thread),
      access,
    },
    properties: {},
    access,
    is_followed: false,
  };
}
