import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '../../src/store/open-database.ts';
import { readDataStatus } from '../../src/store/read-data-status.ts';
import { useTempFolders } from './temp-folder.ts';

const tempFolder = useTempFolders();
const NOW = '2026-06-01T00:00:00.000Z';

it('says that an empty store is empty', async () => {
  await using db = await openDatabase({ path: ':memory:' });
  const status = await readDataStatus(db, { now: NOW, people: [] });
  expect(status).toMatchObject({
    path: ':memory:',
    bytes: 0,
    sources: [],
    future: [],
    unusable: [],
  });
  expect(status.tables).toContainEqual({ table: 'tickets', rows: 0, from: null, to: null });
});

it('tells rows, ranges, freshness, imports, unusable values, future rows and orphans', async () => {
  const path = join(tempFolder(), 'desk.duckdb');
  await using db = await openDatabase({ path });
  await db.write((writer) =>
    writer.run(`
      INSERT INTO tickets (id, source, created_at, resolved_at, deleted_at) VALUES
        ('a:1', 'a', '2026-01-01 10:00:00', '2026-02-01 10:00:00', NULL),
        ('a:2', 'a', '2026-03-01 10:00:00', NULL, NULL),
        ('a:3', 'a', '2027-01-01 10:00:00', NULL, NULL), -- in the future
        ('a:4', 'a', '2025-01-01 10:00:00', NULL, '2026-01-01 00:00:00'); -- deleted
      INSERT INTO messages (id, source, conversation_id, sent_at) VALUES
        ('a:m1', 'a', 'a:1', '2026-01-01 10:05:00'), ('a:m2', 'a', NULL, '2026-01-02 10:05:00');
      INSERT INTO imports VALUES
        ('i1', 'a', 'tickets', 'tickets.csv', 'h', 'm', 'UTC', 4, 4, 0, 0, 0, '2026-03-01', '2026-05-01', '2026-05-01 00:01:00'),
        ('i2', 'a', 'messages', 'messages.csv', 'h', 'm', 'UTC', 2, 2, 0, 0, 0, '2026-01-02', '2026-05-02', '2026-05-02 00:01:00');
      INSERT INTO unusable_values VALUES ('i1', 'tickets', 'priority', '?', 2), ('i2', 'tickets', 'priority', '?', 1);`),
  );
  const status = await readDataStatus(db, { now: NOW, people: [] });
  expect(status.bytes).toBeGreaterThan(0);
  expect(status.dataVersion).toBe(await db.version());
  expect(status.tables.slice(0, 3)).toEqual([
    { table: 'tickets', rows: 3, from: '2026-01-01T10:00:00.000Z', to: '2026-03-01T10:00:00.000Z' },
    { table: 'chats', rows: 0, from: null, to: null },
    {
      table: 'messages',
      rows: 2,
      from: '2026-01-01T10:05:00.000Z',
      to: '2026-01-02T10:05:00.000Z',
    },
  ]);
  expect(status.sources).toEqual([
    {
      source: 'a',
      newestAt: '2026-03-01T00:00:00.000Z',
      loadedAt: '2026-05-02T00:01:00.000Z',
      rows: 5,
    },
  ]);
  expect(
    status.imports.map(({ id, fileName, rows, finishedAt }) => [id, fileName, rows, finishedAt]),
  ).toEqual([
    ['i2', 'messages.csv', 2, '2026-05-02T00:01:00.000Z'],
    ['i1', 'tickets.csv', 4, '2026-05-01T00:01:00.000Z'],
  ]);
  expect(status.unusable).toEqual([{ table: 'tickets', column: 'priority', value: '?', rows: 3 }]);
  expect(status.future).toEqual([{ table: 'tickets', rows: 1 }]);
  expect(status.orphanMessages).toBe(1);
});

it('proposes to fold agents of two systems who share an e-mail', async () => {
  await using db = await openDatabase({ path: ':memory:' });
  await db.write((writer) =>
    writer.run(`
      INSERT INTO agents (id, source, source_id, name, emails, role) VALUES
        ('a:1', 'a', '1', 'Mara Lind', ['mara@example.com'], 'agent'),
        ('b:1', 'b', '1', 'M. Lind', ['mara@example.com'], 'agent'),
        ('b:2', 'b', '2', 'Tom Berg', NULL, NULL);
      INSERT INTO tickets (id, source, agent) VALUES ('b:9', 'b', 'M. Lind');`),
  );
  const { proposals } = await readDataStatus(db, { now: NOW, people: [] });
  expect(proposals).toEqual([
    {
      words: 'M. Lind and Mara Lind have the same e-mail, mara@example.com.',
      line: '- { name: "M. Lind", aliases: ["Mara Lind"], emails: ["mara@example.com"] }',
    },
  ]);
});
