import type { Reader } from '../../store/database.ts';
import { checkPlanned } from './check-planned.ts';
import { checkWritten } from './check-written.ts';
import { KNOWN_TABLES_SQL } from './known-tables.ts';

/** `sql` is what may be run: DuckDB's own wording of what was checked, cut at `rows` rows. */
export type Guarded =
  | { readonly kind: 'allowed'; readonly sql: string; readonly shown: string }
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

/** Rows a statement may give. */
export const MOST_ROWS = 1000;
const LONGEST_STATEMENT = 8000;
const CHECK_DEADLINE_MS = 2000;

/**
 * Decides whether SQL somebody else wrote may be run, and rewrites it so that only what was checked can run.
 *
 * DuckDB parses it to a tree; every node of it must be on the list of what may be written. The tree is turned back to
 * text, so that comments, encodings and quoting tricks are gone, and wrapped so that table names mean known columns of
 * rows that weren't deleted. That is planned, not run, and the plan has to consist of known steps over known tables.
 */
export async function guardSql(written: string, db: Reader): Promise<Guarded> {
  if (written.length > LONGEST_STATEMENT)
    return refused(`it has ${written.length} characters; up to ${LONGEST_STATEMENT} are read`);
  const tree = await ask(db, 'json_serialize_sql($sql::VARCHAR)', written);
  const problems = checkWritten(tree);
  if (problems.length > 0) return { kind: 'refused', problems };
  const shown = await ask(db, 'json_deserialize_sql($sql::JSON)', tree);
  const sql = `WITH ${KNOWN_TABLES_SQL}\nSELECT * FROM (\n${shown}\n) LIMIT ${MOST_ROWS + 1}`;
  const unplanned = checkPlanned(await ask(db, 'json_serialize_plan($sql::VARCHAR)', sql));
  if (unplanned.length > 0) return { kind: 'refused', problems: unplanned };
  return { kind: 'allowed', sql, shown };
}

async function ask(db: Reader, what: string, sql: string): Promise<string> {
  const { rows } = await db.read(
    `SELECT CAST(${what} AS VARCHAR)`,
    { sql },
    { deadlineMs: CHECK_DEADLINE_MS },
  );
  return String(rows[0]?.[0]);
}

function refused(problem: string): Guarded {
  return { kind: 'refused', problems: [problem] };
}
