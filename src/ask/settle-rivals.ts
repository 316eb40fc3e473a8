import type { QueryPlan } from '../analytics/query-plan.ts';
import type { FigureRow, Result } from '../analytics/result.ts';
import { isEmpty } from './answer/nearby.ts';
import type { AskBack, PlanReading, Rival } from './read/reading.ts';

/** Two readings whose figures are this close answer the question alike. */
const ALIKE = 0.05;

type Run = (plan: Exclude<QueryPlan, { kind: 'about' }>) => Promise<Result>;

/**
 * When a name stands in two fields, both readings are run: if their figures differ and people might mean either, it is asked which;
 * else the first is answered, says so, and offers the other.
 */
export async function settleRivals(reading: PlanReading, run: Run): Promise<PlanReading | AskBack> {
  const { plan, rivals } = reading;
  const [rival] = rivals;
  if (!rival || plan.kind === 'about' || rival.plan.kind === 'about') return reading;
  const [first, second] = await Promise.all([run(plan), run(rival.plan)]);
  const isOpen = !isEmpty(first) && !isEmpty(second) && !rival.isMinor;
  if (isOpen && differ(first, second)) return askWhich(rival);
  return {
    ...reading,
    assumed: [...reading.assumed, rival.assumed],
    alternatives: isEmpty(second) ? reading.alternatives : [rival.other, ...reading.alternatives],
  };
}

function askWhich({ taken, other }: Rival): AskBack {
  return { kind: 'clarify', text: 'Which one do you mean?', choices: [taken, other] };
}

/** Whether any figure of the one is far from the other's; groups are told apart by their keys. */
function differ(a: Result, b: Result): boolean {
  if (a.kind !== 'figures' || b.kind !== 'figures') return isFar(size(a), size(b));
  const theirs = new Map(b.rows.map((row) => [keyOf(row), row]));
  return (
    a.rows.length !== b.rows.length || a.rows.some((row) => isFarRow(row, theirs.get(keyOf(row))))
  );
}

const keyOf = ({ keys }: FigureRow): string => JSON.stringify(keys);

function isFarRow(row: FigureRow, other: FigureRow | undefined): boolean {
  return row.values.some((value, at) => isFar(value ?? 0, other?.values[at] ?? 0));
}

function size(result: Result): number {
  if (result.kind === 'figures') return result.rows.length;
  return result.kind === 'rows' ? result.total : result.n;
}

function isFar(a: number, b: number): boolean {
  const larger = Math.max(Math.abs(a), Math.abs(b));
  return larger > 0 && Math.abs(a - b) / larger > ALIKE;
}
