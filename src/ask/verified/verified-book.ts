import { type QueryPlan, queryPlanSchema } from '../../analytics/query-plan.ts';
import type { StateStore } from '../../core/state.ts';

/** A question somebody who may verify has found answered right, and what it was read as. Never what was answered. */
export type VerifiedQuestion = {
  readonly question: string;
  readonly plan: QueryPlan;
  /** Whoever verified it. */
  readonly by: string;
  readonly verifiedAt: string;
  /** Who has found an answer of it wrong since, and when: it isn't used until it is verified again. Absent: nobody. */
  readonly suspended?: Doubt;
};

export type Doubt = { readonly by: string; readonly at: string };

export const VERIFIED_SPACE = 'verified';

export interface VerifiedBook {
  /** In the order of their words. Plans that can't be read any more are left out. */
  all(): Promise<readonly VerifiedQuestion[]>;
  put(one: VerifiedQuestion): Promise<void>;
  /** The first doubt stays. Whether the question was there and in use. */
  suspend(question: string, doubt: Doubt): Promise<boolean>;
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
    async suspend(question, doubt) {
      let wasUsed = false;
      await kept.update(keyOf(question), (one) => {
        wasUsed = one !== undefined && one.suspended === undefined;
        return wasUsed && one ? { ...one, suspended: doubt } : one;
      });
      return wasUsed;
    },
    remove: (question) => kept.delete(keyOf(question)),
  };
}

/** For where nothing is kept. */
export const NO_BOOK: VerifiedBook = {
  all: () => Promise.resolve([]),
  put: () => Promise.reject(new TypeError('there is no book of verified questions here')),
  suspend: () => Promise.resolve(false),
  remove: () => Promise.resolve(false),
};

export const isInUse = ({ suspended }: VerifiedQuestion): boolean => suspended === undefined;

const keyOf = (question: string): string => question.trim().toLowerCase();
