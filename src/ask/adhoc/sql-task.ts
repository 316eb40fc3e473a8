import type { QueryPlan } from '../../analytics/query-plan.ts';
import type { ModelRequest } from '../../llm/language-model.ts';
import type { Prompt } from '../../llm/prompts.ts';
import { maskPlan } from '../model/mask-plan.ts';
import { maskQuestion } from '../model/mask-question.ts';
import { clipped } from '../model/model-text.ts';
import { Placeholders } from '../model/placeholders.ts';
import type { Speech } from '../model/speech.ts';
import type { Parsed } from '../read/parse-question.ts';
import { describeTables } from './describe-tables.ts';
import { type HeldValues, holdValues } from './held-values.ts';
import type { Asked } from './left-out.ts';
import { describeStretches, stretchesOf } from './stretches.ts';

export type SqlPrompts = {
  readonly instructions: Prompt;
  readonly asked: Prompt;
  readonly repair: Prompt;
};

const PURPOSE = 'write-sql';
const MOST_TOKENS = 4000;
const ANSWER_SCHEMA = {
  type: 'object',
  properties: { sql: { anyOf: [{ type: 'string' }, { type: 'null' }] } },
  required: ['sql'],
  additionalProperties: false,
};

/** A question as whoever writes SQL for it sees it, and what stands behind its placeholders. */
export type SqlTask = {
  readonly asked: Asked;
  readonly values: HeldValues;
  readonly instructions: string;
  readonly slots: {
    readonly previous: string;
    readonly question: string;
    readonly stretches: string;
  };
};

export function describeTask(
  parsed: Parsed,
  previous: QueryPlan | null,
  { speech, prompts }: { readonly speech: Speech; readonly prompts: SqlPrompts },
): SqlTask {
  const { context } = parsed;
  const placeholders = new Placeholders();
  const question = maskQuestion(parsed, placeholders, speech);
  const held = placeholders.all;
  const before = previous && maskPlan(previous, placeholders, context);
  const stretches = stretchesOf(parsed);
  const instructions = prompts.instructions.fill({
    ...describeTables(context, placeholders),
    example: '{{agent_1}}',
    written: "agent = '{{agent_1}}'",
    words: '{{word_1}}',
    from: "'{{from_1}}'",
    until: "'{{until_1}}'",
  });
  return {
    asked: { held, stretches },
    values: holdValues(placeholders, stretches, context),
    instructions,
    slots: {
      previous: before ? JSON.stringify(before) : 'none',
      question,
      stretches: describeStretches(stretches),
    },
  };
}

/** A statement that can't be run, and why. */
export type Repair = { readonly sql: string; readonly problems: readonly string[] };

/** What the model is asked: for a statement, or for one without these problems. */
export function requestFor(
  { instructions, slots }: SqlTask,
  again: Repair | null,
  prompts: SqlPrompts,
): ModelRequest {
  const prompt = again ? prompts.repair : prompts.asked;
  const text = again
    ? prompt.fill({
        ...slots,
        sql: clipped(again.sql, LONGEST_SHOWN),
        problems: again.problems.slice(0, MOST_PROBLEMS).map(problemLine).join('\n'),
      })
    : prompt.fill(slots);
  return {
    purpose: PURPOSE,
    prompt: `${prompts.instructions.label} ${prompt.label}`,
    ...{ instructions, text, schema: ANSWER_SCHEMA, maxOutputTokens: MOST_TOKENS },
  };
}

const MOST_PROBLEMS = 10;
const LONGEST_PROBLEM = 300;
const LONGEST_SHOWN = 6000;

const problemLine = (problem: string): string => `- ${clipped(problem, LONGEST_PROBLEM)}`;
