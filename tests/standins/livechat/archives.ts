import type { StandInAnswer } from '../kit/stand-in.ts';
import type { Account } from './account.ts';
import { chatAnswer, chatSummary, problem } from './answers.ts';
import type { Quirks } from './quirks.ts';
import type { ArchivesBody, ChatsBody } from './requests.ts';
import type { StoredThread } from './thread.ts';

export type Reading = {
  readonly account: Account;
  readonly quirks: Quirks;
  /** Page ids given out before are no longer known. */
  readonly expired: { before: number };
  /** The token sees these alone; null: all. */
  readonly groups: readonly number[] | null;
};

/** A walk's page id says all of it: what was asked for, and how far it got. */
type Walk = {
  readonly filters: NonNullable<ArchivesBody['filters']>;
  readonly order: 'asc' | 'desc' | 'any';
  readonly limit: number;
  /** The place of the last thread, or, newest first, how many came: rows shift under those. */
  readonly after: number;
  readonly at: number;
};

const pageIdOf = (walk: object): string => Buffer.from(JSON.stringify(walk)).toString('base64');

export function walkAt(pageId: string): Walk | null {
  try {
    return JSON.parse(Buffer.from(pageId, 'base64').toString('utf8'));
  } catch {
    return null;
  }
}

export function listArchives(body: ArchivesBody, reading: Reading): StandInAnswer {
  const { account, quirks, expired } = reading;
  if (body.filters?.thread_ids) return readThreads(body.filters.thread_ids, reading);
  const {
    filters = {},
    sort_order: order = quirks.isUnordered ? 'any' : 'desc',
    limit = 10,
  } = body;
  const isFirst = body.page_id === undefined;
  const walk: Walk | null = isFirst
    ? { filters, order, limit, after: order === 'asc' ? -1 : 0, at: account.now() }
    : walkAt(body.page_id ?? '');
  if (!walk || walk.at < expired.before) {
    return problem('validation', '`page_id` is invalid or expired', { quirks });
  }
  const { page, after } = walk.order === 'asc' ? upwards(walk, reading) : downwards(walk, reading);
  const isMore = page.length > walk.limit;
  return {
    body: {
      chats: page.slice(0, walk.limit).map((thread) => chatAnswer(thread, reading)),
      found_chats: Math.round(count(walk, reading) * quirks.foundTimes),
      ...(isMore && { next_page_id: pageIdOf({ ...walk, after }) }),
      ...(!isFirst && { previous_page_id: pageIdOf({ ...walk, after: 0 }) }),
    },
  };
}

function readThreads(ids: readonly string[], reading: Reading): StandInAnswer {
  const { account } = reading;
  const found = ids.flatMap((id) => account.find(id) ?? []).filter((one) => isShown(one, reading));
  return {
    body: { chats: found.map((one) => chatAnswer(one, reading)), found_chats: found.length },
  };
}

/** One more than fits tells whether there is more. */
function upwards(walk: Walk, reading: Reading): { page: StoredThread[]; after: number } {
  const page: StoredThread[] = [];
  let seq = Math.max(walk.after + 1, firstPlace(walk, reading));
  for (; seq < reading.account.threads && page.length <= walk.limit; seq += 1) {
    const thread = reading.account.at(seq);
    if (thread && isPast(thread, walk, reading)) break;
    if (thread && isIn(thread, walk, reading)) page.push(thread);
  }
  return { page, after: page[walk.limit - 1]?.seq ?? walk.after };
}

function downwards(walk: Walk, reading: Reading): { page: StoredThread[]; after: number } {
  const all: StoredThread[] = [];
  for (let seq = reading.account.threads - 1; seq >= 0; seq -= 1) {
    const thread = reading.account.at(seq);
    if (thread && isIn(thread, walk, reading)) all.push(thread);
    if (walk.order === 'desc' && all.length > walk.after + walk.limit) break;
  }
  if (walk.order === 'any') all.sort((a, b) => ((a.seq * 7919) % 101) - ((b.seq * 7919) % 101));
  const page = all.slice(walk.after, walk.after + walk.limit + 1);
  return { page, after: walk.after + walk.limit };
}

const msOf = (time: string | undefined): number | null =>
  time === undefined ? null : Date.parse(time);

/** Where to begin looking, so that a large account is quick to page through. */
function firstPlace({ filters }: Walk, { account, quirks }: Reading): number {
  const from = msOf(filters.from);
  if (from === null || quirks.filterBy !== 'start') return 0;
  const { firstAt, everyMs, chats } = account.made;
  return Math.min(Math.max(0, Math.floor((from - firstAt) / everyMs)), chats);
}

function isPast({ startedAt }: StoredThread, { filters }: Walk, { quirks }: Reading): boolean {
  const to = msOf(filters.to);
  return quirks.filterBy === 'start' && to !== null && startedAt > to;
}

function isIn(thread: StoredThread, { filters }: Walk, reading: Reading): boolean {
  if (!isShown(thread, reading)) return false;
  if (filters.group_ids && !filters.group_ids.includes(thread.groupId)) return false;
  const from = msOf(filters.from) ?? Number.NEGATIVE_INFINITY;
  const to = msOf(filters.to) ?? Number.POSITIVE_INFINITY;
  const last = thread.events.at(-1)?.at ?? thread.startedAt;
  switch (reading.quirks.filterBy) {
    case 'start':
      return thread.startedAt >= from && thread.startedAt < to;
    case 'end':
      return thread.endedAt !== null && thread.endedAt >= from && thread.endedAt < to;
    case 'activity':
      return last >= from && thread.startedAt < to;
  }
}

function isShown(thread: StoredThread, { account, quirks, groups }: Reading): boolean {
  if (groups && !groups.includes(thread.groupId)) return false;
  if (thread.startedAt > account.now() - quirks.archiveLagMs) return false;
  return quirks.hasRunningInArchives || !thread.isActive;
}

/** The first page counts; further ones repeat what a guess would be. */
function count(walk: Walk, reading: Reading): number {
  const { account } = reading;
  const { firstAt, everyMs, chats } = account.made;
  const to = Math.min(msOf(walk.filters.to) ?? account.now(), firstAt + chats * everyMs);
  const from = Math.max(msOf(walk.filters.from) ?? 0, firstAt);
  return Math.max(0, Math.floor((to - from) / everyMs)) + account.threads - chats;
}

/** Newest first, each chat with its newest thread. */
export function listChats(body: ChatsBody, reading: Reading): StandInAnswer {
  const { account, groups } = reading;
  const further = body.page_id === undefined ? null : walkAt(body.page_id);
  const isRunningOnly = body.filters?.active === true || further?.order === 'any';
  const limit = further?.limit ?? body.limit ?? 10;
  const isListed = (thread: StoredThread): boolean =>
    thread.nextId === null &&
    (thread.isActive || !isRunningOnly) &&
    (!groups || groups.includes(thread.groupId));
  const page: StoredThread[] = [];
  let seq = (further?.after ?? account.threads) - 1;
  for (; seq >= 0 && page.length < limit; seq -= 1) {
    const thread = account.at(seq);
    if (thread && isListed(thread)) page.push(thread);
  }
  const rest = { after: seq + 1, order: isRunningOnly ? 'any' : 'desc', limit };
  return {
    body: {
      chats_summary: page.map((thread) => chatSummary(thread, reading)),
      found_chats: account.threads,
      ...(seq >= 0 && { next_page_id: pageIdOf(rest) }),
    },
  };
}
