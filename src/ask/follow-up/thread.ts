import type { QueryPlan } from '../../analytics/query-plan.ts';
import type { Cell } from '../../core/answer.ts';

/** What a thread remembers for the questions that follow. */
export type ThreadMemory = {
  /** Plans answered so far, oldest first; what was undone is gone from it. */
  readonly plans: readonly QueryPlan[];
  /** The last answer's groups or rows in the order shown, by their raw keys: what "the second one" points at. */
  readonly keys: readonly (readonly Cell[])[];
};

export const NOTHING_YET: ThreadMemory = { plans: [], keys: [] };

/** What one answered question adds. `undid`: it went back to the plan before. */
export type Remembered = {
  readonly plan: QueryPlan | null;
  readonly keys: ThreadMemory['keys'];
  readonly undid: boolean;
};

/** The memory after one more turn; turns that only asked back or declined change nothing. */
export function remember(memory: ThreadMemory, { plan, keys, undid }: Remembered): ThreadMemory {
  if (plan === null) return memory;
  return { plans: undid ? memory.plans.slice(0, -1) : [...memory.plans, plan], keys };
}
