import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ALLOWED_FUNCTIONS, JOINING_FUNCTIONS } from '../../../src/analytics/adhoc/functions.ts';
import { guardSql } from '../../../src/analytics/adhoc/guard.ts';
import { KNOWN_TABLES } from '../../../src/analytics/adhoc/known-tables.ts';
import type { Database } from '../../../src/store/database.ts';
import { openDesk } from '../small-desk.ts';
import { ATTACKS } from './attacks.ts';
import { LEGITIMATE } from './legitimate.ts';

let db: Database;
beforeAll(async () => {
  db = await openDesk({
    tickets: [
      {
        subject: 'Refund please',
        agent: 'Nova',
        tags: ['vip'],
        rating: 5,
        created_at: '2026-10-02 09:00',
      },
      { subject: 'Gone', agent: 'Girly', deleted_at: '2026-10-03 09:00' },
    ],
    chats: [{ agent: 'Nova', started_at: '2026-10-02 10:00' }],
  });
});
afterAll(() => db[Symbol.asyncDispose]());

/** Nobody is left out, and everything counts. */
const SCOPE = { as_of: '2030-01-01T00:00:00.000Z', left_out: [], zone: 'UTC' };

describe('statements written in good faith', () => {
  it.each(LEGITIMATE)('runs %s', async (written) => {
    const guarded = await guardSql(written, db);
    expect(guarded).toMatchObject({ kind: 'allowed' });
    if (guarded.kind === 'allowed') await db.read(guarded.sql, SCOPE);
  });

  it('sees only what was not deleted, under the known names', async () => {
    const guarded = await guardSql('SELECT agent FROM tickets', db);
    if (guarded.kind !== 'allowed') throw new Error('refused');
    expect((await db.read(guarded.sql, SCOPE)).rows).toEqual([['Nova']]);
    expect(guarded.shown).toBe('SELECT agent FROM tickets');
  });

  it('runs what was checked, not what was written', async () => {
    const written =
      "SELECT agent /* ; DROP TABLE tickets */ FROM tickets WHERE agent = 'a''b' -- more\n";
    expect(await guardSql(written, db)).toMatchObject({
      kind: 'allowed',
      shown: "SELECT agent FROM tickets WHERE (agent = 'a''b')",
    });
  });
});

describe.each(Object.entries(ATTACKS))('%s', (_kind, attacks) => {
  it.each(attacks)('is refused: %s', async (attack) => {
    expect((await guardSql(attack, db)).kind).toBe('refused');
  });
});

it('refuses every function and table function DuckDB has, but those on the list', async () => {
  const { rows } = await db.read(
    `SELECT DISTINCT function_name, function_type LIKE '%table%' FROM duckdb_functions() WHERE function_type <> 'pragma'`,
  );
  const let_through: string[] = [];
  let tried = 0;
  for (const [name, isTable] of rows) {
    const called = String(name);
    if (ALLOWED_FUNCTIONS.has(called) || JOINING_FUNCTIONS.has(called)) continue;
    const quoted = `"${called.replaceAll('"', '""')}"`;
    const ways = isTable
      ? [
          `SELECT * FROM ${quoted}()`,
          `SELECT * FROM ${quoted}('x')`,
          `SELECT * FROM tickets, ${quoted}('x')`,
        ]
      : [
          `SELECT ${quoted}()`,
          `SELECT ${quoted}(subject) FROM tickets`,
          `SELECT 1 ORDER BY ${quoted}('x', 1)`,
        ];
    for (const way of ways) {
      tried++;
      if ((await guardSql(way, db)).kind !== 'refused') let_through.push(way);
    }
  }
  expect(let_through).toEqual([]);
  expect(tried).toBeGreaterThan(1000);
});

it('lists only functions that DuckDB has', async () => {
  const { rows } = await db.read('SELECT DISTINCT function_name FROM duckdb_functions()');
  const known = new Set(rows.map(([name]) => name));
  const special = new Set([
    'count_star',
    'coalesce',
    'nullif',
    'ifnull',
    'if',
    'grouping',
    'unnest',
    'position',
    'like_escape',
  ]);
  const windows = /rank|ntile|row_number|lag|lead|cume_dist|_value$/;
  const unknown = [...ALLOWED_FUNCTIONS].filter(
    (name) => !known.has(name) && !special.has(name) && !windows.test(name),
  );
  expect(unknown).toEqual([]);
});

it('lists only columns the tables have', async () => {
  for (const [table, columns] of Object.entries(KNOWN_TABLES)) {
    const { rows } = await db.read(
      'SELECT column_name FROM duckdb_columns() WHERE table_name = $table',
      { table },
    );
    const known = new Set(rows.map(([name]) => name));
    expect(columns.filter((column) => !known.has(column))).toEqual([]);
  }
});
