import { DateTime } from 'luxon';
import { type Metric, metricOf } from '../../analytics/catalogue.ts';
import {
  type Condition,
  type FiguresPlan,
  type Of,
  type QueryPlan,
  WHOLE,
} from '../../analytics/query-plan.ts';
import type { Period } from '../../core/period.ts';
import { grainFor, iso, previousPeriod } from '../time/periods.ts';
import { unfinishedBucket } from './buckets.ts';
import { type AnswerContext, inBuckets, leadUse } from './compose-input.ts';
import { periodDays } from './period-words.ts';
import { isTrend } from './plan-shape.ts';

/** Further plans whose figures an answer puts beside its own: at most three, each no dearer than the question itself. */
export type Companions = {
  /** The same over the period it is compared with; by default the one before. */
  readonly previous?: FiguresPlan;
  /** All of the period a series is compared with. */
  readonly previousTotal?: FiguresPlan;
  /** Everything the groups are parts of. */
  readonly total?: FiguresPlan;
  /** The figure at weekends and on weekdays. */
  readonly weekendSplit?: FiguresPlan;
  /** The figure over time, for its sparkline. */
  readonly trend?: FiguresPlan;
  /** The unfinished last bucket's stretch of the bucket before. */
  readonly samePart?: FiguresPlan;
  /** All groups, whether or not they pass the thresholds or make the short list. */
  readonly everyGroup?: FiguresPlan;
  /** The two sides of one value against the rest. */
  readonly value?: FiguresPlan;
  readonly team?: FiguresPlan;
};

const WEEKEND_FIELDS = new Set(['weekend', 'weekday', 'hour', 'business_hours']);
const WEEKENDS_WORTH_SAYING_DAYS = 14;

export function planCompanions(plan: QueryPlan, context: AnswerContext): Companions {
  if (plan.kind !== 'figures') return {};
  if (plan.compare?.kind === 'team') return teamSides(plan, plan.compare);
  if (plan.compare?.kind === 'period') return againstPeriod(plan, plan.compare.period);
  if (plan.by.length === 0) return besideFigures({ ...plan, having: [] }, context);
  if (isTrend(plan)) return besideTrend(plan, context);
  return {
    total: whole(plan),
    ...(hidesGroups(plan) && { everyGroup: { ...plan, having: [], limit: null } }),
  };
}

/** Buckets of two periods have no names in common; a series is compared by what each comes to. */
function againstPeriod(plan: FiguresPlan, period: Period): Companions {
  const previous = over(plan, period);
  if (!isTrend(plan) || plan.by.length > 1) return { previous };
  return { previous, total: whole(plan), previousTotal: whole(previous) };
}

/** Thresholds and short rankings leave out groups the answer still speaks of: "Girly follows with 402". */
function hidesGroups(plan: FiguresPlan): boolean {
  return plan.having.length > 0 || (plan.by.length === 1 && plan.limit !== null && plan.limit < 3);
}

function besideFigures(plan: FiguresPlan, context: AnswerContext): Companions {
  const { period } = plan;
  if (!period) return {};
  const use = leadUse(plan);
  const metric = metricOf(context.catalogue, use.metric);
  const before = periodBefore(period, use.of, context);
  const previous = before && { previous: over(plan, before) };
  if (plan.metrics.length > 1) return { ...previous };
  const split = mayDifferAtWeekends(plan, metric, period);
  return {
    ...previous,
    ...(split && { weekendSplit: { ...plan, by: [{ field: 'weekend' }] } }),
    ...(addsUpOverTime(metric) && { trend: { ...plan, by: [{ grain: grainFor(period) }] } }),
  };
}

/** Customers who come back within a week are no part of those who come back within a year. */
function addsUpOverTime({ kind, atLeast }: Metric): boolean {
  return kind !== 'customers' || atLeast === 1;
}

function besideTrend(plan: FiguresPlan, { settings, now }: AnswerContext): Companions {
  const total = whole(plan);
  const bucket = unfinishedBucket(plan, settings.weekStart);
  const before = bucket && previousPeriod(bucket, { now, settings, zone: plan.zone });
  const part = { ...total, metrics: total.metrics.map(inBuckets) };
  return { total, ...(before && { samePart: over(part, before) }) };
}

function teamSides(
  plan: FiguresPlan,
  { field, value }: { readonly field: string; readonly value: string },
): Companions {
  const rest = plan.where.filter((condition) => !names(condition, field, value));
  const side = (op: 'is' | 'is-not'): FiguresPlan => ({
    ...plan,
    compare: null,
    where: [...rest, { field, op, values: [value] }],
  });
  return { value: side('is'), team: side('is-not') };
}

/** The period before, where the data reaches back that far. */
function periodBefore(
  period: Period,
  of: Of,
  { facts, settings, now }: AnswerContext,
): Period | null {
  const range = facts.range[of];
  if (period.basis === 'all-data' || !range) return null;
  const before = previousPeriod(period, { now, settings, zone: period.zone });
  return before.start >= startOfDay(range.from, period.zone) ? before : null;
}

function mayDifferAtWeekends(plan: FiguresPlan, metric: Metric, period: Period): boolean {
  return (
    ['measure', 'share'].includes(metric.kind) &&
    metric.anchor === 'created' &&
    periodDays(period) >= WEEKENDS_WORTH_SAYING_DAYS &&
    !plan.where.some((condition) => WEEKEND_FIELDS.has(condition.field))
  );
}

/** The same figures over another period, every group of them. */
function over(plan: FiguresPlan, period: Period): FiguresPlan {
  return { ...plan, compare: null, period, having: [], limit: null };
}

function whole(plan: FiguresPlan): FiguresPlan {
  return {
    ...{ ...plan, ...WHOLE },
    metrics: plan.metrics.map((use) => {
      const { as, ...plain } = use;
      return as?.kind === 'share-of-total' ? plain : use;
    }),
  };
}

function names(condition: Condition, field: string, value: string): boolean {
  return condition.field === field && condition.op === 'is' && condition.values.includes(value);
}

function startOfDay(instant: string, zone: string): string {
  return iso(DateTime.fromISO(instant, { zone }).startOf('day'));
}
