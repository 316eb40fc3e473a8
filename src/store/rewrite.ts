import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
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
    await runStatement(connection, 'CHECKPOINT');
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

/**
 * Puts the new file in the place of the old one in one step. The old one must have been checkpointed, so that no log belongs to it.
 * NOTE: while the instance still has the old file open, and with it the lock: there is no moment at which another process could open
 * and write to what is about to go.
 */
export async function swapIn(fresh: string, file: string): Promise<void> {
  await rm(`${file}.wal`, { force: true });
  await rename(fresh, file);
  await flush(dirname(file)).catch(() => {}); // some systems can't flush a folder
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
