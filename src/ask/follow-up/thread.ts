import type { QueryPlan } from '../../analytics/query-plan.ts';
import type { Cell, FollowUp, Reply } from '../../core/answer.ts';

/** What a thread remembers for the questions that follow. */
export type ThreadMemory = {
  /** Plans answered so far, oldest first; what was undone is gone from it. */
  readonly plans: readonly QueryPlan[];
  /** The last answer's groups or rows in the order shown, by their raw keys: what "the second one" points at. */
  readonly keys: readonly (readonly Cell[])[];
  /** What was asked last, where the answer was a question back. */
  readonly pending?: Pending;
};

export type Pending = { readonly question: string; readonly choices: readonly FollowUp[] };

export const NOTHING_YET: ThreadMemory = { plans: [], keys: [] };

/** What one answered question adds. `undid`: it went back to the plan before. */
export type Remembered = {
  readonly plan: QueryPlan | null;
  readonly keys: ThreadMemory['keys'];
  readonly undid: boolean;
  /** It was answered without a plan: what was asked before it is no longer what is talked about. */
  readonly isAdhoc?: true;
  readonly question?: string;
  readonly reply?: Reply;
};

/** The memory after one more turn; one that only declined changes nothing, one that asked back waits for what is said to it. */
export function remember(
  memory: ThreadMemory,
  { plan, keys, undid, question, reply, isAdhoc }: Remembered,
): ThreadMemory {
  if (isAdhoc) return NOTHING_YET;
  const { pending, ...settled } = memory;
  if (plan !== null) {
    return { plans: undid ? memory.plans.slice(0, -1) : [...memory.plans, plan], keys };
  }
  if (reply?.kind === 'clarify' && question !== undefined) {
    return { ...settled, pending: { question, choices: reply.choices } };
  }
  return pending ? settled : memory;
}
