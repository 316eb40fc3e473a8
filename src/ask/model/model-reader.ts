import { isDeepStrictEqual } from 'node:util';
import type { QueryPlan } from '../../analytics/query-plan.ts';
import type { FollowUp } from '../../core/answer.ts';
import type { LanguageModel, Unavailable } from '../../llm/language-model.ts';
import { joinWords } from '../answer/words.ts';
import type { Parsed } from '../read/parse-question.ts';
import { readQuestion } from '../read/read-question.ts';
import type { NoPlan, PlanReading } from '../read/reading.ts';
import type { REFUSALS } from './draft.ts';
import type { SpeechAt } from './known-speech.ts';
import { questionOf } from './question-of.ts';
import {
  type ModelPlan,
  type ModelPrompts,
  type ModelReading,
  type ReadOptions,
  readWithModel,
} from './read-with-model.ts';

/** A question read with a model's help, or why not. */
export type Helped =
  | { readonly kind: 'read'; readonly reading: PlanReading | NoPlan }
  /** It is understood, and no plan can say it. */
  | { readonly kind: 'beyond' }
  /** The rules' own answer stands; `note`: what to say of the model, if anything. */
  | { readonly kind: 'unhelped'; readonly note: string | null };

export interface ModelReader {
  /** `previous`: the plan of the turn before. */
  read(parsed: Parsed, previous: QueryPlan | null, options?: ReadOptions): Promise<Helped>;
}

const READ_BY_MODEL = 'read with the help of a language model, which saw no data';

/** Reads what the rules can't. */
export function createModelReader(parts: {
  readonly model: LanguageModel;
  readonly prompts: ModelPrompts;
  readonly speechAt: SpeechAt;
  /** A question costs no more time than this. */
  readonly deadlineMs: number;
}): ModelReader {
  return {
    async read(parsed, previous, options) {
      const speech = await parts.speechAt(parsed.context);
      const made = await readWithModel(parsed, previous, { ...parts, speech }, options);
      return helpedBy(made, parsed);
    },
  };
}

function helpedBy(made: ModelReading, parsed: Parsed): Helped {
  switch (made.kind) {
    case 'plan': {
      const { first, second } = made;
      const reading =
        first.missed.length > 0 ? offered(first, parsed) : planned(first, second, parsed);
      return { kind: 'read', reading };
    }
    case 'clarify': {
      const choices = made.plans.flatMap((plan) => choiceOf(plan, parsed));
      if (choices.length === 0) return { kind: 'unhelped', note: null };
      return { kind: 'read', reading: { kind: 'clarify', text: 'What do you mean?', choices } };
    }
    case 'refuse':
      return refusedBy(made.reason);
    case 'nothing':
      return { kind: 'unhelped', note: null };
    case 'unavailable':
      return { kind: 'unhelped', note: noteOf(made.why, made.message) };
  }
}

function refusedBy(reason: (typeof REFUSALS)[number]): Helped {
  switch (reason) {
    case 'unclear':
      return { kind: 'unhelped', note: null };
    case 'beyond-drafts':
      return { kind: 'beyond' };
    default:
      return {
        kind: 'read',
        reading: { kind: 'decline', text: REFUSED[reason], instead: [] },
      };
  }
}

function planned(
  { plan, passedOver }: ModelPlan,
  second: ModelPlan | null,
  parsed: Parsed,
): PlanReading {
  const [own] = choiceOf(plan, parsed);
  const alternatives = second ? choiceOf(second.plan, parsed) : [];
  return {
    kind: 'plan',
    plan,
    show: null,
    kept: [],
    assumed: [READ_BY_MODEL, ...passedOver.map((word) => `“${word}” passed over`)],
    alternatives,
    rivals: [],
    readAs: { question: own?.question ?? null, or: alternatives[0]?.question ?? null },
  };
}

/** What the plan passes over may be whom the question is about: it is offered, not answered. */
function offered({ plan, missed }: ModelPlan, parsed: Parsed): NoPlan {
  const unknown = joinWords(missed.map((one) => `“${one}”`));
  return {
    kind: 'decline',
    text: `I don’t know who or what ${unknown} ${missed.length > 1 ? 'are' : 'is'}, so I’d rather not guess.`,
    instead: choiceOf(plan, parsed).map(({ question }) => question),
  };
}

/** A plan as a button: only where our rules read the button's words as that very plan. */
function choiceOf(plan: QueryPlan, { context }: Parsed): readonly FollowUp[] {
  const question = questionOf(plan, context);
  if (question === null) return [];
  const reading = readQuestion(question, context);
  const isSame =
    reading.kind === 'plan' && isDeepStrictEqual(withoutWords(reading.plan), withoutWords(plan));
  return isSame ? [{ label: question, question }] : [];
}

/** How a period was said, and why it was taken, is no part of what is asked. */
function withoutWords(plan: QueryPlan): unknown {
  if (!('period' in plan) || plan.period === null) return plan;
  const { start, end } = plan.period;
  return { ...plan, period: { start, end } };
}

type Refused = Exclude<(typeof REFUSALS)[number], 'unclear' | 'beyond-drafts'>;

const REFUSED: Readonly<Record<Refused, string>> = {
  'not-about-support': 'I only know about this support desk’s tickets and chats.',
  'asks-to-act': 'I only answer questions: I don’t change, send or write anything.',
  'no-such-data': 'Nothing in the data can tell that.',
  opinion: 'I can’t judge that; I can show the figures.',
};

function noteOf(why: Unavailable, message: string): string {
  switch (why) {
    case 'budget':
      return `I read this by my own rules alone: ${message}.`;
    case 'slow':
    case 'down':
    case 'refused':
      return 'I read this by my own rules alone: the language model isn’t answering.';
  }
}
