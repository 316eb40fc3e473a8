import { createSyncing } from '../../../src/sources/sync/create-syncing.ts';
import type { Page, TicketRow } from '../../../src/sources/sync/page.ts';
import type { SyncOptions, SyncProgress } from '../../../src/sources/sync/syncing.ts';
import type { TicketSource } from '../../../src/sources/sync/ticket-source.ts';
import type { Database } from '../../../src/store/database.ts';
import { openDatabase } from '../../../src/store/open-database.ts';

const NOW = Date.parse('2026-11-20T12:00:00Z');
export const READ_UNTIL = '2026-11-20T11:59:00.000Z';
export const COMPLETE: NonNullable<Page['complete']> = { readUntil: READ_UNTIL };

export const ticket = (id: number, rest: Partial<TicketRow> = {}): TicketRow => ({
  source_id: String(id),
  version: 1,
  subject: `Ticket ${id}`,
  created_at: '2026-11-19T08:00:00.000Z',
  ...rest,
});

/** Syncing over a store in memory, or over `db`. */
export async function openSyncing(
  sources: readonly TicketSource[],
  { db, retentionDays = null }: { db?: Database; retentionDays?: number | null } = {},
) {
  const store = db ?? (await openDatabase({ path: ':memory:' }));
  const syncing = await createSyncing({
    db: store,
    sources,
    settings: { people: [], autoresponses: [], zone: 'UTC' },
    clock: { now: () => NOW },
    schedule: { kind: 'interval', hours: 4 },
    retentionDays,
    logger: { info: () => undefined, error: () => undefined },
  });
  const sync = (
    options: SyncOptions = {},
    onProgress: (progress: SyncProgress) => void = () => undefined,
    signal = new AbortController().signal,
  ) => syncing.sync(options, onProgress, signal);
  return { db: store, syncing, sync };
}

export const count = async (db: Database, sql: string): Promise<number> =>
  Number((await db.read(`SELECT count(*) FROM ${sql}`)).rows[0]?.[0]);
