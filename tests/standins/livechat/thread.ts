import type { Person } from './people.ts';

/** One thing said or done; times in ms since the epoch, as everywhere here. */
export type StoredEvent = {
  readonly nth: number;
  readonly at: number;
  readonly kind:
    | 'message'
    | 'file'
    | 'rich'
    | 'prechat'
    | 'postchat'
    | 'unfilled'
    | 'system'
    | 'custom';
  readonly by: string | null;
  readonly isPublic: boolean;
  text: string | null;
  /** Of a system message. */
  readonly type: string | null;
  readonly names: Readonly<Record<string, string>>;
};

export type StoredThread = {
  readonly seq: number;
  readonly id: string;
  readonly chatId: string;
  readonly previousId: string | null;
  nextId: string | null;
  readonly customerId: string;
  readonly startedAt: number;
  isActive: boolean;
  endedAt: number | null;
  groupId: number;
  tags: readonly string[];
  rating: { readonly score: number | null; readonly comment: string | null } | null;
  queuedSeconds: number;
  events: StoredEvent[];
  /** Agents and bots who were in it, in the order they came; who only looks on is marked. */
  people: { readonly id: string; readonly isSeen: boolean }[];
  present: string[];
  // What the store has to say of it, kept as it happens rather than read out of events.
  tookPart: string[];
  lastAnswerBy: string | null;
  lastAssigned: string | null;
  /** Before the customer wrote, too. */
  firstSaidAt: number | null;
  firstResponseAt: number | null;
  hasContact: boolean;
  hasBotAnswered: boolean;
  wasHandedOn: boolean;
  /** Agents whose it was: they joined, or answered the customer. */
  owners: string[];
  wasTransferred: boolean;
  /** Transferred while it was nobody's. */
  wasGiven: boolean;
  ratedAt: number | null;
};

export function openThread(
  of: Pick<
    StoredThread,
    'seq' | 'id' | 'chatId' | 'previousId' | 'customerId' | 'startedAt' | 'groupId'
  >,
): StoredThread {
  return {
    ...of,
    nextId: null,
    isActive: true,
    endedAt: null,
    tags: [],
    rating: null,
    queuedSeconds: 0,
    events: [],
    people: [],
    present: [],
    tookPart: [],
    lastAnswerBy: null,
    lastAssigned: null,
    firstSaidAt: null,
    firstResponseAt: null,
    hasContact: false,
    hasBotAnswered: false,
    wasHandedOn: false,
    owners: [],
    wasTransferred: false,
    wasGiven: false,
    ratedAt: null,
  };
}

function note(thread: StoredThread, event: Omit<StoredEvent, 'nth'>): void {
  thread.events.push({ ...event, nth: thread.events.length + 1 });
}

const nothing = { by: null, isPublic: true, text: null, type: null, names: {} } as const;

export function system(
  thread: StoredThread,
  at: number,
  type: string,
  names: Readonly<Record<string, string>> = {},
): void {
  const sentence = Object.values(names).join(', ');
  note(thread, { ...nothing, at, kind: 'system', type, names, text: sentence || null });
}

export function customerSays(
  thread: StoredThread,
  at: number,
  text: string,
  kind: 'message' | 'file' | 'prechat' | 'postchat' = 'message',
): void {
  note(thread, { ...nothing, at, kind, by: thread.customerId, text });
  if (kind !== 'postchat') thread.hasContact = true;
}

export function agentSays(
  thread: StoredThread,
  at: number,
  { by, text, isPublic = true }: { by: string; text: string; isPublic?: boolean },
): void {
  note(thread, { ...nothing, at, kind: 'message', by, text, isPublic });
  comeIn(thread, by, isPublic);
  if (!isPublic) return;
  thread.lastAnswerBy = by;
  thread.firstSaidAt ??= at;
  if (!thread.hasContact) return;
  thread.firstResponseAt ??= at;
  own(thread, by);
}

export function botSays(thread: StoredThread, at: number, by: string, text: string): void {
  if (!thread.people.some(({ id }) => id === by)) thread.people.push({ id: by, isSeen: true });
  note(thread, { ...nothing, at, kind: thread.events.length % 2 ? 'rich' : 'message', by, text });
  if (thread.hasContact) thread.hasBotAnswered = true;
}

export function quietly(
  thread: StoredThread,
  at: number,
  kind: 'unfilled' | 'custom',
  by: string,
): void {
  note(thread, { ...nothing, at, kind, by });
}

function comeIn(thread: StoredThread, id: string, isSeen: boolean): void {
  if (!thread.people.some((one) => one.id === id)) thread.people.push({ id, isSeen });
  if (!thread.present.includes(id)) thread.present.push(id);
  if (!thread.tookPart.includes(id)) thread.tookPart.push(id);
}

function own(thread: StoredThread, id: string): void {
  if (!thread.owners.includes(id)) thread.owners.push(id);
}

export function assign(thread: StoredThread, at: number, agent: Person): void {
  system(thread, at, 'routing.assigned_other', { agent: agent.name });
  if (thread.owners.length > 0 && !thread.owners.includes(agent.id)) thread.wasTransferred = true;
  own(thread, agent.id);
  comeIn(thread, agent.id, true);
  thread.lastAssigned = agent.id;
  thread.wasHandedOn = true;
}

/** From one person to another. */
export function transfer(thread: StoredThread, at: number, from: Person, to: Person): void {
  system(thread, at, 'chat_transferred', { agent: from.name, targets: to.name });
  comeIn(thread, to.id, true);
  thread.present = [to.id];
  thread.lastAssigned = to.id;
  thread.wasHandedOn = true;
  if (thread.owners.length > 0) thread.wasTransferred = true;
  else thread.wasGiven = true;
  own(thread, to.id);
}

export function queue(thread: StoredThread, seconds: number): void {
  thread.queuedSeconds = seconds;
  thread.wasHandedOn = true;
}

export function end(thread: StoredThread, at: number, type: string): void {
  system(thread, at, type);
  thread.isActive = false;
  thread.endedAt = at;
  thread.present = [];
}

/** Long after the end, too. */
export function rate(
  thread: StoredThread,
  at: number,
  score: number | null,
  comment: string | null,
): void {
  if (score !== null) system(thread, at, 'rating.chat_rated', { score: score ? 'good' : 'bad' });
  if (comment !== null) system(thread, at, 'rating.chat_commented', { comment });
  thread.rating = { score: score ?? thread.rating?.score ?? null, comment };
  thread.ratedAt = at;
}

export function cancelRating(thread: StoredThread, at: number): void {
  system(thread, at, 'rating.chat_rating_canceled');
  thread.rating = null;
  thread.ratedAt = null;
}
