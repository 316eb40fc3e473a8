import { describe, expect, it } from 'vitest';
import { createSyncing } from '../../../src/sources/sync/create-syncing.ts';
import { openDatabase } from '../../../src/store/open-database.ts';
import { expectedRows } from '../../standins/zendesk/expected-rows.ts';
import { type OpenZendesk, openZendesk } from './open-zendesk.ts';

const HOUR = 3_600_000;
const SILENT = { info() {}, error() {} };

async function openSynced(open: OpenZendesk) {
  const db = await openDatabase({ path: ':memory:' });
  const syncing = await createSyncing({
    db,
    sources: [open.source],
    settings: { autoresponses: [], people: [], zone: 'UTC' },
    clock: { now: open.zendesk.account.now },
    schedule: { kind: 'interval', hours: 4 },
    retentionDays: null,
    logger: SILENT,
  });
  const sync = async (kind: 'incremental' | 'full' = 'incremental', signal?: AbortSignal) => {
    const [run] = await syncing.sync({ kind }, () => {}, signal ?? new AbortController().signal);
    if (!run) throw new Error('nothing was run');
    return run;
  };
  return { db, sync, [Symbol.asyncDispose]: () => db[Symbol.asyncDispose]() };
}

const COLUMNS =
  'source_id, version, subject, status, stage, priority, channel, agent_ref, customer_email, company, created_at, resolved_at, reopen_count, rating, deleted_at, merged_into';

describe('Zendesk in the store', () => {
  it('is there row by row, and asks little when nothing changed', async () => {
    await using open = await openZendesk({ tickets: 230 });
    await using synced = await openSynced(open);
    const { mutations, account, pass } = open.zendesk;
    mutations.rate(account.made.firstId + 4, 'good', 'Fast');
    mutations.merge(account.made.firstId + 1, account.made.firstId + 2);
    mutations.remove(account.made.firstId + 3);
    pass(HOUR);
    expect(await synced.sync()).toMatchObject({ outcome: 'done', problem: null, rejected: 0 });
    const columns = COLUMNS.split(', ');
    const { rows } = await synced.db.read(
      `SELECT ${COLUMNS} FROM tickets WHERE deleted_at IS NULL ORDER BY source_id`,
    );
    expect(rows).toEqual(
      expectedRows(account, open.server.url).tickets.map((ticket) =>
        columns.map((column) => ticket[column as keyof typeof ticket]),
      ),
    );
    const named = await synced.db.read(
      `SELECT agent, "group", rated_at, reply_count, message_count, customer FROM tickets WHERE source_id = '1004'`,
    );
    expect(named.rows).toEqual([
      ['Tariq Osei', 'First line', '2026-11-20T12:00:00.000Z', 1, 3, 'customer10005@example.test'],
    ]);
    for (let run = 0; run < 2; run += 1) {
      pass(HOUR);
      const again = await synced.sync();
      expect(again).toMatchObject({ outcome: 'done', inserted: 0, updated: 0 });
      expect([2, 3]).toContain(again.requests);
    }
  });

  it('goes on where a run was stopped, and sweeps what is gone at the end of a full one', async () => {
    await using open = await openZendesk({ tickets: 120 });
    await using synced = await openSynced(open);
    const stop = new AbortController();
    const stopping = setInterval(() => {
      if (open.server.counts.requests > 60) stop.abort(new Error('enough'));
    }, 1);
    const stopped = await synced.sync('full', stop.signal);
    clearInterval(stopping);
    expect(stopped.outcome).toBe('stopped');
    open.zendesk.mutations.purge(open.zendesk.account.made.firstId);
    expect((await synced.sync()).outcome).toBe('done');
    open.zendesk.pass(HOUR);
    expect(await synced.sync('full')).toMatchObject({ outcome: 'done', inserted: 0 });
    const { rows } = await synced.db.read(
      `SELECT count(*) FILTER (deleted_at IS NULL), count(*) FROM tickets`,
    );
    expect(rows[0]?.[0]).toBe(119);
    const messages = await synced.db.read(
      `SELECT count(*) FROM messages WHERE conversation_id IN (SELECT id FROM tickets WHERE deleted_at IS NULL)`,
    );
    expect(messages.rows).toEqual([[357]]);
  });
});
