import type { By, QueryPlan } from '../../analytics/query-plan.ts';
import { isGrain, sameBy } from '../read/by.ts';
import { findDimension, type ReadContext } from '../read/context.ts';

/** What a follow-up took over unsaid, each a short phrase: "last week", "Billing", "by agent". */
export function keptWords(
  last: QueryPlan,
  next: QueryPlan,
  context: ReadContext,
): readonly string[] {
  if (last.kind === 'about' || next.kind === 'about') return [];
  const period = last.period && next.period?.words === last.period.words ? last.period : null;
  const values = next.where
    .filter((condition) => condition.op === 'is' && last.where.includes(condition))
    .map((condition) => condition.values.join(', '));
  return [...(period ? [period.words] : []), ...values, ...keptBreakdowns(last, next, context)];
}

function keptBreakdowns(last: QueryPlan, next: QueryPlan, context: ReadContext): readonly string[] {
  if (last.kind !== 'figures' || next.kind !== 'figures') return [];
  return next.by
    .filter((by) => last.by.some((one) => sameBy(one, by)))
    .map((by) => `by ${labelOf(by, context)}`);
}

function labelOf(by: By, context: ReadContext): string {
  return isGrain(by) ? by.grain : (findDimension(context, by.field)?.label ?? by.field);
}
