import type { By, Condition, Of, Statistic } from '../../analytics/query-plan.ts';
import type { FollowUp } from '../../core/answer.ts';
import type { Grain, Period } from '../../core/period.ts';
import type { Shift, TimeComparison } from '../time/time-match.ts';

/** A condition and where it was said: what stands behind the noun may be what a share is of. */
export type ConditionUse = {
  readonly condition: Condition;
  readonly index: number;
  /** A state such as open or unanswered: asked of now, not of a period. */
  readonly state: boolean;
  /** The same name in other fields. `isMinor`: one people hardly mean by it. */
  readonly rivals: readonly {
    readonly field: string;
    readonly value: string;
    readonly isMinor: boolean;
  }[];
};

export function conditionUse(
  condition: Condition,
  index: number,
  { state = false, rivals = [] }: Partial<Pick<ConditionUse, 'state' | 'rivals'>> = {},
): ConditionUse {
  return { condition, index, state, rivals };
}

/** A question to ask back. */
export type Doubt = { readonly text: string; readonly choices: readonly FollowUp[] };

/** A reason not to answer, a whole sentence, and questions that can be answered instead. */
export type Refusal = {
  readonly text: string;
  readonly instead: readonly string[];
  /** A name nobody here knows, as typed, behind the field it was looked for in. */
  readonly unknown?: string;
};

export type MetricUseSaid = {
  readonly metric: string;
  readonly of: Of | null;
  readonly statistic: Statistic | null;
  readonly atLeast?: number;
  readonly index: number;
};

export type Threshold = {
  readonly target:
    | { readonly kind: 'field'; readonly field: string }
    | { readonly kind: 'metric'; readonly metric: string }
    | { readonly kind: 'count' }
    | { readonly kind: 'share' };
  readonly op: 'lt' | 'le' | 'gt' | 'ge' | 'is';
  readonly value: number;
  readonly index: number;
  /** "is CSAT above 90 %?": the figure itself is held against it, and no conversations are. */
  readonly isVerdict?: boolean;
  /** Marks that name a count which groups are only chosen by: "agents with at least 20 ratings". */
  readonly sample?: readonly number[];
};

/** A stretch of time and what it is naturally counted in. */
export type SaidPeriod = { readonly period: Period; readonly unit: Grain | null };

export type TimeFacets = {
  readonly periods: readonly SaidPeriod[];
  readonly all: boolean;
  readonly compare: TimeComparison | null;
  readonly shift: Shift | null;
  readonly problem: string | null;
  /** Two stretches where one is looked at: which of them? */
  readonly doubt?: Doubt;
};

/** Everything a question says, part by part, before it is decided what is asked. */
export type Facets = {
  readonly time: TimeFacets;
  readonly nouns: readonly { readonly of: Of; readonly index: number }[];
  readonly metrics: readonly MetricUseSaid[];
  readonly statistic: Statistic | null;
  /** All statistics named: "mean, median and p90". */
  readonly statistics: readonly Statistic[];
  /** Breakdowns asked for with a word such as "by". */
  readonly by: readonly By[];
  /** The field whose values are asked for: "which agent", "top 5 categories". */
  readonly subject: By | null;
  readonly conditions: readonly ConditionUse[];
  /** Values of one field set against each other; `team`: one against everybody. */
  readonly contrast: { readonly field: string; readonly team: string | null } | null;
  readonly thresholds: readonly Threshold[];
  /** most.… or order.… */
  readonly order: { readonly tag: string; readonly index: number } | null;
  readonly limit: number | null;
  /** The field a list is to be in the order of. */
  readonly sortedBy: string | null;
  /** Which of the groups is asked for: "the third slowest". */
  readonly rank: number | null;
  readonly show: 'table' | 'chart' | null;
  readonly searchFor: readonly string[];
  readonly lookup: readonly string[];
  readonly assumed: readonly string[];
  readonly alternatives: readonly FollowUp[];
  /** Questions to ask back before anything can be answered. */
  readonly doubts: readonly Doubt[];
  readonly refusals: readonly Refusal[];
};

/** Whether a stretch of time is named, if only "ever". */
export const namesTime = ({ time }: Pick<Facets, 'time'>): boolean =>
  time.periods.length > 0 || time.all;

/** The population named first. */
export const saidPopulation = ({ nouns }: Pick<Facets, 'nouns'>): Of | null => nouns[0]?.of ?? null;

/** Asked of what is so now: open, unanswered, unassigned. */
export const asksState = ({ conditions }: Pick<Facets, 'conditions'>): boolean =>
  conditions.some(({ state }) => state);
