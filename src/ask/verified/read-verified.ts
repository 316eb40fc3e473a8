import { checkPlan } from '../../analytics/check-plan.ts';
import { formatDate } from '../../core/format-time.ts';
import type { ThreadMemory } from '../follow-up/thread.ts';
import type { ReadContext } from '../read/context.ts';
import type { PlanReading } from '../read/reading.ts';
import { redate } from './redate.ts';
import type { VerifiedQuestion } from './verified-book.ts';
import { wordingOf } from './wording.ts';

/**
 * A question on its own, read as somebody has verified it; null where nobody has, or where its plan no longer holds.
 * What follows in a thread is read from the thread: the same words can mean something else there.
 */
export function readVerified(
  question: string,
  { plans, pending }: ThreadMemory,
  verified: readonly VerifiedQuestion[],
  context: ReadContext,
): PlanReading | null {
  if (verified.length === 0 || plans.length > 0 || pending) return null;
  const wording = wordingOf(question, context.lexicon);
  const found = verified.find((one) => wordingOf(one.question, context.lexicon) === wording);
  const plan = found && redate(found.plan, context);
  if (!plan || checkPlan(plan, context.catalogue, context.facts).length > 0) return null;
  const said = `verified by a manager on ${formatDate(found.verifiedAt)}`;
  const decided = { kept: [], assumed: [said], alternatives: [], rivals: [] };
  return { kind: 'plan', plan, show: null, ...decided };
}
