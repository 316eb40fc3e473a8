import type { Facts } from '../../analytics/facts.ts';
import type { By, FiguresPlan } from '../../analytics/query-plan.ts';
import type { FigureRow, FiguresResult } from '../../analytics/result.ts';
import type { Cell } from '../../core/answer.ts';
import { formatBucket } from '../../core/format-time.ts';
import { type Measured, measuredAt } from './compare.ts';
import type { AnswerContext } from './compose-input.ts';
import { fieldOf, valueLabel } from './condition-words.ts';
import { isGrain } from './plan-shape.ts';

/** One group, named and measured by the plan's first metric. */
export type Group = Measured & { readonly name: string; readonly row: FigureRow };

/** The groups that carry a name and a value, in the result's order. */
export function namedGroups(
  plan: FiguresPlan,
  result: FiguresResult,
  context: Pick<AnswerContext, 'catalogue' | 'facts'>,
  metric = 0,
): Group[] {
  return result.rows
    .filter((row) => row.keys.every((key) => key !== null) && row.values[metric] !== null)
    .map((row) => ({ name: groupName(plan, row, context), row, ...measuredAt(row, metric) }));
}

/** "Billing", or "Billing · urgent" when broken down twice. */
export function groupName(
  plan: FiguresPlan,
  row: FigureRow,
  context: Pick<AnswerContext, 'catalogue' | 'facts'>,
): string {
  return plan.by.map((by, index) => keyLabel(row.keys[index] ?? null, by, context)).join(' · ');
}

/** One key of a group as people read it: "Monday", "09:00", "Sep 2026", "(none)". */
export function keyLabel(
  key: Cell,
  by: By,
  { catalogue, facts }: Pick<AnswerContext, 'catalogue' | 'facts'>,
): string {
  if (key === null) return '(none)';
  if (isGrain(by)) return formatBucket(String(key), by.grain);
  if (by.field === 'customer') return customerName(String(key), facts);
  return valueLabel(key, fieldOf(catalogue, by.field));
}

/** A customer by name where the store knows one; ids made from a source's own keep only the source's part. */
function customerName(id: string, { values }: Facts): string {
  const aliases = values.customer?.find(({ value }) => value === id)?.aliases ?? [];
  const name = aliases.find((alias) => /\p{L}/u.test(alias) && !alias.includes('@'));
  return name ?? (id.includes('@') ? id : id.slice(id.indexOf(':') + 1));
}
