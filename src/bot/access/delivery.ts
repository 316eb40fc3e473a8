import type { Facts } from '../../analytics/facts.ts';
import type { QueryPlan } from '../../analytics/query-plan.ts';
import type { Access, Audience, Delivery } from '../../core/access.ts';
import { denialOf } from './judge.ts';
import type { Grantors } from './refusal.ts';

/** The one line others read where an answer went to its asker alone. */
export const PRIVATE_NOTICE = 'Answered privately: not everybody here may see that.';

export type DeliveryQuestion = {
  readonly asker: Access;
  /** undefined: nobody reads along. */
  readonly audience: Audience | undefined;
  readonly plan: QueryPlan;
};

/** Where the answer to a plan may go. Pure. */
export function decideDelivery(
  { asker, audience, plan }: DeliveryQuestion,
  known: { readonly facts: Facts; readonly grantors: Grantors; readonly asOf: string },
): Delivery {
  const denial = denialOf(plan, asker, known);
  if (denial) {
    const reply = {
      kind: 'decline',
      headline: denial.text,
      followUps: [],
      asOf: known.asOf,
    } as const;
    return { kind: 'denied', reply };
  }
  if (audience && denialOf(plan, audience, known)) {
    return { kind: 'privately', notice: PRIVATE_NOTICE };
  }
  return { kind: 'here' };
}
