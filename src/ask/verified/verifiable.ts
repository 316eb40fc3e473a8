import { isDeepStrictEqual } from 'node:util';
import type { QueryPlan } from '../../analytics/query-plan.ts';
import { AskerError } from '../../core/errors.ts';
import type { ReadContext } from '../read/context.ts';
import { asSelf } from '../read/first-person.ts';
import { redate } from './redate.ts';

/** A question's plan, where it can be kept and asked again. Throws AskerError where it can't. */
export function verifiable(
  question: string,
  plan: QueryPlan | null,
  context: ReadContext,
): QueryPlan {
  if (asSelf(question, 'X') !== null)
    throw new AskerError(
      'This means something else depending on who asks: name the agent instead.',
    );
  if (plan === null)
    throw new AskerError(
      'There is no plan to verify: the question wasn’t answered with figures or rows.',
    );
  const again = redate(plan, context);
  if (!again || !isDeepStrictEqual(withoutWords(again), withoutWords(plan)))
    throw new AskerError(
      'This can’t be asked again later in the same words: name its period as in “last month”.',
    );
  return plan;
}

/** How a period was said is no part of what is asked. */
function withoutWords(plan: QueryPlan): unknown {
  if (!('period' in plan) || plan.period === null) return plan;
  const { start, end } = plan.period;
  return { ...plan, period: { start, end } };
}
