import { DateTime } from 'luxon';
import { type FiguresPlan, type QueryPlan, WHOLE } from '../../analytics/query-plan.ts';
import type { FigureRow, FiguresResult, Result } from '../../analytics/result.ts';
import type { Period } from '../../core/period.ts';
import { iso } from '../time/periods.ts';
import { type AnswerContext, leadUse } from './compose-input.ts';
import { periodDays } from './period-words.ts';

/** Plans that say what there is when the question found nothing. */
export type Nearby = {
  /** Conversations that match, whether or not they carry the figure. */
  readonly population?: FiguresPlan;
  /** The same question over a longer stretch. */
  readonly wider?: FiguresPlan;
};

/** Whether a result holds nothing to say a figure from. */
export function isEmpty(result: Result): boolean {
  switch (result.kind) {
    case 'figures':
      return result.rows.every((row) => row.values.every((_, at) => holdsNothing(result, row, at)));
    case 'distribution':
      return result.n === 0;
    case 'rows':
      return result.total === 0;
  }
}

/** A count of none is nothing; a share of 0 % or a mean of 0 is a figure like any other. */
function holdsNothing({ metrics }: FiguresResult, row: FigureRow, at: number): boolean {
  const value = row.values[at] ?? null;
  return value === null || (value === 0 && (metrics[at]?.unit === 'count' || row.n[at] === 0));
}

/** For a plan whose result is empty; counts of none are worth a wider look too. */
export function planNearby(plan: QueryPlan, context: AnswerContext): Nearby {
  if (plan.kind === 'about') return {};
  const scope = {
    where: plan.where,
    period: plan.period,
    zone: plan.zone,
    asOf: plan.asOf,
    managers: plan.managers,
  };
  const figures = (metrics: FiguresPlan['metrics'], period: Period | null): FiguresPlan => ({
    kind: 'figures',
    metrics,
    ...WHOLE,
    ...scope,
    period,
  });
  const longer = widen(plan.period, context);
  if (plan.kind === 'figures') {
    const use = leadUse(plan);
    const isVolume = use.metric === 'volume' && !use.as;
    return {
      ...(!isVolume && { population: figures([volumeOf(use.of)], plan.period) }),
      ...(longer && { wider: figures([use], longer) }),
    };
  }
  if (plan.kind === 'search' || !longer) return {};
  if (plan.kind === 'distribution') {
    return {
      population: figures([volumeOf(plan.metric.of)], plan.period),
      wider: figures([plan.metric], longer),
    };
  }
  return { wider: figures([volumeOf(plan.of)], longer) };
}

function volumeOf(of: FiguresPlan['metrics'][number]['of']): FiguresPlan['metrics'][number] {
  return { metric: 'volume', of, statistic: 'count' };
}

/** The default stretch of days ending with the period, or all the data when it is no longer than that. */
function widen(period: Period | null, { facts, settings, now }: AnswerContext): Period | null {
  if (!period) return null;
  const range = facts.range.conversations;
  if (periodDays(period) < settings.defaultDays) {
    const days = settings.defaultDays;
    const start = DateTime.fromISO(period.end, { zone: period.zone }).minus({ days });
    return { ...period, start: iso(start), words: `${days} days`, partial: false };
  }
  if (!range || range.from >= period.start) return null;
  return {
    ...period,
    start: range.from,
    end: new Date(now).toISOString(),
    words: 'all the data',
    partial: false,
  };
}
