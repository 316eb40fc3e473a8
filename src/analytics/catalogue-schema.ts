import { z } from 'zod';
import { ofSchema, statisticSchema } from './query-plan.ts';

const id = z.string().regex(/^[a-z][a-z0-9_]*$/, 'must be lower-case words joined by _');

/** A list, or one text with commas between. */
const words = z
  .union([z.array(z.string()), z.string().transform((text) => text.split(','))])
  .default([])
  .transform((list) => list.map((word) => word.replaceAll(/\s+/g, ' ').trim()).filter(Boolean));
const sentence = z.string().trim().min(1);

const part = z.strictObject({
  metric: id,
  of: ofSchema,
  weight: z.number().positive(),
  score: sentence,
});

const metric = z.strictObject({
  id,
  label: sentence,
  labels: z.partialRecord(ofSchema, z.string()).default({}),
  synonyms: words,
  definition: sentence,
  of: z.array(ofSchema).min(1),
  kind: z.enum(['count', 'share', 'measure', 'customers', 'backlog', 'formula']),
  anchor: z.enum(['created', 'resolved', 'rated', 'instant']),
  unit: z.enum(['count', 'seconds', 'share', 'score', 'number', 'points']),
  direction: z.enum(['up', 'down', 'neutral']).default('neutral'),
  target: z.number().nullable().default(null),
  statistic: statisticSchema.optional(),
  statistics: z.array(statisticSchema).min(1).optional(),
  minimum_sample: z.int().positive().default(30),
  where: z.string().nullable().default(null),
  value: z.string().nullable().default(null),
  at_least: z.int().positive().nullable().default(null),
  parts: z.array(part).default([]),
  needs: z.array(z.string()).default([]),
});

/** YAML reads bare 1 and true as number and boolean; values are compared as text. */
const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);

const dimension = z.strictObject({
  id,
  label: sentence,
  plural: sentence.optional(),
  synonyms: words,
  definition: sentence,
  kind: z.enum([
    'name',
    'list',
    'ordered',
    'flag',
    'number',
    'seconds',
    'text',
    'calendar',
    'time',
  ]),
  on: z.array(ofSchema).min(1).default(['tickets', 'chats', 'conversations']),
  value: z.string().nullable().default(null),
  needs: z.array(z.string()).default([]),
  values: z.array(z.strictObject({ value: text, label: sentence, synonyms: words })).default([]),
  when_true: words,
  when_false: words,
});

/** config/metrics.yaml as it is written. */
export const catalogueFileSchema = z.strictObject({
  metrics: z.array(metric).min(1),
  dimensions: z.array(dimension).min(1),
});
export type CatalogueFile = z.infer<typeof catalogueFileSchema>;
export type MetricEntry = CatalogueFile['metrics'][number];
export type DimensionEntry = CatalogueFile['dimensions'][number];
