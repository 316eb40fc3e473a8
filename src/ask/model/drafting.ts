import type { Of, QueryPlan } from '../../analytics/query-plan.ts';
import type { Period } from '../../core/period.ts';
import type { ReadContext } from '../read/context.ts';
import type { Placeholders } from './placeholders.ts';

/** What was asked, as far as a draft is held against it. */
export type DraftedFor = {
  readonly context: ReadContext;
  readonly placeholders: Placeholders;
  /** The question as the model saw it. */
  readonly masked: string;
  /** Placeholders the question holds: what it asks is not asked without them. */
  readonly asked: ReadonlySet<string>;
  /** The stretches of time our grammar found in the question: it is about one of them. */
  readonly stated: readonly Period[];
  /** The one kind of conversation the question names; null: none, or more than one. */
  readonly noun: Of | null;
  readonly previous: QueryPlan | null;
};

/** A draft on its way to a plan, and what can't be of it. */
export type Drafting = DraftedFor & { readonly problems: DraftProblems };

/** What a draft says that can't be, told to whoever drafted it: in placeholders, as it was drafted. */
export class DraftProblems {
  readonly found: string[] = [];

  add(problem: string): null {
    this.found.push(problem);
    return null;
  }
}
