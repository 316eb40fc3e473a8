import type { QueryPlan } from '../../analytics/query-plan.ts';
import type { FollowUp } from '../../core/answer.ts';
import type { Doubt, Refusal } from './facets.ts';

/** A question that can be answered: the plan it was read as, and what was decided on the way. */
export type PlanReading = {
  readonly kind: 'plan';
  readonly plan: QueryPlan;
  /** Went back to the plan before the last. */
  readonly undid?: boolean;
  /** How the asker wants to see it, when they said so. */
  readonly show: 'table' | 'chart' | null;
  /** The place in a ranking that is asked about. */
  readonly rank?: number;
  /** Taken from earlier in the thread, each a short phrase. */
  readonly kept: readonly string[];
  /** Decided for the asker, each a short phrase the answer prints. */
  readonly assumed: readonly string[];
  /** The other meanings, as buttons. */
  readonly alternatives: readonly FollowUp[];
  readonly rivals: readonly Rival[];
  /** Words of ours for what somebody else read it as, to be said back: the question it comes to, and another it nearly came to. */
  readonly readAs?: { readonly question: string | null; readonly or: string | null };
};

/** A name in the question that stands in two fields: the plan takes it in the first. */
export type Rival = {
  /** The field the plan takes it in. */
  readonly field: string;
  /** How the plan takes it, as a short phrase: "Billing: the pipeline". */
  readonly assumed: string;
  /** Either reading as a whole question of its own. */
  readonly taken: FollowUp;
  readonly other: FollowUp;
  /** The plan of the other reading. */
  readonly plan: QueryPlan;
  /** People hardly mean the other field by that name: it is offered, never asked about. */
  readonly isMinor: boolean;
};

/** One question back. */
export type AskBack = { readonly kind: 'clarify' } & Doubt;

export type NoPlan =
  | AskBack
  | ({
      readonly kind: 'decline';
      /** The words weren't understood, so that somebody who knows more words might. */
      readonly isUnread?: true;
      /** It was understood, and no plan can say it, though the data might tell. */
      readonly isBeyondPlans?: true;
    } & Refusal);

/** What a question was read as. */
export type Reading = PlanReading | NoPlan;
