import type { Catalogue } from '../analytics/catalogue.ts';
import { checkPlan } from '../analytics/check-plan.ts';
import type { Facts } from '../analytics/facts.ts';
import type { FiguresPlan, QueryPlan } from '../analytics/query-plan.ts';
import type { FiguresResult, Result } from '../analytics/result.ts';
import { runPlan } from '../analytics/run.ts';
import type { Answer, Cell, FollowUp, Reply, Table } from '../core/answer.ts';
import type { TeamSettings } from '../core/settings.ts';
import type { Reader } from '../store/database.ts';
import { planCompanions } from './answer/companions.ts';
import { composeAnswer } from './answer/compose-answer.ts';
import type { AnswerContext, Results } from './answer/compose-input.ts';
import { composeClarify, composeDecline, composeEmptyStore } from './answer/decline.ts';
import { followUpCandidates, suggestedQuestions } from './answer/follow-ups.ts';
import { isEmpty, planNearby } from './answer/nearby.ts';
import { nearestQuestions } from './answer/nearest-questions.ts';
import { readTurn } from './follow-up/read-turn.ts';
import { NOTHING_YET, remember, type ThreadMemory } from './follow-up/thread.ts';
import type { ReadContext } from './read/context.ts';
import type { Refusal } from './read/facets.ts';
import type { Language } from './read/language.ts';
import type { Lexicon } from './read/lexicon.ts';
import { parseQuestion } from './read/parse-question.ts';
import type { PlanReading, Reading } from './read/reading.ts';
import { settleRivals } from './settle-rivals.ts';

/** What the workspace knows at one data version: remade when the data moves, shared by all questions until then. */
export type Knowledge = {
  readonly catalogue: Catalogue;
  readonly facts: Facts;
  readonly lexicon: Lexicon;
};

export type AskContext = Knowledge & {
  readonly db: Reader;
  readonly language: Language;
  readonly settings: TeamSettings;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly zone?: string | undefined;
  readonly signal?: AbortSignal | undefined;
};

export type Asked = {
  readonly reply: Reply;
  readonly plan: QueryPlan | null;
  /** Raw keys of the groups or rows shown, for "the second one". */
  readonly keys: ThreadMemory['keys'];
  readonly undid: boolean;
};

/** Reads a question in its thread, runs what it asks and composes the answer. */
export async function ask(
  question: string,
  memory: ThreadMemory,
  context: AskContext,
): Promise<Asked> {
  const speaking = answerContext(context);
  if (isBare(context.facts)) return said(composeEmptyStore(speaking));
  const reading = read(question, memory, context);
  if (reading.kind === 'clarify') return said(composeClarify(reading, speaking));
  const declined = ({ text, instead }: Refusal): Asked => {
    const offered = instead.length > 0 ? instead : nearest(question, context);
    return said(composeDecline({ text, instead: offered }, speaking));
  };
  if (reading.kind === 'decline') return declined(reading);
  const [problem] = checkPlan(reading.plan, context.catalogue, context.facts);
  if (problem) return declined({ text: problem, instead: [] });
  const settled = await settleRivals(reading, (plan) => runPlan(plan, running(context)));
  if (settled.kind === 'clarify') return said(composeClarify(settled, speaking));
  return answer(question, settled, memory, context);
}

/** Answers a plan as it stands, under the question it came from. */
export async function askPlan(
  question: string,
  plan: QueryPlan,
  context: AskContext,
): Promise<Asked> {
  const speaking = answerContext(context);
  if (isBare(context.facts)) return said(composeEmptyStore(speaking));
  const [problem] = checkPlan(plan, context.catalogue, context.facts);
  if (problem) return said(composeDecline({ text: problem, instead: [] }, speaking));
  const decided = { kept: [], assumed: [], alternatives: [], rivals: [], show: null };
  const reading: PlanReading = { kind: 'plan', plan, ...decided };
  return answer(question, reading, NOTHING_YET, context);
}

const WHOLE_ROWS = 100_000;

/** All rows of a list, for a file; null for plans whose answer already shows the whole. */
export async function wholeTable(plan: QueryPlan, context: AskContext): Promise<Table | null> {
  if (plan.kind !== 'rows' && plan.kind !== 'search') return null;
  const whole = { ...plan, limit: WHOLE_ROWS };
  const main = await runPlan(whole, running(context));
  const reading = { kept: [], assumed: [], alternatives: [] };
  return composeAnswer({ ...answerContext(context), plan: whole, reading, results: { main } })
    .table;
}

/** The reading alone: pure, given what the workspace knows. */
export function read(question: string, memory: ThreadMemory, context: AskContext): Reading {
  return readTurn(question, memory, readContext(context));
}

function readContext(context: AskContext): ReadContext {
  const { catalogue, facts, lexicon, language, settings, now, zone } = context;
  return { catalogue, facts, lexicon, language, settings, time: { now, settings, zone } };
}

function answerContext({ catalogue, facts, settings, now }: AskContext): AnswerContext {
  return { catalogue, facts, settings, now };
}

const said = (reply: Reply): Asked => ({ reply, plan: null, keys: [], undid: false });

const isBare = ({ rows }: Facts): boolean => rows.tickets === 0 && rows.chats === 0;

async function answer(
  question: string,
  reading: PlanReading,
  memory: ThreadMemory,
  context: AskContext,
): Promise<Asked> {
  const { plan } = reading;
  const results = await gatherResults(plan, context);
  const input = { ...answerContext(context), plan, reading, results, question };
  const composed = composeAnswer(input);
  const undid = reading.undid === true;
  const thread = remember(memory, { plan, keys: keysOf(results.main), undid });
  const followUps = pickFollowUps(
    [...reading.alternatives, ...followUpCandidates(input)],
    thread,
    context,
  );
  return {
    reply: { ...composed, followUps } satisfies Answer,
    plan,
    keys: thread.keys,
    undid,
  };
}

/** The plan's own result and those put beside it, all at once; what is nearby only when it came back empty. */
async function gatherResults(plan: QueryPlan, context: AskContext): Promise<Results> {
  if (plan.kind === 'about') return { main: null };
  const speaking = answerContext(context);
  const [main, beside] = await Promise.all([
    runPlan(plan, running(context)),
    runAll(planCompanions(plan, speaking), context),
  ]);
  if (!isEmpty(main)) return { main, ...beside };
  return { main, ...beside, ...(await runAll(planNearby(plan, speaking), context)) };
}

function running({ db, catalogue, facts, settings, signal }: AskContext) {
  return { db, catalogue, facts, settings, ...(signal && { signal }) };
}

async function runAll(
  plans: Readonly<Record<string, FiguresPlan | undefined>>,
  context: AskContext,
): Promise<Partial<Record<string, FiguresResult>>> {
  const entries = Object.entries(plans).flatMap(([name, plan]) => (plan ? [{ name, plan }] : []));
  const results = await Promise.all(
    entries.map(async ({ name, plan }) => [name, await runPlan(plan, running(context))] as const),
  );
  return Object.fromEntries(
    results.flatMap(([name, result]) => (result.kind === 'figures' ? [[name, result]] : [])),
  );
}

function keysOf(result: Result | null): readonly (readonly Cell[])[] {
  if (result?.kind === 'figures') return result.rows.map((row) => row.keys);
  return result?.kind === 'rows' ? result.rows : [];
}

const SHOWN_FOLLOW_UPS = 3;

/** The first few that we ourselves can read in this thread, lead somewhere new, and aren't known to be empty. */
function pickFollowUps(
  candidates: readonly FollowUp[],
  thread: ThreadMemory,
  context: AskContext,
): readonly FollowUp[] {
  const picked: FollowUp[] = [];
  const seen = new Set([JSON.stringify(thread.plans.at(-1))]);
  for (const candidate of candidates) {
    if (picked.length === SHOWN_FOLLOW_UPS) break;
    const reading = read(candidate.question, thread, context);
    if (
      reading.kind !== 'plan' ||
      checkPlan(reading.plan, context.catalogue, context.facts).length > 0
    )
      continue;
    const key = JSON.stringify(reading.plan) + (reading.show ?? '');
    if (seen.has(key)) continue;
    seen.add(key);
    picked.push(candidate);
  }
  return picked;
}

const OFFERED = 3;

/** The nearest questions that can be answered, from what was understood of one that can't. */
function nearest(question: string, context: AskContext): readonly string[] {
  const plans = new Set<string>();
  const found = nearestQuestions(parseQuestion(question, readContext(context))).filter((one) => {
    const reading = plans.size < OFFERED ? read(one, NOTHING_YET, context) : null;
    if (reading?.kind !== 'plan' || plans.has(JSON.stringify(reading.plan))) return false;
    if (checkPlan(reading.plan, context.catalogue, context.facts).length > 0) return false;
    plans.add(JSON.stringify(reading.plan));
    return true;
  });
  if (found.length === 0 || found.length >= OFFERED) return found;
  return [...found, ...suggest(context).map((one) => one.question)].slice(0, OFFERED);
}

/** Questions that work on exactly the data there is. */
export function suggest(context: AskContext): readonly FollowUp[] {
  if (isBare(context.facts)) return [];
  return suggestedQuestions(answerContext(context)).filter(
    ({ question }) => read(question, NOTHING_YET, context).kind === 'plan',
  );
}
