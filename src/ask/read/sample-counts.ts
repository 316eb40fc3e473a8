import type { By, Condition, MetricUse } from '../../analytics/query-plan.ts';
import { findMetric } from './context.ts';
import { saidPopulation } from './facets.ts';
import { fitMetric } from './fit-metric.ts';
import { volumeOf } from './implied-metrics.ts';
import type { Inquiry } from './inquiry.ts';
import type { NoPlan } from './reading.ts';

/** "resolution time per group, groups with at least 100 tickets": the counts that groups are chosen by, shown beside what is asked for. */
export function sampleCounts(
  metrics: readonly MetricUse[],
  where: readonly Condition[],
  by: readonly By[],
  inquiry: Inquiry,
): readonly MetricUse[] | NoPlan {
  const { facets, context } = inquiry;
  if (by.length === 0) return [];
  const isCount = ({ metric }: MetricUse): boolean => findMetric(context, metric)?.kind === 'count';
  const missing = facets.thresholds.flatMap(({ target, sample }) => {
    if (target.kind === 'count') return metrics.some(isCount) ? [] : ['volume'];
    const isNamed = target.kind === 'metric' && sample !== undefined;
    return isNamed && !metrics.some(({ metric }) => metric === target.metric)
      ? [target.metric]
      : [];
  });
  const uses: MetricUse[] = [];
  for (const metric of new Set(missing)) {
    const said = { ...volumeOf(saidPopulation(facets)), metric };
    const use = fitMetric(said, where, by, inquiry);
    if ('kind' in use) return use;
    uses.push(use);
  }
  return uses;
}
