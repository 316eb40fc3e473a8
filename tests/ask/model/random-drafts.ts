import fc from 'fast-check';
import { opSchema, statisticSchema } from '../../../src/analytics/query-plan.ts';
import type { PlanDraft } from '../../../src/ask/model/draft.ts';

const METRICS = [
  'volume',
  'csat',
  'first_response_time',
  'resolution_time',
  'backlog',
  'reopen_rate',
  'customers',
  'profit',
  '__proto__',
  'constructor',
];
const FIELDS = [
  'agent',
  'pipeline',
  'category',
  'open',
  'age',
  'weekday',
  'rating',
  'tag',
  'subject',
  'text',
  'id',
  'created_at',
  'week',
  'month',
  'hour',
  'status',
  'customer',
  'company',
  'salary',
  '__proto__',
  'toString',
  'x_made_up',
];
const WORDS = [
  'last week',
  'this month',
  'all time',
  'yesterday',
  'since 1 June 2026',
  'when pigs fly',
  '2026-01-01',
  "'; DROP TABLE tickets; --",
  'SELECT * FROM tickets',
  'Nova',
  '{{agent_99}}',
  'open',
  '',
  '   ',
  '🌹',
];

/** What a model may make of a question whose placeholders these are: drafts that hold, drafts that don't, and what is no draft at all. */
export function anyDraft(placeholders: readonly string[]): fc.Arbitrary<unknown> {
  const named = fc.constantFrom(...WORDS, ...placeholders, ...placeholders, ...placeholders);
  const value = fc.oneof(
    named,
    fc.double({ noDefaultInfinity: true, noNaN: true }),
    fc.integer(),
    fc.boolean(),
  );
  const field = fc.constantFrom(...FIELDS, ...placeholders);
  const condition = fc.record({
    field,
    op: fc.constantFrom(...opSchema.options),
    values: fc.array(value, { maxLength: 3 }),
  });
  const nullable = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
  const metric = fc.record({
    metric: fc.constantFrom(...METRICS),
    of: nullable(fc.constantFrom('tickets', 'chats', 'conversations')),
    statistic: nullable(fc.constantFrom(...statisticSchema.options)),
    per: fc.option(fc.constantFrom('day', 'week', 'hour'), { nil: null, freq: 1 }),
    share: fc.option(fc.oneof(fc.constant('total'), fc.array(condition, { maxLength: 2 })), {
      nil: null,
    }),
  });
  const few = <T>(of: fc.Arbitrary<T>, maxLength: number) =>
    fc.oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      { weight: 1, arbitrary: fc.array(of, { maxLength }) },
    );
  const plan = fc.record({
    kind: fc.constantFrom('figures', 'figures', 'figures', 'distribution', 'list', 'search'),
    of: nullable(fc.constantFrom('tickets', 'chats', 'conversations')),
    metrics: fc.array(metric, { maxLength: 3 }),
    by: few(field, 3),
    where: fc.oneof(
      few(condition, 3),
      fc.constant(
        placeholders.map((one) => ({
          field: one,
          op: 'is',
          values: [one],
        })),
      ),
    ),
    having: few(
      fc.record({
        metric: fc.integer({ min: -1, max: 4 }),
        op: fc.constantFrom('lt', 'le', 'gt', 'ge'),
        value: fc.double({ noNaN: true, noDefaultInfinity: true }),
      }),
      2,
    ),
    period: nullable(named),
    compare: fc.option(
      fc.record({
        with: fc.constantFrom(
          'previous-period',
          'same-period-last-year',
          'period',
          'team',
          'each-other',
        ),
        period: nullable(named),
        field: nullable(field),
        value: nullable(named),
      }),
      { nil: null },
    ),
    order: nullable(
      fc.constantFrom(
        'largest-first',
        'smallest-first',
        'best-first',
        'worst-first',
        'newest-first',
        'oldest-first',
      ),
    ),
    managers: fc.boolean(),
    limit: nullable(fc.integer({ min: -5, max: 2_000_000 })),
    terms: few(named, 3),
  });
  const draft = fc.record({
    outcome: fc.constantFrom('plan', 'plan', 'plan', 'clarify', 'refuse'),
    readings: fc.array(plan, { maxLength: 3 }),
    refusal: nullable(
      fc.constantFrom('not-about-support', 'asks-to-act', 'no-such-data', 'opinion', 'unclear'),
    ),
  });
  return fc.oneof(
    { weight: 8, arbitrary: draft },
    {
      weight: 1,
      arbitrary: fc.record({
        outcome: fc.constant('plan'),
        readings: fc.array(fc.object(), { maxLength: 2 }),
        refusal: fc.constant(null),
      }),
    },
    { weight: 1, arbitrary: fc.jsonValue() },
  );
}

/** The placeholders a model has seen in what it was sent. */
export const placeholdersIn = (text: string): readonly string[] => [
  ...new Set(text.match(/\{\{[a-z]+_\d+\}\}/g)),
];

/** Drafts most of which come to a plan, if hardly to the one meant; `where`: conditions on the names asked about. */
export function likelyDraft(where: readonly PlanDraft['where'][number][]): fc.Arbitrary<unknown> {
  const nullable = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });
  const metric = fc.record({
    metric: fc.constantFrom('volume', 'csat', 'first_response_time', 'resolution_time', 'backlog'),
    of: fc.constant(null),
    statistic: fc.option(fc.constantFrom('median', 'mean'), { nil: null, freq: 1 }),
    per: fc.constant(null),
    share: fc.constant(null),
  });
  const shared = {
    where: fc.constant(where),
    period: nullable(fc.constantFrom('last week', 'this month', 'all time')),
  };
  const none = fc.constant([]);
  const figures = fc.record({
    kind: fc.constant('figures'),
    of: fc.constantFrom('tickets', null),
    metrics: fc.array(metric, { minLength: 1, maxLength: 2 }),
    by: fc.subarray(['agent', 'week', 'status'], { maxLength: 2 }),
    having: fc.oneof(none, none, fc.constant([{ metric: 0, op: 'gt', value: 0 }])),
    compare: nullable(
      fc.constantFrom(
        { with: 'previous-period', period: null, field: null, value: null },
        { with: 'same-period-last-year', period: null, field: null, value: null },
        { with: 'each-other', period: null, field: 'agent', value: null },
        { with: 'each-other', period: null, field: 'status', value: null },
        { with: 'team', period: null, field: 'agent', value: '{{agent_1}}' },
      ),
    ),
    order: nullable(
      fc.constantFrom('largest-first', 'smallest-first', 'best-first', 'worst-first'),
    ),
    managers: fc.boolean(),
    limit: nullable(fc.integer({ min: 1, max: 9 })),
    terms: none,
    ...shared,
  });
  const list = fc.record({
    kind: fc.constant('list'),
    of: fc.constant('tickets'),
    metrics: none,
    by: none,
    having: none,
    compare: fc.constant(null),
    order: nullable(fc.constantFrom('newest-first', 'oldest-first')),
    managers: fc.boolean(),
    limit: nullable(fc.integer({ min: -3, max: 300 })),
    terms: none,
    ...shared,
  });
  return fc.record({
    outcome: fc.constant('plan'),
    readings: fc.array(fc.oneof(figures, figures, list), { minLength: 1, maxLength: 2 }),
    refusal: fc.constant(null),
  });
}
