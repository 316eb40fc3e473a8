import type { Catalogue } from '../analytics/catalogue.ts';
import { checkPlan } from '../analytics/check-plan.ts';
import type { Facts } from '../analytics/facts.ts';
import type { FiguresPlan, QueryPlan } from '../analytics/query-plan.ts';
import type { FiguresResult, Result } from '../analytics/result.ts';
import { runPlan } from '../analytics/run.ts';
import type { Ability } from '../core/access.ts';
import type { Answer, Cell, FollowUp, Reply, Table } from '../core/answer.ts';
import type { Aside } from '../core/precedence.ts';
import type { TeamSettings } from '../core/settings.ts';
import type { Reader } from '../store/database.ts';
import { planCompanions } from './answer/companions.ts';
import { composeAnswer } from './answer/compose-answer.ts';
import type { AnswerContext, Results } from './answer/compose-input.ts';
import { composeClarify, composeDecline, composeEmptyStore } from './answer/decline.ts';
import { besideDenied } from './answer/denied.ts';
import { followUpCandidates, suggestedQuestions } from './answer/follow-ups.ts';
import { isEmpty, planNearby } from './answer/nearby.ts';
import { nearestQuestions } from './answer/nearest-questions.ts';
import { readTurn } from './follow-up/read-turn.ts';
import { NOTHING_YET, remember, type ThreadMemory } from './follow-up/thread.ts';
import { withoutHiddenMarks } from './model/hidden-marks.ts';
import type { ModelReader } from './model/model-reader.ts';
import type { Denial, Permit } from './permit.ts';
import {
  asAsked,
  factsWithout,
  hiddenIn,
  isAllowed,
  namesHidden,
  ofSelf,
  readAsSelf,
  statementsWithout,
  verdictOn,
} from './permitted.ts';
import type { ReadContext } from './read/context.ts';
import type { Refusal } from './read/facets.ts';
import type { Language } from './read/language.ts';
import type { Lexicon } from './read/lexicon.ts';
import { parseQuestion } from './read/parse-question.ts';
import type { NoPlan, PlanReading, Reading } from './read/reading.ts';
import { settleRivals } from './settle-rivals.ts';
import { readVerified } from './verified/read-verified.ts';
import type { VerifiedQuestion } from './verified/verified-book.ts';

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
  /** Reads what the rules can't; absent: nobody does. */
  readonly modelReader?: ModelReader | undefined;
  /** What somebody has verified, to be read before the rules; absent: nothing. */
  readonly verified?: readonly VerifiedQuestion[] | undefined;
  /** How what only waits for somebody outside is run; absent: at once. */
  readonly aside?: Aside | undefined;
  /** Whose question it is, for what a model may cost them. */
  readonly person?: string | undefined;
  /** What whoever asks may be told; absent: everything. */
  readonly permit?: Permit | undefined;
};

export type Asked = {
  readonly reply: Reply;
  readonly plan: QueryPlan | null;
  /** Raw keys of the groups or rows shown, for "the second one". */
  readonly keys: ThreadMemory['keys'];
  readonly undid: boolean;
  /** For the asker alone: others where it was asked may not see it. */
  readonly isPrivate: boolean;
  /** What it would have taken, where it was refused. */
  readonly denied: Ability | null;
};

/** Reads a question in its thread, runs what it asks and may be told, and composes the answer. */
export function ask(question: string, memory: ThreadMemory, context: AskContext): Promise<Asked> {
  return orPrivately(context, async (told) => {
    if (isBare(told.facts)) return said(composeEmptyStore(openly(told)));
    const reading = await readByAll(question, memory, told);
    return reading.kind === 'plan'
      ? answerPermitted(question, reading, memory, told)
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
  return answer(question, settled, memory, { context, hidden: verdict.hidden });
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

/** What may be spoken of where no plan says how much that is. */
const openly = (context: AskContext): AnswerContext => answerContext(context, hiddenIn(context));

const WHOLE_ROWS = 100_000;

/** All rows of a list, for a file; null for plans whose answer already shows the whole. */
export async function wholeTable(plan: QueryPlan, context: AskContext): Promise<Table | null> {
  if (plan.kind !== 'rows' && plan.kind !== 'search') return null;
  const whole = { ...plan, limit: WHOLE_ROWS };
  const main = await runPlan(whole, running(context));
  const reading = { kept: [], assumed: [], alternatives: [] };
  const speaking = answerContext(context, NOTHING_HIDDEN);
  return composeAnswer({ ...speaking, plan: whole, reading, results: { main } }).table;
}

/** The reading alone: pure, given what the workspace knows. */
export function read(question: string, memory: ThreadMemory, context: AskContext): Reading {
  return readAsSelf(question, context, (spoken) => readTurn(spoken, memory, readContext(context)));
}

/** By what was verified, else by the rules; what they have no words for by the model, where there is one. */
async function readByAll(
  question: string,
  memory: ThreadMemory,
  context: AskContext,
): Promise<Reading> {
  const verified = readVerified(question, memory, context.verified ?? [], readContext(context));
  if (verified) return verified;
  const reading = read(question, memory, context);
  const { modelReader, signal, person, aside } = context;
  if (reading.kind !== 'decline' || !reading.isUnread || !modelReader) return reading;
  const last = memory.plans.at(-1) ?? null;
  const about = last && 'period' in last ? last.period : null;
  const spoken = withoutHiddenMarks(asAsked(question, context));
  const parsed = parseQuestion(spoken, readContext(context), { about });
  const helped = await modelReader.read(parsed, last, {
    ...(signal && { signal }),
    ...(person !== undefined && { person }),
    ...(aside && { aside }),
  });
  if (helped.kind === 'read') return ofSelf(question, helped.reading, context);
  return helped.note === null ? reading : { ...reading, text: `${reading.text} ${helped.note}` };
}

/** What a question is read by. */
export function readContext(context: AskContext): ReadContext {
  const { catalogue, facts, lexicon, language, settings, now, zone } = context;
  return { catalogue, facts, lexicon, language, settings, time: { now, settings, zone } };
}

function answerContext(
  { catalogue, facts, settings, now }: AskContext,
  hidden: ReadonlySet<string>,
): AnswerContext {
  return { catalogue, facts: factsWithout(facts, hidden), settings, now };
}

const said = (reply: Reply): Asked => ({
  reply,
  plan: null,
  keys: [],
  undid: false,
  isPrivate: false,
  denied: null,
});

const NOTHING_HIDDEN: ReadonlySet<string> = new Set();

const isBare = ({ rows }: Facts): boolean => rows.tickets === 0 && rows.chats === 0;

async function answer(
  question: string,
  reading: PlanReading,
  memory: ThreadMemory,
  { context, hidden }: { readonly context: AskContext; readonly hidden: ReadonlySet<string> },
): Promise<Asked> {
  const { plan } = reading;
  const results = await gatherResults(plan, context);
  const input = { ...answerContext(context, hidden), plan, reading, results, question };
  const composed = composeAnswer(input);
  const undid = reading.undid === true;
  const thread = remember(memory, { plan, keys: keysOf(results.main), undid });
  const followUps = pickFollowUps(
    [...reading.alternatives, ...followUpCandidates(input)],
    thread,
    context,
  );
  const statements = statementsWithout(composed.provenance.statements, hidden, context);
  return {
    reply: {
      ...composed,
      followUps,
      provenance: { ...composed.provenance, statements },
    } satisfies Answer,
    plan,
    keys: thread.keys,
    undid,
    isPrivate: false,
    denied: null,
  };
}

/** The plan's own result and those put beside it, all at once; what is nearby only when it came back empty. */
async function gatherResults(plan: QueryPlan, context: AskContext): Promise<Results> {
  if (plan.kind === 'about') return { main: null };
  const speaking = answerContext(context, NOTHING_HIDDEN);
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

/** The first few that we ourselves can read in this thread, may be told, lead somewhere new, and aren't known to be empty. */
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
      checkPlan(reading.plan, context.catalogue, context.facts).length > 0 ||
      !isAllowed(reading.plan, context)
    )
      continue;
    const key = JSON.stringify(reading.plan) + (reading.show ?? '');
    if (seen.has(key)) continue;
    seen.add(key);
    picked.push(candidate);
  }
  return picked;
}

/** Whether a question, asked next, may be answered; one that is read as no plan names nobody who may not be named. */
function mayFollow(question: string, memory: ThreadMemory, context: AskContext): boolean {
  if (!context.permit) return true;
  const reading = read(question, memory, context);
  if (reading.kind === 'plan') return isAllowed(reading.plan, context);
  return !namesHidden(question, hiddenIn(context), context);
}

/** What may be asked in place of something refused. */
function insteadOf(
  question: string,
  plan: QueryPlan | null,
  context: AskContext,
): readonly string[] {
  const beside = besideDenied(plan, context.permit?.self ?? null, context);
  const plans = new Map<string, string>();
  const near = [...beside, ...nearest(question, context)];
  for (const one of [...near, ...suggest(context).map((offered) => offered.question)]) {
    if (plans.size === OFFERED) break;
    const reading = read(one, NOTHING_YET, context);
    if (reading.kind !== 'plan' || !isAllowed(reading.plan, context)) continue;
    if (checkPlan(reading.plan, context.catalogue, context.facts).length > 0) continue;
    const key = JSON.stringify(reading.plan);
    if (!plans.has(key)) plans.set(key, one);
  }
  return [...plans.values()];
}

const OFFERED = 3;

/** The nearest questions that can be answered, from what was understood of one that can't. */
function nearest(question: string, context: AskContext): readonly string[] {
  const plans = new Set<string>();
  const found = nearestQuestions(parseQuestion(question, readContext(context))).filter((one) => {
    const reading = plans.size < OFFERED ? read(one, NOTHING_YET, context) : null;
    if (reading?.kind !== 'plan' || plans.has(JSON.stringify(reading.plan))) return false;
    if (checkPlan(reading.plan, context.catalogue, context.facts).length > 0) return false;
    if (!isAllowed(reading.plan, context)) return false;
    plans.add(JSON.stringify(reading.plan));
    return true;
  });
  if (found.length === 0 || found.length >= OFFERED) return found;
  return [...found, ...suggest(context).map((one) => one.question)].slice(0, OFFERED);
}

/** Questions that work on exactly the data there is. */
export function suggest(context: AskContext): readonly FollowUp[] {
  if (isBare(context.facts)) return [];
  return suggestedQuestions(answerContext(context, hiddenIn(context))).filter(({ question }) => {
    const reading = read(question, NOTHING_YET, context);
    return reading.kind === 'plan' && isAllowed(reading.plan, context);
  });
}
