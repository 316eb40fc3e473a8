import type { FiguresPlan } from '../../analytics/query-plan.ts';
import type { FigureRow, FiguresResult } from '../../analytics/result.ts';
import type { Cell } from '../../core/answer.ts';
import { type ComposeInput, leadUse } from './compose-input.ts';
import { isCount, speakMetric } from './metric-words.ts';
import { isGrain, isTrend } from './plan-shape.ts';

/**
 * Counts over time and by a field, added up over time: who leads in all says more than the best single month.
 * null for anything that doesn't add up.
 */
export function overAllTime(
  input: ComposeInput<FiguresPlan>,
  result: FiguresResult,
): [ComposeInput<FiguresPlan>, FiguresResult] | null {
  const { plan, catalogue } = input;
  const spoken = speakMetric(leadUse(plan), catalogue);
  const fieldAt = plan.by.findIndex((by) => !isGrain(by));
  const by = plan.by[fieldAt];
  const addsUp = isCount(spoken) && spoken.metric.kind === 'count' && !spoken.use.as;
  if (!isTrend(plan) || !addsUp || !by) return null;
  const sums = new Map<Cell, number>();
  for (const row of result.rows) {
    const key = row.keys[fieldAt] ?? null;
    sums.set(key, (sums.get(key) ?? 0) + (row.values[0] ?? 0));
  }
  const rows: FigureRow[] = [...sums].map(([key, sum]) => ({
    keys: [key],
    values: [sum],
    n: [sum],
    missing: [0],
  }));
  return [
    { ...input, plan: { ...plan, by: [by] } },
    { ...result, rows, groups: rows.length },
  ];
}
