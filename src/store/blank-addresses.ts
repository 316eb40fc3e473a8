import type { Writer } from './database.ts';
import { BLANK } from './erased.ts';
import { type RowCounts, removeRows, withoutZeros } from './remove-conversations.ts';
import { quotedName } from './sql-text.ts';

/** Told by their names, so that a column of a file is found as well. */
const TEXT_COLUMNS = `SELECT table_name, column_name, data_type FROM duckdb_columns()
  WHERE database_name = current_database() AND schema_name = 'main' AND NOT internal
    AND table_name NOT IN ('migrations', 'leaving', 'person_customers', 'person_refs') AND data_type IN ('VARCHAR', 'VARCHAR[]')
  ORDER BY ALL`;

/** Puts a blank in the place of the addresses in every text of every table. Gives the rows changed by table. */
export async function blankAddresses(
  writer: Writer,
  emails: readonly string[],
): Promise<RowCounts> {
  const { rows: columns } = await writer.rows(TEXT_COLUMNS);
  const counts: Record<string, number> = {};
  for (const [table, column, type] of columns) {
    for (const email of emails) {
      const changed = await blankColumn(writer, { table, column, type }, email);
      counts[String(table)] = (counts[String(table)] ?? 0) + changed;
    }
  }
  return withoutZeros(counts);
}

async function blankColumn(
  writer: Writer,
  { table, column, type }: Readonly<Record<'table' | 'column' | 'type', unknown>>,
  email: string,
): Promise<number> {
  const name = quotedName(String(column));
  const isList = type === 'VARCHAR[]';
  const blanked = isList ? `list_transform(${name}, lambda t: ${blank('t')})` : blank(name);
  const holds = isList ? `array_to_string(${name}, chr(10))` : name;
  return removeRows(
    writer,
    `UPDATE ${quotedName(String(table))} SET ${name} = ${blanked}
     WHERE contains(lower(${holds}), $email) AND regexp_matches(${holds}, $pattern, 'i')`,
    { email, pattern: patternOf(email) },
  );
}

/** Twice, for what ends one match may begin the next. */
function blank(sql: string): string {
  const once = (text: string) => `regexp_replace(${text}, $pattern, '\\1${BLANK}\\2', 'gi')`;
  return once(once(sql));
}

/** The address by itself: not the end of a longer name, nor the beginning of a longer domain. */
function patternOf(email: string): string {
  const literal = email.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  return `(^|[^a-z0-9._%+-])${literal}($|[^a-z0-9.-]|\\.($|[^a-z0-9]))`;
}
