import { z } from 'zod';
import { grainSchema, ofSchema, opSchema, statisticSchema } from '../../analytics/query-plan.ts';
import type { JsonSchema } from '../../llm/language-model.ts';

/** Longer than any id, placeholder or stretch of time. */
const MOST_LETTERS = 120;
const said = z.string().max(MOST_LETTERS);

const condition = z.strictObject({
  field: said,
  op: opSchema,
  values: z.array(z.union([said, z.number(), z.boolean()])).max(50),
});
export type DraftCondition = z.infer<typeof condition>;

const metric = z.strictObject({
  metric: said,
  /** Of these; null: of what the plan is of. */
  of: ofSchema.nullable(),
  statistic: statisticSchema.nullable(),
  /** Per day, week, …: a count divided by the units of its period. */
  per: grainSchema.nullable(),
  /** A count as a share: of all groups (`total`), or of the rows that also match these. */
  share: z.union([z.literal('total'), z.array(condition).max(20)]).nullable(),
});

const compare = z.strictObject({
  with: z.enum(['previous-period', 'same-period-last-year', 'period', 'team', 'each-other']),
  /** For `period`: words. */
  period: said.nullable(),
  /** For `team` (this value against everybody) and `each-other` (the values side by side): the field. */
  field: said.nullable(),
  value: said.nullable(),
});

const plan = z.strictObject({
  kind: z.enum(['figures', 'distribution', 'list', 'search']),
  of: ofSchema.nullable(),
  metrics: z.array(metric).max(6),
  /** Fields, or grains of time. */
  by: z.array(said).max(4),
  where: z.array(condition).max(20),
  having: z
    .array(
      z.strictObject({ metric: z.int(), op: z.enum(['lt', 'le', 'gt', 'ge']), value: z.number() }),
    )
    .max(6),
  /** In words, as in the question: dates are read here, never by the model. */
  period: said.nullable(),
  compare: compare.nullable(),
  order: z
    .enum([
      'largest-first',
      'smallest-first',
      'best-first',
      'worst-first',
      'newest-first',
      'oldest-first',
    ])
    .nullable(),
  limit: z.int().nullable(),
  /** Managers’ own conversations count as well. */
  managers: z.boolean(),
  /** What a search looks for: placeholders. */
  terms: z.array(said).max(8),
});
export type PlanDraft = z.infer<typeof plan>;

/** Why a question can't be answered, out of our own list: what a person reads is ours. */
export const REFUSALS = [
  'not-about-support',
  'asks-to-act',
  'no-such-data',
  'opinion',
  'beyond-drafts',
  'unclear',
] as const;

/** What a model may return. Its first reading is the one it means; a second one is close to it. */
export const draftSchema = z.strictObject({
  outcome: z.enum(['plan', 'clarify', 'refuse']),
  readings: z.array(plan).max(3),
  refusal: z.enum(REFUSALS).nullable(),
});
export type Draft = z.infer<typeof draftSchema>;

/** Keys of JSON Schema that not every vendor knows. */
const UNKNOWN_TO_VENDORS = new Set([
  '$schema',
  'minimum',
  'maximum',
  'maxItems',
  'minItems',
  'maxLength',
]);

/** The same for the vendors: JSON Schema without what they don't know. */
export const draftJsonSchema: JsonSchema = simplified(z.toJSONSchema(draftSchema));

function simplified(schema: unknown): JsonSchema {
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    const kept = Object.entries(value).filter(([key]) => !UNKNOWN_TO_VENDORS.has(key));
    return Object.fromEntries(kept.map(([key, each]) => [key, walk(each)]));
  };
  return walk(schema) as JsonSchema; // a schema without some of its keys
}
