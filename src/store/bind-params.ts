import {
  BIGINT,
  type DuckDBPreparedStatement,
  INTEGER,
  LIST,
  listValue,
  VARCHAR,
} from '@duckdb/node-api';
import type { Params } from './database.ts';

type Param = Params[string];

const STRINGS = LIST(VARCHAR);
const LARGEST_INTEGER = 2_147_483_647;

/** Binds every `$name` of the statement. Names the statement doesn't have are a mistake of ours, and thrown. */
export function bindParams(statement: DuckDBPreparedStatement, params: Params): void {
  for (const [name, value] of Object.entries(params)) {
    bindParam(statement, statement.parameterIndex(name), value);
  }
}

function bindParam(statement: DuckDBPreparedStatement, index: number, value: Param): void {
  if (value === null) statement.bindNull(index);
  else if (typeof value === 'string') statement.bindVarchar(index, value);
  else if (typeof value === 'boolean') statement.bindBoolean(index, value);
  else if (typeof value === 'number') bindNumber(statement, index, value);
  else if (value instanceof Uint8Array) statement.bindBlob(index, value);
  else statement.bindValue(index, listValue([...value]), STRINGS);
}

/** Whole numbers go in as integers, so that they fit where SQL wants one: `LIMIT $n`, `to_hours($n)`. */
function bindNumber(statement: DuckDBPreparedStatement, index: number, value: number): void {
  if (!Number.isSafeInteger(value)) statement.bindDouble(index, value);
  else if (Math.abs(value) <= LARGEST_INTEGER) statement.bindValue(index, value, INTEGER);
  else statement.bindValue(index, BigInt(value), BIGINT);
}
