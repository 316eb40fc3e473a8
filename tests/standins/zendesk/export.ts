import type { StandInAnswer, StandInRequest } from '../kit/stand-in.ts';
import type { Account, StoredTicket } from './account.ts';
import { GROUPS } from './account.ts';
import { metricAnswer, problem, sideLoads, ticketAnswer } from './answers.ts';
import type { Quirks } from './quirks.ts';

/** The cursor is a place in the log of changes, and names the walk it belongs to. */
type Place = { readonly at: number; readonly walk: number };

export type Exporting = {
  readonly account: Account;
  readonly quirks: Quirks;
  readonly baseUrl: string;
  /** Walks begun before don't go on. */
  readonly walks: { last: number; expiredUpTo: number };
};

export function exportTickets({ query }: StandInRequest, exporting: Exporting): StandInAnswer {
  const { account, quirks, walks } = exporting;
  const size = Math.min(Number(query.get('per_page') ?? 1000), 1000);
  if (quirks.mostTickets !== null && size > quirks.mostTickets) {
    return { status: 504, text: '<html><title>Gateway time-out</title></html>' };
  }
  const place = placeOf(query, exporting);
  if (place === 'too-recent') {
    return problem.record(
      422,
      'StartTimeTooRecent',
      'Too recent start_time. Use a start_time older than 60 seconds',
    );
  }
  if (place === 'refused' || place.walk <= walks.expiredUpTo) {
    return problem.listed(
      400,
      'InvalidPaginationParameter',
      'The cursor has expired or is not valid',
    );
  }
  const from = Math.max(0, place.at - (query.has('cursor') ? quirks.doubled : 0));
  const { tickets, next, isEnd } = turn(account, quirks, { from, place, size });
  const isEmpty = tickets.length === 0;
  const cursor = isEmpty && quirks.isCursorNull ? null : cursorOf({ at: next, walk: place.walk });
  const list = tickets.map((ticket) => ticketAnswer(ticket, exporting.baseUrl));
  return {
    body: {
      [quirks.isOtherShape ? 'items' : 'tickets']: list,
      ...loads(query, account, quirks, tickets),
      after_url:
        cursor && `${exporting.baseUrl}/api/v2/incremental/tickets/cursor.json?cursor=${cursor}`,
      after_cursor: cursor,
      before_url: null,
      before_cursor: null,
      end_of_stream: isEnd,
    },
  };
}

function placeOf(
  query: URLSearchParams,
  { account, quirks, walks }: Exporting,
): Place | 'too-recent' | 'refused' {
  const cursor = query.get('cursor');
  if (cursor !== null) return placeIn(cursor) ?? 'refused';
  const since = Number(query.get('start_time') ?? Number.NaN);
  if (Number.isNaN(since)) return 'refused';
  if (since * 1000 > account.now() - quirks.exportLagMs) return 'too-recent';
  walks.last += 1;
  const at = account.log.findIndex(({ generated }) => generated >= since);
  return { at: at === -1 ? account.log.length : at, walk: walks.last };
}

function cursorOf({ at, walk }: Place): string {
  return Buffer.from(`${at}||${walk}|`).toString('base64');
}

export function placeIn(cursor: string): Place | null {
  const [, at, walk] = /^(\d+)\|\|(\d+)\|$/.exec(Buffer.from(cursor, 'base64').toString()) ?? [];
  return at === undefined ? null : { at: Number(at), walk: Number(walk) };
}

function turn(
  account: Account,
  quirks: Quirks,
  { from, place, size }: { readonly from: number; readonly place: Place; readonly size: number },
): { readonly tickets: readonly StoredTicket[]; readonly next: number; readonly isEnd: boolean } {
  const until = Math.floor((account.now() - quirks.exportLagMs) / 1000);
  const tickets: StoredTicket[] = [];
  let at = from;
  for (; at < account.log.length; at++) {
    const entry = account.log[at];
    if (!entry || entry.generated > until)
      return { tickets, next: Math.max(at, place.at), isEnd: true };
    if (at >= place.at && tickets.length >= size) return { tickets, next: at, isEnd: false };
    const ticket = account.find(entry.id);
    if (ticket?.generated === entry.generated) tickets.push(ticket);
  }
  return { tickets, next: at, isEnd: true };
}

function loads(
  query: URLSearchParams,
  account: Account,
  { metricsMissingEvery, usersMissingEvery }: Quirks,
  tickets: readonly StoredTicket[],
) {
  const asked = (query.get('include') ?? '').split(',');
  const { users, organizations } = sideLoads(account, tickets);
  const isThere = (id: number, every: number | null): boolean => every === null || id % every !== 0;
  return {
    ...(asked.includes('users') && {
      users: users.filter(({ id }) => isThere(id, usersMissingEvery)),
    }),
    ...(asked.includes('groups') && { groups: GROUPS }),
    ...(asked.includes('organizations') && { organizations }),
    ...(asked.includes('metric_sets') && {
      metric_sets: tickets.filter(({ id }) => isThere(id, metricsMissingEvery)).map(metricAnswer),
    }),
  };
}
