import { isDeepStrictEqual } from 'node:util';
import type { QueryPlan } from '../../analytics/query-plan.ts';
import type { ReadContext } from '../read/context.ts';
import { asSelf } from '../read/first-person.ts';
import { redate } from './redate.ts';

/** A plan that can be kept under a question, or why there is none. */
export type Verifiable =
  | { readonly kind: 'plan'; readonly plan: QueryPlan }
  | { readonly kind: 'not'; readonly reason: string };

export const not = (reason: string): Verifiable => ({ kind: 'not', reason });

export const UNDATED = not(
  'This can’t be asked again later in the same words: name its period as in “last month”.',
);

/** A question's plan, where it can be kept and asked again. */
export function verifiable(
  question: string,
  plan: QueryPlan | null,
  context: ReadContext,
): Verifiable {
  if (plan === null)
    return not('There is no plan to verify: the question wasn’t answered with figures or rows.');
  if (isOfAsker(question))
    return not('This means something else depending on who asks: name the agent instead.');
  const again = redate(plan, context);
  return again && isSamePlan(again, plan) ? { kind: 'plan', plan } : UNDATED;
}

export const isOfAsker = (question: string): boolean => asSelf(question, 'X') !== null;

/** Whether two plans of one moment ask the same. How a period was said, and which columns a list shows, is no part of that. */
export function isSamePlan(one: QueryPlan, other: QueryPlan): boolean {
  return isDeepStrictEqual(asked(one), asked(other));
}

function asked(plan: QueryPlan): unknown {
  const { columns: _shown, ...rest } = { columns: null, ...plan };
  if (!('period' in rest) || rest.period === null) return rest;
  const { start, end } = rest.period;
  return { ...rest, period: { start, end } };
}
