import type { Reader, Rows } from '../../../store/database.ts';
import type { Match } from '../recognise/match-columns.ts';
import type { ValueKind } from '../recognise/targets.ts';
import type { StagedFile } from '../staging/staged.ts';
import { readDateShape } from '../values/date-shapes.ts';
import { cleaned, isMissingWord, isPadded, saysMissing, tidied } from '../values/missing.ts';

/** What a pass over all staged rows tells about a column. */
export type ColumnProfile = {
  /** Rows with a value. */
  readonly filled: number;
  /** Words that say there is none → rows. */
  readonly saidMissing: ReadonlyMap<string, number>;
  /** Value (of dates: its shape, digits as 9) → rows; null for columns whose values needn't be known one by one. */
  readonly values: ReadonlyMap<string, number> | null;
};

export type Profile = {
  /** What stands in FROM: tidy values as c1, c2, …, rows that hold nothing left out. */
  readonly relation: string;
  readonly rows: number;
  readonly columns: readonly ColumnProfile[];
  /** Different values of the id column; null without one. */
  readonly ids: number | null;
};

export type Select = (sql: string) => Promise<Rows>;

const DEADLINE_MS = 10 * 60_000;

/** Reads whole files on the readers' side: in parallel, which uncommitted tables can't be. */
export function selectOn(db: Reader): Select {
  return (sql) => db.read(sql, {}, { deadlineMs: DEADLINE_MS });
}

const LISTED: ReadonlySet<ValueKind> = new Set([
  'status',
  'priority',
  'authorKind',
  'role',
  'rating',
  'flag',
  'notFlag',
]);

export function column(at: number): string {
  return `c${at + 1}`;
}

export function isListed(match: Match): boolean {
  return match.target !== null && LISTED.has(match.target.kind);
}

/** Columns that hold dates, extras included: they may prove how their siblings are written. */
function holdsDates(match: Match): boolean {
  return (
    match.target?.kind === 'instant' || (match.target === null && match.content.looks === 'instant')
  );
}

/** What stands in FROM for a staged file: the columns at `padded` made tidy, rows that hold nothing left out. */
function tidyRelation(staged: StagedFile, padded: ReadonlySet<number>): string {
  const names = staged.headers.map((_, at) => column(at));
  const values = names.map((name, at) => (padded.has(at) ? `${tidied(name)} AS ${name}` : name));
  const tidy = `(SELECT ${values.join(', ')} FROM ${staged.relation})`;
  return `(SELECT * FROM ${tidy} WHERE coalesce(${names.join(', ')}) IS NOT NULL)`;
}

/** A column's SQL, words for "nothing" made NULL where there are any. */
export function valueSql(at: number, profile: Profile): string {
  const name = column(at);
  return (profile.columns[at]?.saidMissing.size ?? 0) > 0 ? cleaned(name) : name;
}

/** A date's shape: digits as 9, but eight digits in a row told apart by whether they begin with a year. The commonest shapes a cast tells faster. */
function shapeOf(value: string): string {
  const written = `translate(${value}, '012345678', '999999999')`;
  const isTime = `substr(${value}, 17, 1) = ':' AND try_cast(${value} AS TIMESTAMP) IS NOT NULL`;
  const isYearFirst = `regexp_full_match(${value}, '(?:19|20)\\d\\d(?:0[1-9]|1[0-2])[0-3]\\d')`;
  return `CASE strlen(${value}) WHEN 19 THEN CASE WHEN ${isTime} THEN '9999-99-99 99:99:99' ELSE ${written} END WHEN 8 THEN CASE WHEN ${isYearFirst} THEN '20261231' ELSE ${written} END ELSE ${written} END`;
}

/** Reads every row, and once more the columns that have white space around their values. */
export async function profileRows(
  select: Select,
  staged: StagedFile,
  matches: readonly Match[],
): Promise<Profile> {
  const id = matches.find((match) => match.target?.name === 'source_id');
  const first = await profileColumns(select, tidyRelation(staged, new Set()), matches, id);
  const padded = matches.filter(({ at }) => first.padded[at]);
  const relation = tidyRelation(staged, new Set(padded.map(({ at }) => at)));
  if (padded.length === 0) return { ...first, relation };
  const again = await profileColumns(
    select,
    relation,
    padded,
    id && padded.includes(id) ? id : undefined,
  );
  const tidy = new Map(padded.map(({ at }, index) => [at, again.columns[index]]));
  return {
    relation,
    rows: again.rows,
    ids: again.ids ?? first.ids,
    columns: first.columns.map((profile, at) => tidy.get(at) ?? profile),
  };
}

async function profileColumns(
  select: Select,
  relation: string,
  matches: readonly Match[],
  id: Match | undefined,
): Promise<Omit<Profile, 'relation'> & { readonly padded: readonly boolean[] }> {
  const wanted = matches.flatMap((match) => columnSelects(match));
  const { rows } = await select(
    `SELECT count(*), ${id ? `count(DISTINCT ${cleaned(column(id.at))})` : 'NULL'}, ${wanted.join(', ')} FROM ${relation}`,
  );
  const [count, ids, ...facts] = rows[0] ?? [];
  return {
    rows: Number(count ?? 0),
    ids: id ? Number(ids ?? 0) : null,
    columns: matches.map((_, index) => readColumn(facts.slice(index * 4, index * 4 + 4))),
    padded: matches.map((_, index) => facts[index * 4 + 1] === true),
  };
}

function columnSelects(match: Match): readonly string[] {
  const name = column(match.at);
  const values = histogramOf(match, name);
  const missing = values
    ? 'NULL'
    : `to_json(histogram(CASE WHEN ${saysMissing(name)} THEN ${name} END))`;
  return [`count(${name})`, `bool_or(${isPadded(name)})`, missing, values ?? 'NULL'];
}

function histogramOf(match: Match, value: string): string | null {
  if (holdsDates(match)) return `to_json(histogram(${shapeOf(value)}))`;
  return isListed(match) || match.target?.name === 'stage' ? `to_json(histogram(${value}))` : null;
}

function readColumn([count, , missing, values]: readonly unknown[]): ColumnProfile {
  const all = readHistogram(values);
  const saidMissing = all ? onlyWhere(all, isMissingWord) : (readHistogram(missing) ?? new Map());
  const said = [...saidMissing.values()].reduce((sum, rows) => sum + rows, 0);
  return {
    filled: Number(count ?? 0) - said,
    saidMissing,
    values: all && onlyWhere(all, (value) => !isMissingWord(value)),
  };
}

function onlyWhere(
  counts: ReadonlyMap<string, number>,
  holds: (value: string) => boolean,
): ReadonlyMap<string, number> {
  return new Map([...counts].filter(([value]) => holds(value)));
}

function readHistogram(json: unknown): ReadonlyMap<string, number> | null {
  if (typeof json !== 'string') return null;
  const counts = JSON.parse(json) as Readonly<Record<string, number>>; // histogram() of text gives just this
  return new Map(Object.entries(counts));
}

/** How open a date column's order is, and what its values prove. */
export type OrderEvidence = {
  readonly at: number;
  readonly separator: string;
  /** Rows in which the order makes a difference. */
  readonly open: number;
  /** Rows that can only be day-first, and only month-first. */
  readonly dayFirst: number;
  readonly monthFirst: number;
  readonly examples: { readonly dayFirst: string | null; readonly monthFirst: string | null };
};

/** Looks at all values whose day and month could be either way round. */
export async function findOrderEvidence(
  select: Select,
  matches: readonly Match[],
  profile: Profile,
): Promise<readonly OrderEvidence[]> {
  const open = matches.flatMap((match) => {
    const shapes = [...(profile.columns[match.at]?.values?.keys() ?? [])].map(readDateShape);
    const separator = shapes.find((shape) => shape?.isOrderOpen)?.separator;
    return separator === undefined || !holdsDates(match) ? [] : [{ at: match.at, separator }];
  });
  if (open.length === 0) return [];
  const { rows } = await select(
    `SELECT ${open.map(evidenceSelect).join(', ')} FROM ${profile.relation}`,
  );
  const facts = rows[0] ?? [];
  return open.map(({ at, separator }, index) => {
    const [all, dayFirst, monthFirst, dayExample, monthExample] = facts.slice(
      index * 5,
      index * 5 + 5,
    );
    return {
      at,
      separator,
      open: Number(all ?? 0),
      dayFirst: Number(dayFirst ?? 0),
      monthFirst: Number(monthFirst ?? 0),
      examples: { dayFirst: asText(dayExample), monthFirst: asText(monthExample) },
    };
  });
}

function evidenceSelect({
  at,
  separator,
}: {
  readonly at: number;
  readonly separator: string;
}): string {
  const value = cleaned(column(at));
  const pattern =
    separator === '8' ? '^(\\d\\d)(\\d\\d)\\d{4}$' : '^(\\d{1,2})[-/.](\\d{1,2})[-/.]\\d{2}';
  const part = (index: 1 | 2) =>
    `try_cast(regexp_extract(${value}, '${pattern}', ${index}) AS INTEGER)`;
  const dayFirst = `(${part(1)} > 12 AND ${part(2)} <= 12)`;
  const monthFirst = `(${part(2)} > 12 AND ${part(1)} <= 12)`;
  return [
    `count(*) FILTER (${part(1)} <> ${part(2)})`,
    `count(*) FILTER (${dayFirst})`,
    `count(*) FILTER (${monthFirst})`,
    `min(${value}) FILTER (${dayFirst})`,
    `min(${value}) FILTER (${monthFirst})`,
  ].join(', ');
}

function asText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
