import type { QueryPlan } from '../../analytics/query-plan.ts';
import type { Aside } from '../../core/precedence.ts';
import type { CallOptions, LanguageModel, ModelOutcome } from '../../llm/language-model.ts';
import type { Prompt } from '../../llm/prompts.ts';
import type { ReadContext } from '../read/context.ts';
import type { Parsed } from '../read/parse-question.ts';
import type { VerifiedQuestion } from '../verified/verified-book.ts';
import { describeCatalogue } from './describe-catalogue.ts';
import { type Draft, draftJsonSchema, draftSchema, type REFUSALS } from './draft.ts';
import type { DraftedFor } from './drafting.ts';
import { maskPlan } from './mask-plan.ts';
import { maskQuestion } from './mask-question.ts';
import { clipped, fromJson } from './model-text.ts';
import { Placeholders } from './placeholders.ts';
import type { Speech } from './speech.ts';
import { type Planned, toPlan } from './to-plan.ts';
import { verifiedExamples } from './verified-examples.ts';

export type ModelPlan = Extract<Planned, { kind: 'plan' }>;

/** What a model made of a question. Everything in it is ours: its own words are never shown. */
export type ModelReading =
  /** `second`: a reading it finds nearly as likely. */
  | { readonly kind: 'plan'; readonly first: ModelPlan; readonly second: ModelPlan | null }
  | { readonly kind: 'clarify'; readonly plans: readonly QueryPlan[] }
  | { readonly kind: 'refuse'; readonly reason: (typeof REFUSALS)[number] }
  /** It gave nothing that can be used. */
  | { readonly kind: 'nothing' }
  | Extract<ModelOutcome, { kind: 'unavailable' }>;

export type ModelPrompts = {
  readonly instructions: Prompt;
  readonly asked: Prompt;
  readonly repair: Prompt;
};

export type ModelReaderParts = {
  readonly model: LanguageModel;
  readonly prompts: ModelPrompts;
  readonly speech: Speech;
  /** For both of its tries together. */
  readonly deadlineMs: number;
};

export type ReadOptions = CallOptions & {
  /** How the waiting for the model is run; absent: at once. */
  readonly aside?: Aside;
  /** What somebody has verified, for the nearest of it to be examples; absent: nothing. */
  readonly verified?: readonly VerifiedQuestion[];
};

const SAYS_SOMETHING = /\p{L}/u;
const MOST_TOKENS = 4000;
const PURPOSE = 'plan-question';

/**
 * Has a model draft a plan of a question the rules couldn't read, after the turn before it.
 * It sees the catalogue and placeholders. Its draft is filled in and checked here; one that can't be used is sent back
 * once, with what is wrong. What it says is never believed beyond the plan.
 */
export async function readWithModel(
  parsed: Parsed,
  previous: QueryPlan | null,
  parts: ModelReaderParts,
  { aside = (waiting) => waiting(), verified = [], ...options }: ReadOptions = {},
): Promise<ModelReading> {
  const { prompts, speech, deadlineMs } = parts;
  const { context } = parsed;
  const startedAt = performance.now();
  const placeholders = new Placeholders();
  const masked = maskQuestion(parsed, placeholders, speech);
  if (!SAYS_SOMETHING.test(masked)) return { kind: 'nothing' };
  const asked = new Set(placeholders.all.keys());
  const before = previous && maskPlan(previous, placeholders, context);
  const slots = { question: masked, previous: before ? JSON.stringify(before) : 'none' };
  const instructions = prompts.instructions.fill({
    ...describeCatalogue(context, placeholders),
    example: '{{agent_1}}',
    words: '{{word_1}}',
    names: '{{name_1}}',
  });
  const drafted: DraftedFor = {
    ...{ context, placeholders, masked, asked, previous },
    stated: statedPeriods(parsed),
    noun: oneNoun(parsed),
  };
  const tell = (prompt: Prompt, text: string) => {
    const withinMs = deadlineMs - (performance.now() - startedAt);
    const label = `${prompts.instructions.label} ${prompt.label}`;
    return aside(() =>
      askForDraft({ label, instructions, text }, parts.model, { ...options, withinMs }),
    );
  };
  const examples = verifiedExamples(parsed.question, verified, context, speech);
  const asking = prompts.asked.fill({ ...slots, examples });
  const first = understand(await tell(prompts.asked, asking), drafted);
  if (first.kind !== 'problems') return first;
  const again = prompts.repair.fill({
    ...slots,
    draft: clipped(first.draft, LONGEST_DRAFT),
    problems: listed(first.problems),
  });
  const second = understand(await tell(prompts.repair, again), drafted);
  return second.kind === 'problems' ? { kind: 'nothing' } : second;
}

function askForDraft(
  {
    label,
    ...said
  }: { readonly label: string; readonly instructions: string; readonly text: string },
  model: LanguageModel,
  options: CallOptions,
): Promise<ModelOutcome> {
  const request = { purpose: PURPOSE, prompt: label, ...said, schema: draftJsonSchema };
  return model.ask({ ...request, maxOutputTokens: MOST_TOKENS }, options);
}

/** The stretches of time a question is about, or holds against each other. */
export function statedPeriods({ facets: { time } }: Parsed): DraftedFor['stated'] {
  const compared = time.compare?.kind === 'period' ? [time.compare.period] : [];
  return [...time.periods.map(({ period }) => period), ...compared];
}

export function oneNoun({ facets: { nouns } }: Parsed): DraftedFor['noun'] {
  const [noun = null, ...others] = new Set(nouns.map(({ of }) => of));
  return others.length === 0 ? noun : null;
}

type Problems = {
  readonly kind: 'problems';
  readonly draft: string;
  readonly problems: readonly string[];
};

function understand(outcome: ModelOutcome, drafted: DraftedFor): ModelReading | Problems {
  if (outcome.kind === 'unavailable') return outcome;
  if (outcome.kind !== 'answer') return { kind: 'nothing' };
  const parsed = draftSchema.safeParse(fromJson(outcome.text));
  if (parsed.success) return meant(parsed.data, outcome.text, drafted);
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  return { kind: 'problems', draft: outcome.text, problems };
}

function meant(
  { outcome, readings, refusal }: Draft,
  draft: string,
  drafted: DraftedFor,
): ModelReading | Problems {
  if (outcome === 'refuse') return { kind: 'refuse', reason: refusal ?? 'unclear' };
  const planned = readings.map((reading) => toPlan(reading, drafted));
  const [first, second] = planned;
  const plans = planned.filter((one) => one.kind === 'plan');
  const whole = plans.filter(({ missed }) => missed.length === 0);
  if (outcome === 'clarify' && whole.length > 0)
    return { kind: 'clarify', plans: whole.map(({ plan }) => plan) };
  if (outcome === 'plan' && first?.kind === 'plan')
    return { kind: 'plan', first, second: whole.find((one) => one === second) ?? null };
  const problems = first?.kind === 'problems' ? first.problems : ['there is no reading'];
  const told = problems.map((problem) => withoutLabels(problem, drafted));
  return { kind: 'problems', draft, problems: told };
}

/** Columns of files are called by their placeholders in problems too. */
function withoutLabels(problem: string, { placeholders, context }: DraftedFor): string {
  return columnNames(context).reduce(
    (text, { name, field }) =>
      text.replaceAll(name, placeholders.hold('column', { kind: 'column', field })),
    problem,
  );
}

/** Longest first: one may be part of another. */
function columnNames({
  catalogue,
}: ReadContext): readonly { readonly name: string; readonly field: string }[] {
  return catalogue.dimensions
    .filter(({ extra }) => extra)
    .flatMap(({ id, label, plural }) => [id, label, plural].map((name) => ({ name, field: id })))
    .toSorted((a, b) => b.name.length - a.name.length);
}

const MOST_PROBLEMS = 10;
const LONGEST_PROBLEM = 300;
const LONGEST_DRAFT = 6000;

function listed(problems: readonly string[]): string {
  return problems
    .slice(0, MOST_PROBLEMS)
    .map((problem) => `- ${clipped(problem, LONGEST_PROBLEM)}`)
    .join('\n');
}
