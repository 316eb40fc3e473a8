import { AskerError, messageOf } from '../../core/errors.ts';
import type { Params, Reader, Rows } from '../../store/database.ts';
import { isOutOfMemory, SqlError } from '../../store/sql-error.ts';
import { type Allowed, MOST_ROWS } from './guard.ts';
import { SCOPE_PARAMS } from './known-tables.ts';
import { runProblem } from './own-words.ts';

export type Ran =
  /** `isCut`: there are more rows than these. */
  | { readonly kind: 'rows'; readonly rows: Rows; readonly isCut: boolean }
  /** The statement can be mended. */
  | { readonly kind: 'failed'; readonly problem: string }
  /** It takes more time or memory than it may. */
  | { readonly kind: 'heavy' };

/** Runs a checked statement within its limits. DuckDB's own messages quote values, and are neither told nor thrown on. */
export async function runGuarded(
  { sql, held }: Allowed,
  params: Params,
  {
    db,
    deadlineMs,
    signal,
  }: { readonly db: Reader; readonly deadlineMs: number; readonly signal?: AbortSignal },
): Promise<Ran> {
  const needed = new Set([...held, ...Object.values(SCOPE_PARAMS)]);
  const bound = Object.fromEntries(Object.entries(params).filter(([name]) => needed.has(name)));
  try {
    const { columns, rows } = await db.read(sql, bound, { deadlineMs, ...(signal && { signal }) });
    const isCut = rows.length > MOST_ROWS;
    return { kind: 'rows', rows: { columns, rows: rows.slice(0, MOST_ROWS) }, isCut };
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof AskerError || isOutOfMemory(error)) return { kind: 'heavy' };
    if (!(error instanceof SqlError)) throw error;
    const problem = runProblem(messageOf(error));
    return { kind: 'failed', problem: problem ?? 'it failed while it ran' };
  }
}
