import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { AskerError, ConfigError } from '../../src/core/errors.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { useTempFolders } from './temp-folder.ts';

const tempFolder = useTempFolders();

async function withPlainDuckDb(path: string, ...statements: string[]): Promise<void> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  for (const statement of statements) await connection.run(statement);
  connection.disconnectSync();
  instance.closeSync();
}

describe('opening', () => {
  it('makes the folder, the file and the canonical tables', async () => {
    const path = join(tempFolder(), 'deep', 'er', 'desk.duckdb');
    await using db = await openDatabase({ path });
    const { rows } = await db.read(
      'SELECT table_name FROM duckdb_tables() WHERE NOT internal ORDER BY table_name',
    );
    expect(rows.flat()).toEqual(
      expect.arrayContaining(['agents', 'chats', 'imports', 'messages', 'migrations', 'tickets']),
    );
    expect(existsSync(path)).toBe(true);
  });

  it('keeps what was written when it is opened again', async () => {
    const path = join(tempFolder(), 'desk.duckdb');
    {
      await using db = await openDatabase({ path });
      await db.write((writer) => writer.run(`INSERT INTO tickets (id) VALUES ('a:1')`));
    }
    await using again = await openDatabase({ path });
    expect((await again.read('SELECT id FROM tickets')).rows).toEqual([['a:1']]);
    const { rows } = await again.read('SELECT number, name FROM migrations ORDER BY 1');
    expect(rows[0]).toEqual([1, '001-canonical.sql']);
  });

  it('leaves only the file behind when it is closed', async () => {
    const folder = tempFolder();
    {
      await using db = await openDatabase({ path: join(folder, 'desk.duckdb') });
      await db.write((writer) => writer.run(`INSERT INTO tickets (id) VALUES ('a:1')`));
    }
    expect(readdirSync(folder)).toEqual(['desk.duckdb']);
  });

  it('removes staging files a killed run has left', async () => {
    const path = join(tempFolder(), 'desk.duckdb');
    mkdirSync(`${path}.staging`);
    writeFileSync(join(`${path}.staging`, 'half.csv'), 'a,b\n1');
    await using db = await openDatabase({ path });
    expect(readdirSync(db.stagingFolder)).toEqual([]);
  });

  it('keeps each in-memory store to itself', async () => {
    await using one = await openDatabase({ path: ':memory:' });
    await using two = await openDatabase({ path: ':memory:' });
    await one.write((writer) => writer.run(`INSERT INTO tickets (id) VALUES ('a:1')`));
    expect((await two.read('SELECT count(*) FROM tickets')).rows).toEqual([[0]]);
    expect(one.stagingFolder).not.toBe(two.stagingFolder);
  });
});

describe('refusing to open', () => {
  it('says so when this process has the file open already, by whatever name', async () => {
    const folder = tempFolder();
    const path = join(folder, 'desk.duckdb');
    await using _db = await openDatabase({ path });
    symlinkSync(path, join(folder, 'other-name.duckdb'));
    await expect(openDatabase({ path })).rejects.toThrow(/already open in this process/);
    await expect(openDatabase({ path: join(folder, 'other-name.duckdb') })).rejects.toThrow(
      AskerError,
    );
  });

  it('may be tried again after the first was closed', async () => {
    const path = join(tempFolder(), 'desk.duckdb');
    const first = await openDatabase({ path });
    await first[Symbol.asyncDispose]();
    await first[Symbol.asyncDispose]();
    await using second = await openDatabase({ path });
    expect(second.path).toBe(path);
  });

  it.each([
    ['text', 'not a database '.repeat(2000)],
    ['nothing', ''],
  ])('says so when the file holds %s', async (_what, content) => {
    const path = join(tempFolder(), 'notes.txt');
    writeFileSync(path, content);
    const refusal = await openDatabase({ path }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(AskerError);
    expect(String(refusal)).toMatch(/notes\.txt is not a Deskhand database/);
    expect(existsSync(`${path}.staging`)).toBe(false);
  });

  it('says so when the file is a folder, or its folder is a file', async () => {
    const folder = tempFolder();
    writeFileSync(join(folder, 'file'), '');
    await expect(openDatabase({ path: folder })).rejects.toThrow(AskerError);
    await expect(openDatabase({ path: join(folder, 'file', 'desk.duckdb') })).rejects.toThrow(
      /can’t be created/,
    );
  });

  it('says so when the place can’t be written to', async () => {
    await expect(openDatabase({ path: '/proc/desk.duckdb' })).rejects.toThrow(AskerError);
  });

  it('leaves somebody else’s DuckDB file alone', async () => {
    const path = join(tempFolder(), 'theirs.duckdb');
    await withPlainDuckDb(path, 'CREATE TABLE sales (a INTEGER)');
    await expect(openDatabase({ path })).rejects.toThrow(/not one of Deskhand's/);
  });

  it('refuses a file from a newer version, or one made by an altered migration', async () => {
    const path = join(tempFolder(), 'desk.duckdb');
    await (await openDatabase({ path }))[Symbol.asyncDispose]();
    await withPlainDuckDb(
      path,
      `INSERT INTO migrations VALUES (999, '999-later.sql', 'x', now())`,
      `UPDATE migrations SET hash = 'x' WHERE number = 1`,
    );
    const refusal = await openDatabase({ path }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ConfigError);
    expect(refusal).toHaveProperty('problems', [
      expect.stringMatching(/another version of 001-canonical\.sql/),
      expect.stringMatching(/newer version of Deskhand \(999-later\.sql\)/),
    ]);
  });
});
