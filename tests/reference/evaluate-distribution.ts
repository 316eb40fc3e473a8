import type { DistributionPlan, FiguresPlan } from '../../src/analytics/query-plan.ts';
import type { DistributionResult } from '../../src/analytics/result.ts';
import type { TeamSettings } from '../../src/core/settings.ts';
import type { Dataset } from './conversation.ts';
import { isSame } from './evaluate.ts';
import type { Task } from './figure-table.ts';
import { countedRows, formulaOf, valuesIn } from './metric-figures.ts';
import { statisticOf } from './statistics.ts';

/** What a distribution is drawn from: every value, and how many rows had none. */
export type Spread = { readonly values: readonly number[]; readonly missing: number };

export function evaluateDistribution(
  plan: DistributionPlan,
  dataset: Dataset,
  settings: TeamSettings,
): Spread {
  const formula = formulaOf(plan.metric.metric);
  if (formula.kind !== 'measure') throw new TypeError(`${plan.metric.metric} does not spread`);
  const moment = { asOf: Date.parse(plan.asOf), zone: plan.zone, settings };
  const task: Task = { plan: asFigures(plan), dataset, settings, moment };
  const rows = countedRows(task, plan.metric);
  const values = valuesIn(rows, formula, moment);
  return { values, missing: rows.length - values.length };
}

function asFigures({ metric, ...scope }: DistributionPlan): FiguresPlan {
  const rest = { by: [], having: [], compare: null, order: null, limit: null };
  return { ...scope, ...rest, kind: 'figures', metrics: [metric] };
}

/** The bands are the compiler's choice; they have to adjoin, and each to hold exactly the values that lie in it. */
export function fits(result: DistributionResult, { values, missing }: Spread): boolean {
  const isInside = (value: number, from: number, to: number | null) =>
    value >= from - 1e-9 && (to === null || value < to - 1e-9);
  const adjoin = result.bands.every(
    ({ from }, index) => index === 0 || isSame(from, result.bands[index - 1]?.to ?? Number.NaN),
  );
  const counted = result.bands.every(
    ({ from, to, count }) => values.filter((each) => isInside(each, from, to)).length === count,
  );
  const total = result.bands.reduce((sum, { count }) => sum + count, 0);
  const middles = [
    [result.median, statisticOf(values, 'median')],
    [result.p90, statisticOf(values, 'p90')],
  ] as const;
  return (
    adjoin &&
    counted &&
    total === values.length &&
    result.n === values.length &&
    result.missing === missing &&
    middles.every(([a, b]) => (a === null || b === null ? a === b : isSame(a, b)))
  );
}
