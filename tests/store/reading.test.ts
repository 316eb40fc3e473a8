import { beforeAll, describe, expect, it } from 'vitest';
import { AskerError } from '../../src/core/errors.ts';
import type { Database } from '../../src/store/database.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { SqlError } from '../../src/store/sql-error.ts';

/** Runs for minutes if nothing stops it. */
const ENDLESS =
  'SELECT count(*) FROM range(10000000000) a, range(1000) b WHERE hash(a.range + b.range) = 3';

let db: Database;
beforeAll(async () => {
  db = await openDatabase({ path: ':memory:', readers: 2 });
  return () => db[Symbol.asyncDispose]();
});

async function cell(sql: string, params = {}): Promise<unknown> {
  return (await db.read(`SELECT ${sql}`, params)).rows[0]?.[0];
}

describe('values out', () => {
  it.each([
    ['9007199254740991::BIGINT', 9007199254740991],
    ['12::HUGEINT', 12],
    ['1.25::DECIMAL(18, 2)', 1.25],
    ['count(*) FILTER (WHERE false)', 0],
    ['0.1::DOUBLE', 0.1],
    ['true', true],
    ['NULL::TIMESTAMP', null],
    [`TIMESTAMP '2026-03-29 01:30:00'`, '2026-03-29T01:30:00.000Z'],
    [`TIMESTAMP '2026-03-29 01:30:00.123456'`, '2026-03-29T01:30:00.123Z'],
    [`TIMESTAMP '1969-12-31 23:59:59.5'`, '1969-12-31T23:59:59.500Z'],
    [`TIMESTAMPTZ '2026-03-29 01:30:00+02'`, '2026-03-28T23:30:00.000Z'],
    [`TIMESTAMP 'infinity'`, null],
    [`DATE '2026-03-29'`, '2026-03-29'],
    [`DATE '1950-01-02'`, '1950-01-02'],
    [`['a', NULL, 'b']`, ['a', null, 'b']],
    [`[TIMESTAMP '2026-01-01']`, ['2026-01-01T00:00:00.000Z']],
    [`{a: 1::BIGINT, b: [2]}`, { a: 1, b: [2] }],
    [`'a'::ENUM ('a', 'b')`, 'a'],
    [
      `'Ärger 🙂 with a text longer than twelve bytes'`,
      'Ärger 🙂 with a text longer than twelve bytes',
    ],
  ])('%s comes as %j', async (sql, expected) => {
    expect(await cell(sql)).toEqual(expected);
  });

  it('keeps rows in order past one chunk', async () => {
    const { columns, rows } = await db.read('SELECT range AS n, range % 2 = 0 FROM range(5000)');
    expect(columns[0]).toBe('n');
    expect(rows.map(([n]) => n)).toEqual(Array.from({ length: 5000 }, (_, n) => n));
  });
});

describe('parameters', () => {
  it.each([
    ['$x', 'it’s; DROP TABLE tickets', 'it’s; DROP TABLE tickets'],
    ['$x + 1', 41, 42],
    ['$x * 2', 0.25, 0.5],
    ['$x + 1', 9007199254740000, 9007199254740001],
    ['NOT $x', false, true],
    ['$x IS NULL', null, true],
    [`list_contains($x, 'b')`, ['a', 'b'], true],
    ['len($x)', [], 0],
    ['$x::TIMESTAMP', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z'],
    ['$x::TIMESTAMPTZ', '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z'],
    [`TIMESTAMP '2026-01-01' < $x::TIMESTAMP`, '2026-01-01T00:00:00.001Z', true],
    [
      `timezone('Europe/Berlin', timezone('UTC', $x::TIMESTAMP))`,
      '2026-07-01T00:00:00.000Z',
      '2026-07-01T02:00:00.000Z',
    ],
  ])('%s with %j gives %j', async (sql, x, expected) => {
    expect(await cell(sql, { x })).toEqual(expected);
  });

  it('limits by a bound number', async () => {
    expect((await db.read('FROM range(10) LIMIT $n', { n: 3 })).rows).toHaveLength(3);
  });

  it('refuses a name the statement doesn’t have, and a value left out', async () => {
    await expect(db.read('SELECT 1', { x: 1 })).rejects.toThrow(SqlError);
    await expect(db.read('SELECT $x')).rejects.toThrow(SqlError);
  });
});

describe('a reader', () => {
  it.each([
    `INSERT INTO tickets (id) VALUES ('a:1')`,
    'CREATE TEMP TABLE scratch AS SELECT 1',
    'ROLLBACK',
    'COMMIT; DROP TABLE tickets',
    'SELECT 1; SELECT 2',
    'CHECKPOINT',
    'PRAGMA enable_profiling',
  ])('refuses %s', async (sql) => {
    await expect(db.read(sql)).rejects.toThrow(SqlError);
    expect(await cell('count(*) FROM tickets')).toBe(0);
  });

  it('says what was run when it fails, and goes on', async () => {
    const failure = await db.read('SELECT nonsense FROM tickets').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(SqlError);
    expect(failure).toHaveProperty('sql', 'SELECT nonsense FROM tickets');
    const after = Array.from({ length: 6 }, () => cell('1'));
    expect(await Promise.all(after)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('stops at the deadline, in words for the asker, and reads again at once', async () => {
    const began = performance.now();
    const late = Promise.all([
      expect(db.read(ENDLESS, {}, { deadlineMs: 150 })).rejects.toThrow(
        /took longer than 0\.15 s and was stopped/,
      ),
      expect(db.read(ENDLESS, {}, { deadlineMs: 150 })).rejects.toThrow(AskerError),
      expect(db.read('SELECT 1', {}, { deadlineMs: 150 })).rejects.toThrow(AskerError), // never had its turn
    ]);
    await late;
    expect(performance.now() - began).toBeLessThan(2000);
    expect(await cell('1')).toBe(1);
  });

  it('stops when its signal is aborted, with the reason given', async () => {
    const controller = new AbortController();
    const reading = db.read(ENDLESS, {}, { signal: controller.signal });
    setTimeout(() => controller.abort(new Error('asked to stop')), 50);
    await expect(reading).rejects.toThrow('asked to stop');
    await expect(db.read('SELECT 1', {}, { signal: controller.signal })).rejects.toThrow(
      'asked to stop',
    );
  });

  it('is stopped when the store closes', async () => {
    const other = await openDatabase({ path: ':memory:' });
    const reading = expect(other.read(ENDLESS)).rejects.toThrow('the store is closed');
    await other[Symbol.asyncDispose]();
    await reading;
    await expect(other.read('SELECT 1')).rejects.toThrow('the store is closed');
  });
});
