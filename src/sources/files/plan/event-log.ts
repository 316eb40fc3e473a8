import type { Match } from '../recognise/match-columns.ts';
import { findTarget } from '../recognise/targets.ts';
import { cleaned } from '../values/missing.ts';
import { column, type Profile, type Select } from './profile.ts';

/** Several rows a ticket: what tells them apart and orders them. */
export type EventLog = { readonly key: Match; readonly order: Match; readonly keys: number };

/** Rows per ticket from which on they are its history, not slips of the export. */
const LEAST_ROWS_PER_KEY = 1.2;
const ORDERS: readonly string[] = ['event_order', 'event_at', 'updated_at'];

export type Steps = { readonly matches: readonly Match[]; readonly log: EventLog | null };

/**
 * Tells a log of events from a list of tickets by its rows, and gives the columns that only make sense in one their other meaning in the other:
 * without a log the time of an event is the time of creation, and what numbers events is an extra.
 */
export async function findEventLog(
  select: Select,
  matches: readonly Match[],
  profile: Profile,
): Promise<Steps> {
  const key = matches.find((match) => match.target?.name === 'source_id');
  const rows = key ? (profile.columns[key.at]?.filled ?? 0) : 0;
  if (!key || !profile.ids || rows < profile.ids * LEAST_ROWS_PER_KEY) {
    return { matches: asTickets(matches), log: null };
  }
  const found = ORDERS.map((name) => matches.find((match) => match.target?.name === name)).find(
    Boolean,
  );
  if (found) return { matches, log: { key, order: found, keys: profile.ids } };
  const created = matches.find((match) => match.target?.name === 'created_at');
  if (!created || !(await varies(select, profile.relation, key, created, profile.ids))) {
    return { matches: asTickets(matches), log: null };
  }
  const order: Match = { ...created, target: findTarget('tickets', 'event_at') ?? null };
  const renamed = matches.map((match) => (match === created ? order : match));
  return { matches: renamed, log: { key, order, keys: profile.ids } };
}

async function varies(
  select: Select,
  relation: string,
  key: Match,
  time: Match,
  keys: number,
): Promise<boolean> {
  const { rows } = await select(
    `SELECT count(*) FROM (SELECT DISTINCT ${cleaned(column(key.at))}, ${column(time.at)} FROM ${relation})`,
  );
  return Number(rows[0]?.[0] ?? 0) >= keys * LEAST_ROWS_PER_KEY;
}

function asTickets(matches: readonly Match[]): readonly Match[] {
  const names = new Set(matches.map((match) => match.target?.name));
  const instead = names.has('created_at') ? 'updated_at' : 'created_at';
  return matches.map((match) => {
    switch (match.target?.name) {
      case 'event_at':
        return names.has(instead)
          ? { ...match, target: null, because: 'extra' as const }
          : { ...match, target: findTarget('tickets', instead) ?? null };
      case 'event_order':
      case 'event_actor':
        return { ...match, target: null, because: 'extra' as const };
      default:
        return match;
    }
  });
}

const TRACKED: readonly string[] = [
  'status',
  'stage',
  'pipeline',
  'priority',
  'agent',
  'group',
  'category',
  'subcategory',
  'channel',
  'reopen_count',
];

/** Fields whose changes become history, of those there are. */
export function trackedFields(has: ReadonlySet<string>): readonly string[] {
  return TRACKED.filter((field) => has.has(field) || (field === 'stage' && has.has('raw_status')));
}
