import type {
  By,
  Condition,
  FiguresPlan,
  MetricUse,
  QueryPlan,
} from '../../analytics/query-plan.ts';
import type { Period } from '../../core/period.ts';
import { isGrain } from '../read/by.ts';
import { findDimension, type ReadContext } from '../read/context.ts';
import { previousPeriod, samePeriodLastYear } from '../time/periods.ts';
import type { DraftCondition, PlanDraft } from './draft.ts';
import { HOUR_BY_HOUR } from './draft-figures.ts';
import { nounOf } from './mask-question.ts';
import type { Placeholders } from './placeholders.ts';

/** A plan as the draft a model would have made of it: every value of the data a placeholder. null: no draft can say it. */
export function maskPlan(
  plan: QueryPlan,
  placeholders: Placeholders,
  context: ReadContext,
): PlanDraft | null {
  if (plan.kind === 'about') return null;
  const mask = createMask(placeholders, context);
  const shared = {
    ...EMPTY,
    where: plan.where.map(mask.condition),
    period: plan.period && periodWords(plan.period),
    managers: plan.managers === 'included' && context.settings.excludeManagers,
  };
  switch (plan.kind) {
    case 'figures':
      return {
        ...shared,
        kind: 'figures',
        of: plan.metrics[0]?.of ?? null,
        metrics: plan.metrics.map(mask.metric),
        by: plan.by.map(mask.by),
        having: plan.having,
        compare: mask.compare(plan.compare, plan.period),
        order: orderOf(plan),
        limit: plan.limit,
      };
    case 'distribution':
      return {
        ...shared,
        kind: 'distribution',
        of: plan.metric.of,
        metrics: [mask.metric(plan.metric)],
      };
    case 'rows':
      return {
        ...shared,
        kind: 'list',
        of: plan.of,
        order: plan.order.direction === 'asc' ? 'oldest-first' : 'newest-first',
        limit: plan.limit,
      };
    case 'search':
      return {
        ...shared,
        kind: 'search',
        of: plan.of,
        limit: plan.limit,
        terms: plan.terms.map((term) => placeholders.typed('text', term)),
      };
  }
}

/** What stood in where no time was named needs no words. */
function periodWords({ basis, words }: Period): string | null {
  if (basis === 'default') return null;
  return basis === 'all-data' ? 'all time' : words;
}

const EMPTY = {
  metrics: [],
  by: [],
  having: [],
  compare: null,
  order: null,
  limit: null,
  terms: [],
} satisfies Partial<PlanDraft>;

function orderOf({ order, by }: FiguresPlan): PlanDraft['order'] {
  if (order === null) return null;
  if (order.on === 'metric') return order.direction === 'asc' ? 'smallest-first' : 'largest-first';
  const ordered = by[order.index];
  if (!ordered || !isGrain(ordered)) return null;
  return order.direction === 'asc' ? 'oldest-first' : 'newest-first';
}

function createMask(placeholders: Placeholders, context: ReadContext) {
  const field = (id: string): string =>
    findDimension(context, id)?.extra
      ? placeholders.hold('column', { kind: 'column', field: id })
      : id;
  const value = <T>(id: string, known: T): T | string => {
    if (typeof known !== 'string') return known;
    const dimension = findDimension(context, id);
    if (dimension?.values.some((listed) => listed.value === known)) return known;
    return placeholders.hold(nounOf(id, context), {
      kind: 'value',
      in: [{ field: id, value: known }],
    });
  };
  const condition = ({ field: id, op, values }: Condition): DraftCondition => ({
    field: field(id),
    op,
    values: values.map((known) => value(id, known)),
  });
  const compare = (one: FiguresPlan['compare'], period: Period | null): PlanDraft['compare'] => {
    switch (one?.kind) {
      case undefined:
        return null;
      case 'period':
        return { ...otherPeriod(one.period, period, context), field: null, value: null };
      case 'team':
        return {
          with: 'team',
          period: null,
          field: field(one.field),
          value: value(one.field, one.value),
        };
      case 'values':
        return { with: 'each-other', period: null, field: field(one.field), value: null };
    }
  };
  return {
    condition,
    compare,
    by: (one: By): string => (isGrain(one) ? grainWord(one.grain) : field(one.field)),
    metric: ({ metric, of, statistic, as }: MetricUse): PlanDraft['metrics'][number] => ({
      metric,
      of,
      statistic,
      per: as?.kind === 'average-per' ? as.grain : null,
      share:
        as?.kind === 'share-of-total'
          ? 'total'
          : as?.kind === 'share-matching'
            ? as.where.map(condition)
            : null,
    }),
  };
}

const grainWord = (grain: string): string => (grain === 'hour' ? HOUR_BY_HOUR : grain);

/** Said as a neighbour where it is one: its own words may mean another stretch when they stand alone. */
function otherPeriod(
  other: Period,
  period: Period | null,
  { time }: ReadContext,
): Pick<NonNullable<PlanDraft['compare']>, 'with' | 'period'> {
  const isOther = (one: Period): boolean => one.start === other.start && one.end === other.end;
  if (period && isOther(previousPeriod(period, time)))
    return { with: 'previous-period', period: null };
  if (period && isOther(samePeriodLastYear(period, time)))
    return { with: 'same-period-last-year', period: null };
  return { with: 'period', period: other.words };
}
