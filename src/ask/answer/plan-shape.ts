import type { By, FiguresPlan } from '../../analytics/query-plan.ts';
import type { Grain } from '../../core/period.ts';

export function isGrain(by: By): by is { grain: Grain } {
  return 'grain' in by;
}

/** Figures over time, with or without a second breakdown; the busiest days are a ranking. */
export function isTrend(plan: FiguresPlan): boolean {
  return plan.by.some(isGrain) && plan.order?.on !== 'metric';
}

export function grainOf(plan: FiguresPlan): Grain | null {
  return plan.by.find(isGrain)?.grain ?? null;
}

/** The fields broken down by, in order. */
export function fieldsOf(plan: FiguresPlan): string[] {
  return plan.by.flatMap((by) => (isGrain(by) ? [] : [by.field]));
}

/** Asked for the top or the bottom of something rather than for all of it. */
export function isRanking(plan: FiguresPlan): boolean {
  return (
    plan.by.length > 0 && !isTrend(plan) && (plan.limit !== null || plan.order?.on === 'metric')
  );
}
