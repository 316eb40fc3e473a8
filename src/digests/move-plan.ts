import { DateTime, type DurationLike } from 'luxon';
import type { FiguresPlan, QueryPlan } from '../analytics/query-plan.ts';
import { parseTime } from '../ask/time/parse-time.ts';
import { formatDates } from '../core/format-time.ts';
import type { Period } from '../core/period.ts';
import type { TeamSettings } from '../core/settings.ts';
import type { CompareWith } from './digest.ts';

/** Where and when a plan shall be asked again. */
export type Moment = {
  /** ISO, UTC. */
  readonly now: string;
  readonly zone: string;
  readonly settings: TeamSettings;
};

/**
 * The same question at another moment: "last 35 days" and "this month" are those of then, what it is compared with lies as far back as it did,
 * and states are taken at that moment. "October 2026" stays October 2026.
 */
export function movePlan(plan: QueryPlan, moment: Moment): QueryPlan {
  const { now, zone } = moment;
  if (plan.kind === 'about') return { ...plan, zone, asOf: now };
  const period = plan.period && movePeriod(plan.period, plan.asOf, moment);
  const moved = { ...plan, period, zone, asOf: now };
  if (moved.kind !== 'figures' || moved.compare?.kind !== 'period') return moved;
  const { period: against } = moved.compare;
  const shift = plan.period && distance(plan.period, against);
  if (period === null || shift === null) return moved;
  return { ...moved, compare: { kind: 'period', period: shifted(period, shift) } };
}

/** Whether asking a plan again later is about another stretch of time, or about the state of things then. */
export function isMoving(plan: QueryPlan, settings: TeamSettings): boolean {
  if (plan.kind === 'about' || plan.period === null) return true;
  const later = DateTime.fromISO(plan.asOf).plus({ years: 2, days: 3 }).toUTC().toISO() ?? '';
  const moved = movePeriod(plan.period, plan.asOf, { now: later, zone: plan.zone, settings });
  return moved.end !== plan.period.end;
}

/** A plan of figures set against the same days a week or a year before, where it isn't compared with anything else. */
export function comparePlan(plan: QueryPlan, compare: CompareWith): QueryPlan {
  if (compare === 'before' || !isComparable(plan)) return plan;
  const { period } = plan;
  const days = Math.max(1, Math.ceil(between(period.start, period.end, period.zone, 'days')));
  const weeks = compare === 'week-before' ? Math.ceil(days / 7) : 52;
  const isLong = period.unit !== undefined && LONG_UNITS.has(period.unit);
  const shift = compare === 'year-before' && isLong ? { years: 1 } : { weeks };
  return { ...plan, compare: { kind: 'period', period: shifted(period, shift) } };
}

const LONG_UNITS: ReadonlySet<string> = new Set(['month', 'quarter', 'half', 'year']);

function isComparable(plan: QueryPlan): plan is FiguresPlan & { readonly period: Period } {
  return (
    plan.kind === 'figures' &&
    plan.compare === null &&
    plan.period !== null &&
    plan.period.basis !== 'all-data' &&
    plan.by.length === 0 &&
    plan.metrics.length === 1
  );
}

/** Read anew, where its words alone tell which stretch it was. */
function movePeriod(period: Period, asOf: string, { now, zone, settings }: Moment): Period {
  if (period.basis === 'all-data') return { ...period, zone, end: now };
  const then = { now: Date.parse(asOf), settings, zone: period.zone };
  const was = parseTime(period.words, then);
  if (was?.start !== period.start || was.end !== period.end) return period;
  const is = parseTime(period.words, { now: Date.parse(now), settings, zone });
  return is ? { ...period, zone, start: is.start, end: is.end } : period;
}

const SHIFTS = ['years', 'months', 'weeks', 'days'] as const;

/** How far before the one the other begins, in the largest whole calendar unit; null where it doesn't. */
function distance(period: Period, against: Period): DurationLike | null {
  for (const unit of SHIFTS) {
    const count = between(against.start, period.start, period.zone, unit);
    if (count > 0 && Number.isInteger(count)) return { [unit]: count };
  }
  return null;
}

function between(from: string, to: string, zone: string, unit: (typeof SHIFTS)[number]): number {
  const start = DateTime.fromISO(from, { zone });
  return DateTime.fromISO(to, { zone }).diff(start, unit).as(unit);
}

function shifted(period: Period, shift: DurationLike): Period {
  const { zone } = period;
  const back = (instant: string) => DateTime.fromISO(instant, { zone }).minus(shift);
  const [start, end] = [back(period.start), back(period.end)];
  const lastDay = end.minus({ milliseconds: 1 });
  return {
    start: start.toUTC().toISO() ?? period.start,
    end: end.toUTC().toISO() ?? period.end,
    zone,
    words: formatDates(start.toISODate() ?? '', lastDay.toISODate() ?? ''),
    partial: false,
    basis: 'asked',
  };
}
