import { dimensionOf } from '../catalogue.ts';
import { bucketSql } from './calendar.ts';
import { boundValues } from './condition.ts';
import type { Frame } from './frame.ts';
import type { Key } from './keys.ts';
import type { Source } from './source.ts';

type Asked = {
  readonly keys: readonly Key[];
  /** Further SELECT items, made with the same source. */
  readonly items: readonly string[];
  readonly conditions: readonly string[];
};

/**
 * SELECT of a source's rows with their keys and what else is asked for.
 * Rows: one per conversation, or per different value of the list it is broken down by; a conversation whose list is empty has one.
 */
export function keyedRowsSql(
  { keys, items, conditions }: Asked,
  source: Source,
  frame: Frame,
): string {
  const keyItems = keys.map((key) => `${keySql(key, source, frame)} AS ${key.name}`);
  const selected = [...keyItems, ...items].join(', ') || '1 AS row';
  const rows = `SELECT ${selected} FROM ${source.from()} WHERE ${conditions.join(' AND ')}`;
  // One at a time: side by side in one SELECT, two lists would be paired off instead of combined.
  return keys
    .filter((key) => isList(key, frame))
    .reduce((sql, { name }) => `SELECT * REPLACE (unnest(${name}) AS ${name}) FROM (${sql})`, rows);
}

function isList({ by }: Key, { catalogue }: Frame): boolean {
  return 'field' in by && dimensionOf(catalogue, by.field).kind === 'list';
}

function keySql(key: Key, source: Source, frame: Frame): string {
  const { by } = key;
  if ('grain' in by) return bucketSql(source.local(), by.grain, frame.settings.weekStart);
  const field = source.field(by.field);
  if (!isList(key, frame)) return field;
  const values = `list_distinct(${field})`;
  const wanted = frame.scope.where
    .filter(({ field: filtered, op }) => filtered === by.field && op === 'is')
    .flatMap((condition) => boundValues(condition, frame));
  if (wanted.length > 0) return `list_intersect(${values}, [${wanted.join(', ')}])`;
  return `CASE WHEN list_count(${field}) > 0 THEN ${values} ELSE [NULL] END`;
}
