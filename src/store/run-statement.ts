import {
  type DuckDBConnection,
  type DuckDBMaterializedResult,
  type DuckDBPreparedStatement,
  StatementType,
} from '@duckdb/node-api';
import { bindParams } from './bind-params.ts';
import type { Params, Rows } from './database.ts';
import { readRows } from './read-values.ts';
import { SqlError } from './sql-error.ts';

/** Runs SQL on a connection; several statements only when there are no parameters. Throws SqlError. */
export async function runStatement(
  connection: DuckDBConnection,
  sql: string,
  params?: Params,
): Promise<DuckDBMaterializedResult> {
  try {
    if (!params) return await connection.run(sql);
    const statement = await connection.prepare(sql);
    return await runPrepared(statement, params);
  } catch (error) {
    throw new SqlError(sql, error);
  }
}

/** One SELECT (or EXPLAIN) and its rows. Throws SqlError, for any other statement too. */
export async function selectRows(
  connection: DuckDBConnection,
  sql: string,
  params: Params,
): Promise<Rows> {
  try {
    const statement = await connection.prepare(sql);
    const type = statement.statementType;
    if (type !== StatementType.SELECT && type !== StatementType.EXPLAIN) {
      statement.destroySync();
      throw new Error('only SELECT may be read with');
    }
    return await readRows(await runPrepared(statement, params));
  } catch (error) {
    throw new SqlError(sql, error);
  }
}

async function runPrepared(
  statement: DuckDBPreparedStatement,
  params: Params,
): Promise<DuckDBMaterializedResult> {
  try {
    bindParams(statement, params);
    return await statement.run();
  } finally {
    statement.destroySync();
  }
}
