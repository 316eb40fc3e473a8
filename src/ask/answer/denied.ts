import { metricOf } from '../../analytics/catalogue.ts';
import type { FiguresPlan, MetricUse, QueryPlan } from '../../analytics/query-plan.ts';
import type { AnswerContext } from './compose-input.ts';

/** Questions near one that was refused, the nearest first: the asker's own figure, then the team's. Whoever offers them sees which are allowed. */
export function besideDenied(
  plan: QueryPlan | null,
  self: string | null,
  { catalogue }: Pick<AnswerContext, 'catalogue'>,
): readonly string[] {
  if (!plan || plan.kind === 'about') return [];
  const uses = usesOf(plan);
  const when = plan.period?.basis === 'asked' ? ` ${plan.period.words}` : '';
  const [first] = uses.map(({ metric, of }) => {
    const { label, labels } = metricOf(catalogue, metric);
    return labels[of] ?? (metric === 'volume' ? of : label);
  });
  if (first === undefined) return [];
  const own = self === null ? [] : [`my ${first}${when}`];
  return [...own, `${first}${when}`, `${first} by week`, `${first} by month`];
}

function usesOf(plan: Exclude<QueryPlan, { kind: 'about' }>): FiguresPlan['metrics'] {
  if (plan.kind === 'figures') return plan.metrics;
  if (plan.kind === 'distribution') return [plan.metric];
  const count: MetricUse = { metric: 'volume', of: plan.of, statistic: 'count' };
  return [count];
}
