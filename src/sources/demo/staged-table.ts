import { appendFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Writer } from '../../store/database.ts';

export type ColumnType = 'VARCHAR' | 'VARCHAR[]' | 'TIMESTAMP' | 'INTEGER' | 'DOUBLE' | 'BOOLEAN';
type Value = string | number | boolean | null | readonly string[];

/** Rows on their way into one table. Names and types of the columns, in the order rows are staged. */
export type StagedTable<Row> = {
  add(row: Row): void;
  /** Moves what was added into the table by `select` over the relation `staged`, and forgets it. */
  flush(writer: Writer, insert: string): Promise<void>;
};

const LIST_SEPARATOR = '\u001f';

/**
 * Collects rows as CSV in the staging folder, the only place the store reads files from: a hundred times quicker than
 * an INSERT for each row, and bounded in memory as long as it is flushed now and then.
 */
export function stageTable<Row extends Readonly<Record<string, Value>>>(
  folder: string,
  name: string,
  columns: Readonly<Record<keyof Row & string, ColumnType>>,
): StagedTable<Row> {
  const path = join(folder, `demo-${name}.csv`);
  const entries = Object.entries<ColumnType>(columns);
  const relation = readCsv(path, entries);
  let lines: string[] = [];
  return {
    add(row) {
      lines.push(
        entries.map(([column, type]) => csvField(row[column as keyof Row] ?? null, type)).join(','), // columns are keyed by the row's own names
      );
    },
    async flush(writer, insert) {
      if (lines.length === 0) return;
      const text = `${lines.join('\n')}\n`;
      lines = [];
      try {
        await appendFile(path, text);
        await writer.run(`WITH staged AS (${relation}) ${insert}`);
      } finally {
        await rm(path, { force: true });
      }
    },
  };
}

function csvField(value: Value, type: ColumnType): string {
  if (value === null) return '';
  if (type === 'TIMESTAMP') return new Date(Number(value)).toISOString().slice(0, 19);
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'object') return value.length ? quoted(value.join(LIST_SEPARATOR)) : '';
  return String(value);
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

function readCsv(path: string, entries: readonly (readonly [string, ColumnType])[]): string {
  const types = entries.map(([name, type]) => `"${name}": '${type.replace('[]', '')}'`);
  const select = entries.map(([name, type]) =>
    type === 'VARCHAR[]' ? `string_split("${name}", chr(31)) AS "${name}"` : `"${name}"`,
  );
  return `SELECT ${select.join(', ')} FROM read_csv('${path.replaceAll("'", "''")}', header = false,
    auto_detect = false, delim = ',', quote = '"', escape = '"', new_line = '\\n', nullstr = '',
    allow_quoted_nulls = false, columns = {${types.join(', ')}})`;
}
