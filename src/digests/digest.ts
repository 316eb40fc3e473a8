import type { QueryPlan } from '../analytics/query-plan.ts';
import type { Cell, Reply } from '../core/answer.ts';
import type { Slot } from './slots.ts';

/** Who is called when a figure is out of bounds. Only the operator's file can say so. */
export type Mention =
  | { readonly kind: 'user' | 'group'; readonly id: string }
  | { readonly kind: 'here' | 'channel' };

/** What single figures are set against: the stretch just before, or the same days a week or a year before. */
export type CompareWith = 'before' | 'week-before' | 'year-before';

/** Out of bounds past it, in the figure's own unit: seconds, shares from 0 to 1, counts. */
export type Bound = { readonly op: 'above' | 'below'; readonly value: number };

export type SectionSpec = {
  /** null: the question stands in. */
  readonly title: string | null;
  readonly question: string;
  /** What the question meant where it was asked; null: it is read anew each time. */
  readonly plan: QueryPlan | null;
  readonly bound: Bound | null;
};

/** What is posted, when and where. */
export type DigestSpec = {
  readonly name: string;
  readonly title: string;
  readonly schedule: { readonly line: string; readonly words: string };
  readonly zone: string;
  /** null: off until somebody gives it one. */
  readonly channel: string | null;
  /** Whoever is told of failures; null: nobody. */
  readonly owner: string | null;
  readonly sections: readonly SectionSpec[];
  readonly compare: CompareWith;
  readonly skipWhenEmpty: boolean;
  readonly mentionOnBreach: Mention | null;
  /** How late a slot may still be posted. */
  readonly graceMs: number;
  readonly paused: boolean;
  /** `file`: of config/digests.yaml, where it is changed; `chat`: made from an answer. */
  readonly from: 'file' | 'chat';
  /** Its channel was chosen in chat: it shows what everybody there may see. Else the operator answers for it. */
  readonly judged: boolean;
};

export type DigestSection = {
  readonly title: string;
  readonly question: string;
  readonly plan: QueryPlan | null;
  /** Raw keys of the groups or rows shown, for "the second one". */
  readonly keys: readonly (readonly Cell[])[];
  readonly reply: Reply;
};

/** A figure out of bounds, in a sentence, and the section it is of. */
export type Breach = { readonly section: number; readonly words: string };

/** One slot's digest, whole, before any surface has drawn it. */
export type Digest = {
  readonly name: string;
  readonly title: string;
  readonly slot: Slot;
  readonly zone: string;
  /** The two to four figures that tell most, each a sentence in which `**…**` marks what matters. */
  readonly headlines: readonly string[];
  /** Indexes into `sections` of the charts to show at the top, two at most. */
  readonly charts: readonly number[];
  readonly sections: readonly DigestSection[];
  readonly breaches: readonly Breach[];
  readonly mention: Mention | null;
  /** Posted well after its slot. */
  readonly late: boolean;
  /** No section had anything to tell. */
  readonly empty: boolean;
};
