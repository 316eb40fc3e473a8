import type { Clock } from '../../core/clock.ts';
import type { Page } from '../sync/page.ts';
import type { PullStart } from '../sync/ticket-source.ts';
import type { ExportPage, ZendeskObject } from './answers.ts';
import { gatherRows } from './gather-rows.ts';
import { versionOf } from './map-ticket.ts';
import { createPeople } from './people.ts';
import { pullRatings } from './pull-ratings.ts';
import { createExportReader } from './read-export.ts';
import {
  afterBatch,
  afterPage,
  afterPass,
  beginPass,
  type PassState,
  readUntil,
  stampOf,
} from './sync-state.ts';
import { isoTime } from './values.ts';
import type { ZendeskApi } from './zendesk-api.ts';

export type PullSizes = {
  /** Tickets a page of the export has at most. */
  readonly page: number;
  /** Tickets handed on at once, with their comments. */
  readonly batch: number;
};

export const USUAL_SIZES: PullSizes = { page: 1000, batch: 200 };

export type PullParts = {
  readonly api: ZendeskApi;
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly sizes: PullSizes;
};

/** Tickets out of the export in batches with their comments, then ratings. */
export async function* pullZendesk(
  start: PullStart,
  { api, baseUrl, clock, sizes }: PullParts,
): AsyncGenerator<Page> {
  const { signal } = start;
  const reader = createExportReader(api, { clock, signal, largestPage: sizes.page });
  const people = createPeople(api, signal);
  let state = beginPass(start, clock.now());
  let readUntilAt: string;
  for (;;) {
    const askedMs = clock.now();
    const read = await reader.read(state);
    state = read.state;
    const batches = inBatches(await chooseTickets(read.page, state, start), sizes.batch);
    for (const [at, batch] of batches.entries()) {
      const rows = await gatherRows(batch, read.page, { api, people, baseUrl, signal });
      state = afterBatch(state, batch);
      if (at === batches.length - 1) state = afterPage(state, read.page);
      yield { ...rows, state, progress: progressOf('tickets', state.pass.done) };
    }
    if (batches.length === 0) state = afterPage(state, read.page);
    if (read.page.end_of_stream) {
      readUntilAt = readUntil(askedMs);
      break;
    }
    if (batches.length === 0) yield { state, progress: progressOf('tickets', state.pass.done) };
  }
  let rated = 0;
  for await (const { ratings, rejects, state: next } of pullRatings(state, api, signal)) {
    state = next;
    rated += ratings.length;
    yield { ratings, rejects, state, progress: progressOf('ratings', rated) };
  }
  yield endOf(state, readUntilAt);
}

function endOf(state: PassState, readUntilAt: string): Page {
  const { kind, since, begunAt, done } = state.pass;
  const isSweep = kind === 'full' && since === null;
  return {
    state: afterPass(state),
    progress: progressOf('tickets', done),
    complete: {
      readUntil: readUntilAt,
      ...(isSweep && { sweep: { entities: ['tickets'], before: begunAt } }),
    },
  };
}

function progressOf(step: string, done: number): Page['progress'] {
  return { step, done, of: null };
}

/**
 * Tickets of a page that are news, each once, oldest change first: pages overlap, and a page under way is read again after a stop.
 * A pass that is to put things right hands on what the store has as well.
 */
async function chooseTickets(
  page: ExportPage,
  { read, pass }: PassState,
  { known, notBefore }: PullStart,
): Promise<readonly ZendeskObject[]> {
  const newest = new Map<number, ZendeskObject>();
  for (const ticket of page.tickets) {
    const other = newest.get(ticket.id);
    if (!other || stamp(other) <= stamp(ticket)) newest.set(ticket.id, ticket);
  }
  const handedOn = new Set(read);
  const candidates = [...newest.values()]
    .filter((ticket) => !handedOn.has(stampOf(ticket)))
    .sort((a, b) => stamp(a) - stamp(b));
  const isThorough = pass.kind === 'full' || pass.since !== null;
  const asked = candidates.filter((ticket) => !isThorough || isBefore(ticket, notBefore));
  if (asked.length === 0) return candidates;
  const versions = await known(
    'tickets',
    asked.map(({ id }) => String(id)),
  );
  const versionHere = ({ id }: ZendeskObject) => versions.get(String(id));
  return (
    candidates
      // Older ones that are here still were open when they became too old, and have to be seen closing.
      .filter((ticket) => !isBefore(ticket, notBefore) || versionHere(ticket) !== undefined)
      .filter((ticket) => isThorough || stamp(ticket) > (versionHere(ticket) ?? -1))
  );
}

const stamp = (ticket: ZendeskObject): number => versionOf(ticket) ?? 0;

function isBefore(ticket: ZendeskObject, notBefore: string | null): boolean {
  const createdAt = isoTime(ticket.created_at);
  return notBefore !== null && createdAt !== null && createdAt < notBefore;
}

function inBatches(
  tickets: readonly ZendeskObject[],
  size: number,
): readonly (readonly ZendeskObject[])[] {
  return Array.from({ length: Math.ceil(tickets.length / size) }, (_, at) =>
    tickets.slice(at * size, (at + 1) * size),
  );
}
