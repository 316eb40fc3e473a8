import type { QueryPlan } from '../../analytics/query-plan.ts';
import type { Cell } from '../../core/answer.ts';

/** What a thread remembers for the questions that follow. */
export type ThreadMemory = {
  /** Plans answered so far, oldest first. */
  readonly plans: readonly QueryPlan[];
  /** The last answer's groups or rows in the order shown, by their raw keys: what "the second one" points at. */
  readonly keys: readonly (readonly Cell[])[];
};
