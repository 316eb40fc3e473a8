import { createHash } from 'node:crypto';
import type { Catalogue } from '../analytics/catalogue.ts';
import type { SystemFreshness } from '../analytics/facts.ts';
import { loadFacts } from '../analytics/load-facts.ts';
import { loadSystems, type SystemsSet } from '../analytics/load-systems.ts';
import type { QueryPlan } from '../analytics/query-plan.ts';
import { withExtras } from '../analytics/with-extras.ts';
import type { FollowUp, Table } from '../core/answer.ts';
import type { Clock } from '../core/clock.ts';
import { createPrecedence, type Precedence } from '../core/precedence.ts';
import type { TeamSettings } from '../core/settings.ts';
import type { Database, Reader } from '../store/database.ts';
import type { AdhocAsker } from './adhoc/adhoc-asker.ts';
import { wholeTable } from './answer-plan.ts';
import { ask, askPlan } from './ask.ts';
import type { AskContext, Asked, Knowledge } from './ask-context.ts';
import type { ThreadMemory } from './follow-up/thread.ts';
import type { ModelReader } from './model/model-reader.ts';
import { suggest } from './offers.ts';
import type { Permit } from './permit.ts';
import { buildLexicon } from './read/build-lexicon.ts';
import type { Language } from './read/language.ts';
import { isInUse, NO_BOOK, type VerifiedBook } from './verified/verified-book.ts';
import { createVerifiedQuestions, type VerifiedQuestions } from './verified/verified-questions.ts';

export type AskOptions = {
  readonly now?: string | undefined;
  readonly zone?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** What whoever asks may be told; absent: everything. */
  readonly permit?: Permit | undefined;
  /** Whose question it is, for what a model may cost them. */
  readonly person?: string | undefined;
  /** Nobody is there to look at what it came out of: no SQL is written for it. */
  readonly plansOnly?: boolean | undefined;
};

/** Questions and answers over one store. */
export interface Workspace {
  ask(question: string, memory: ThreadMemory, options?: AskOptions): Promise<Asked>;
  /** Answers a plan kept from an earlier question, without reading that again. */
  askPlan(question: string, plan: QueryPlan, options?: AskOptions): Promise<Asked>;
  suggestions(options?: AskOptions): Promise<readonly FollowUp[]>;
  /** All rows of a list an answer showed the first of; null where it showed the whole. */
  wholeTable(plan: QueryPlan): Promise<Table | null>;
  knowledge(options?: AskOptions): Promise<Knowledge>;
  readonly verified: VerifiedQuestions;
}

export type WorkspaceParts = {
  readonly db: Reader & Pick<Database, 'version'>;
  readonly catalogue: Catalogue;
  readonly language: Language;
  readonly settings: TeamSettings;
  readonly clock: Clock;
  /** Support systems that rows come from by themselves; absent: none. */
  readonly systems?: SystemsSet;
  /** Reads what the rules can't; absent: nobody does. */
  readonly modelReader?: ModelReader | undefined;
  /** Answers what no plan can say; absent: nobody does. */
  readonly adhoc?: AdhocAsker | undefined;
  /** Where verified questions are kept; absent: there are none, and none can be kept. */
  readonly verified?: VerifiedBook;
  /** What questions go before; absent: nothing. */
  readonly precedence?: Pick<Precedence, 'first'>;
};

/** How far support systems have been read moves without the data version: it is looked at so often. */
const SYSTEMS_LAST_MS = 10_000;
const MINUTE_MS = 60 * 1000;

/** Live questions are asked of the running minute, so that within it the same one need not be worked out twice. */
const toMinute = (now: number): number => now - (now % MINUTE_MS);

const KEPT_ANSWERS = 500;
/** Facts leave out rows dated after now, so they are remade as time goes on even when no data moves. */
const FACTS_LAST_MS = 10 * 60 * 1000;

type Kept = {
  readonly version: number;
  /** The stretch of time the facts hold for, counted since the epoch. */
  readonly stretch: number;
  readonly knowledge: Promise<Knowledge>;
};

/** Remembers what the store holds until its data version moves, and answers until the minute does. */
export function createWorkspace(parts: WorkspaceParts): Workspace {
  const { db, clock, settings, precedence = createPrecedence() } = parts;
  const { verified: book = NO_BOOK } = parts;
  const systemsNow = createSystemsView(parts);
  let kept: Kept | null = null;
  const answers = new Map<string, KeptAnswer>();

  const knowledgeAt = async (now: number): Promise<Knowledge> => {
    const version = await db.version();
    const stretch = Math.floor(now / FACTS_LAST_MS);
    if (kept?.version !== version || kept.stretch !== stretch) {
      const knowledge = learn(parts, now);
      const mine: Kept = { version, stretch, knowledge };
      kept = mine;
      answers.clear();
      // A failure is whoever asked's; the next one tries again.
      knowledge.catch(() => {
        if (kept === mine) kept = null;
      });
    }
    return kept.knowledge;
  };

  const contextFor = async (options: AskOptions): Promise<AskContext> => {
    const now = options.now === undefined ? toMinute(clock.now()) : Date.parse(options.now);
    const { zone, signal, permit } = options;
    const local = zone === undefined ? settings : { ...settings, zone };
    const [knowledge, systems, verified] = await Promise.all([
      knowledgeAt(now),
      systemsNow(now),
      book.all(),
    ]);
    return {
      ...knowledge,
      facts: systems ? { ...knowledge.facts, systems } : knowledge.facts,
      db,
      language: parts.language,
      settings: local,
      now,
      zone,
      signal,
      permit,
      modelReader: parts.modelReader,
      adhoc: options.plansOnly ? undefined : parts.adhoc,
      verified: verified.filter(isInUse),
      person: options.person,
    };
  };

  return {
    async ask(question, memory, options = {}) {
      const { signal } = options;
      const context = await precedence.first(() => contextFor(options));
      const key = cacheKey(question, memory, context);
      const known = await sharedAnswer(answers.get(key), signal);
      if (known) return known;
      const asked = precedence.first((aside) => ask(question, memory, { ...context, aside }));
      remember(answers, key, { asked, signal });
      return asked;
    },
    askPlan: (question, plan, options = {}) =>
      precedence.first(async () => askPlan(question, plan, await contextFor(options))),
    async suggestions(options = {}) {
      return suggest(await contextFor(options));
    },
    async wholeTable(plan) {
      return wholeTable(plan, await contextFor({}));
    },
    async knowledge(options = {}) {
      return contextFor(options);
    },
    verified: createVerifiedQuestions({
      ...{ book, clock },
      contextAt: (now) => contextFor({ now }),
    }),
  };
}

/** Gives how far support systems have been read, as it stood a few seconds ago at most; null where none are set up. */
function createSystemsView({ db, clock, systems: set }: WorkspaceParts) {
  let seen: { readonly at: number; readonly systems: Promise<readonly SystemFreshness[]> } | null =
    null;
  return (now: number): Promise<readonly SystemFreshness[] | null> => {
    if (!set || set.sources.length === 0) return Promise.resolve(null);
    if (seen === null || clock.now() - seen.at >= SYSTEMS_LAST_MS) {
      const mine = { at: clock.now(), systems: loadSystems(db, set, new Date(now).toISOString()) };
      seen = mine;
      mine.systems.catch(() => {
        if (seen === mine) seen = null; // whoever asked has the error; the next one tries again
      });
    }
    return seen.systems;
  };
}

async function learn(
  { db, catalogue, language, settings }: WorkspaceParts,
  now: number,
): Promise<Knowledge> {
  const facts = await loadFacts(db, catalogue, {
    now: new Date(now).toISOString(),
    people: settings.people,
  });
  const whole = withExtras(catalogue, facts);
  return { facts, catalogue: whole, lexicon: buildLexicon(language, whole, facts) };
}

function cacheKey(
  question: string,
  { plans, keys, pending }: ThreadMemory,
  { now, zone, facts, permit, modelReader, adhoc, person, verified }: AskContext,
): string {
  // What a model may still cost them differs from one to the next.
  const whose = (modelReader && person) ?? null;
  const asked = [question, plans, keys, pending, permit?.key ?? null, whose, Boolean(adhoc)];
  const material = [...asked, now, zone, facts.version, facts.systems, verified];
  return createHash('sha256').update(JSON.stringify(material)).digest('base64');
}

type KeptAnswer = {
  readonly asked: Promise<Asked>;
  readonly signal: AbortSignal | undefined;
};

/** The answer to the same question of somebody else; null where that was given up and this one isn't. */
async function sharedAnswer(
  kept: KeptAnswer | undefined,
  signal: AbortSignal | undefined,
): Promise<Asked | null> {
  try {
    return (await kept?.asked) ?? null;
  } catch (error) {
    if (kept?.signal?.aborted && !signal?.aborted) return null;
    throw error;
  }
}

/** Keeps the newest; what failed or was cancelled is not kept. */
function remember(answers: Map<string, KeptAnswer>, key: string, kept: KeptAnswer): void {
  answers.set(key, kept);
  kept.asked.catch(() => {
    if (answers.get(key) === kept) answers.delete(key);
  });
  const [oldest] = answers.keys();
  if (answers.size > KEPT_ANSWERS && oldest !== undefined) answers.delete(oldest);
}
