import type { Properties } from './account.ts';
import type { Filter, SearchBody } from './rules.ts';

/** A value as filters and sorts compare it: instants by time, digits by size, all else as text. */
function comparable(value: string): number | string {
  if (/^-?\d+$/.test(value)) return Number(value);
  return /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : value;
}

function compared(value: string, other: string): number {
  const [a, b] = [comparable(value), comparable(other)];
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

export function matches(properties: Properties, { filterGroups }: SearchBody): boolean {
  return (
    filterGroups.length === 0 ||
    filterGroups.some(({ filters }) => filters.every((filter) => passes(properties, filter)))
  );
}

function passes(properties: Properties, filter: Filter): boolean {
  const held = properties[filter.propertyName] ?? null;
  if (filter.operator === 'NOT_HAS_PROPERTY') return held === null;
  if (held === null) return ['NEQ', 'NOT_IN', 'NOT_CONTAINS_TOKEN'].includes(filter.operator);
  const value = filter.value ?? '';
  switch (filter.operator) {
    case 'EQ':
      return compared(held, value) === 0;
    case 'NEQ':
      return compared(held, value) !== 0;
    case 'LT':
      return compared(held, value) < 0;
    case 'LTE':
      return compared(held, value) <= 0;
    case 'GT':
      return compared(held, value) > 0;
    case 'GTE':
      return compared(held, value) >= 0;
    case 'BETWEEN':
      return compared(held, value) >= 0 && compared(held, filter.highValue ?? '') <= 0;
    case 'IN':
      return filter.values?.includes(held) ?? false;
    case 'NOT_IN':
      return !filter.values?.includes(held);
    case 'CONTAINS_TOKEN':
      return held.toLowerCase().includes(value.toLowerCase());
    case 'NOT_CONTAINS_TOKEN':
      return !held.toLowerCase().includes(value.toLowerCase());
    default:
      return true;
  }
}

export function inOrder<T extends { readonly properties: Properties }>(
  found: readonly T[],
  sort: string | undefined,
): readonly T[] {
  const name = sort?.replace(/^-/, '') ?? 'createdate';
  const direction = sort?.startsWith('-') ? -1 : 1;
  return [...found].sort(
    (a, b) => direction * compared(a.properties[name] ?? '', b.properties[name] ?? ''),
  );
}

/** What a filter says about one property, for passing over what can't match without making it. */
export function rangeOf({ filterGroups }: SearchBody, name: string): readonly [number, number] {
  let [least, most] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  if (filterGroups.length !== 1) return [least, most];
  for (const { propertyName, operator, value } of filterGroups[0]?.filters ?? []) {
    if (propertyName !== name) continue;
    if (operator === 'GTE') least = Number(value);
    if (operator === 'GT') least = Number(value) + 1;
    if (operator === 'LTE') most = Number(value);
  }
  return [least, most];
}
