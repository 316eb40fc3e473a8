import { checkPlan } from '../analytics/check-plan.ts';
import type { QueryPlan } from '../analytics/query-plan.ts';
import { runPlan } from '../analytics/run.ts';
import type { Reply } from '../core/answer.ts';
import { answerAdhoc } from './adhoc/answer-adhoc.ts';
import { composeClarify, composeDecline, composeEmptyStore } from './answer/decline.ts';
import { answerPlan } from './answer-plan.ts';
import { type AskContext, type Asked, isBare, openly, running } from './ask-context.ts';
import { NOTHING_YET, type ThreadMemory } from './follow-up/thread.ts';
import { insteadOf, mayFollow, nearest } from './offers.ts';
import type { Denial } from './permit.ts';
import { hiddenIn, isAllowed, namesHidden, verdictOn } from './permitted.ts';
import type { Refusal } from './read/facets.ts';
import type { NoPlan, PlanReading } from './read/reading.ts';
import { readByAll, withNote } from './read-by-all.ts';
import { settleRivals } from './settle-rivals.ts';

/** Reads a question in its thread, runs what it asks and may be told, and composes the answer. */
export function ask(question: string, memory: ThreadMemory, context: AskContext): Promise<Asked> {
  return orPrivately(context, async (told) => {
    if (isBare(told.facts)) return said(composeEmptyStore(openly(told)));
    const startedAt = performance.now();
    const reading = await readByAll(question, memory, told);
    if (reading.kind === 'plan') return answerPermitted(question, reading, memory, told);
    return isBeyondPlans(reading)
      ? beyondPlans(question, reading, memory, { told, startedAt })
      : withoutPlan(question, reading, memory, told);
  });
}

/** Answers a plan as it stands, under the question it came from. */
export function askPlan(question: string, plan: QueryPlan, context: AskContext): Promise<Asked> {
  return orPrivately(context, async (told) => {
    if (isBare(told.facts)) return said(composeEmptyStore(openly(told)));
    const decided = { kept: [], assumed: [], alternatives: [], rivals: [], show: null };
    return answerPermitted(question, { kind: 'plan', plan, ...decided }, NOTHING_YET, told);
  });
}

/** What those who read along may not see is answered once more, for the asker alone. */
async function orPrivately(
  context: AskContext,
  answerTo: (told: AskContext) => Promise<Asked>,
): Promise<Asked> {
  const asked = await answerTo(context);
  const alone = context.permit?.alone;
  if (asked.denied === null || !alone) return asked;
  const told = await answerTo({ ...context, permit: alone });
  return { ...told, isPrivate: told.denied === null };
}

async function answerPermitted(
  question: string,
  reading: PlanReading,
  memory: ThreadMemory,
  context: AskContext,
): Promise<Asked> {
  const [problem] = checkPlan(reading.plan, context.catalogue, context.facts);
  if (problem) return declined(question, { text: problem, instead: [] }, context);
  const verdict = verdictOn(reading.plan, context);
  if (verdict.kind === 'denied') return refused(question, verdict, reading.plan, context);
  const rivals = reading.rivals.filter(({ plan }) => isAllowed(plan, context));
  const permitted = { ...reading, plan: verdict.plan, rivals };
  const settled = await settleRivals(permitted, (plan) => runPlan(plan, running(context)));
  if (settled.kind === 'clarify') return withoutPlan(question, settled, memory, context);
  return answerPlan(question, settled, memory, { context, hidden: verdict.hidden });
}

type Beyond = Extract<NoPlan, { kind: 'decline' }>;

const isBeyondPlans = (reading: NoPlan): reading is Beyond =>
  reading.kind === 'decline' && reading.isBeyondPlans === true;

/** What neither the rules nor the model found a plan for: answered by SQL written for it, where that is allowed. */
async function beyondPlans(
  question: string,
  reading: Beyond,
  memory: ThreadMemory,
  { told, startedAt }: { readonly told: AskContext; readonly startedAt: number },
): Promise<Asked> {
  const { adhoc } = told;
  if (!adhoc) return withoutPlan(question, reading, memory, told);
  const tried = await answerAdhoc(question, memory, { adhoc, context: told, startedAt });
  switch (tried.kind) {
    case 'answered':
      return tried.asked;
    case 'denied':
      return refused(question, tried.denial, null, told);
    case 'unanswered':
      return withoutPlan(question, withNote(reading, tried.note), memory, told);
  }
}

/** What is said where there is nothing to run: a question back, or a no. Neither names anybody who may not be named. */
function withoutPlan(
  question: string,
  reading: NoPlan,
  memory: ThreadMemory,
  context: AskContext,
): Asked {
  if (context.permit && namesHidden(reading.text, hiddenIn(context), context)) {
    return refused(question, context.permit.deny('named-figures'), null, context);
  }
  if (reading.kind === 'decline') return declined(question, reading, context);
  const choices = reading.choices.filter((choice) => mayFollow(choice.question, memory, context));
  const least = context.permit?.alone ? reading.choices.length : 1;
  if (context.permit && choices.length < least) {
    return refused(question, context.permit.deny('named-figures'), null, context);
  }
  return said(composeClarify({ ...reading, choices }, openly(context)));
}

function declined(question: string, { text, instead }: Refusal, context: AskContext): Asked {
  const open = instead.filter((one) => mayFollow(one, NOTHING_YET, context));
  const offered = open.length > 0 ? open : nearest(question, context);
  return said(composeDecline({ text, instead: offered }, openly(context)));
}

function refused(
  question: string,
  { text, ability }: Denial,
  plan: QueryPlan | null,
  context: AskContext,
): Asked {
  const instead = insteadOf(question, plan, context);
  return { ...said(composeDecline({ text, instead }, openly(context))), denied: ability };
}

const said = (reply: Reply): Asked => ({
  reply,
  plan: null,
  keys: [],
  undid: false,
  isPrivate: false,
  denied: null,
});
