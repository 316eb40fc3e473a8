import { z } from 'zod';
import type { ModelConfig } from './model-config.ts';

/** The language model as it is set up, but for what nobody needs to read. */
export type ModelSetUp = Omit<ModelConfig, 'embeddingModel' | 'prices'>;

/** What a model may cost, and has. */
export type ModelSpent = {
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** null: prices aren't known. */
  readonly costUsd: number | null;
};

/** One call as it was made; `payload` as it was sent. */
export type SentView = {
  readonly at: string;
  readonly vendor: string;
  readonly model: string;
  readonly purpose: string;
  readonly prompt: string;
  readonly payload: unknown;
  readonly outcome: string;
  readonly usage: { readonly inputTokens: number; readonly outputTokens: number } | null;
  readonly tookMs: number;
};

export const NO_MODEL = {
  headline: 'No language model is set up.',
  advice:
    'Questions are read by rules alone. Put GEMINI_API_KEY or OPENAI_API_KEY into .env for more; README.md, “With a model”, says what leaves then.',
} as const;

export const NOTHING_SENT = 'Nothing was sent in the last 14 days.';

/** Whose it is and where it answers: stands after its name. */
export const vendorWords = ({ vendor, baseUrl }: ModelSetUp): string =>
  `by ${vendor}${baseUrl === null ? '' : `, at ${baseUrl}`}`;

/** What it may do and has cost, a sentence each. */
export function modelWords(setUp: ModelSetUp, spent: ModelSpent): readonly string[] {
  const { deadlineMs, limits, adhocSql, analysesTickets } = setUp;
  const each = `${limits.callsADayEach ?? 'any number of'} calls${limits.usdADayEach === null ? '' : ` and $${limits.usdADayEach}`}`;
  return [
    `A question waits ${deadlineMs / 1000} s at most; ${each} a day for each person.`,
    `Today (UTC): ${spentWords(spent, limits)}.`,
    `Labelling redacted texts of tickets and chats: ${analysesTickets ? 'on (MODEL_ANALYSIS=off keeps them here)' : 'off'}.`,
    `SQL written for questions that no metric can say: ${adhocSql ? 'on' : 'off (ADHOC_SQL=on allows it)'}.`,
  ];
}

function spentWords(
  { calls, inputTokens, outputTokens, costUsd }: ModelSpent,
  { callsADay, usdADay }: ModelSetUp['limits'],
): string {
  const most = (limit: number | null, unit: string): string =>
    limit === null ? '' : ` of ${unit}${limit}`;
  const cost =
    costUsd === null ? 'prices aren’t set' : `$${costUsd.toFixed(4)}${most(usdADay, '$')}`;
  return `${calls}${most(callsADay, '')} calls, ${inputTokens} tokens in, ${outputTokens} out; ${cost}`;
}

/** What a call was for and how it ended: “read (plan@3): answer, 812 ms, 5900 tokens in, 210 out”. */
export function sentWords({ purpose, prompt, outcome, usage, tookMs }: SentView): string {
  const tokens = usage ? `, ${usage.inputTokens} tokens in, ${usage.outputTokens} out` : '';
  return `${purpose}${prompt && ` (${prompt})`}: ${outcome}, ${tookMs} ms${tokens}`;
}

/** One text that was sent; `what` it is where it is the same from call to call. */
export type SentPart = {
  readonly what: 'instructions' | 'form of answer' | null;
  readonly text: string;
};

const askedSchema = z.object({
  instructions: z.string(),
  text: z.string(),
  schema: z.unknown(),
});
const textsSchema = z.object({ texts: z.array(z.string()) });
const erasedSchema = z.object({ erased: z.literal(true) });

/** All of our words that left, in the order they are read. */
export function sentParts(payload: unknown): readonly SentPart[] {
  const asked = askedSchema.safeParse(payload).data;
  if (asked) {
    const { instructions, text, schema } = asked;
    const form = schema ? [`Answer as JSON: ${JSON.stringify(schema)}`] : [];
    return [
      { what: 'instructions', text: instructions },
      { what: null, text },
      ...form.map((words) => ({ what: 'form of answer' as const, text: words })),
    ];
  }
  const texts = textsSchema.safeParse(payload).data?.texts;
  if (texts) return texts.map((text) => ({ what: null, text }));
  if (erasedSchema.safeParse(payload).success) return [{ what: null, text: ERASED }];
  return [{ what: null, text: JSON.stringify(payload, null, 1) }];
}

const ERASED = '(taken out: somebody’s words may have been in it)';
