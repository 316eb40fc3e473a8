import type { Writer } from '../../../store/database.ts';
import { quotedName } from '../../../store/sql-text.ts';
import { writtenColumn } from '../plan/load-plan.ts';
import { column, type Profile, valueSql } from '../plan/profile.ts';
import type { ReadColumn } from '../plan/read-column.ts';

export type Unusable = { readonly column: string; readonly value: string; readonly rows: number };

/** Rows in which the columns stand as they were read, each under its own name. */
export type ReadRows = { readonly from: string; readonly names: ReadonlySet<string> };

const MOST_VALUES = 200;
const OTHER_VALUES = '(other values)';
const LONGEST = 200;

/** Words for "nothing" in the file, by column: they became missing. */
export function wordsForNothing(
  columns: readonly ReadColumn[],
  profile: Profile,
): readonly Unusable[] {
  return ownColumns(columns).flatMap((read) =>
    shown(read, profile.columns[read.match.at]?.saidMissing ?? new Map()),
  );
}

/**
 * Values that could not be read, by column: they became missing too. `rows` is the file's, typed, one for one;
 * `fileRows` what the columns' SQL is written over, gone through only when something is amiss.
 */
export async function findUnread(
  writer: Writer,
  columns: readonly ReadColumn[],
  profile: Profile,
  rows: ReadRows,
  fileRows: string,
): Promise<readonly Unusable[]> {
  const own = ownColumns(columns);
  const listed = own.filter((read) => read.listed);
  const found = listed.flatMap((read) => shown(read, unreadListed(read, profile)));
  const suspects = await findSuspects(writer, own, profile, rows, fileRows);
  if (suspects.length === 0) return found;
  const histograms = suspects.map(({ match, sql }) => {
    const value = valueSql(match.at, profile);
    return `to_json(histogram(left(${column(match.at)}, ${LONGEST})) FILTER (${value} IS NOT NULL AND ${sql} IS NULL))`;
  });
  const counted = await writer.rows(`SELECT ${histograms.join(', ')} FROM ${fileRows}`);
  return [
    ...found,
    ...suspects.flatMap((read, index) => shown(read, readCounts(counted.rows[0]?.[index]))),
  ];
}

/** Columns read by SQL of which fewer values came out than went in. */
async function findSuspects(
  writer: Writer,
  columns: readonly ReadColumn[],
  profile: Profile,
  rows: ReadRows,
  fileRows: string,
): Promise<readonly ReadColumn[]> {
  const read = columns.filter(
    ({ listed, sql, match }) => !listed && sql !== valueSql(match.at, profile),
  );
  const direct = read.filter(({ name }) => rows.names.has(name));
  const others = read.filter(({ name }) => !rows.names.has(name));
  const counts = [
    ...(await countEach(
      writer,
      direct.map(({ name }) => quotedName(name)),
      rows.from,
    )),
    ...(await countEach(
      writer,
      others.map(({ sql }) => sql),
      fileRows,
    )),
  ];
  return [...direct, ...others].filter(
    ({ match }, index) => (counts[index] ?? 0) < (profile.columns[match.at]?.filled ?? 0),
  );
}

async function countEach(
  writer: Writer,
  values: readonly string[],
  from: string,
): Promise<readonly number[]> {
  if (values.length === 0) return [];
  const { rows } = await writer.rows(
    `SELECT ${values.map((value) => `count(${value})`).join(', ')} FROM ${from}`,
  );
  return (rows[0] ?? []).map(Number);
}

/** A column may be read twice (a stage that tells the status); it counts under its own name. */
function ownColumns(columns: readonly ReadColumn[]): readonly ReadColumn[] {
  const seen = new Set<number>();
  return columns.filter(({ match }) => {
    const isFirst = !seen.has(match.at);
    seen.add(match.at);
    return isFirst;
  });
}

function unreadListed(
  { listed, match }: ReadColumn,
  profile: Profile,
): ReadonlyMap<string, number> {
  const values = profile.columns[match.at]?.values ?? new Map<string, number>();
  return new Map([...values].filter(([value]) => listed?.get(value) === null));
}

function shown(read: ReadColumn, counts: ReadonlyMap<string, number>): readonly Unusable[] {
  const name = writtenColumn(read.name);
  const sorted = [...counts].toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const most = sorted
    .slice(0, MOST_VALUES)
    .map(([value, rows]) => ({ column: name, value: value.slice(0, LONGEST), rows }));
  const rest = sorted.slice(MOST_VALUES).reduce((sum, [, rows]) => sum + rows, 0);
  return rest > 0 ? [...most, { column: name, value: OTHER_VALUES, rows: rest }] : most;
}

function readCounts(json: unknown): ReadonlyMap<string, number> {
  const counts = typeof json === 'string' ? (JSON.parse(json) as Record<string, number>) : {}; // histogram() of text gives just this
  return new Map(Object.entries(counts));
}
