import { type Catalogue, type Dimension, dimensionOf } from '../catalogue.ts';
import type { By } from '../query-plan.ts';
import { bucketSql } from './calendar.ts';
import { boundValues, valueType } from './condition.ts';
import type { Frame } from './frame.ts';
import type { Source } from './source.ts';

/** One part of a group's key: the plan's breakdown and the name its column goes by in the SQL. */
export type Key = { readonly by: By; readonly name: string };

export function keysOf(by: readonly By[]): readonly Key[] {
  return by.map((each, index) => ({ by: each, name: `key_${index + 1}` }));
}

export const isTime = (key: Key): boolean => 'grain' in key.by;

/** SELECT items that give a row's key; a list gives one row per different value, and one with none when it is empty. */
export function keyItems(keys: readonly Key[], source: Source, frame: Frame): string[] {
  return keys.map((key) => `${keySql(key, source, frame)} AS ${key.name}`);
}

function keySql({ by }: Key, source: Source, frame: Frame): string {
  if ('grain' in by) return bucketSql(source.local(), by.grain, frame.settings.weekStart);
  const field = source.field(by.field);
  if (dimensionOf(frame.catalogue, by.field).kind !== 'list') return field;
  const values = `list_distinct(${field})`;
  const wanted = frame.scope.where
    .filter(({ field: filtered, op }) => filtered === by.field && op === 'is')
    .flatMap((condition) => boundValues(condition, frame));
  if (wanted.length > 0) return `unnest(list_intersect(${values}, [${wanted.join(', ')}]))`;
  return `unnest(CASE WHEN list_count(${field}) > 0 THEN ${values} ELSE [NULL] END)`;
}

/** ORDER BY item that puts an ordered field's values in their order; the key itself for everything else. */
export function inOrder(key: Key, catalogue: Catalogue): string {
  return 'grain' in key.by ? key.name : inOrderOf(dimensionOf(catalogue, key.by.field), key.name);
}

export function inOrderOf(dimension: Dimension, sql: string): string {
  if (valueType(dimension) !== 'text' || dimension.values.length === 0) return sql;
  const ranks = dimension.values.map(
    ({ value }, rank) => `WHEN '${value.replaceAll("'", "''")}' THEN ${rank}`,
  );
  return `CASE ${sql} ${ranks.join(' ')} END`;
}

/** Fields whose groups come in an order of their own rather than by size. */
export function hasOrder(key: Key, catalogue: Catalogue): boolean {
  if ('grain' in key.by) return true;
  return ['ordered', 'calendar'].includes(dimensionOf(catalogue, key.by.field).kind);
}
