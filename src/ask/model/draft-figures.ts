import {
  type By,
  type Condition,
  type DistributionPlan,
  type FiguresPlan,
  grainSchema,
  type MetricUse,
} from '../../analytics/query-plan.ts';
import { fieldsNeeded, isGrain } from '../read/by.ts';
import { findMetric } from '../read/context.ts';
import { areStates } from '../read/decide-figures.ts';
import { choosePopulation, isStale, scopeOf } from '../read/scope.ts';
import { seriesPeriod } from '../read/series.ts';
import type { PlanDraft } from './draft.ts';
import { compareOf } from './draft-compare.ts';
import { periodOf } from './draft-period.ts';
import type { Drafting } from './drafting.ts';
import { fieldMeant, fillConditions } from './fill-in.ts';

export function figuresPlan(draft: PlanDraft, drafting: Drafting): FiguresPlan | null {
  const { context, problems } = drafting;
  const where = fillConditions(draft.where, drafting);
  const by = draft.by.map((named) => breakdown(named, drafting)).filter((one) => one !== null);
  const metrics = metricsOf(draft, where, by, drafting);
  const [first] = metrics;
  if (!first) return problems.add('figures need a metric');
  const isTimeless = areStates(metrics, context) && !by.some(isGrain);
  const usual = by.some(isGrain) && !isStale(context) ? seriesPeriod(by, context) : undefined;
  const period = periodOf(draft.period, first.of, { isTimeless, usual }, drafting);
  const compare = draft.compare && compareOf(draft.compare, { period, where, by }, drafting);
  const sides = compare?.kind === 'values' && by.length === 0 ? [{ field: compare.field }] : by;
  return {
    kind: 'figures',
    metrics: [...metrics],
    by: [...sides],
    having: draft.having,
    compare,
    order: orderOf(draft.order, first, sides, drafting),
    limit: sides.length > 0 ? draft.limit : null,
    ...scopeOf(where, period, context),
  };
}

export function distributionPlan(draft: PlanDraft, drafting: Drafting): DistributionPlan | null {
  const where = fillConditions(draft.where, drafting);
  const [metric, ...more] = metricsOf(draft, where, [], drafting);
  if (!metric || more.length > 0) return drafting.problems.add('a distribution is of one metric');
  const period = periodOf(draft.period, metric.of, {}, drafting);
  return { kind: 'distribution', metric, ...scopeOf(where, period, drafting.context) };
}

/** "hour" alone is the hour of the day. */
export const HOUR_BY_HOUR = 'hour-by-hour';

function breakdown(named: string, drafting: Drafting): By | null {
  if (named === HOUR_BY_HOUR) return { grain: 'hour' };
  const grain = grainSchema.safeParse(named);
  if (grain.success && named !== 'hour') return { grain: grain.data };
  const field = fieldMeant(named, drafting);
  return field === null ? null : { field };
}

function metricsOf(
  { metrics, of }: PlanDraft,
  where: readonly Condition[],
  by: readonly By[],
  drafting: Drafting,
): readonly MetricUse[] {
  const { context, problems } = drafting;
  const fields = fieldsNeeded(where, by);
  return metrics.flatMap(({ metric: id, of: ofIts, statistic, per, share }): MetricUse[] => {
    const metric = findMetric(context, id);
    const population = metric && choosePopulation(metric.of, ofIts ?? of, fields, context);
    if (!metric) problems.add(`there is no metric "${id}"`);
    else if (!population)
      problems.add(
        `${id} can’t be taken of ${ofIts ?? of ?? 'anything'} with these fields; only of ${metric.of.join(', ')}`,
      );
    if (!metric || !population) return [];
    const as = asOf(share, per, drafting);
    return [
      { metric: id, of: population, statistic: statistic ?? metric.statistic, ...(as && { as }) },
    ];
  });
}

function asOf(
  share: PlanDraft['metrics'][number]['share'],
  per: PlanDraft['metrics'][number]['per'],
  drafting: Drafting,
): MetricUse['as'] {
  if (share === 'total') return { kind: 'share-of-total' };
  if (share) return { kind: 'share-matching', where: [...fillConditions(share, drafting)] };
  return per ? { kind: 'average-per', grain: per } : undefined;
}

function orderOf(
  order: PlanDraft['order'],
  { metric }: MetricUse,
  by: readonly By[],
  { context, problems }: Drafting,
): FiguresPlan['order'] {
  if (order === null || by.length === 0) return null;
  if (order === 'newest-first' || order === 'oldest-first') {
    const index = by.findIndex(isGrain);
    if (index === -1) return problems.add('only what is broken down by time has a newest');
    return { on: 'by', index, direction: order === 'oldest-first' ? 'asc' : 'desc' };
  }
  const isLessGood = findMetric(context, metric)?.direction === 'down';
  const isAscending =
    order === 'smallest-first' ||
    (order === 'best-first' && isLessGood) ||
    (order === 'worst-first' && !isLessGood);
  return { on: 'metric', index: 0, direction: isAscending ? 'asc' : 'desc' };
}
