import { z } from 'zod';
import type { PullStart } from '../sync/ticket-source.ts';
import type { ExportPage, ZendeskObject } from './answers.ts';
import { versionOf } from './map-ticket.ts';
import { epochSeconds } from './values.ts';

const stateShape = z.object({
  /** Where the export goes on; null: at `startAt`. */
  cursor: z.string().nullable(),
  /** Seconds since the epoch. */
  startAt: z.number(),
  /** Newest stamp, in seconds, of the export pages read whole since `startAt`: where to go on when a cursor is refused. */
  reached: z.number(),
  /** Of the export page under way: the tickets already handed on, `id@version`. */
  read: z.array(z.string()),
  /** Newest rating read, seconds since the epoch. */
  ratingsFrom: z.number(),
  /** The pass under way; null between passes. */
  pass: z
    .object({
      kind: z.enum(['incremental', 'full']),
      since: z.string().nullable(),
      begunAt: z.string(),
      done: z.number(),
    })
    .nullable(),
});

export type ZendeskState = Readonly<z.infer<typeof stateShape>>;
export type ZendeskPass = NonNullable<ZendeskState['pass']>;
export type PassState = ZendeskState & { readonly pass: ZendeskPass };

/** The export is a minute behind, and refuses to start nearer than that. */
const BEHIND_SECONDS = 60;

/** A full pass under way is ended first, whatever was asked for. */
export function beginPass(start: PullStart, nowMs: number): PassState {
  const parsed = stateShape.safeParse(start.state);
  const before = parsed.success ? parsed.data : null;
  if (before?.pass?.kind === 'full' || (before?.pass && before.pass.since === sinceOf(start))) {
    return { ...before, pass: before.pass };
  }
  const pass: ZendeskPass = {
    kind: start.kind,
    since: sinceOf(start),
    begunAt: new Date(nowMs).toISOString(),
    done: 0,
  };
  const keptFrom = start.notBefore === null ? 0 : epochSeconds(start.notBefore);
  const since = pass.since === null ? null : Math.max(epochSeconds(pass.since), keptFrom);
  const isAhead = before !== null && (since === null || since > positionOf(before));
  if (isAhead && start.kind === 'incremental') return { ...before, pass };
  const startAt = startTime(since ?? keptFrom, nowMs);
  return {
    cursor: null,
    startAt,
    reached: 0,
    read: [],
    ratingsFrom: Math.min(before?.ratingsFrom ?? startAt, startAt),
    pass,
  };
}

/** Everything that changed earlier is read, in seconds since the epoch. */
const positionOf = ({ reached, startAt }: ZendeskState): number => Math.max(reached, startAt);

const sinceOf = ({ since }: PullStart): string | null => since ?? null;

export function startTime(seconds: number, nowMs: number): number {
  return Math.max(0, Math.min(seconds, Math.floor(nowMs / 1000) - BEHIND_SECONDS - 1));
}

/** Everything that changed before has been in the export by the time it was asked for. */
export function readUntil(askedMs: number): string {
  return new Date(askedMs - BEHIND_SECONDS * 1000).toISOString();
}

export const stampOf = (ticket: ZendeskObject): string => `${ticket.id}@${versionOf(ticket)}`;

export function afterBatch(state: PassState, tickets: readonly ZendeskObject[]): PassState {
  const { pass } = state;
  return {
    ...state,
    read: [...state.read, ...tickets.map(stampOf)],
    pass: { ...pass, done: pass.done + tickets.length },
  };
}

/** An empty page may have no cursor: the one before still holds. */
export function afterPage(state: PassState, page: ExportPage): PassState {
  const stamps = page.tickets.map((ticket) => Math.floor((versionOf(ticket) ?? 0) / 1000));
  return {
    ...state,
    cursor: page.after_cursor ?? state.cursor,
    reached: stamps.reduce((newest, stamp) => Math.max(newest, stamp), state.reached),
    read: [],
  };
}

/** Starts over where everything is known to be read, in place of a cursor that was refused. */
export function withoutCursor(state: PassState, nowMs: number): PassState {
  return { ...state, cursor: null, startAt: startTime(positionOf(state), nowMs) };
}

export function afterPass(state: PassState): ZendeskState {
  return { ...state, pass: null };
}
