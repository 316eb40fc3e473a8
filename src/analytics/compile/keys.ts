import { type Catalogue, type Dimension, dimensionOf } from '../catalogue.ts';
import type { By } from '../query-plan.ts';
import { valueType } from './condition.ts';

/** One part of a group's key: the plan's breakdown and the name its column goes by in the SQL. */
export type Key = { readonly by: By; readonly name: string };

/** The columns a statement groups by, `key_1` on, in the plan’s order. */
export function keysOf(by: readonly By[]): readonly Key[] {
  return by.map((each, index) => ({ by: each, name: `key_${index + 1}` }));
}

export const isTime = (key: Key): boolean => 'grain' in key.by;

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
