import { literal } from '../../../store/sql-text.ts';
import { columnsOf, type Stage } from './staged.ts';

const BUFFER_CHARS = 1 << 20;
const LONGEST_ROW_BYTES = 256 << 20;

export type RowStage = {
  /** `row[i]` becomes c(i+1); what is null, empty or missing at the end becomes NULL. */
  write(into: Stage, row: readonly (string | null | undefined)[]): Promise<void>;
  flush(into: Stage): Promise<void>;
  /** What stands in FROM, once all rows are written. */
  relation(path: string): string;
};

/** Rows as JSON Lines under plain names, the one form in which nothing about them is left open. */
export function openRows(width: number | (() => number)): RowStage {
  let buffer = '';
  let longest = 0;
  return {
    async write(into, row) {
      const line = lineOf(row);
      longest = Math.max(longest, line.length);
      buffer += line;
      if (buffer.length < BUFFER_CHARS) return;
      await into.write(buffer);
      buffer = '';
    },
    async flush(into) {
      await into.write(buffer);
      buffer = '';
    },
    relation(path) {
      const count = typeof width === 'number' ? width : width();
      const most = Math.min(LONGEST_ROW_BYTES, Math.max(16 << 20, longest * 4));
      return `read_json(${literal(path)}, format = 'newline_delimited', maximum_object_size = ${most}, columns = ${columnsOf(count)})`;
    },
  };
}

function lineOf(row: readonly (string | null | undefined)[]): string {
  const cells: string[] = [];
  for (const [at, value] of row.entries()) {
    if (value) cells.push(`"c${at + 1}":${JSON.stringify(value)}`);
  }
  return `{${cells.join(',')}}\n`;
}
