import type { Catalogue } from '../../analytics/catalogue.ts';
import type { Facts } from '../../analytics/facts.ts';
import type { FiguresPlan, MetricUse, QueryPlan } from '../../analytics/query-plan.ts';
import type { FiguresResult, Result } from '../../analytics/result.ts';
import type { FollowUp } from '../../core/answer.ts';
import type { TeamSettings } from '../../core/settings.ts';
import type { Companions } from './companions.ts';
import type { Nearby } from './nearby.ts';

/** What reading the question left to say about it. */
export type Reading = {
  /** Taken from earlier in the thread: "last 35 days", "by agent". */
  readonly kept: readonly string[];
  /** Filled in where the question left it open, each a short phrase. */
  readonly assumed: readonly string[];
  /** The other meanings of words with two, as buttons. */
  readonly alternatives: readonly FollowUp[];
  /** How the asker wants to see it, when they said so. */
  readonly show?: 'table' | 'chart' | null;
  /** The place in a ranking that was asked about. */
  readonly rank?: number;
};

/** The plan's own result under `main` (null for plans that read no rows), its companions' beside it, each under its name. */
export type Results = { readonly main: Result | null } & Partial<
  Record<keyof Companions | keyof Nearby, FiguresResult>
>;

/** What every part of an answer may look at. */
export type AnswerContext = {
  readonly catalogue: Catalogue;
  readonly facts: Facts;
  readonly settings: TeamSettings;
  /** Milliseconds since the epoch. */
  readonly now: number;
};

export type ComposeInput<Plan extends QueryPlan = QueryPlan> = AnswerContext & {
  readonly plan: Plan;
  readonly reading: Reading;
  readonly results: Results;
  /** As it was asked; lets a yes-or-no question get its yes or no. */
  readonly question?: string;
};

/** The same as one bucket of a trend holds it: an average per day is the day's own count. */
export function inBuckets({ as, ...use }: MetricUse): MetricUse {
  return as && as.kind !== 'average-per' ? { ...use, as } : use;
}

/** The part of an answer that differs from one kind of question to the next. */
export type Body = {
  readonly headline: string;
  readonly context: readonly string[];
  readonly highlights: readonly string[];
  readonly warnings?: readonly string[];
};

/** A figures plan's first metric; the schema says there is one. */
export function leadUse(plan: FiguresPlan): MetricUse {
  const use = plan.metrics[0];
  if (!use) throw new TypeError('a figures plan holds at least one metric');
  return use;
}
