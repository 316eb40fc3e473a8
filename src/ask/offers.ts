import { checkPlan } from '../analytics/check-plan.ts';
import type { QueryPlan } from '../analytics/query-plan.ts';
import type { FollowUp } from '../core/answer.ts';
import { besideDenied } from './answer/denied.ts';
import { suggestedQuestions } from './answer/follow-ups.ts';
import { nearestQuestions } from './answer/nearest-questions.ts';
import { type AskContext, answerContext, isBare, readContext } from './ask-context.ts';
import { NOTHING_YET, type ThreadMemory } from './follow-up/thread.ts';
import { hiddenIn, isAllowed, namesHidden } from './permitted.ts';
import { parseQuestion } from './read/parse-question.ts';
import type { PlanReading } from './read/reading.ts';
import { read } from './read-by-all.ts';
import { readVerified } from './verified/read-verified.ts';

const SHOWN_FOLLOW_UPS = 3;

/** The first few that we ourselves can read in this thread, may be told, lead somewhere new, and aren't known to be empty. */
export function pickFollowUps(
  candidates: readonly FollowUp[],
  thread: ThreadMemory,
  context: AskContext,
): readonly FollowUp[] {
  const picked: FollowUp[] = [];
  const seen = new Set([JSON.stringify(thread.plans.at(-1))]);
  for (const candidate of candidates) {
    if (picked.length === SHOWN_FOLLOW_UPS) break;
    const reading = answerable(candidate.question, thread, context);
    if (!reading) continue;
    const key = JSON.stringify(reading.plan) + (reading.show ?? '');
    if (seen.has(key)) continue;
    seen.add(key);
    picked.push(candidate);
  }
  return picked;
}

/** What a question would be read as, where it can be answered and may be told. */
function answerable(
  question: string,
  memory: ThreadMemory,
  context: AskContext,
): PlanReading | null {
  const reading = read(question, memory, context);
  if (reading.kind !== 'plan' || !isAllowed(reading.plan, context)) return null;
  const { catalogue, facts } = context;
  return checkPlan(reading.plan, catalogue, facts).length > 0 ? null : reading;
}

/** Whether a question, asked next, may be answered; one that is read as no plan names nobody who may not be named. */
export function mayFollow(question: string, memory: ThreadMemory, context: AskContext): boolean {
  if (!context.permit) return true;
  const reading = read(question, memory, context);
  if (reading.kind === 'plan') return isAllowed(reading.plan, context);
  return !namesHidden(question, hiddenIn(context), context);
}

/** What may be asked in place of something refused. */
export function insteadOf(
  question: string,
  plan: QueryPlan | null,
  context: AskContext,
): readonly string[] {
  const beside = besideDenied(plan, context.permit?.self ?? null, context);
  const plans = new Map<string, string>();
  const near = [...beside, ...nearest(question, context)];
  for (const one of [...near, ...suggest(context).map((offered) => offered.question)]) {
    if (plans.size === OFFERED) break;
    const reading = answerable(one, NOTHING_YET, context);
    if (!reading) continue;
    const key = JSON.stringify(reading.plan);
    if (!plans.has(key)) plans.set(key, one);
  }
  return [...plans.values()];
}

const OFFERED = 3;

/** The nearest questions that can be answered, from what was understood of one that can't. */
export function nearest(question: string, context: AskContext): readonly string[] {
  const plans = new Set<string>();
  const found = nearestQuestions(parseQuestion(question, readContext(context))).filter((one) => {
    const reading = plans.size < OFFERED ? answerable(one, NOTHING_YET, context) : null;
    if (!reading || plans.has(JSON.stringify(reading.plan))) return false;
    plans.add(JSON.stringify(reading.plan));
    return true;
  });
  if (found.length === 0 || found.length >= OFFERED) return found;
  return [...found, ...suggest(context).map((one) => one.question)].slice(0, OFFERED);
}

/** Questions that work on exactly the data there is, those that were verified first, the newest of them before the others. */
export function suggest(context: AskContext): readonly FollowUp[] {
  if (isBare(context.facts)) return [];
  const usual = suggestedQuestions(answerContext(context, hiddenIn(context))).flatMap((offered) => {
    const reading = read(offered.question, NOTHING_YET, context);
    return reading.kind === 'plan' ? [{ offered, plan: reading.plan }] : [];
  });
  const plans = new Map<string, FollowUp>();
  for (const { offered, plan } of [...verifiedIn(context), ...usual]) {
    const key = JSON.stringify(plan);
    if (!plans.has(key) && isAllowed(plan, context)) plans.set(key, offered);
  }
  return [...plans.values()];
}

/** Verified questions that still hold, and name nobody who may not be named. */
function verifiedIn(
  context: AskContext,
): readonly { readonly offered: FollowUp; readonly plan: QueryPlan }[] {
  const hidden = hiddenIn(context);
  return (context.verified ?? [])
    .toSorted((a, b) => (a.verifiedAt < b.verifiedAt ? 1 : -1))
    .filter(({ question }) => !namesHidden(question, hidden, context))
    .flatMap((one) => {
      const reading = readVerified(one.question, NOTHING_YET, [one], readContext(context));
      const offered = { label: one.question, question: one.question };
      return reading ? [{ offered, plan: reading.plan }] : [];
    });
}
