import { randomUUID } from 'node:crypto';
import { constants, copyFile, link, mkdir, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { AskerError, messageOf } from '../core/errors.ts';
import { readRows } from './read-values.ts';
import { runStatement } from './run-statement.ts';

const COPY = 'backup_copy';

/**
 * Writes a copy of every table, as they stand together at one moment, to a new DuckDB file at `path`.
 * NOTE: never by copying the file: whoever opens and closes it in this process drops DuckDB's lock on it
 * (POSIX locks belong to the process). Nor by COPY FROM DATABASE: it needs a setting the lock-down has locked.
 */
export async function backUp(
  instance: DuckDBInstance,
  stagingFolder: string,
  path: string,
): Promise<void> {
  const staged = join(stagingFolder, `backup-${randomUUID()}.duckdb`);
  const connection = await instance.connect();
  try {
    await copyTables(connection, staged);
    await publish(staged, resolve(path));
  } finally {
    connection.disconnectSync();
    await rm(staged, { force: true });
    await rm(`${staged}.wal`, { force: true });
  }
}

/** Writes every table, as they stand together at one moment, to a new DuckDB file; `{copy}` in what is run after it names that one. */
export async function copyTables(
  connection: DuckDBConnection,
  staged: string,
  thenRun: readonly string[] = [],
): Promise<void> {
  await runStatement(connection, `ATTACH '${staged.replaceAll("'", "''")}' AS ${COPY}`);
  try {
    await runStatement(connection, 'BEGIN TRANSACTION');
    const { rows } = await readRows(await runStatement(connection, TABLES));
    for (const [name] of rows) {
      const table = `"${String(name).replaceAll('"', '""')}"`;
      await runStatement(connection, `CREATE TABLE ${COPY}.main.${table} AS FROM main.${table}`);
    }
    for (const sql of thenRun)
      await runStatement(connection, sql.replaceAll('{copy}', `${COPY}.main`));
    await runStatement(connection, 'COMMIT');
  } catch (error) {
    await runStatement(connection, 'ROLLBACK');
    throw error;
  } finally {
    await runStatement(connection, `DETACH ${COPY}`);
  }
}

const TABLES = `SELECT table_name FROM duckdb_tables()
  WHERE database_name = current_database() AND schema_name = 'main' AND NOT internal ORDER BY table_name`;

/** Puts the finished file in its place in one step; an existing file is never replaced. */
async function publish(staged: string, path: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await link(staged, path).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') throw error;
      await copyFile(staged, path, constants.COPYFILE_EXCL); // another disk, or one without hard links
    });
  } catch (cause) {
    throw new AskerError(`The backup could not be written to ${path}: ${whyNot(cause)}`, { cause });
  }
}

function whyNot(cause: unknown): string {
  const code = (cause as NodeJS.ErrnoException).code; // node:fs rejects with ErrnoException only
  return code === 'EEXIST' ? 'a file of that name exists.' : messageOf(cause);
}
