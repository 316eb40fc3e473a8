import { describe, expect, it } from 'vitest';
import { ConfigError, UpstreamError } from '../../../src/core/errors.ts';
import type { Page, TicketRow } from '../../../src/sources/sync/page.ts';
import type { SyncProgress } from '../../../src/sources/sync/syncing.ts';
import { numbersFrom } from '../../standins/kit/numbers.ts';
import { COMPLETE, count, openSyncing, READ_UNTIL, ticket } from './open-syncing.ts';
import { type ToyPage, toySource } from './toy-source.ts';

const THREE_PAGES: readonly ToyPage[] = [
  { tickets: [ticket(1), ticket(2)] },
  {
    tickets: [ticket(3)],
    rejects: [{ entity: 'tickets', source_id: '9', reason: 'no date', raw: {} }],
  },
  { tickets: [ticket(4)], complete: COMPLETE },
];

describe('a run', () => {
  it('writes every page and says how it went', async () => {
    const { db, syncing, sync } = await openSyncing([toySource(() => THREE_PAGES)]);
    const [run] = await sync({ kind: 'full' });
    expect(run).toMatchObject({
      ...{ outcome: 'done', inserted: 4, updated: 0, rejected: 1, kind: 'full', trigger: 'person' },
      readUntil: READ_UNTIL,
    });
    expect(await count(db, 'tickets')).toBe(4);
    const [again] = await sync();
    expect(again).toMatchObject({ inserted: 0, updated: 0, unchanged: 4 });
    expect(await syncing.log({ limit: 10 })).toHaveLength(2);
    expect((await syncing.state())[0]).toMatchObject({
      ...{ source: 'toy', label: 'Toy desk', isConfigured: true, readUntil: READ_UNTIL },
      rejects: [{ entity: 'tickets', reason: 'no date', rows: 1 }],
    });
  });

  it('tells how it gets on', async () => {
    const { sync } = await openSyncing([toySource(() => THREE_PAGES)]);
    const told: SyncProgress[] = [];
    await sync({}, (progress) => told.push(progress));
    expect(told.map(({ done, of, rows }) => [done, of, rows])).toEqual([
      [1, 3, 2],
      [2, 3, 3],
      [3, 3, 4],
    ]);
  });

  it('that is stopped keeps what was read, and the next one goes on from there', async () => {
    const source = toySource(() => THREE_PAGES);
    const { db, sync } = await openSyncing([source]);
    const stopping = new AbortController();
    const [run] = await sync({}, () => stopping.abort(), stopping.signal);
    expect(run).toMatchObject({ outcome: 'stopped', inserted: 2 });
    expect(await count(db, 'tickets')).toBe(2);
    const [next] = await sync();
    expect(source.starts[1]?.state).toEqual({ at: 1 });
    expect(next).toMatchObject({ outcome: 'done', inserted: 2 });
  });

  it('that fails says what to do, keeps its pages, and does not hold up the others', async () => {
    const down = toySource(() => [
      { tickets: [ticket(1)] },
      new UpstreamError('Toy desk failed during list tickets: 503'),
    ]);
    const denied = toySource(() => [new ConfigError(['Toy desk takes no notice of the token'])], {
      name: 'denied',
    });
    const well = toySource(() => [{ tickets: [ticket(1)], complete: COMPLETE }], { name: 'well' });
    const { db, sync } = await openSyncing([down, denied, well]);
    const runs = await sync();
    expect(runs.map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'done']);
    expect(runs[0]).toMatchObject({
      problem: 'Toy desk failed during list tickets: 503',
      inserted: 1,
    });
    expect(runs[0]?.remedy).toContain('goes on from there');
    expect(runs[1]?.remedy).toContain('put right');
    expect(await count(db, 'tickets')).toBe(2);
  });

  it('is one at a time for a source: who asks meanwhile is told how that one went', async () => {
    const source = toySource(() => THREE_PAGES);
    const { sync } = await openSyncing([source]);
    const [first, second] = await Promise.all([sync(), sync()]);
    expect(first).toEqual(second);
    expect(source.starts).toHaveLength(1);
  });

  it('of a source that isn’t set up is refused with what there is', async () => {
    const { sync } = await openSyncing([toySource(() => [])]);
    await expect(sync({ sources: ['zendesk'] })).rejects.toThrow(/“zendesk” is not set up.*toy/);
    const none = await openSyncing([]);
    await expect(none.sync({ sources: ['hubspot'] })).rejects.toThrow(/\.env/);
  });

  it('that a process left behind is told of as interrupted', async () => {
    const { db } = await openSyncing([]);
    await db.write((writer) =>
      writer.run(
        `INSERT INTO sync_runs (id, source, outcome, started_at) VALUES ('a', 'toy', 'running', TIMESTAMP '2026-11-20 11:00:00')`,
      ),
    );
    const { syncing } = await openSyncing([toySource(() => [])], { db });
    expect((await syncing.log({ limit: 1 }))[0]).toMatchObject({ outcome: 'interrupted' });
  });

  it('puts away what was left unsettled when an earlier one was cut off', async () => {
    const { db, sync } = await openSyncing([toySource(() => [{ complete: COMPLETE }])]);
    await db.write(async (writer) => {
      await writer.run(
        `INSERT INTO tickets (id, source, source_id, customer_email, import_id) VALUES ('toy:1', 'toy', '1', 'ida@example.com', 'seg')`,
      );
      await writer.run(`INSERT INTO sync_state (source, unsettled) VALUES ('toy', ['seg'])`);
    });
    await sync();
    expect((await db.read('SELECT customer FROM tickets')).rows).toEqual([['ida@example.com']]);
    expect((await db.read('SELECT unsettled FROM sync_state')).rows).toEqual([[[]]]);
  });
});

describe('a full pass', () => {
  const complete: Page['complete'] = {
    readUntil: READ_UNTIL,
    sweep: { entities: ['tickets'], before: READ_UNTIL },
  };

  it('marks what it did not meet as gone, over a stop in the middle too, and takes it back when met again', async () => {
    let ids = [1, 2, 3];
    const source = toySource(() => [...ids.map((id) => ({ tickets: [ticket(id)] })), { complete }]);
    const { db, sync } = await openSyncing([source]);
    await sync({ kind: 'full' });
    ids = [1, 3];
    const stopping = new AbortController();
    await sync({ kind: 'full' }, () => stopping.abort(), stopping.signal);
    const [run] = await sync({ kind: 'full' });
    expect(run).toMatchObject({ outcome: 'done', deleted: 1 });
    expect(await count(db, `tickets WHERE deleted_at IS NULL`)).toBe(2);
    ids = [1, 2, 3];
    await sync({ kind: 'full' });
    expect(await count(db, `tickets WHERE deleted_at IS NULL`)).toBe(3);
  });

  it('leaves other sources’ rows, and those that began after it, alone', async () => {
    const { db, sync } = await openSyncing([toySource(() => [{ complete }])]);
    await db.write((writer) =>
      writer.run(
        `INSERT INTO tickets (id, source, source_id, created_at) VALUES
           ('file:1', 'file', '1', TIMESTAMP '2026-01-01'), ('toy:5', 'toy', '5', TIMESTAMP '2026-11-20 11:59:30')`,
      ),
    );
    await sync({ kind: 'full' });
    expect(await count(db, 'tickets WHERE deleted_at IS NULL')).toBe(2);
  });
});

describe('a row that could not be mapped', () => {
  it('is tried again under another mapping', async () => {
    const reject = {
      entity: 'tickets',
      source_id: '7',
      reason: 'no date',
      raw: { id: 7 },
    } as const;
    const old = toySource(() => [{ rejects: [reject], complete: COMPLETE }]);
    const { db, sync } = await openSyncing([old]);
    await sync();
    expect(await count(db, 'rejects')).toBe(1);
    const better = toySource(() => [{ complete: COMPLETE }], {
      mapping: 'toy-2',
      remap: () => ({ tickets: [ticket(7)] }),
    });
    const next = await openSyncing([better], { db });
    await next.sync();
    expect(await count(db, 'rejects')).toBe(0);
    expect(await count(db, 'tickets')).toBe(1);
  });
});

describe('retention', () => {
  it('asks sources for no more than is kept, and lets go of what has become too old', async () => {
    const closed = { status: 'closed', closed_at: '2025-01-02T00:00:00.000Z' } as const;
    const source = toySource(() => [
      {
        tickets: [ticket(1), ticket(2, { ...closed, created_at: '2025-01-01T00:00:00.000Z' })],
        complete: COMPLETE,
      },
    ]);
    const { db, sync } = await openSyncing([source], { retentionDays: 365 });
    await sync();
    expect(source.starts[0]?.notBefore).toBe('2025-11-20T12:00:00.000Z');
    expect((await db.read('SELECT source_id FROM tickets')).rows).toEqual([['1']]);
  });
});

describe('any order of stops and changes', () => {
  it.each([1, 2, 3, 4, 5, 6])('ends with the upstream’s rows (%i)', async (seed) => {
    const next = numbersFrom(seed);
    const upstream = new Map<number, TicketRow>();
    let version = 1;
    const change = (): void => {
      version += 1;
      const id = 1 + next(20);
      if (next(4) === 0) upstream.delete(id);
      else
        upstream.set(id, ticket(id, { version, subject: `At ${version}`, tags: [`t${next(3)}`] }));
    };
    const source = toySource(() => {
      const rows = [...upstream.values()].sort(() => next(3) - 1);
      const chunks = Array.from({ length: Math.ceil(rows.length / 3) }, (_, n) => ({
        tickets: [...rows.slice(n * 3, n * 3 + 3), ...rows.slice(0, next(2))],
      }));
      const sweep = { entities: ['tickets'], before: READ_UNTIL } as const;
      return [...chunks, { complete: { readUntil: READ_UNTIL, sweep } }];
    });
    const { db, sync } = await openSyncing([source]);
    for (let round = 0; round < 25; round += 1) {
      for (let n = 0; n < next(6); n += 1) change();
      const stopping = new AbortController();
      let left = next(5);
      await sync(
        { kind: 'full' },
        () => {
          left -= 1;
          change();
          if (left === 0) stopping.abort();
        },
        stopping.signal,
      );
    }
    await sync({ kind: 'full' }); // what an earlier one, cut short, had begun
    await sync({ kind: 'full' });
    const { rows } = await db.read(
      'SELECT source_id, subject, tags, version FROM tickets WHERE deleted_at IS NULL ORDER BY source_id',
    );
    const expected = [...upstream.values()]
      .map((row) => [row.source_id, row.subject, row.tags, row.version])
      .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
    expect(rows).toEqual(expected);
  });
});
