import { z } from 'zod';
import type { JsonSchema } from '../../../llm/language-model.ts';

/** What a model returns; whatever else it writes is refused. */
const modelDraft = z.strictObject({
  sentences: z
    .array(
      z.strictObject({
        text: z.string().min(1).max(600),
        sources: z.array(z.string().max(4)).max(8),
        isStep: z.boolean(),
      }),
    )
    .max(30),
  cannot: z.string().max(300).nullable(),
});

export type ModelDraft = z.infer<typeof modelDraft>;

/** The same for the vendor, in the part of JSON Schema that all of them know. */
export const MODEL_DRAFT_SCHEMA: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['sentences', 'cannot'],
  properties: {
    sentences: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['text', 'sources', 'isStep'],
        properties: {
          text: { type: 'string' },
          sources: { type: 'array', items: { type: 'string' } },
          isStep: { type: 'boolean' },
        },
      },
    },
    cannot: { type: ['string', 'null'] },
  },
};

/** null: it is no draft. */
export function readModelDraft(text: string): ModelDraft | null {
  try {
    return modelDraft.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null; // a model may write anything
  }
}
