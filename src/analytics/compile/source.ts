import { dimensionOf } from '../catalogue.ts';
import { readExpression } from '../expression.ts';
import type { Of, RowsPlan } from '../query-plan.ts';
import { calendarFieldSql } from './calendar.ts';
import type { Frame } from './frame.ts';
import { localTimeSql } from './local-time.ts';
import { populationSql, quoted } from './population.ts';
import { SETTING_COLUMNS } from './setting-columns.ts';

export type SourceAnchor = 'created' | 'resolved' | 'rated' | 'instant' | RowsPlan['anchor'];

const ANCHOR_COLUMN: Readonly<Record<SourceAnchor, string>> = {
  created: 'created_at',
  resolved: 'resolved_at',
  rated: 'rating_anchor_at',
  updated: 'updated_at',
  // What a state's calendar fields are about; the state itself is taken at an instant.
  instant: 'created_at',
};

/** The conversations a statement reads: notes which columns are asked for, and selects just those. */
export type Source = {
  readonly anchor: string;
  /** An expression of the catalogue, ready to stand in the SELECT over `from()`. */
  readonly expression: (sql: string) => string;
  /** A dimension's value. */
  readonly field: (id: string) => string;
  /** Local wall-clock time of the anchor. */
  readonly local: () => string;
  /** Sub-select to read from; ask for everything first. */
  readonly from: () => string;
};

export function createSource(of: Of, anchorName: SourceAnchor, frame: Frame): Source {
  const anchor = ANCHOR_COLUMN[anchorName];
  const columns = new Set([anchor]);
  const first = new Map<string, string>();
  const made = new Map<string, string>();

  const use = (column: string): void => {
    const setting = SETTING_COLUMNS.get(column);
    if (!setting) columns.add(column);
    else if (!made.has(column)) {
      for (const name of setting.from) columns.add(name);
      for (const [name, sql] of Object.entries(setting.first?.(frame) ?? {})) first.set(name, sql);
      made.set(column, setting.sql(frame));
    }
  };
  const expression = (sql: string): string => {
    const read = readExpression(sql).columns;
    for (const column of read) use(column);
    return read.length === 1 && quoted(read[0] ?? '') === sql ? sql : `(${sql})`;
  };
  const local = (): string => {
    made.set('local_at', localTimeSql(anchor, frame));
    return 'local_at';
  };
  const field = (id: string): string => {
    const dimension = dimensionOf(frame.catalogue, id);
    if (dimension.value === null) return calendarFieldSql(id, local(), frame.settings);
    const sql = expression(dimension.value);
    return dimension.kind === 'seconds' ? notNegative(sql) : sql;
  };
  const from = (): string => {
    const limited = frame.scope.period && anchorName !== 'instant' ? anchor : null;
    const population = populationSql(of, [...columns], frame.facts.extras, limited);
    return `(${withColumns(withColumns(population, first), made)})`;
  };
  return { anchor, expression, field, local, from };
}

function withColumns(select: string, columns: ReadonlyMap<string, string>): string {
  if (columns.size === 0) return select;
  const items = [...columns].map(([name, sql]) => `${sql} AS ${name}`);
  return `SELECT *, ${items.join(', ')} FROM (${select})`;
}

/** A duration that runs backwards is a mistake in the data, and counts as missing. */
export function notNegative(sql: string): string {
  return `CASE WHEN ${sql} >= 0 THEN ${sql} END`;
}
