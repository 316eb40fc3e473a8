import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { z } from 'zod';
import type { GoldRows } from './figures.ts';
import type { Gold } from './questions.ts';
import type { Cell } from './reply.ts';

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** Runs gold SQL on a copy of a database, opened read-only; the answers' own code takes no part in it. */
export type GoldDatabase = AsyncDisposable & {
  rowsOf(gold: Gold): Promise<GoldRows | null>;
};

export async function openGold(database: string): Promise<GoldDatabase> {
  const copy = `${database}.gold`;
  for (const ending of ['', '.wal']) {
    rmSync(copy + ending, { force: true });
    if (existsSync(database + ending)) copyFileSync(database + ending, copy + ending);
  }
  const instance = await DuckDBInstance.create(copy, { access_mode: 'READ_ONLY' });
  const connection = await instance.connect();
  await connection.run("SET timezone = 'UTC'");
  return {
    rowsOf: async (gold) => ('sql' in gold ? readRows(connection, gold.sql) : null),
    [Symbol.asyncDispose]: async () => {
      connection.closeSync();
      instance.closeSync();
      for (const ending of ['', '.wal']) rmSync(copy + ending, { force: true });
    },
  };
}

async function readRows(connection: DuckDBConnection, sql: string): Promise<GoldRows> {
  const read = await connection.runAndReadAll(sql);
  const rows = z.array(z.array(cell)).parse(read.getRowsJson());
  const types = read.columnTypes().map(String);
  return {
    columns: read.columnNames(),
    rows: rows.map((row) => row.map((value, index) => asNumber(value, types[index] ?? ''))),
  };
}

/** Large integers and decimals come as text. */
function asNumber(value: Cell, type: string): Cell {
  return typeof value === 'string' && /^(HUGEINT|BIGINT|UBIGINT|DECIMAL|DOUBLE|FLOAT)/.test(type)
    ? Number(value)
    : value;
}
