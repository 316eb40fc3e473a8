import type { By, Condition, Of, Statistic } from '../../analytics/query-plan.ts';
import type { FollowUp } from '../../core/answer.ts';
import type { Grain, Period } from '../../core/period.ts';
import type { TimeComparison } from '../time/time-match.ts';

/** A condition and where it was said: what stands behind the noun may be what a share is of. */
export type ConditionUse = {
  readonly condition: Condition;
  readonly index: number;
  /** A state such as open or unanswered: asked of now, not of a period. */
  readonly state: boolean;
  /** The same name in other fields. */
  readonly rivals: readonly { readonly field: string; readonly value: string }[];
};

export type MetricUseSaid = {
  readonly metric: string;
  readonly of: Of | null;
  readonly statistic: Statistic | null;
  readonly index: number;
};

export type Threshold = {
  readonly target:
    | { readonly kind: 'field'; readonly field: string }
    | { readonly kind: 'metric'; readonly metric: string }
    | { readonly kind: 'count' };
  readonly op: 'lt' | 'le' | 'gt' | 'ge' | 'is';
  readonly value: number;
  readonly index: number;
};

export type TimeFacets = {
  readonly periods: readonly { readonly period: Period; readonly unit: Grain | null }[];
  readonly all: boolean;
  readonly compare: TimeComparison | null;
  readonly shift: { readonly steps: -1 | 1; readonly unit: Grain | null } | null;
  readonly problem: string | null;
};

/** Everything a question says, part by part, before it is decided what is asked. */
export type Facets = {
  readonly time: TimeFacets;
  readonly nouns: readonly { readonly of: Of; readonly index: number }[];
  readonly metrics: readonly MetricUseSaid[];
  readonly statistic: Statistic | null;
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
  readonly show: 'table' | 'chart' | null;
  readonly searchFor: readonly string[];
  readonly lookup: readonly string[];
  readonly assumed: readonly string[];
  readonly alternatives: readonly FollowUp[];
  /** Questions to ask back before anything can be answered. */
  readonly doubts: readonly { readonly text: string; readonly choices: readonly FollowUp[] }[];
  /** Reasons it can't be answered, each a whole sentence. */
  readonly refusals: readonly { readonly text: string; readonly instead: readonly string[] }[];
};
