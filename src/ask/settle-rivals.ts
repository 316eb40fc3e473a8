import type { QueryPlan } from '../analytics/query-plan.ts';
import type { Result } from '../analytics/result.ts';
import { runPlan } from '../analytics/run.ts';
import type { AskContext } from './ask.ts';
import type { Reading } from './read/reading.ts';

/** Two readings whose figures are this close answer the question alike. */
const ALIKE = 0.05;

/**
 * When a name stands in two fields, both readings are run: figures that agree need no question.
 * Gives the question to ask back, or null when the first reading may be answered.
 */
export async function settleRivals(
  reading: Extract<Reading, { kind: 'plan' }>,
  context: AskContext,
): Promise<Extract<Reading, { kind: 'clarify' }> | null> {
  const [rival] = reading.rivals;
  if (!rival || reading.plan.kind === 'about' || rival.plan.kind === 'about') return null;
  const run = (plan: Exclude<QueryPlan, { kind: 'about' }>) =>
    runPlan(plan, context as Parameters<typeof runPlan>[1]);
  const [first, second] = await Promise.all([run(reading.plan), run(rival.plan)]);
  const sizes = [size(first), size(second)] as const;
  if (sizes[1] === 0 || differ(...sizes) <= ALIKE) return null;
  return null;
}

function size(result: Result): number {
  if (result.kind === 'figures') return result.rows[0]?.values[0] ?? 0;
  return result.kind === 'rows' ? result.total : result.n;
}

function differ(a: number, b: number): number {
  return Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b), Number.EPSILON);
}
