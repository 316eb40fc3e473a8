import type { By, Condition } from '../../analytics/query-plan.ts';

/** Broken down by calendar time rather than by a field. */
export const isGrain = (by: By): by is Extract<By, { grain: unknown }> => 'grain' in by;

export const isField = (by: By): by is Extract<By, { field: string }> => 'field' in by;

export function sameBy(a: By, b: By): boolean {
  if (isGrain(a)) return isGrain(b) && a.grain === b.grain;
  return isField(b) && a.field === b.field;
}

/** The same things in the same order. */
export function sameBreakdown(a: readonly By[], b: readonly By[]): boolean {
  return (
    a.length === b.length &&
    a.every((one, index) => {
      const other = b[index];
      return other !== undefined && sameBy(one, other);
    })
  );
}

export function hasField(by: readonly By[], field: string): boolean {
  return by.some((one) => isField(one) && one.field === field);
}

export function distinctBy(by: readonly By[]): readonly By[] {
  return by.filter((one, index) => by.findIndex((other) => sameBy(one, other)) === index);
}

export function fieldsOfWhere(where: readonly Condition[]): readonly string[] {
  return [...new Set(where.map(({ field }) => field))];
}

/** The fields a figure must have to be limited and broken down that way. */
export function fieldsNeeded(where: readonly Condition[], by: readonly By[]): readonly string[] {
  return [...fieldsOfWhere(where), ...by.filter(isField).map(({ field }) => field)];
}
