import { randomUUID } from 'node:crypto';
import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { z } from 'zod';
import { copyTables } from './backup.ts';
import type { Writer } from './database.ts';
import { readRows } from './read-values.ts';
import { runStatement } from './run-statement.ts';

/** `meta` key that stands while the file still has bytes of rows that were erased: the next opening rewrites it. */
const REWRITE_DUE = 'rewrite_due';

/** Has the next opening rewrite the file, unless `Database.rewrite` does before. `now` ISO UTC. */
export async function makeRewriteDue(writer: Writer, now: string): Promise<void> {
  await writer.run(`DELETE FROM meta WHERE key = '${REWRITE_DUE}'`);
  await writer.run(`INSERT INTO meta VALUES ('${REWRITE_DUE}', $now)`, { now });
}

/** Whether rows were erased since the file was last written anew. */
export async function isRewriteDue(connection: DuckDBConnection): Promise<boolean> {
  const { rows } = await readRows(
    await runStatement(connection, `SELECT 1 FROM meta WHERE key = '${REWRITE_DUE}'`),
  );
  return rows.length > 0;
}

/**
 * Copies what the database holds now into a new file in the staging folder, and gives its path. Nothing may be written meanwhile.
 * DuckDB leaves deleted rows' bytes in the file; the copy has never had them.
 */
export async function writeAnew(instance: DuckDBInstance, stagingFolder: string): Promise<string> {
  const fresh = join(stagingFolder, `rewrite-${randomUUID()}.duckdb`);
  const connection = await instance.connect();
  try {
    await copyTables(connection, fresh, [`DELETE FROM {copy}.meta WHERE key = '${REWRITE_DUE}'`]);
    await flush(fresh);
    return fresh;
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  } finally {
    connection.disconnectSync();
    await rm(`${fresh}.wal`, { force: true });
  }
}

/** Says of the files in a swap which they are: the log of the old file must never be read into the new one, and DuckDB would. */
const noteSchema = z.object({ fresh: z.string(), log: z.string().nullable() });
const noteOf = (file: string): string => `${file}.swap`;

/**
 * Puts the new file in the place of the old one, and takes away the old one's log. A note says what is under way, so that `finishSwap`
 * can end what a killed process began.
 * NOTE: while the instance still has the old file open, and with it the lock: nobody else can open and write to what is about to go.
 * NOTE: no checkpoint before: one that is killed can tear a block of the file in two, since DuckDB writes some of them in place.
 */
export async function swapIn(fresh: string, file: string): Promise<void> {
  const note = { fresh: await identify(fresh), log: await identify(`${file}.wal`) };
  await writeFile(noteOf(file), JSON.stringify(note), { flush: true });
  await rename(fresh, file);
  await flush(dirname(file)).catch(() => {}); // some systems can't flush a folder
  await finishSwap(file);
}

/** Takes away the log of a file that was swapped for another. To be called before the file is opened. */
export async function finishSwap(file: string): Promise<void> {
  const text = await readFile(noteOf(file), 'utf8').catch(() => null);
  const note = text === null ? null : noteSchema.safeParse(parsedOrNull(text)).data;
  if (!note || note.fresh !== (await identify(file))) return;
  if (note.log !== null && note.log === (await identify(`${file}.wal`)))
    await rm(`${file}.wal`, { force: true });
}

/** To be called once the file is open, when nobody else can be swapping it. */
export async function forgetSwap(file: string): Promise<void> {
  await rm(noteOf(file), { force: true });
}

/** Tells one file from any other that was or will be at its place, as long as nobody writes to it; null: there is none. */
async function identify(path: string): Promise<string | null> {
  const found = await stat(path, { bigint: true }).catch(() => null);
  return found && [found.dev, found.ino, found.size, found.mtimeNs].join(' ');
}

/** Null for what a killed process wrote half of. */
function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
