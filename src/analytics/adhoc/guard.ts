import type { Reader } from '../../store/database.ts';
import { bindHeld, type HeldKind } from './bind-held.ts';
import { checkPlanned } from './check-planned.ts';
import { checkWritten } from './check-written.ts';
import { knownTablesSql, type OwnColumn } from './known-tables.ts';

export type Guarded =
  | Allowed
  /** Problems are told in our own words: nothing of the data is in them. */
  | { readonly kind: 'refused'; readonly problems: readonly string[] };

/** `sql` is what may be run: DuckDB's own wording of what was checked, cut at one row more than `MOST_ROWS`. */
export type Allowed = {
  readonly kind: 'allowed';
  readonly sql: string;
  /** The part of it that was written. */
  readonly shown: string;
  /** What of the placeholders it uses, each a parameter of that name, beside those of the tables. */
  readonly held: readonly string[];
};

/** What a statement may name beside the known tables and columns. */
export type Names = {
  /** By the name between their braces: `agent_1`. */
  readonly held: ReadonlyMap<string, HeldKind>;
  readonly own: readonly OwnColumn[];
};

/** Rows a statement may give. */
export const MOST_ROWS = 1000;
const LONGEST_STATEMENT = 8000;
const CHECK_DEADLINE_MS = 2000;
const NO_NAMES: Names = { held: new Map(), own: [] };

/**
 * Decides whether SQL somebody else wrote may be run, and rewrites it so that only what was checked can run.
 *
 * DuckDB parses it to a tree; every node of it must be on the list of what may be written. Placeholders in it become
 * parameters. The tree is turned back to text, so that comments, encodings and quoting tricks are gone, and wrapped so that
 * table names mean known columns of rows that weren't deleted. That is planned, not run, and the plan has to consist of known
 * steps over known tables.
 */
export async function guardSql(
  written: string,
  db: Reader,
  names: Names = NO_NAMES,
): Promise<Guarded> {
  if (written.length > LONGEST_STATEMENT)
    return refused([`it has ${written.length} characters; up to ${LONGEST_STATEMENT} are read`]);
  const tree = await ask(db, 'json_serialize_sql($sql::VARCHAR)', written);
  const problems = checkWritten(tree, { statement: written, from: 0 });
  if (problems.length > 0) return refused(problems);
  const bound = bindHeld(tree, names.held);
  if (bound.problems.length > 0) return refused(bound.problems);
  const shown = await ask(db, 'json_deserialize_sql($sql::JSON)', bound.tree);
  const before = `WITH ${knownTablesSql(names.own)}\nSELECT * FROM (\n`;
  const sql = `${before}${shown}\n) LIMIT ${MOST_ROWS + 1}`;
  const plan = await ask(db, 'json_serialize_plan($sql::VARCHAR)', sql);
  const unplanned = checkPlanned(plan, { statement: shown, from: before.length });
  if (unplanned.length > 0) return refused(unplanned);
  return { kind: 'allowed', sql, shown, held: bound.used };
}

async function ask(db: Reader, what: string, sql: string): Promise<string> {
  const { rows } = await db.read(
    `SELECT CAST(${what} AS VARCHAR)`,
    { sql },
    { deadlineMs: CHECK_DEADLINE_MS },
  );
  return String(rows[0]?.[0]);
}

function refused(problems: readonly string[]): Guarded {
  return { kind: 'refused', problems };
}
