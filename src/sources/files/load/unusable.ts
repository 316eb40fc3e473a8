import type { Writer } from '../../../store/database.ts';
import { type ReadColumn, writtenColumn } from '../plan/load-plan.ts';
import { column, type Profile, valueSql } from '../plan/profile.ts';
import { cleaned, saysMissing } from '../values/missing.ts';

export type Unusable = { readonly column: string; readonly value: string; readonly rows: number };

const MOST_VALUES = 200;
const OTHER_VALUES = '(other values)';
const LONGEST = 200;

/**
 * Values of the file's rows that became missing, by column: words for "nothing", and what couldn't be read.
 * `from` is what the columns' SQL is written over; `filled` the counts of it.
 */
export async function findUnusable(
  writer: Writer,
  columns: readonly ReadColumn[],
  profile: Profile,
  from: string,
): Promise<readonly Unusable[]> {
  const unread = await countUnread(writer, columns, profile, from);
  const found: Unusable[] = [];
  for (const read of columns) {
    if (isDerived(read)) continue;
    const said = profile.columns[read.match.at]?.saidMissing ?? 0;
    const value = `r.${column(read.match.at)}`;
    if (said > 0) {
      found.push(
        ...(await groupValues(writer, read, value, `import_raw r WHERE ${saysMissing(value)}`)),
      );
    }
    if ((unread.get(read) ?? 0) > 0) {
      const where = `${from} WHERE ${cleaned(value)} IS NOT NULL AND ${read.sql} IS NULL`;
      found.push(...(await groupValues(writer, read, cleaned(value), where)));
    }
  }
  return found;
}

/** Per column that isn't taken as it stands, rows with a value that can't be read. */
async function countUnread(
  writer: Writer,
  columns: readonly ReadColumn[],
  profile: Profile,
  from: string,
): Promise<ReadonlyMap<ReadColumn, number>> {
  const counts = new Map<ReadColumn, number>();
  const inSql: ReadColumn[] = [];
  for (const read of columns) {
    if (isDerived(read)) continue;
    if (read.listed) counts.set(read, countListed(read, profile));
    else if (read.sql !== valueSql(read.match.at, profile)) inSql.push(read);
  }
  if (inSql.length === 0) return counts;
  const { rows } = await writer.rows(
    `SELECT ${inSql.map(({ sql }) => `count(${sql})`).join(', ')} FROM ${from}`,
  );
  for (const [index, read] of inSql.entries()) {
    const filled = profile.columns[read.match.at]?.filled ?? 0;
    counts.set(read, filled - Number(rows[0]?.[index] ?? 0));
  }
  return counts;
}

/** Read from a column that is counted under its own name. */
function isDerived({ match, name }: ReadColumn): boolean {
  return match.target !== null && match.target.name !== name;
}

function countListed({ listed, match }: ReadColumn, profile: Profile): number {
  let rows = 0;
  for (const [value, count] of profile.columns[match.at]?.values ?? []) {
    if (listed?.get(value) === null) rows += count;
  }
  return rows;
}

async function groupValues(
  writer: Writer,
  read: ReadColumn,
  value: string,
  where: string,
): Promise<readonly Unusable[]> {
  const { rows } = await writer.rows(
    `SELECT left(${value}, ${LONGEST}) AS value, count(*) AS n FROM ${where} GROUP BY value ORDER BY n DESC, value`,
  );
  const name = writtenColumn(read.name);
  const all = rows.map(([text, count]) => ({
    column: name,
    value: String(text),
    rows: Number(count),
  }));
  const rest = all.slice(MOST_VALUES).reduce((sum, one) => sum + one.rows, 0);
  const shown = all.slice(0, MOST_VALUES);
  return rest > 0 ? [...shown, { column: name, value: OTHER_VALUES, rows: rest }] : shown;
}
