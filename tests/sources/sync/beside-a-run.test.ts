import { describe, expect, it } from 'vitest';
import type { MessageRow } from '../../../src/sources/sync/page.ts';
import { COMPLETE, count, openSyncing, ticket } from './open-syncing.ts';
import { toySource } from './toy-source.ts';

const note: MessageRow = {
  ...{ source_id: 'm1', version: 1, conversation_kind: 'ticket', conversation_ref: '1' },
  ...{ author_kind: 'agent', sent_at: '2026-11-20T11:00:00.000Z', text: 'Done', public: true },
};

/** Pages whose writes leave the others their turn. */
const MEANWHILE = [{}, {}, {}, {}];

describe('a ticket read anew while a first pass is under way', () => {
  it('has its messages once, though the pass comes to them later, and they count', async () => {
    const source = toySource(
      () => [{ tickets: [ticket(1)] }, ...MEANWHILE, { messages: [note], complete: COMPLETE }],
      { readTickets: async () => ({ tickets: [ticket(1)], messages: [note] }) },
    );
    const { db, syncing, sync } = await openSyncing([source]);
    const refreshed: Promise<void>[] = [];
    await sync({ kind: 'full' }, ({ done }) => {
      if (done === 1) refreshed.push(syncing.refresh('toy', ['1']));
    });
    await Promise.all(refreshed);
    expect(refreshed).toHaveLength(1);
    expect(await count(db, 'messages')).toBe(1);
    await sync();
    expect((await db.read('SELECT message_count FROM tickets')).rows).toEqual([[1]]);
    expect((await db.read('SELECT unsettled FROM sync_state')).rows).toEqual([[[]]]);
  });
});

describe('a file brought in while a first pass is under way', () => {
  it('does not make two of its rows', async () => {
    const source = toySource(() => [
      { tickets: [ticket(1)] },
      ...MEANWHILE,
      { tickets: [ticket(2)], complete: COMPLETE },
    ]);
    const { db, sync } = await openSyncing([source]);
    const imported: Promise<void>[] = [];
    await sync({ kind: 'full' }, ({ done }) => {
      if (done > 1) return;
      imported.push(
        db.write(async (writer) => {
          await writer.run(
            `INSERT INTO tickets (id, source, source_id) VALUES ('toy:2', 'toy', '2')`,
          );
          await writer.run(
            `INSERT INTO imports (id, source, finished_at) VALUES ('f1', 'toy', TIMESTAMP '2026-11-20 12:00:00')`,
          );
        }),
      );
    });
    await Promise.all(imported);
    expect(await count(db, 'tickets')).toBe(2);
  });
});

describe('a run that finds nothing new', () => {
  it('derives nothing, and leaves what was learnt of the store but for how fresh it is', async () => {
    const { db, sync } = await openSyncing([
      toySource(() => [{ tickets: [ticket(1)], complete: COMPLETE }]),
    ]);
    await sync();
    const statements: string[] = [];
    const watched: typeof db = {
      ...db,
      write: (work, options) =>
        db.write(
          (writer) =>
            work({
              ...writer,
              run: (sql, params) => {
                statements.push(sql);
                return writer.run(sql, params);
              },
            }),
          options,
        ),
    };
    const { sync: again } = await openSyncing(
      [toySource(() => [{ tickets: [ticket(1)], complete: COMPLETE }])],
      { db: watched },
    );
    await again();
    expect(statements.filter((sql) => sql.includes('reply_facts'))).toEqual([]);
  });
});
