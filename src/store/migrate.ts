import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { AskerError, ConfigError } from '../core/errors.ts';
import { readRows } from './read-values.ts';
import { runStatement } from './run-statement.ts';

export type Migration = {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly hash: string;
};

type Applied = { readonly number: number; readonly name: string; readonly hash: string };

const MIGRATION_FILE = /^(\d{3})-[a-z0-9-]+\.sql$/;

/** The numbered migrations in the folder, in order. */
export async function readMigrations(
  folder: string = join(import.meta.dirname, 'migrations'),
): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => MIGRATION_FILE.test(name)).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = (await readFile(join(folder, name), 'utf8')).replaceAll('\r\n', '\n');
      const hash = createHash('sha256').update(sql).digest('hex');
      return { number: Number(name.slice(0, 3)), name, sql, hash };
    }),
  );
}

/**
 * Brings the schema forward, each migration in a transaction with its record.
 * Throws AskerError for a DuckDB file that isn't ours, ConfigError for one from a newer or altered version.
 */
export async function migrate(
  connection: DuckDBConnection,
  migrations: readonly Migration[],
  path: string,
): Promise<void> {
  const applied = await appliedMigrations(connection, path);
  const problems = applied.flatMap((record) => whatIsWrong(record, migrations, path));
  if (problems.length > 0) throw new ConfigError(problems);
  const done = new Set(applied.map((record) => record.number));
  for (const migration of migrations) {
    if (!done.has(migration.number)) await applyMigration(connection, migration);
  }
}

async function appliedMigrations(
  connection: DuckDBConnection,
  path: string,
): Promise<readonly Applied[]> {
  const tables = await readRows(
    await runStatement(connection, 'SELECT table_name FROM duckdb_tables() WHERE NOT internal'),
  );
  if (tables.rows.length === 0) {
    await runStatement(
      connection,
      'CREATE TABLE migrations (number INTEGER, name VARCHAR, hash VARCHAR, applied_at TIMESTAMP)',
    );
    return [];
  }
  if (!tables.rows.some(([name]) => name === 'migrations')) {
    throw new AskerError(
      `${path} is a DuckDB database, but not one of Deskhand's. Name another path; nothing was changed.`,
    );
  }
  const { rows } = await readRows(
    await runStatement(connection, 'SELECT number, name, hash FROM migrations ORDER BY number'),
  );
  return rows.map(([number, name, hash]) => ({
    number: Number(number),
    name: String(name),
    hash: String(hash),
  }));
}

function whatIsWrong(
  record: Applied,
  migrations: readonly Migration[],
  path: string,
): readonly string[] {
  const known = migrations.find((migration) => migration.number === record.number);
  if (!known) {
    return [
      `${path} was written by a newer version of Deskhand (${record.name}). Update this one; the file was not touched.`,
    ];
  }
  if (known.hash === record.hash) return [];
  return [
    `${path} was made with another version of ${record.name} than the one installed. Install the version it was made with, or start with a new file.`,
  ];
}

async function applyMigration(connection: DuckDBConnection, migration: Migration): Promise<void> {
  await runStatement(connection, 'BEGIN TRANSACTION');
  try {
    await runStatement(connection, migration.sql);
    await runStatement(
      connection,
      `INSERT INTO migrations VALUES ($number, $name, $hash, now() AT TIME ZONE 'UTC')`,
      { number: migration.number, name: migration.name, hash: migration.hash },
    );
    await runStatement(connection, 'COMMIT');
  } catch (error) {
    await runStatement(connection, 'ROLLBACK');
    throw error;
  }
}
