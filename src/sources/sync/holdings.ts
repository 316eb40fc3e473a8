import type { Writer } from '../../store/database.ts';
import { EVERYTHING, type Holds, type KnownIds } from './apply-page.ts';
import { createIdFilter } from './id-filter.ts';

type Held = { readonly holds: Holds; readonly knownIds: KnownIds | null };

/**
 * What the store has of a source while a run writes into it. Where it had nothing, the ids the run has written are known from
 * then on, until somebody else writes rows that may be this source's: a file, or a ticket read anew after a change.
 */
export interface Holdings {
  /** In the transaction that is to write. `unsettled`: segments as saved; `own`: the run's. */
  look(writer: Writer, unsettled: readonly string[], own: string): Promise<Held>;
  /** Segments of others mean that others have written. */
  meet(unsettled: readonly string[], own: string): void;
  /** What the store holds after a page. */
  note(holds: Holds): void;
  /** Those of these ids that the store may have. */
  possible(entity: 'tickets' | 'chats', ids: readonly string[]): readonly string[];
}

export function createHoldings(source: string): Holdings {
  let held: Held | null = null;
  let files: unknown = null;

  const meet: Holdings['meet'] = (unsettled, own) => {
    if (held?.knownIds && unsettled.some((segment) => segment !== own)) {
      held = { holds: EVERYTHING, knownIds: null };
    }
  };
  return {
    meet,
    note(holds) {
      if (held) held = { ...held, holds };
    },
    possible(entity, ids) {
      const known = held?.knownIds?.[entity];
      return known ? ids.filter((id) => known.mayHave(id)) : ids;
    },
    async look(writer, unsettled, own) {
      if (held === null) {
        const holds = await readHoldings(writer, source);
        held = { holds, knownIds: holds.conversations ? null : nothingKnown() };
        files = await readFiles(writer);
      }
      meet(unsettled, own);
      if (held.knownIds && (await readFiles(writer)) !== files) {
        held = { holds: EVERYTHING, knownIds: null };
      }
      return held;
    },
  };
}

async function readHoldings(writer: Writer, source: string): Promise<Holds> {
  const has = (table: string): string => `EXISTS (FROM ${table} WHERE source = $source)`;
  const anything = [
    ...['tickets', 'chats', 'messages'].map(has),
    `EXISTS (FROM ticket_history WHERE starts_with(ticket_id, $source || ':'))`,
  ];
  const { rows } = await writer.rows(
    `SELECT ${anything.join(' OR ')}, ${has('ratings')}, ${has('rejects')}`,
    { source },
  );
  const [conversations, ratings, rejects] = (rows[0] ?? []).map((value) => value === true);
  return {
    conversations: conversations ?? true,
    ratings: ratings ?? true,
    rejects: rejects ?? true,
  };
}

/** Changes with every file that is brought in. */
async function readFiles(writer: Writer): Promise<unknown> {
  const { rows } = await writer.rows(
    `SELECT count(*) || ' ' || coalesce(max(finished_at)::VARCHAR, '') FROM imports`,
  );
  return rows[0]?.[0];
}

function nothingKnown(): KnownIds {
  return {
    tickets: createIdFilter(),
    chats: createIdFilter(),
    messages: createIdFilter(),
    history: createIdFilter(),
  };
}
