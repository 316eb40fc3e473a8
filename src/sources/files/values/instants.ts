import { type DateOrder, type DateShape, monthFirst } from './date-shapes.ts';
import { respellSql } from './date-spelling.ts';

export type InstantPlan = {
  readonly shapes: readonly DateShape[];
  readonly order: DateOrder;
  /** IANA zone times without an offset are in. */
  readonly zone: string;
  /** Instants after it are no dates anybody meant; ISO. */
  readonly latest: string;
};

type Branch = { readonly guard: string; readonly value: string };

const EARLIEST = '1990-01-01';
const OFFSET = `'(?i)[:.,]\\d+ ?(?:Z|UTC|GMT|[+-]\\d\\d(?::?\\d\\d)?)$'`;
const ZULU = `'(?i) ?(?:Z|UTC|GMT)$'`;

/** SQL for the UTC instant a text stands for; NULL when it is no date, an impossible one, or out of all bounds. */
export function instantSql(written: string, plan: InstantPlan): string {
  const text = respellSql(written, new Set(plan.shapes.flatMap(({ undone }) => undone)));
  const branches = [...numberBranches(text, plan), ...zonedBranches(text, plan)];
  const naive = naiveSql(text, plan);
  const rest = naive ? inUtc(naive, plan.zone) : 'NULL::TIMESTAMP';
  const value =
    branches.length === 0
      ? rest
      : `CASE ${branches.map(({ guard, value }) => `WHEN ${guard} THEN ${value}`).join(' ')} ELSE ${rest} END`;
  return `CASE WHEN ${value} BETWEEN TIMESTAMP '${EARLIEST}' AND TIMESTAMP '${plan.latest}' THEN ${value} END`;
}

function naiveSql(text: string, { shapes, order }: InstantPlan): string | null {
  const naive = shapes.filter(({ zone, number }) => zone === 'none' && number === 'none');
  const iso = naive.some(({ isIso }) => isIso) ? [`try_cast(${text} AS TIMESTAMP)`] : [];
  const formats = formatsOf(
    naive.filter(({ isIso }) => !isIso),
    order,
  );
  const parsed = [...formats.map((format) => parse(text, format)), ...iso];
  if (parsed.length <= 1) return parsed[0] ?? null;
  return `coalesce(${parsed.join(', ')})`;
}

function zonedBranches(text: string, { shapes, order }: InstantPlan): readonly Branch[] {
  const zoned = shapes.filter(({ zone, number }) => zone !== 'none' && number === 'none');
  if (zoned.length === 0) return [];
  const isZulu = `regexp_matches(${text}, ${ZULU})`;
  const bare = `regexp_replace(${text}, '(?i) ?(?:Z|UTC|GMT|[+-]\\d\\d(?::?\\d\\d)?)$', '')`;
  const formats = formatsOf(
    zoned.filter(({ isIso }) => !isIso),
    order,
  ).map((format) => parse(bare, withoutZulu(format)));
  const iso = zoned.some(({ isIso }) => isIso) ? [`try_cast(${bare} AS TIMESTAMP)`] : [];
  const local = `coalesce(${[...formats, ...iso, 'NULL'].join(', ')})`;
  return [
    { guard: `${isZulu} AND regexp_matches(${text}, '\\d')`, value: local },
    { guard: `regexp_matches(${text}, ${OFFSET})`, value: `(${local} - ${offsetSql(text)})` },
  ];
}

function withoutZulu(format: string): string {
  return format.replace(/Z$/, '');
}

/** The offset at the end of a text (`+02:00`, `-0530`, `+00`), as an interval. */
function offsetSql(text: string): string {
  const part = (index: 1 | 2 | 3) =>
    `regexp_extract(${text}, '([+-])(\\d\\d):?(\\d\\d)?$', ${index})`;
  const minutes = `(${part(2)}::INTEGER * 60 + coalesce(try_cast(nullif(${part(3)}, '') AS INTEGER), 0))`;
  return `to_minutes(CASE ${part(1)} WHEN '-' THEN -${minutes} ELSE ${minutes} END)`;
}

function numberBranches(text: string, { shapes, zone }: InstantPlan): readonly Branch[] {
  const kinds = new Set(shapes.map(({ number }) => number));
  const micros = (factor: string) =>
    `make_timestamp((try_cast(${text} AS DOUBLE) * ${factor})::BIGINT)`;
  const branches: Branch[] = [];
  if (kinds.has('unix-seconds'))
    branches.push({
      guard: `regexp_full_match(${text}, '\\d{10}(?:\\.\\d+)?')`,
      value: micros('1000000'),
    });
  if (kinds.has('unix-ms'))
    branches.push({ guard: `regexp_full_match(${text}, '\\d{13}')`, value: micros('1000') });
  if (kinds.has('unix-us'))
    branches.push({ guard: `regexp_full_match(${text}, '\\d{16}')`, value: micros('1') });
  if (kinds.has('excel')) {
    const serial = `TIMESTAMP '1899-12-30' + to_seconds(round(try_cast(${text} AS DOUBLE) * 86400)::BIGINT)`;
    branches.push({
      guard: `regexp_full_match(${text}, '\\d{5}(?:\\.\\d+)?')`,
      value: inUtc(`(${serial})`, zone),
    });
  }
  return branches;
}

/** Two-digit years first: `%Y` would take `26` for the year 26. */
function formatsOf(shapes: readonly DateShape[], order: DateOrder): readonly string[] {
  const formats = shapes.map(({ format, isOrderOpen }) =>
    isOrderOpen && order === 'month-first' ? monthFirst(format) : format,
  );
  return [...new Set(formats)].toSorted(
    (a, b) => Number(b.includes('%y')) - Number(a.includes('%y')),
  );
}

function parse(text: string, format: string): string {
  return `try_strptime(${text}, '${format.replaceAll("'", "''")}')`;
}

/** A gap in spring is skipped forward, the hour that comes twice in autumn is its second. */
function inUtc(naive: string, zone: string): string {
  if (zone === 'UTC' || zone === 'Etc/UTC') return naive;
  return `make_timestamp(epoch_us(timezone('${zone.replaceAll("'", "''")}', ${naive})))`;
}
