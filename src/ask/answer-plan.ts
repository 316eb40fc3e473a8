import type { FiguresPlan, QueryPlan } from '../analytics/query-plan.ts';
import type { FiguresResult, Result } from '../analytics/result.ts';
import { runPlan } from '../analytics/run.ts';
import type { Answer, Cell, Table } from '../core/answer.ts';
import { planCompanions } from './answer/companions.ts';
import { composeAnswer } from './answer/compose-answer.ts';
import type { Results } from './answer/compose-input.ts';
import { followUpCandidates } from './answer/follow-ups.ts';
import { isEmpty, planNearby } from './answer/nearby.ts';
import { type AskContext, type Asked, answerContext, running } from './ask-context.ts';
import { remember, type ThreadMemory } from './follow-up/thread.ts';
import { pickFollowUps } from './offers.ts';
import { statementsWithout } from './permitted.ts';
import type { PlanReading } from './read/reading.ts';

const NOTHING_HIDDEN: ReadonlySet<string> = new Set();

/** Runs a plan that may be told, and composes what is said of it. */
export async function answerPlan(
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
      context: [...readBack(reading, composed.provenance), ...composed.context],
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

/** What a model made of a question, said back so that whoever asked sees at once whether it is what they meant. */
function readBack({ readAs }: PlanReading, { reading }: Answer['provenance']): readonly string[] {
  if (!readAs) return [];
  const words = readAs.question === null ? reading : `“${readAs.question}”`;
  return [`I read this as ${words}${readAs.or === null ? '' : `; it may mean “${readAs.or}”`}.`];
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
