import type { QueryPlan } from '../../analytics/query-plan.ts';
import type { FollowUp } from '../../core/answer.ts';

/** What a question was read as. */
export type Reading =
  | {
      readonly kind: 'plan';
      readonly plan: QueryPlan;
      /** Went back to the plan before the last. */
      readonly undid?: boolean;
      /** How the asker wants to see it, when they said so. */
      readonly show: 'table' | 'chart' | null;
      /** Taken from earlier in the thread, each a short phrase. */
      readonly kept: readonly string[];
      /** Decided for the asker, each a short phrase the answer prints. */
      readonly assumed: readonly string[];
      /** The other meanings, as buttons. */
      readonly alternatives: readonly FollowUp[];
      /** Other plans the words fit as well: if their figures differ much, it is asked which. */
      readonly rivals: readonly {
        readonly label: string;
        readonly question: string;
        readonly plan: QueryPlan;
      }[];
    }
  | { readonly kind: 'clarify'; readonly text: string; readonly choices: readonly FollowUp[] }
  /** `instead`: questions it can answer. */
  | { readonly kind: 'decline'; readonly text: string; readonly instead: readonly string[] };
