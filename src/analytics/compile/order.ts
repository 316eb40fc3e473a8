import type { Catalogue } from '../catalogue.ts';
import type { FiguresPlan } from '../query-plan.ts';
import type { Frame } from './frame.ts';
import { hasOrder, inOrder, isTime, type Key } from './keys.ts';

/** Index of the metric the rows are ordered by first; null when time, an ordered field or names come first. */
export function rankedBy(
  plan: FiguresPlan,
  keys: readonly Key[],
  catalogue: Catalogue,
): number | null {
  if (plan.order) return plan.order.on === 'metric' ? plan.order.index : null;
  return keys.some((key) => hasOrder(key, catalogue)) ? null : 0;
}

/** One field's groups in the order of a figure, all or the first few, or chosen by it: the group with no value is none of them. */
export function isRanking(plan: FiguresPlan, keys: readonly Key[], catalogue: Catalogue): boolean {
  const [key] = keys;
  const isOneField = keys.length === 1 && key !== undefined && !isTime(key);
  if (!isOneField) return false;
  if (plan.having.length > 0) return true;
  return plan.order
    ? plan.order.on === 'metric'
    : plan.limit !== null && rankedBy(plan, keys, catalogue) !== null;
}

/** ORDER BY items. Groups with no value come last (first in a ranking, where they are taken out), ties by the group's name. */
export function orderItems(plan: FiguresPlan, keys: readonly Key[], frame: Frame): string[] {
  const byName = keys.map(({ name }) => ascending(name));
  const { order } = plan;
  const isRanked = isRanking(plan, keys, frame.catalogue);
  const noneFirst = isRanked ? 'IS NOT NULL' : 'IS NULL';
  if (order?.on === 'by') {
    const key = keys[order.index];
    if (!key) throw new TypeError(`no breakdown ${order.index}`);
    const direction = `${order.direction.toUpperCase()} NULLS LAST`;
    return [
      `${key.name} ${noneFirst}`,
      `${inOrder(key, frame.catalogue)} ${direction}`,
      `${key.name} ${direction}`,
      ...byDefault(keys, frame, noneFirst),
      ...byName,
    ];
  }
  if (!order) return [...byDefault(keys, frame, noneFirst), ...byName];
  return [
    ...keys.map(({ name }) => `${name} ${noneFirst}`),
    `value_${order.index + 1} ${order.direction.toUpperCase()} NULLS LAST`,
    ...byName,
  ];
}

/** Time first, then ordered fields in their order, then the largest. */
function byDefault(keys: readonly Key[], frame: Frame, noneFirst: string): string[] {
  const ordered = keys.filter((key) => hasOrder(key, frame.catalogue));
  const times = ordered.filter(isTime);
  const named = keys.filter((key) => !hasOrder(key, frame.catalogue));
  return [
    ...times.map(({ name }) => ascending(name)),
    ...ordered
      .filter((key) => !isTime(key))
      .flatMap((key) => [
        `${key.name} ${noneFirst}`,
        ascending(inOrder(key, frame.catalogue)),
        ascending(key.name),
      ]),
    ...named.map(({ name }) => `${name} ${noneFirst}`),
    'value_1 DESC NULLS LAST',
  ];
}

const ascending = (sql: string): string => `${sql} ASC NULLS LAST`;
