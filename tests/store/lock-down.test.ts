import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/database.ts';
import { openDatabase } from '../../src/store/open-database.ts';

let db: Database;
beforeAll(async () => {
  db = await openDatabase({ path: ':memory:', memoryLimit: '512MB', threads: 2 });
  return () => db[Symbol.asyncDispose]();
});

const elsewhere = (sql: string) => sql.replaceAll('{staging}', db.stagingFolder);

const FORBIDDEN = [
  `SELECT * FROM read_text('/etc/passwd')`,
  `SELECT * FROM '/etc/passwd'`,
  `SELECT * FROM read_csv('{staging}/../elsewhere.csv')`,
  `SELECT * FROM read_blob('{staging}/../../etc/passwd')`,
  `SELECT * FROM glob('/etc/*')`,
  `SELECT * FROM read_csv('https://example.com/a.csv')`,
];
const FORBIDDEN_STATEMENTS = [
  `ATTACH '/tmp/elsewhere.duckdb' AS elsewhere`,
  `ATTACH '{staging}/../elsewhere.duckdb' AS elsewhere`,
  `COPY (SELECT 1) TO '/tmp/elsewhere.csv'`,
  `COPY (SELECT 1) TO '{staging}/../elsewhere.csv'`,
  `COPY tickets FROM '/etc/passwd'`,
  `EXPORT DATABASE '/tmp/elsewhere'`,
  'INSTALL httpfs',
  'LOAD httpfs',
  `LOAD '/tmp/anything.duckdb_extension'`,
  'SET enable_external_access = true',
  'SET GLOBAL lock_configuration = false',
  `SET GLOBAL allowed_directories = ['/']`,
  `SET memory_limit = '100GB'`,
  `SET TimeZone = 'Europe/Berlin'`,
];

describe('a locked-down store', () => {
  it.each(FORBIDDEN)('refuses %s to readers and the writer', async (sql) => {
    await expect(db.read(elsewhere(sql))).rejects.toThrow();
    await expect(db.write((writer) => writer.rows(elsewhere(sql)))).rejects.toThrow();
  });

  it.each(FORBIDDEN_STATEMENTS)('refuses %s', async (sql) => {
    await expect(db.read(elsewhere(sql))).rejects.toThrow();
    await expect(db.write((writer) => writer.run(elsewhere(sql)))).rejects.toThrow(
      /Permission|not allowed|locked|disabled/i,
    );
  });

  it('refuses them on every reader connection', async () => {
    const attempts = Array.from({ length: 12 }, () => db.read(`FROM read_text('/etc/passwd')`));
    const outcomes = await Promise.allSettled(attempts);
    expect(outcomes.every((outcome) => outcome.status === 'rejected')).toBe(true);
  });

  it('reads files in the staging folder', async () => {
    writeFileSync(join(db.stagingFolder, 'tickets.csv'), 'id,subject\n1,hello\n');
    const { rows } = await db.write((writer) =>
      writer.rows('SELECT subject FROM read_csv($file)', {
        file: join(db.stagingFolder, 'tickets.csv'),
      }),
    );
    expect(rows).toEqual([['hello']]);
  });

  it('runs with the limits it was given', async () => {
    const { rows } = await db.read(
      `SELECT current_setting('memory_limit'), current_setting('threads'), current_setting('TimeZone')`,
    );
    expect(rows).toEqual([['488.2 MiB', 2, 'UTC']]);
  });
});
