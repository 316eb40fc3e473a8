import { messageOf } from '../core/errors.ts';
/** A statement DuckDB refused: a mistake of ours, so it carries what was run. */
export class SqlError extends Error {
  readonly sql: string;

  constructor(sql: string, cause: unknown) {
    super(`${messageOf(cause)}\nin: ${sql}`, { cause });
    this.name = 'SqlError';
    this.sql = sql;
  }
}

/** Whether DuckDB's limit was too low: for the statement, or for the checkpoint after it, which is told of as fatal. */
export function isOutOfMemory(error: unknown): boolean {
  return /Out of Memory Error|failed to (?:pin|allocate)/.test(messageOf(error));
}

/** Whether another connection or process changed the same rows meanwhile: nothing was written, and reading anew may do. */
export function isWriteConflict(error: unknown): boolean {
  return /\bconflict\b/i.test(messageOf(error)) && /TransactionContext/.test(messageOf(error));
}
