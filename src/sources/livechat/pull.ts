import type { Clock } from '../../core/clock.ts';
import { RefusedError } from '../http/refusals.ts';
import type { Page, PageRows, Reject } from '../sync/page.ts';
import type { PullStart } from '../sync/ticket-source.ts';
import { type ArchivedChat, type ArchivesPage, type ChatsPage, usersOf } from './answers.ts';
import { gatherRows } from './gather-rows.ts';
import { type LiveChatApi, MOST_THREADS } from './livechat-api.ts';
import { type Mapping, WITHHELD } from './map-thread.ts';
import {
  afterArchivesPage,
  afterLists,
  afterPass,
  beginPass,
  intoArchives,
  intoRunning,
  type LiveChatState,
  type Pass,
  type Running,
  SLICE_MS,
  type UnderWay,
} from './pull-state.ts';
import { listsDue, meetStrangers, readLists } from './read-lists.ts';
import { microsecondsOf } from './values.ts';

export type Pulling = {
  readonly api: LiveChatApi;
  readonly clock: Clock;
  readonly start: PullStart;
  readonly isAutomatic: Mapping['isAutomatic'];
  onDirectory(directory: LiveChatState['directory']): void;
};

/** What one step came to. Rows that can't be written together come in several parts; the state holds after the last. */
type Turned = {
  readonly state: UnderWay;
  /** None: nothing to write yet. */
  readonly parts: readonly PageRows[];
  readonly isEnd?: boolean;
};

const NAMES: Readonly<Record<Pass['step'], string>> = {
  lists: 'agents and groups',
  survey: 'chats',
  archives: 'chats',
  running: 'running chats',
  threads: 'running chats',
};
const MOST_RESTARTS = 3;
/** Results past the newest hundred thousand have been known to stay out; a week is cut into days long before. */
const MANY_CHATS = 50_000;

/** Every page follows from the state before it alone, so that a pull goes on wherever one ended. */
export async function* pullLiveChat(pulling: Pulling): AsyncIterable<Page> {
  const { start, clock } = pulling;
  let state = beginPass(start, clock.now());
  for (;;) {
    start.signal.throwIfAborted();
    const turned = await STEPS[state.pass.step](state, pulling);
    pulling.onDirectory(turned.state.directory);
    // Until the last part is written, a stop begins the step again.
    for (const rows of turned.parts.slice(0, -1)) yield { ...rows, ...placeOf(state, state) };
    const last = turned.parts.at(-1) ?? {};
    if (turned.isEnd) {
      const after = afterPass(turned.state);
      yield { ...last, ...placeOf(turned.state, after), complete: completed(state.pass) };
      return;
    }
    if (turned.parts.length > 0) yield { ...last, ...placeOf(turned.state, turned.state) };
    state = turned.state;
  }
}

function placeOf({ pass }: UnderWay, state: LiveChatState): Pick<Page, 'state' | 'progress'> {
  const of = pass.of === null ? null : Math.max(pass.of, pass.done);
  return { state, progress: { step: NAMES[pass.step], done: pass.done, of } };
}

function completed({ kind, to }: Pass): NonNullable<Page['complete']> {
  const readUntil = new Date(to).toISOString();
  return kind === 'full'
    ? { readUntil, sweep: { entities: ['chats'], before: readUntil } }
    : { readUntil };
}

const STEPS: Readonly<
  Record<Pass['step'], (state: UnderWay, pulling: Pulling) => Promise<Turned>>
> = {
  async lists(state, { api, clock }) {
    const nowMs = clock.now();
    const due = listsDue(state, state.pass.kind === 'full', nowMs);
    const { state: listed, rows } = await readLists(state, due, { api, nowMs });
    return { state: afterLists(listed), parts: due.length > 0 ? [rows] : [] };
  },

  /** How much there is, and where it begins. */
  async survey(state, { api }) {
    const { from, to } = state.pass;
    const page = await api.archives({ from, to }, { limit: 1 });
    const oldest = microsecondsOf(String(page.chats[0]?.thread.created_at ?? ''));
    const of = page.found_chats ?? null;
    const surveyed = { ...state, pass: { ...state.pass, of } };
    if (oldest === null) return { state: intoRunning(surveyed), parts: [] };
    // What the order compares isn't documented either: a slice more, to be sure.
    const begin = Math.max(Math.floor(oldest / 1000) - SLICE_MS, from ?? 0);
    return { state: intoArchives(surveyed, begin), parts: [] };
  },

  async archives(state, pulling) {
    const { slice, pageId, to } = state.pass;
    if (slice === null) return { state: intoRunning(state), parts: [] };
    const askedAt = pulling.clock.now();
    const page = await archivesAt({ slice, pageId }, pulling.api, state.pass.restarts);
    if (page === 'expired') {
      const restarts = state.pass.restarts + 1;
      return { state: { ...state, pass: { ...state.pass, pageId: null, restarts } }, parts: [] };
    }
    const length = slice.to - slice.from;
    if (pageId === null && (page.found_chats ?? 0) > MANY_CHATS && length > SLICE_MS / 7) {
      const shorter = { from: slice.from, to: Math.min(slice.from + SLICE_MS / 7, to) };
      return { state: { ...state, pass: { ...state.pass, slice: shorter } }, parts: [] };
    }
    const turned = await absorb(state, page.chats, { ...pulling, askedAt });
    return { ...turned, state: afterArchivesPage(turned.state, page.next_page_id ?? null) };
  },

  /** What is going on now: threads the archives didn't show are read by their ids. */
  async running(state, { api }) {
    const listed = await listRunning(api);
    const met = new Set(state.pass.met);
    const wanted = new Map(
      [...state.running, ...listed]
        .filter(({ threadId }) => !met.has(threadId))
        .map((one) => [one.threadId, one]),
    );
    const waiting = [...wanted.values()];
    const next = { ...state, pass: { ...state.pass, step: 'threads' as const, waiting } };
    return { state: next, parts: [], isEnd: waiting.length === 0 };
  },

  async threads(state, pulling) {
    const { pass } = state;
    const batch = pass.waiting.slice(0, MOST_THREADS);
    const askedAt = pulling.clock.now();
    const chats = await readThreads(batch, pulling.api);
    const turned = await absorb(state, chats, { ...pulling, askedAt });
    const read = new Set(chats.map(({ thread }) => thread.id));
    // One that is nowhere to be found is no longer waited for.
    const lost = new Set(batch.map(({ threadId }) => threadId).filter((id) => !read.has(id)));
    const waiting = pass.waiting.slice(MOST_THREADS);
    const running = turned.state.running.filter(({ threadId }) => !lost.has(threadId));
    return {
      ...turned,
      state: { ...turned.state, running, pass: { ...turned.state.pass, waiting } },
      isEnd: waiting.length === 0,
    };
  },
};

/** A page id is kept for a month at most: one that isn't known any more begins its slice again. */
async function archivesAt(
  {
    slice,
    pageId,
  }: { readonly slice: { from: number; to: number }; readonly pageId: string | null },
  api: LiveChatApi,
  restarts: number,
): Promise<ArchivesPage | 'expired'> {
  if (pageId === null) return api.archives(slice);
  try {
    return await api.furtherArchives(pageId);
  } catch (error) {
    if (error instanceof RefusedError && restarts < MOST_RESTARTS) return 'expired';
    throw error;
  }
}

/** Running chats stand first, so that the pages after one that has hardly any are not worth asking for. */
async function listRunning(api: LiveChatApi): Promise<readonly Running[]> {
  const running: Running[] = [];
  let pageId: string | null = null;
  do {
    const page: ChatsPage = await api.chats(pageId);
    const found = page.chats_summary.flatMap(({ id, last_thread_summary: thread }) =>
      thread?.active === true ? [{ chatId: id, threadId: thread.id }] : [],
    );
    running.push(...found);
    const isMostlyRunning = found.length * 2 > page.chats_summary.length;
    pageId = isMostlyRunning && page.next_page_id !== pageId ? (page.next_page_id ?? null) : null;
  } while (pageId !== null);
  return running;
}

/** Whether running threads are in the archives is not documented: those that aren't are read one by one. */
async function readThreads(
  batch: readonly Running[],
  api: LiveChatApi,
): Promise<readonly ArchivedChat[]> {
  const found = await api.threads(batch.map(({ threadId }) => threadId));
  const ids = new Set(found.map(({ thread }) => thread.id));
  const others: ArchivedChat[] = [];
  for (const { chatId, threadId } of batch) {
    if (ids.has(threadId)) continue;
    const chat = await api.thread(chatId, threadId);
    if (chat) others.push(chat);
  }
  return [...found, ...others];
}

/** A page's rows, and what it says about who answers chats and which ones are going on. */
async function absorb(
  before: UnderWay,
  chats: readonly ArchivedChat[],
  { api, askedAt, start, isAutomatic }: Pulling & { readonly askedAt: number },
): Promise<Turned> {
  const users = chats.flatMap((chat) => usersOf(chat));
  const { state, rows } = await meetStrangers(before, users, { api, nowMs: askedAt });
  const mapping = { directory: state.directory, isAutomatic };
  const { parts, withheld } = gatherRows(chats, { askedAt, notBefore: start.notBefore, mapping });
  const [first, ...rest] = parts;
  const isNews = withheld.length > 0 && !state.isWithholdingTold;
  const rejects = [...(first?.rejects ?? []), ...(isNews ? [withholding(chats, withheld)] : [])];
  const goingOn = chats.filter(({ thread }) => thread.active === true);
  const seen = new Set(chats.map(({ thread }) => thread.id));
  const running = goingOn.map(({ id, thread }) => ({ chatId: id, threadId: thread.id }));
  const { pass } = state;
  return {
    state: {
      ...state,
      isWithholdingTold: state.isWithholdingTold || isNews,
      running: [...state.running.filter(({ threadId }) => !seen.has(threadId)), ...running],
      pass: {
        ...pass,
        met: [
          ...pass.met.filter((id) => !seen.has(id)),
          ...running.map(({ threadId }) => threadId),
        ],
        done: pass.done + chats.length,
      },
    },
    parts: [{ ...first, ...rows, rejects }, ...rest],
  };
}

/** Said once, as something that could not be turned into rows: the plan doesn't show it. */
function withholding(chats: readonly ArchivedChat[], threadIds: readonly string[]): Reject {
  const { thread } = chats.find((chat) => chat.thread.id === threadIds[0]) ?? {};
  const why = typeof thread?.restricted_access === 'string' ? `: ${thread.restricted_access}` : '';
  return {
    entity: 'messages',
    source_id: WITHHELD,
    reason: `LiveChat doesn’t show what was said in some chats${why}`,
    raw: { thread_ids: threadIds },
  };
}
