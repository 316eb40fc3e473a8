import type { QueryPlan } from '../../analytics/query-plan.ts';
import type { Period } from '../../core/period.ts';
import type { ReadContext } from '../read/context.ts';
import { choosePeriod, scopeOf, wholePeriod } from '../read/scope.ts';
import { findTimes } from '../time/find-times.ts';
import { previousPeriod, samePeriodLastYear } from '../time/periods.ts';

/** A plan that reads rows. */
type Kept = Exclude<QueryPlan, { kind: 'about' }>;

const INSTANT = /^\d{4}-\d\d-\d\dT/;
const UNDATED: Parameters<typeof choosePeriod>[0] = {
  time: { periods: [], all: false, compare: null, shift: null, problem: null },
};

/**
 * A plan kept from an earlier day, asked now: its periods are what their words mean today.
 * null: that can't be said of it, since it speaks of instants or of words our time grammar doesn't read back.
 */
export function redate(plan: QueryPlan, context: ReadContext): Kept | null {
  if (plan.kind === 'about') return null;
  const conditions = [...plan.where, ...sharesOf(plan)];
  if (conditions.some(({ values }) => values.some((value) => INSTANT.test(String(value)))))
    return null;
  const period = plan.period && meantNow(plan.period, populationOf(plan), context);
  if (plan.period && !period) return null;
  const moved = { ...plan, ...scopeOf(plan.where, period, context) };
  if (moved.kind !== 'figures' || moved.compare?.kind !== 'period') return moved;
  if (!plan.period || !period) return null;
  const other = comparedNow(moved.compare.period, plan.period, period, context);
  return other && { ...moved, compare: { kind: 'period', period: other } };
}

function sharesOf(plan: Kept) {
  const uses =
    plan.kind === 'figures' ? plan.metrics : plan.kind === 'distribution' ? [plan.metric] : [];
  return uses.flatMap(({ as }) => (as?.kind === 'share-matching' ? as.where : []));
}

function populationOf(plan: Kept) {
  if (plan.kind === 'figures') return plan.metrics[0]?.of ?? 'conversations';
  return plan.kind === 'distribution' ? plan.metric.of : plan.of;
}

function meantNow(
  period: Period,
  of: ReturnType<typeof populationOf>,
  context: ReadContext,
): Period | null {
  if (period.basis === 'default') return choosePeriod(UNDATED, context, of);
  if (period.basis === 'all-data') return wholePeriod(context, of);
  const [time, ...more] = findTimes(period.words, context.time);
  const isWhole = time?.from === 0 && time.to === period.words.length && more.length === 0;
  return isWhole && time.kind === 'period' ? time.period : null;
}

function comparedNow(
  other: Period,
  then: Period,
  now: Period,
  context: ReadContext,
): Period | null {
  if (isSame(other, previousPeriod(then, context.time))) return previousPeriod(now, context.time);
  if (isSame(other, samePeriodLastYear(then, context.time)))
    return samePeriodLastYear(now, context.time);
  return meantNow(other, 'conversations', context);
}

const isSame = (a: Period, b: Period): boolean => a.start === b.start && a.end === b.end;
