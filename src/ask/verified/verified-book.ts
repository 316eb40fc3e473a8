import { type QueryPlan, queryPlanSchema } from '../../analytics/query-plan.ts';
import type { StateStore } from '../../store/state.ts';

/** A question somebody who may verify has found answered right, and what it was read as. Never what was answered. */
export type VerifiedQuestion = {
  readonly question: string;
  readonly plan: QueryPlan;
  /** Whoever verified it. */
  readonly by: string;
  readonly verifiedAt: string;
};

export const VERIFIED_SPACE = 'verified';

export interface VerifiedBook {
  /** In the order of their words. Plans that can't be read any more are left out. */
  all(): Promise<readonly VerifiedQuestion[]>;
  put(one: VerifiedQuestion): Promise<void>;
  /** Whether it was there. */
  remove(question: string): Promise<boolean>;
}

export function createVerifiedBook(state: StateStore): VerifiedBook {
  const kept = state.space<VerifiedQuestion>(VERIFIED_SPACE);
  return {
    async all() {
      const found = (await kept.list()).map(({ value }) => value);
      return found.filter(({ plan }) => queryPlanSchema.safeParse(plan).success);
    },
    put: (one) => kept.set(keyOf(one.question), one),
    remove: (question) => kept.delete(keyOf(question)),
  };
}

const keyOf = (question: string): string => question.trim().toLowerCase();
