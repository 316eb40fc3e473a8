import type { Catalogue } from '../analytics/catalogue.ts';
import type { Facts } from '../analytics/facts.ts';
import type { QueryPlan } from '../analytics/query-plan.ts';
import type { Ability } from '../core/access.ts';
import type { Reply } from '../core/answer.ts';
import type { Aside } from '../core/precedence.ts';
import type { TeamSettings } from '../core/settings.ts';
import type { Reader } from '../store/database.ts';
import type { AdhocAsker } from './adhoc/adhoc-asker.ts';
import type { AnswerContext } from './answer/compose-input.ts';
import type { ThreadMemory } from './follow-up/thread.ts';
import type { ModelReader } from './model/model-reader.ts';
import type { Permit } from './permit.ts';
import { factsWithout, hiddenIn } from './permitted.ts';
import type { ReadContext } from './read/context.ts';
import type { Language } from './read/language.ts';
import type { Lexicon } from './read/lexicon.ts';
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
  /** Answers what no plan can say; absent: nobody does. */
  readonly adhoc?: AdhocAsker | undefined;
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
  /** It came out of SQL written for it, so that nothing can be an edit of it. */
  readonly isAdhoc?: true;
  /** For the asker alone: others where it was asked may not see it. */
  readonly isPrivate: boolean;
  /** What it would have taken, where it was refused. */
  readonly denied: Ability | null;
};

/** What a question is read by. */
export function readContext(context: AskContext): ReadContext {
  const { catalogue, facts, lexicon, language, settings, now, zone } = context;
  return { catalogue, facts, lexicon, language, settings, time: { now, settings, zone } };
}

export function answerContext(
  { catalogue, facts, settings, now }: AskContext,
  hidden: ReadonlySet<string>,
): AnswerContext {
  return { catalogue, facts: factsWithout(facts, hidden), settings, now };
}

/** What may be spoken of where no plan says how much that is. */
export const openly = (context: AskContext): AnswerContext =>
  answerContext(context, hiddenIn(context));

/** What plans are run by. */
export function running({ db, catalogue, facts, settings, signal }: AskContext) {
  return { db, catalogue, facts, settings, ...(signal && { signal }) };
}

export const isBare = ({ rows }: Facts): boolean => rows.tickets === 0 && rows.chats === 0;
