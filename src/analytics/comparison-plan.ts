import type { FiguresPlan, QueryPlan } from './query-plan.ts';

/**
 * The plan whose result a plan is compared with: the same figures over the other period, or over everything but the one value.
 * It keeps no limit, threshold or order, so that every group shown finds its counterpart. null: nothing to compare with,
 * or the values already stand side by side.
 */
export function comparisonPlan(plan: QueryPlan): FiguresPlan | null {
  if (plan.kind !== 'figures' || !plan.compare || plan.compare.kind === 'values') return null;
  const whole = { ...plan, compare: null, having: [], order: null, limit: null };
  if (plan.compare.kind === 'period') return { ...whole, period: plan.compare.period };
  const { field, value } = plan.compare;
  const others = plan.where.filter(
    (condition) => !(condition.field === field && condition.op === 'is'),
  );
  return { ...whole, where: [...others, { field, op: 'is-not', values: [value] }] };
}
