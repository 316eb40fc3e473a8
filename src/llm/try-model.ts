import { z } from 'zod';
import type { Clock } from '../core/clock.ts';
import type { LanguageModel, ModelOutcome } from './language-model.ts';
import type { Prompt } from './prompts.ts';

const readySchema = z.strictObject({ ready: z.boolean() });
const { $schema: _, ...schema } = z.toJSONSchema(readySchema);

const MOST_TOKENS = 1000;

/** Whether the model answers as it has to: asked once, in JSON of a schema. `fault`: what it said was something else. */
export type Tried =
  | { readonly kind: 'works'; readonly tookMs: number }
  | { readonly kind: 'fault'; readonly outcome: Exclude<ModelOutcome, { kind: 'answer' }> | null };

export async function tryModel(
  model: LanguageModel,
  prompt: Prompt,
  clock: Clock,
  signal?: AbortSignal,
): Promise<Tried> {
  const startedAt = performance.now();
  const outcome = await model.ask(
    {
      purpose: 'test',
      prompt: prompt.label,
      instructions: prompt.fill({}),
      text: new Date(clock.now()).toISOString(), // another one each time, so that no answer is a kept one
      schema,
      maxOutputTokens: MOST_TOKENS,
    },
    signal && { signal },
  );
  const tookMs = performance.now() - startedAt;
  if (outcome.kind !== 'answer') return { kind: 'fault', outcome };
  return isReady(outcome.text) ? { kind: 'works', tookMs } : { kind: 'fault', outcome: null };
}

function isReady(text: string): boolean {
  try {
    return readySchema.parse(JSON.parse(text)).ready;
  } catch {
    return false; // it said something else
  }
}
