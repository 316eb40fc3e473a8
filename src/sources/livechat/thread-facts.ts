import type { LiveChatUser } from './answers.ts';
import type { ThreadEvent } from './read-events.ts';

/** A thread as it was read. */
export type ToldThread = {
  readonly isActive: boolean;
  readonly startedAt: string;
  /** In the order they happened. */
  readonly events: readonly ThreadEvent[];
  /** People who answer chats and were in this one, as the thread lists them. */
  readonly humans: readonly LiveChatUser[];
  readonly hasBot: boolean;
  readonly wasQueued: boolean;
  /** What agents' systems send by themselves is no answer. */
  isAutomatic(text: string): boolean;
};

/** What the events of a thread say about it together. */
export type ThreadFacts = {
  readonly agent_ref: string | null;
  readonly agent_refs: readonly string[];
  readonly first_response_at: string | null;
  readonly ended_at: string | null;
  readonly duration_seconds: number | null;
  readonly updated_at: string;
  readonly bot_involved: boolean;
  readonly transferred: boolean;
  readonly missed: boolean;
};

const ENDINGS: ReadonlySet<string> = new Set([
  ...['manual_archived_agent', 'manual_archived_customer', 'system_archived'],
  'archived_customer_disconnected',
]);
const JOININGS = /^(?:routing\.assigned|agent_added|agent_joined|chat_transferred)/;
const AFTERWARDS = /^(?:rating\.|transcript_)/;

export function factsOf(told: ToldThread): ThreadFacts {
  const { events, startedAt, isActive } = told;
  const takers = tookPart(told);
  const answers = events.filter((event) => isAnswer(event, told));
  const response = sinceContact(events).find((event) => isAnswer(event, told));
  const endedAt = isActive ? null : endOf(events, startedAt);
  const lastAt = events.at(-1)?.at ?? startedAt;
  const hasBot = told.hasBot || events.some(({ by }) => by.kind === 'bot');
  return {
    agent_ref: answers.at(-1)?.by.id ?? lastAssigned(told, takers),
    agent_refs: takers.map(({ id }) => id),
    first_response_at: response?.at ?? null,
    ended_at: endedAt,
    duration_seconds:
      endedAt === null ? null : (Date.parse(endedAt) - Date.parse(startedAt)) / 1000,
    updated_at: laterOf(startedAt, lastAt),
    bot_involved: hasBot,
    transferred: wasTransferred(told, hasBot),
    missed: !isActive && !response && wasWaiting(told, takers),
  };
}

/** Something a person who answers chats said to the customer. */
function isAnswer(event: ThreadEvent, told: ToldThread): boolean {
  return isByAgent(event) && !(event.text !== null && told.isAutomatic(event.text));
}

/** The customer turned to us: wrote, or filled in a form. */
const isContact = ({ by, kind, form, isPublic }: ThreadEvent): boolean =>
  by.kind === 'customer' && kind !== 'system' && isPublic && form?.type !== 'postchat';

/** From where the customer turned to us: what was said before, greetings above all, answers nothing. */
function sinceContact(events: readonly ThreadEvent[]): readonly ThreadEvent[] {
  return events.slice(events.findIndex(isContact) + 1);
}

/** Seen by the customer as somebody who wrote. */
const isByAgent = ({ by, kind, isPublic }: ThreadEvent): boolean =>
  by.kind === 'agent' && kind === 'said' && isPublic;

type Taker = { readonly id: string; readonly isSeen: boolean };

/** Human agents in the order they first wrote or joined; then those who were there without either. */
function tookPart({ events, humans }: ToldThread): readonly Taker[] {
  const takers = new Map<string, Taker>();
  const add = (id: string, isSeen: boolean): void => {
    takers.set(id, { id, isSeen: isSeen || (takers.get(id)?.isSeen ?? false) });
  };
  for (const event of events) {
    if (event.by.kind === 'agent' && event.by.id) add(event.by.id, event.isPublic);
    for (const id of joinedBy(event, humans)) add(id, true);
  }
  // Whoever only looks on, to help or to learn, is not seen by the customer.
  for (const { id, visibility } of humans) if (visibility !== 'agents') add(id, true);
  return [...takers.values()];
}

/** Whose it is while nobody has answered. */
function lastAssigned({ events, humans }: ToldThread, takers: readonly Taker[]): string | null {
  const joined = events.flatMap((event) => joinedBy(event, humans)).at(-1);
  return joined ?? takers.findLast(({ isSeen }) => isSeen)?.id ?? null;
}

/** Whom the system says to have joined, where the name or the address is one person's alone. */
function joinedBy(
  { happening, names }: ThreadEvent,
  humans: readonly LiveChatUser[],
): readonly string[] {
  if (!JOININGS.test(happening ?? '')) return [];
  return names.flatMap((name) => {
    const meant = humans.filter((human) => human.id === name || human.name === name);
    return meant.length === 1 ? meant.map(({ id }) => id) : [];
  });
}

/** Handed from one person to another. A bot that fetches somebody transfers nothing. */
function wasTransferred({ events, humans }: ToldThread, hasBot: boolean): boolean {
  const before = new Set<string>();
  const counted = new Set(sinceContact(events));
  const isTransfer = (event: ThreadEvent): boolean => {
    if (event.happening === 'chat_transferred') return before.size > 0 || !hasBot;
    if (before.size === 0 || !event.happening?.startsWith('routing.assigned')) return false;
    return joinedBy(event, humans).some((id) => !before.has(id));
  };
  for (const event of events) {
    if (isTransfer(event)) return true;
    for (const id of joinedBy(event, humans)) before.add(id);
    if (isByAgent(event) && counted.has(event)) before.add(event.by.id ?? '');
  }
  return false;
}

/** The customer turned to us, and it wasn't for a bot alone to answer, or no bot did. */
function wasWaiting(told: ToldThread, takers: readonly Taker[]): boolean {
  const { events, wasQueued } = told;
  if (!wasQueued && !events.some(isContact)) return false;
  const hasBotAnswered = sinceContact(events).some(
    ({ by, kind, isPublic }) => by.kind === 'bot' && kind === 'said' && isPublic,
  );
  // Whoever greeted and was gone took nothing on.
  const greeters = new Set(events.filter(isByAgent).map(({ by }) => by.id));
  const wasHandedOn =
    wasQueued ||
    takers.some(({ id, isSeen }) => isSeen && !greeters.has(id)) ||
    events.some(({ happening }) => happening === 'chat_transferred');
  return !hasBotAnswered || wasHandedOn;
}

/** The closing message, else the last thing that isn't about the time afterwards. */
function endOf(events: readonly ThreadEvent[], startedAt: string): string {
  const isEnding = ({ happening }: ThreadEvent): boolean =>
    happening !== null && (ENDINGS.has(happening) || happening.startsWith('routing.archived'));
  const isWithin = ({ happening, form }: ThreadEvent): boolean =>
    !AFTERWARDS.test(happening ?? '') && form?.type !== 'postchat';
  const last = events.findLast(isEnding) ?? events.findLast(isWithin) ?? events.at(-1);
  return laterOf(startedAt, last?.at ?? startedAt);
}

/** ISO times of one length can be compared as text. */
function laterOf(...times: readonly string[]): string {
  return times.toSorted().at(-1) ?? '';
}
