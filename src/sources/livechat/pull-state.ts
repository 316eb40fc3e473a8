import { z } from 'zod';
import type { PullStart } from '../sync/ticket-source.ts';
import { NOBODY } from './directory.ts';

const running = z.object({ chatId: z.string(), threadId: z.string() });
/** A thread that was going on when it was last heard of. */
export type Running = Readonly<z.infer<typeof running>>;

/** Times are ms since the epoch. */
const stateShape = z.object({
  /** Where the last complete pass ended. */
  readUntil: z.number().nullable(),
  /** When the last pass that looked a month back, or at everything, was begun. */
  lookedBackAt: z.number().nullable(),
  directory: z.object({
    agents: z.array(z.string()).readonly(),
    bots: z.array(z.string()).readonly(),
    former: z.array(z.string()).readonly(),
  }),
  /** When each list was read. */
  listedAt: z.object({ agents: z.number(), bots: z.number(), groups: z.number() }),
  running: z.array(running),
  /** Whether it was told that LiveChat withholds what was said. */
  isWithholdingTold: z.boolean(),
  /** The pass under way; null between passes. */
  pass: z
    .object({
      kind: z.enum(['incremental', 'full']),
      since: z.string().nullable(),
      begunAt: z.number(),
      looksBack: z.boolean(),
      step: z.enum(['lists', 'survey', 'archives', 'running', 'threads']),
      /** Null: since ever, until the survey has found the oldest. */
      from: z.number().nullable(),
      to: z.number(),
      /** The part of it being read. */
      slice: z.object({ from: z.number(), to: z.number() }).nullable(),
      pageId: z.string().nullable(),
      /** How often the slice was begun again. */
      restarts: z.number(),
      /** Running threads read in this pass. */
      met: z.array(z.string()).readonly(),
      /** Threads still to be read by their ids. */
      waiting: z.array(running),
      done: z.number(),
      of: z.number().nullable(),
    })
    .nullable(),
});

export type LiveChatState = Readonly<z.infer<typeof stateShape>>;
export type Pass = Readonly<NonNullable<LiveChatState['pass']>>;
export type UnderWay = LiveChatState & { readonly pass: Pass };
export type Listed = keyof LiveChatState['listedAt'];

const DAY_MS = 86_400_000;
export const LISTS_MS = DAY_MS;
export const SLICE_MS = 7 * DAY_MS;
/** What is newer may not be in the archives yet. */
const LAG_MS = 60_000;
/** What times the filters compare is not documented, and tags and ratings come after the end. */
const OVERLAP_MS = DAY_MS;
const LOOK_BACK_EVERY_MS = 7 * DAY_MS;
const LOOK_BACK_MS = 30 * DAY_MS;
const WIDE_MS = 40 * DAY_MS;
/** So that a thread at the very edge of two slices is in one of them. */
const EDGE_MS = 1000;

const NEVER_READ: LiveChatState = {
  readUntil: null,
  lookedBackAt: null,
  directory: NOBODY,
  listedAt: { agents: 0, bots: 0, groups: 0 },
  running: [],
  isWithholdingTold: false,
  pass: null,
};

/** Goes on with the pass under way where it is one of the kind asked for; a full one is ended first, whatever was asked for. */
export function beginPass({ state, kind, since, notBefore }: PullStart, nowMs: number): UnderWay {
  const parsed = stateShape.safeParse(state);
  const before = parsed.success ? parsed.data : NEVER_READ;
  const { pass } = before;
  // What began before a day that was asked for is not to be taken for gone.
  const isFull = kind === 'full' && since === undefined;
  const isSame = !isFull && pass?.since === (since ?? null);
  if (pass && (pass.kind === 'full' || isSame)) return { ...before, pass };
  const keptFrom = notBefore === null ? null : Date.parse(notBefore);
  const sinceMs = since === undefined ? null : Date.parse(since);
  const { from, looksBack } = isFull
    ? { from: null, looksBack: true }
    : startOf(before, sinceMs, nowMs);
  const to = nowMs - LAG_MS;
  return {
    ...before,
    pass: {
      kind: isFull ? 'full' : 'incremental',
      since: since ?? null,
      begunAt: nowMs,
      looksBack,
      step: 'lists',
      from: laterOf(from, keptFrom, to),
      to,
      slice: null,
      pageId: null,
      restarts: 0,
      met: [],
      waiting: [],
      done: 0,
      of: null,
    },
  };
}

/** The later of two beginnings, and never past the end; null where there is neither. */
function laterOf(from: number | null, keptFrom: number | null, to: number): number | null {
  const known = [from, keptFrom].filter((at) => at !== null);
  return known.length === 0 ? null : Math.min(Math.max(...known), to);
}

/** Where a pass over what changed begins; null: with the first chat there is. */
function startOf(
  { readUntil, lookedBackAt }: LiveChatState,
  sinceMs: number | null,
  nowMs: number,
): { readonly from: number | null; readonly looksBack: boolean } {
  if (readUntil === null) return { from: sinceMs, looksBack: sinceMs === null };
  const from = Math.min(readUntil, sinceMs ?? readUntil) - OVERLAP_MS;
  const looksBack = lookedBackAt === null || nowMs - lookedBackAt >= LOOK_BACK_EVERY_MS;
  return { from: looksBack ? Math.min(from, nowMs - LOOK_BACK_MS) : from, looksBack };
}

/** Passes that may have much to read begin with a survey of how much. */
function isWide({ pass }: UnderWay): boolean {
  return pass.from === null || pass.to - pass.from > WIDE_MS;
}

/** The step after the lists. */
export function afterLists(state: UnderWay): UnderWay {
  return isWide(state)
    ? { ...state, pass: { ...state.pass, step: 'survey' } }
    : intoArchives(state, state.pass.from ?? state.pass.to);
}

export function intoArchives(state: UnderWay, from: number): UnderWay {
  const { pass } = state;
  const slice = { from, to: Math.min(from + SLICE_MS, pass.to) };
  return { ...state, pass: { ...pass, step: 'archives', from, slice } };
}

/** After a page of the archives: the next one, the next slice, or the next step. */
export function afterArchivesPage(state: UnderWay, nextPageId: string | null): UnderWay {
  const { pass } = state;
  const { slice } = pass;
  if (nextPageId !== null) return { ...state, pass: { ...pass, pageId: nextPageId } };
  if (slice === null || slice.to >= pass.to) return intoRunning(state);
  const next = { from: slice.to - EDGE_MS, to: Math.min(slice.to + SLICE_MS, pass.to) };
  return { ...state, pass: { ...pass, slice: next, pageId: null, restarts: 0 } };
}

export function intoRunning(state: UnderWay): UnderWay {
  return { ...state, pass: { ...state.pass, step: 'running', slice: null, pageId: null } };
}

export function afterPass({ pass, ...state }: UnderWay): LiveChatState {
  return {
    ...state,
    readUntil: Math.max(pass.to, state.readUntil ?? 0),
    lookedBackAt: pass.looksBack ? pass.begunAt : state.lookedBackAt,
    pass: null,
  };
}
