import {
  DuckDBBlobValue,
  type DuckDBDataChunk,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  type DuckDBResult,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { Rows } from './database.ts';

const LAST_INSTANT_MS = 8.64e15;
const MS_PER_DAY = 86_400_000;

/** All rows of a result, column by column: three times as fast as the driver's own row objects. */
export async function readRows(result: DuckDBResult): Promise<Rows> {
  const columns = result.columnNames();
  const rows: unknown[][] = [];
  for (const chunk of await result.fetchAllChunks()) appendChunk(rows, chunk, columns.length);
  return { columns, rows };
}

function appendChunk(rows: unknown[][], chunk: DuckDBDataChunk, width: number): void {
  const first = rows.length;
  const height = chunk.rowCount;
  for (let row = 0; row < height; row++) rows.push(new Array(width));
  for (let column = 0; column < width; column++) {
    const vector = chunk.getColumnVector(column);
    for (let row = 0; row < height; row++) {
      const cells = rows[first + row];
      if (cells) cells[column] = plainValue(vector.getItem(row));
    }
  }
}

function plainValue(value: DuckDBValue): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object' || value === null) return value;
  return plainObject(value);
}

function plainObject(value: NonNullable<DuckDBValue> & object): unknown {
  if (value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampTZValue) {
    return isoInstant(Number(value.micros) / 1000);
  }
  if (value instanceof DuckDBDateValue) {
    return isoInstant(value.days * MS_PER_DAY)?.slice(0, -'T00:00:00.000Z'.length) ?? null;
  }
  if (value instanceof DuckDBDecimalValue) return value.toDouble();
  if (value instanceof DuckDBListValue) return value.items.map(plainValue);
  if (value instanceof DuckDBBlobValue) return value.bytes;
  if (value instanceof DuckDBStructValue) {
    return Object.fromEntries(
      Object.entries(value.entries).map(([name, entry]) => [name, plainValue(entry)]),
    );
  }
  return value.toString();
}

/** null for DuckDB's infinities, which no calendar can show. */
function isoInstant(ms: number): string | null {
  return Math.abs(ms) <= LAST_INSTANT_MS ? new Date(Math.floor(ms)).toISOString() : null;
}
