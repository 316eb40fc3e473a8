import { isDeepStrictEqual } from 'node:util';
import { checkPlan } from '../../analytics/check-plan.ts';
import type { QueryPlan } from '../../analytics/query-plan.ts';
import type { Clock } from '../../core/clock.ts';
import { AskerError } from '../../core/errors.ts';
import { ask } from '../ask.ts';
import { type AskContext, readContext } from '../ask-context.ts';
import { NOTHING_YET, type ThreadMemory } from '../follow-up/thread.ts';
import { read } from '../read-by-all.ts';
import { redate } from './redate.ts';
import { isOfAsker, isSamePlan, not, UNDATED, type Verifiable, verifiable } from './verifiable.ts';
import { isInUse, type VerifiedBook, type VerifiedQuestion } from './verified-book.ts';
import { wordingOf } from './wording.ts';

/** A question as it was asked and read in a thread. */
export type ReadTurn = {
  readonly question: string;
  readonly plan: QueryPlan | null;
  readonly askedAt: string;
};

/** What has become of a verified question as the catalogue, the data and the rules went on. */
export type CheckedQuestion = {
  readonly kept: VerifiedQuestion;
  /**
   * `same`: the rules read it as it was kept. `unread`: they don't read it, only its being verified does.
   * `differs`: they read it as something else. `broken`: its plan can't be run any more.
   */
  readonly now: 'same' | 'unread' | 'differs' | 'broken';
  /** Why it is broken. */
  readonly problem: string | null;
};

/** Questions kept with their plans, as people verify them and doubt them. */
export interface VerifiedQuestions {
  all(): Promise<readonly VerifiedQuestion[]>;
  /** Keeps a question as it is read now, on its own. One that is doubted and nothing else reads is kept as it was. Throws AskerError where it can't be asked again. */
  verify(question: string, by: string): Promise<VerifiedQuestion>;
  /** Keeps what was asked in a thread, after `memory`, as it was read there. */
  verifyTurn(turn: ReadTurn, memory: ThreadMemory, by: string): Promise<Verifiable>;
  /** Has a verified question wait for review, where this turn was read by it. Whether it was. */
  suspend(turn: ReadTurn, memory: ThreadMemory, by: string): Promise<boolean>;
  remove(question: string): Promise<boolean>;
  check(): Promise<readonly CheckedQuestion[]>;
}

export function createVerifiedQuestions(parts: {
  readonly book: VerifiedBook;
  readonly clock: Clock;
  /** As of an instant; absent: now. */
  readonly contextAt: (now?: string) => Promise<AskContext>;
}): VerifiedQuestions {
  const { book, clock, contextAt } = parts;

  const keep = async (question: string, plan: QueryPlan, by: string, context: AskContext) => {
    const verifiedAt = new Date(clock.now()).toISOString();
    const kept: VerifiedQuestion = { question: question.trim(), plan, by, verifiedAt };
    await book.put(kept);
    const alike = await likeIt(question, book, context);
    for (const one of alike) if (!isDeepStrictEqual(one, kept)) await book.remove(one.question);
    return kept;
  };

  return {
    all: () => book.all(),
    remove: (question) => book.remove(question),
    async verify(question, by) {
      const context = await contextAt();
      const { plan } = await ask(question, NOTHING_YET, { ...context, verified: [] });
      const [doubted] = plan === null ? await likeIt(question, book, context) : [];
      const found = verifiable(question, plan ?? holding(doubted, context), readContext(context));
      if (found.kind === 'not') throw new AskerError(found.reason);
      return keep(question, found.plan, by, context);
    },
    async verifyTurn(turn, memory, by) {
      const found = await planOfTurn(turn, memory, parts);
      if (found.kind === 'plan') await keep(turn.question, found.plan, by, await contextAt());
      return found;
    },
    async suspend({ question, plan }, memory, by) {
      if (plan === null || !isAlone(memory)) return false;
      const context = await contextAt();
      const meant = redate(plan, readContext(context));
      const alike = (await likeIt(question, book, context)).filter(isInUse);
      const used = meant && alike.find((one) => isKeptAs(meant, one, context));
      if (!used) return false;
      return book.suspend(used.question, { by, at: new Date(clock.now()).toISOString() });
    },
    async check() {
      const context = await contextAt();
      return (await book.all()).map((kept) => checked(kept, context));
    },
  };
}

const isAlone = ({ plans, pending }: ThreadMemory): boolean => plans.length === 0 && !pending;

/** Those that say the same, in whatever case, punctuation and politeness. */
async function likeIt(
  question: string,
  book: VerifiedBook,
  { lexicon }: AskContext,
): Promise<readonly VerifiedQuestion[]> {
  const wording = wordingOf(question, lexicon);
  return (await book.all()).filter((one) => wordingOf(one.question, lexicon) === wording);
}

/** What it was kept as, today; null where that can't be run any more. */
function holding(kept: VerifiedQuestion | undefined, context: AskContext): QueryPlan | null {
  const plan = kept && redate(kept.plan, readContext(context));
  return plan && checkPlan(plan, context.catalogue, context.facts).length === 0 ? plan : null;
}

function isKeptAs(meant: QueryPlan, kept: VerifiedQuestion, context: AskContext): boolean {
  const plan = holding(kept, context);
  return plan !== null && isSamePlan(plan, meant);
}

/** What a turn may be kept as: what its question means on its own, as long as that is what it was read as. */
async function planOfTurn(
  { question, plan, askedAt }: ReadTurn,
  memory: ThreadMemory,
  { book, contextAt }: Parameters<typeof createVerifiedQuestions>[0],
): Promise<Verifiable> {
  const context = await contextAt();
  if (plan === null || isOfAsker(question)) return verifiable(question, plan, readContext(context));
  const meant = redate(plan, readContext(context));
  if (!meant) return UNDATED;
  const alike = await likeIt(question, book, context);
  if (alike.some((one) => isKeptAs(meant, one, context))) return { kind: 'plan', plan: meant };
  const reading = read(question, NOTHING_YET, context);
  if (reading.kind === 'plan') {
    const same = [reading, ...reading.rivals].find((one) => isSamePlan(one.plan, meant));
    return same ? { kind: 'plan', plan: same.plan } : not(ELSEWHERE);
  }
  if (!isAlone(memory)) return not(GOES_ON);
  const then = readContext(await contextAt(momentOf(plan, askedAt)));
  const found = verifiable(question, plan, then);
  return found.kind === 'plan' ? { kind: 'plan', plan: meant } : found;
}

/** When a plan was made: a model may have taken its time since, and the minute it was asked in counts. */
function momentOf(plan: QueryPlan, askedAt: string): string {
  const answered = Date.parse(askedAt);
  const asOf = 'asOf' in plan ? Date.parse(plan.asOf) : Number.NaN;
  const isOfThen = asOf <= answered && answered - asOf < LONGEST_ANSWER_MS; // data that ended long ago is of its end
  return new Date(isOfThen ? asOf : answered - (answered % MINUTE_MS)).toISOString();
}

const MINUTE_MS = 60_000;
const LONGEST_ANSWER_MS = 10 * MINUTE_MS;

const ELSEWHERE = 'On its own this question means something else than it did here.';
const GOES_ON = 'This question goes on from what was said before: ask it in one sentence.';

function checked(kept: VerifiedQuestion, context: AskContext): CheckedQuestion {
  const plan = redate(kept.plan, readContext(context));
  if (!plan) return { kept, now: 'broken', problem: 'its period can’t be read any more' };
  const [problem] = checkPlan(plan, context.catalogue, context.facts);
  if (problem) return { kept, now: 'broken', problem };
  const reading = read(kept.question, NOTHING_YET, context);
  if (reading.kind !== 'plan') return { kept, now: 'unread', problem: null };
  const readings = [reading, ...reading.rivals];
  const isSame = readings.some((one) => isSamePlan(one.plan, plan));
  return { kept, now: isSame ? 'same' : 'differs', problem: null };
}
