import type { QueryPlan } from '../../analytics/query-plan.ts';
import type { CallOptions, LanguageModel, ModelOutcome } from '../../llm/language-model.ts';
import type { Prompt } from '../../llm/prompts.ts';
import type { ReadContext } from '../read/context.ts';
import type { Parsed } from '../read/parse-question.ts';
import { describeCatalogue } from './describe-catalogue.ts';
import { type Draft, draftJsonSchema, draftSchema, type REFUSALS } from './draft.ts';
import { maskPlan } from './mask-plan.ts';
import { maskQuestion, type Speech } from './mask-question.ts';
import { Placeholders } from './placeholders.ts';
import { toPlan } from './to-plan.ts';

/** What a model made of a question. Everything in it is ours: its own words are never shown. */
export type ModelReading =
  /** `second`: a reading it finds nearly as likely. */
  | { readonly kind: 'plan'; readonly plan: QueryPlan; readonly second: QueryPlan | null }
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
};

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
  { model, prompts, speech }: ModelReaderParts,
  options: CallOptions = {},
): Promise<ModelReading> {
  const { context } = parsed;
  const placeholders = new Placeholders();
  const question = maskQuestion(parsed, placeholders, speech);
  const before = previous ? JSON.stringify(maskPlan(previous, placeholders, context)) : 'none';
  const slots = { question, previous: before };
  const instructions = prompts.instructions.fill({
    ...describeCatalogue(context, placeholders),
    example: '{{agent_1}}',
  });
  const ask = (prompt: Prompt, text: string) =>
    model.ask(
      {
        purpose: PURPOSE,
        prompt: `${prompts.instructions.label} ${prompt.label}`,
        instructions,
        text,
        schema: draftJsonSchema,
        maxOutputTokens: MOST_TOKENS,
      },
      options,
    );
  const first = understand(
    await ask(prompts.asked, prompts.asked.fill(slots)),
    placeholders,
    context,
  );
  if (first.kind !== 'problems') return first;
  const again = prompts.repair.fill({
    ...slots,
    draft: first.draft,
    problems: listed(first.problems),
  });
  const second = understand(await ask(prompts.repair, again), placeholders, context);
  return second.kind === 'problems' ? { kind: 'nothing' } : second;
}

type Problems = {
  readonly kind: 'problems';
  readonly draft: string;
  readonly problems: readonly string[];
};

function understand(
  outcome: ModelOutcome,
  placeholders: Placeholders,
  context: ReadContext,
): ModelReading | Problems {
  if (outcome.kind === 'unavailable') return outcome;
  if (outcome.kind !== 'answer') return { kind: 'nothing' };
  const parsed = draftSchema.safeParse(fromJson(outcome.text));
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.')}: ${message}`,
    );
    return { kind: 'problems', draft: outcome.text, problems };
  }
  return meant(parsed.data, outcome.text, placeholders, context);
}

function meant(
  { outcome, readings, refusal }: Draft,
  draft: string,
  placeholders: Placeholders,
  context: ReadContext,
): ModelReading | Problems {
  if (outcome === 'refuse') return { kind: 'refuse', reason: refusal ?? 'unclear' };
  const planned = readings.map((reading) => toPlan(reading, placeholders, context));
  const plans = planned.flatMap((one) => (one.kind === 'plan' ? [one.plan] : []));
  const [first, second] = planned;
  if (outcome === 'clarify' && plans.length > 0) return { kind: 'clarify', plans };
  if (first?.kind === 'plan')
    return { kind: 'plan', plan: first.plan, second: second?.kind === 'plan' ? second.plan : null };
  const problems = first?.problems ?? ['there is no reading'];
  return {
    kind: 'problems',
    draft,
    problems: problems.map((problem) => withoutLabels(problem, placeholders, context)),
  };
}

/** Columns of files are called by their placeholders in problems too. */
function withoutLabels(
  problem: string,
  placeholders: Placeholders,
  { catalogue }: ReadContext,
): string {
  return catalogue.dimensions
    .filter(({ extra }) => extra)
    .reduce((text, { id, label }) => {
      const column = placeholders.hold('column', { kind: 'column', field: id });
      return text.replaceAll(id, column).replaceAll(label, column);
    }, problem);
}

function listed(problems: readonly string[]): string {
  return problems
    .slice(0, 10)
    .map((problem) => `- ${problem}`)
    .join('\n');
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // a model may write anything; the schema refuses it
  }
}
