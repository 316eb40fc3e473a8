import type { QueryPlan } from '../analytics/query-plan.ts';
import type { Access } from '../core/access.ts';
import type { Clock } from '../core/clock.ts';
import type { StateStore } from '../core/state.ts';

/** Why an answer was no good, in the words people choose from. */
export const FEEDBACK_REASONS = {
  figure: 'The figure is wrong',
  reading: 'It answered another question',
  missing: 'Something is missing',
  unclear: 'It is hard to read',
  other: 'Something else',
} as const;
export type FeedbackReason = keyof typeof FEEDBACK_REASONS;

export type FeedbackRequest = {
  readonly threadId: string;
  readonly turnId: string;
  /** Whoever thinks so, by their id on the platform. */
  readonly person: string;
  readonly verdict: 'good' | 'bad';
  readonly reason?: FeedbackReason;
  readonly comment?: string;
};

/** Who says so, and what they are; absent: somebody who may do everything. */
export type FeedbackGiven = FeedbackRequest & { readonly access?: Access };

/** What has come of somebody's opinion, beyond being kept. */
export type FeedbackTaken =
  | { readonly kind: 'kept' }
  /** The question is read the same from now on. */
  | { readonly kind: 'verified' }
  /** They may verify, but this can't be. */
  | { readonly kind: 'unverifiable'; readonly reason: string }
  /** It was answered as somebody had verified it: that waits for another look. */
  | { readonly kind: 'suspended' };

/** What somebody thought of an answer, and what had been asked. Never what was answered. */
export type Feedback = FeedbackRequest & {
  readonly question: string;
  readonly plan: QueryPlan | null;
  readonly givenAt: string;
};

export const FEEDBACK_SPACE = 'feedback';
const LONGEST_COMMENT = 2000;

export interface FeedbackBook {
  /** One entry a person and turn: the last word counts. */
  put(given: FeedbackRequest, of: Pick<Feedback, 'question' | 'plan'>): Promise<void>;
  /** Newest first. */
  all(): Promise<readonly Feedback[]>;
}

export function createFeedbackBook(state: StateStore, clock: Clock): FeedbackBook {
  const entries = state.space<Feedback>(FEEDBACK_SPACE);
  return {
    async put(given, { question, plan }) {
      const key = JSON.stringify([given.threadId, given.turnId, given.person]);
      const comment = given.comment?.trim().slice(0, LONGEST_COMMENT);
      const { comment: _typed, ...rest } = given;
      await entries.set(key, {
        ...rest,
        ...(comment && { comment }),
        question,
        plan,
        givenAt: new Date(clock.now()).toISOString(),
      });
    },
    all: () => listFeedback(state),
  };
}

/** Newest first. */
export async function listFeedback(state: StateStore): Promise<readonly Feedback[]> {
  const kept = await state.space<Feedback>(FEEDBACK_SPACE).list();
  return kept
    .map(({ value }) => value)
    .toSorted((a, b) => (a.givenAt < b.givenAt ? 1 : a.givenAt > b.givenAt ? -1 : 0));
}
