import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';
import { AskerError } from '../../src/core/errors.ts';
import type { Database, Writer } from '../../src/store/database.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { useTempFolders } from './temp-folder.ts';

const tempFolder = useTempFolders();

const addTicket = (id: string) => (writer: Writer) =>
  writer.run('INSERT INTO tickets (id) VALUES ($id)', { id });

async function ticketIds(db: Database): Promise<unknown[]> {
  return (await db.read('SELECT id FROM tickets ORDER BY id')).rows.flat();
}

/** Runs `body` with `db` open in another process; the child says "ready" when it gets there. */
function inAnotherProcess(path: string, body: string) {
  const module = join(import.meta.dirname, '../../src/store/open-database.ts');
  const script = `const { openDatabase } = await import(${JSON.stringify(module)});
    const db = await openDatabase({ path: ${JSON.stringify(path)} });
    const ready = () => new Promise((done) => process.stdout.write('ready', done));
    ${body}`;
  return spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

describe('writing', () => {
  it('is all or nothing', async () => {
    await using db = await openDatabase({ path: ':memory:' });
    const before = await db.version();
    const failing = db.write(async (writer) => {
      await addTicket('a:1')(writer);
      await writer.run('INSERT INTO nowhere VALUES (1)');
    });
    await expect(failing).rejects.toThrow(/nowhere[\s\S]*in: INSERT INTO nowhere/);
    expect(await ticketIds(db)).toEqual([]);
    expect(await db.version()).toBe(before);
    await db.write(addTicket('a:2'));
    expect(await ticketIds(db)).toEqual(['a:2']);
  });

  it('happens in turn, the next one after a failure too', async () => {
    await using db = await openDatabase({ path: ':memory:' });
    const order: number[] = [];
    const step = (n: number) =>
      db.write(async (writer) => {
        order.push(n);
        await writer.rows('SELECT 1');
        order.push(n);
        if (n === 2) throw new Error('second thoughts');
      });
    await Promise.allSettled([step(1), step(2), step(3)]);
    expect(order).toEqual([1, 1, 2, 2, 3, 3]);
  });

  it('moves the data version with what it changed, unless told to keep it', async () => {
    const path = join(tempFolder(), 'desk.duckdb');
    const versions: number[] = [];
    {
      await using db = await openDatabase({ path });
      versions.push(await db.version());
      versions.push(await db.write(addTicket('a:1')).then(() => db.version()));
      versions.push(await db.write(addTicket('a:2')).then(() => db.version()));
      await db.write(addTicket('a:3'), { keepVersion: true });
      expect(await db.version()).toBe(versions.at(-1));
    }
    expect(versions).toEqual(versions.toSorted((a, b) => a - b));
    expect(new Set(versions).size).toBe(3);
    await using again = await openDatabase({ path });
    expect(await again.version()).toBe(versions.at(-1));
  });

  it('is not seen by readers until it is whole', async () => {
    await using db = await openDatabase({ path: ':memory:' });
    await db.write(async (writer) => {
      await addTicket('a:1')(writer);
      expect(await ticketIds(db)).toEqual([]);
    });
    expect(await ticketIds(db)).toEqual(['a:1']);
  });

  it('is over when it is over', async () => {
    await using db = await openDatabase({ path: ':memory:' });
    const kept = await db.write(async (writer) => ({ writer }));
    await expect(kept.writer.run('DELETE FROM tickets')).rejects.toThrow(/transaction has ended/);
  });

  it('recovers when the work ends its own transaction', async () => {
    await using db = await openDatabase({ path: ':memory:' });
    await expect(db.write((writer) => writer.run('ROLLBACK'))).rejects.toThrow();
    await db.write(addTicket('a:1'));
    expect(await ticketIds(db)).toEqual(['a:1']);
  });

  it('is finished before the store closes', async () => {
    const path = join(tempFolder(), 'desk.duckdb');
    const db = await openDatabase({ path });
    const written = db.write(addTicket('a:1'));
    await db[Symbol.asyncDispose]();
    await written;
    await expect(db.write(addTicket('a:2'))).rejects.toThrow('the store is closed');
    await using again = await openDatabase({ path });
    expect(await ticketIds(again)).toEqual(['a:1']);
  });
});

describe('a second process', () => {
  it('is told who has the file', async () => {
    const path = join(tempFolder(), 'desk.duckdb');
    const child = inAnotherProcess(path, 'await ready(); setInterval(() => {}, 1000);');
    await once(child.stdout, 'data');
    const refusal = await openDatabase({ path }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(AskerError);
    expect(String(refusal)).toContain(`in use by another process (pid ${child.pid})`);
    expect(existsSync(`${path}.staging`)).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await using db = await openDatabase({ path });
    expect(await ticketIds(db)).toEqual([]);
  });

  it('killed in the middle of a write leaves nothing half there', async () => {
    const path = join(tempFolder(), 'desk.duckdb');
    const child = inAnotherProcess(
      path,
      `await db.write((w) => w.run("INSERT INTO tickets (id) VALUES ('whole:1')"));
       await db.write(async (w) => {
         await w.run("INSERT INTO tickets (id, subject) SELECT 'half:' || range, repeat('x', 200) FROM range(300000)");
         await w.run("DELETE FROM tickets WHERE id = 'whole:1'");
         await ready();
         for (;;) await w.run("INSERT INTO chats (id, url) SELECT 'half:' || range, repeat('y', 200) FROM range(100000)");
       });`,
    );
    await once(child.stdout, 'data');
    writeFileSync(join(`${path}.staging`, 'half.csv'), 'id\n1');
    child.kill('SIGKILL');
    await once(child, 'exit');
    await using db = await openDatabase({ path });
    expect(await ticketIds(db)).toEqual(['whole:1']);
    expect((await db.read('SELECT count(*) FROM chats')).rows).toEqual([[0]]);
    expect(existsSync(join(db.stagingFolder, 'half.csv'))).toBe(false);
  });
});

describe('backup', () => {
  const ROWS = 200_000;
  const fill = (writer: Writer) =>
    writer.run(
      `INSERT INTO tickets (id, subject, tags) SELECT range::VARCHAR, repeat('x', 50), ['a'] FROM range(${ROWS})`,
    );

  it('is a whole, consistent copy while reads and writes go on, and opens with plain DuckDB', async () => {
    const folder = tempFolder();
    const path = join(folder, 'backups', 'copy.duckdb');
    await using db = await openDatabase({ path: join(folder, 'desk.duckdb') });
    await db.write(fill);
    // Each write keeps tickets + chats even; a copy that tore one apart would be odd.
    const writes = [1, 2, 3].map((n) =>
      db.write(async (writer) => {
        await writer.run(`DELETE FROM tickets WHERE id = '${n}'`);
        await writer.run(`INSERT INTO chats (id) VALUES ('${n}')`);
      }),
    );
    const reads = Array.from({ length: 8 }, () => db.read('SELECT count(*) FROM tickets'));
    await Promise.all([db.backup(path), ...writes, ...reads]);

    const instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' });
    const connection = await instance.connect();
    const counts = await connection.run(
      `SELECT (SELECT count(*) FROM tickets) + (SELECT count(*) FROM chats), (SELECT list_distinct(flatten(list(tags))) FROM tickets)::VARCHAR`,
    );
    expect(await counts.getRowsJS()).toEqual([[BigInt(ROWS), '[a]']]);
    connection.disconnectSync();
    instance.closeSync();
  });

  it('opens as a store, and leaves this one locked against others', async () => {
    const folder = tempFolder();
    const path = join(folder, 'desk.duckdb');
    await using db = await openDatabase({ path });
    await db.write(addTicket('a:1'));
    await db.backup(join(folder, 'copy.duckdb'));
    await using copy = await openDatabase({ path: join(folder, 'copy.duckdb') });
    expect(await ticketIds(copy)).toEqual(['a:1']);
    expect(await copy.version()).toBe(await db.version());
    const child = inAnotherProcess(path, '').on('error', () => {});
    const [code] = await once(child, 'exit');
    expect(code).not.toBe(0);
  });

  it('never replaces a file', async () => {
    const folder = tempFolder();
    await using db = await openDatabase({ path: ':memory:' });
    writeFileSync(join(folder, 'copy.duckdb'), 'precious');
    await expect(db.backup(join(folder, 'copy.duckdb'))).rejects.toThrow(
      /copy\.duckdb: a file of that name exists/,
    );
    await expect(db.backup(join(folder, 'copy.duckdb', 'x'))).rejects.toThrow(AskerError);
  });
});
