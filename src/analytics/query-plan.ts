import { z } from 'zod';

/** Which conversations: tickets, chats, or both together. */
export const ofSchema = z.enum(['tickets', 'chats', 'conversations']);
export type Of = z.infer<typeof ofSchema>;

export const statisticSchema = z.enum([
  'count',
  'share',
  'mean',
  'median',
  'p90',
  'p95',
  'min',
  'max',
  'sum',
]);
export type Statistic = z.infer<typeof statisticSchema>;

export const grainSchema = z.enum(['hour', 'day', 'week', 'month', 'quarter', 'half', 'year']);

/** See core/period.ts. */
const periodSchema = z.strictObject({
  start: z.iso.datetime(),
  end: z.iso.datetime(),
  zone: z.string(),
  words: z.string(),
  partial: z.boolean(),
  basis: z.enum(['asked', 'default', 'all-data', 'kept']),
  unit: grainSchema.optional(),
  count: z.number().int().positive().optional(),
});

export const opSchema = z.enum([
  ...['is', 'is-not', 'contains', 'not-contains'],
  ...['lt', 'le', 'gt', 'ge', 'empty', 'not-empty'],
] as const);

/**
 * A condition on one field. `is` and `is-not` take any number of values (any of them / none of them; `is-not` keeps rows with no value);
 * `contains` looks inside text without regard to case; the comparisons take one number (durations in seconds) or one ISO instant.
 */
export const conditionSchema = z.strictObject({
  field: z.string(),
  op: opSchema,
  values: z.array(z.union([z.string(), z.number(), z.boolean()])),
});
export type Condition = z.infer<typeof conditionSchema>;

/**
 * A metric of the catalogue over a population, by a statistic it allows.
 * `as` turns a count into a share (of the rows that also match `where`, or each group's of the whole) or into its average
 * per calendar unit of the period ("tickets per day": the count ÷ the period's days; a unit not over counts by the part that has passed).
 */
const metricUseSchema = z.strictObject({
  metric: z.string(),
  of: ofSchema,
  statistic: statisticSchema,
  /** For counts of customers: the conversations one needs to have to count, where the question says how many. */
  atLeast: z.number().int().positive().optional(),
  as: z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('share-matching'), where: z.array(conditionSchema).min(1) }),
      z.strictObject({ kind: z.literal('share-of-total') }),
      z.strictObject({ kind: z.literal('average-per'), grain: grainSchema }),
    ])
    .optional(),
});
export type MetricUse = z.infer<typeof metricUseSchema>;

/** Break down by a field of the catalogue, or by calendar time at the metric's anchor. */
const bySchema = z.union([
  z.strictObject({ field: z.string() }),
  z.strictObject({ grain: grainSchema }),
]);
export type By = z.infer<typeof bySchema>;

const compareSchema = z.discriminatedUnion('kind', [
  /** The same figures over another period. */
  z.strictObject({ kind: z.literal('period'), period: periodSchema }),
  /** One value of a field against everything the plan covers without it: "Nova vs the team". */
  z.strictObject({ kind: z.literal('team'), field: z.string(), value: z.string() }),
  /** Values of a field side by side; the plan is already broken down by it and filtered to them. */
  z.strictObject({ kind: z.literal('values'), field: z.string() }),
]);

/** Groups to show; without groups what the one figure is held against: it is shown whatever it is. */
const having = z.strictObject({
  /** Index into `metrics`. */
  metric: z.number().int().min(0),
  op: z.enum(['lt', 'le', 'gt', 'ge']),
  value: z.number(),
});

/** Common to every plan that reads rows. */
const scope = {
  where: z.array(conditionSchema),
  /** null: no limit in time (state questions such as "open tickets"). */
  period: periodSchema.nullable(),
  zone: z.string(),
  /** The instant "now" means here: states (open, age, overdue) are taken at it and rows dated after it never count. */
  asOf: z.iso.datetime(),
  /** Whether conversations assigned to managers count. */
  managers: z.enum(['excluded', 'included']),
};

const figuresPlanSchema = z.strictObject({
  kind: z.literal('figures'),
  metrics: z.array(metricUseSchema).min(1),
  by: z.array(bySchema).max(2),
  having: z.array(having),
  compare: compareSchema.nullable(),
  /** `metric`/`by`: index to order by. Ties are then ordered by the group's name. null: time ascending, ordered fields in their order, else the first metric descending. */
  order: z
    .strictObject({
      on: z.enum(['metric', 'by']),
      index: z.number().int().min(0),
      direction: z.enum(['asc', 'desc']),
    })
    .nullable(),
  limit: z.number().int().positive().nullable(),
  ...scope,
});
export type FiguresPlan = z.infer<typeof figuresPlanSchema>;

/** Figures as they are: not broken down, compared, ordered or cut. */
export const WHOLE = {
  ...{ by: [], having: [] },
  ...{ compare: null, order: null, limit: null },
} satisfies Partial<FiguresPlan>;

/** How a measure spreads: counts of conversations per band. */
const distributionPlanSchema = z.strictObject({
  kind: z.literal('distribution'),
  metric: metricUseSchema,
  ...scope,
});
export type DistributionPlan = z.infer<typeof distributionPlanSchema>;

const rowsPlanSchema = z.strictObject({
  kind: z.literal('rows'),
  of: ofSchema,
  /** Which time the period limits and the default order follows. */
  anchor: z.enum(['created', 'resolved', 'updated', 'rated']),
  order: z.strictObject({ field: z.string(), direction: z.enum(['asc', 'desc']) }),
  limit: z.number().int().positive(),
  columns: z.array(z.string()),
  ...scope,
});
export type RowsPlan = z.infer<typeof rowsPlanSchema>;

/** What a search can show of each conversation found. */
export const SEARCH_COLUMNS = [
  'id',
  'subject',
  'created_at',
  'agent',
  'status',
  'snippet',
] as const;

/** Conversations whose text (subject, description, messages) holds all the terms; best match first. */
const searchPlanSchema = z.strictObject({
  kind: z.literal('search'),
  of: ofSchema,
  terms: z.array(z.string()).min(1),
  limit: z.number().int().positive(),
  /** Absent: all of them. */
  columns: z.array(z.enum(SEARCH_COLUMNS)).optional(),
  ...scope,
});
export type SearchPlan = z.infer<typeof searchPlanSchema>;

/** Questions about Deskhand and its data. `id`: a metric or dimension. */
const aboutPlanSchema = z.strictObject({
  kind: z.literal('about'),
  topic: z.enum(['metric', 'dimension', 'metrics', 'data', 'freshness', 'help']),
  id: z.string().nullable(),
  zone: z.string(),
  asOf: z.iso.datetime(),
});
export type AboutPlan = z.infer<typeof aboutPlanSchema>;

export const queryPlanSchema = z.discriminatedUnion('kind', [
  figuresPlanSchema,
  distributionPlanSchema,
  rowsPlanSchema,
  searchPlanSchema,
  aboutPlanSchema,
]);
/** A question, read: plain, serialisable, and the only thing that is ever compiled to SQL. */
export type QueryPlan = z.infer<typeof queryPlanSchema>;
