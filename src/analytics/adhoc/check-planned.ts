import { z } from 'zod';
import { PLANNED_FUNCTIONS } from './functions.ts';
import { KNOWN_TABLES } from './known-tables.ts';
import { planProblem, toldError, type Written } from './own-words.ts';

const STEPS = new Set(
  [
    ...['PROJECTION', 'GET', 'FILTER', 'AGGREGATE_AND_GROUP_BY', 'WINDOW', 'UNNEST', 'DISTINCT'],
    ...['ORDER_BY', 'TOP_N', 'LIMIT', 'COMPARISON_JOIN', 'ANY_JOIN', 'DELIM_JOIN', 'DELIM_GET'],
    ...['DEPENDENT_JOIN', 'CROSS_PRODUCT', 'UNION', 'EXCEPT', 'INTERSECT', 'MATERIALIZED_CTE'],
    ...['CTE_REF', 'DUMMY_SCAN', 'EXPRESSION_GET', 'EMPTY_RESULT'],
  ].map((step) => `LOGICAL_${step}`),
);

const step = z.looseObject({ type: z.string().startsWith('LOGICAL_') });
const scan = z.object({
  name: z.literal('seq_scan'),
  function_data: z.object({ schema: z.literal('main'), table: z.enum(Object.keys(KNOWN_TABLES)) }),
});
const called = z.object({ expression_class: z.string(), name: z.string() });
const outcome = z.union([
  toldError,
  z.object({ error: z.literal(false), plans: z.array(z.unknown()).length(1) }),
]);

/** Every reason why the plan of a statement, as `json_serialize_plan` tells it, may not be run. */
export function checkPlanned(plan: string, where: Written): readonly string[] {
  const told = outcome.parse(JSON.parse(plan));
  if (told.error) return [planProblem(told, where)];
  return [...new Set(problemsIn(told.plans))];
}

function problemsIn(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return [...problemsAt(value), ...Object.values(value).flatMap(problemsIn)];
}

function problemsAt(node: object): readonly string[] {
  const { data: at } = step.safeParse(node);
  if (at && !STEPS.has(at.type)) return [`${at.type} may not be run`];
  if (at?.type === 'LOGICAL_GET' && !scan.safeParse(node).success)
    return ['it reads something other than the known tables'];
  const { data: call } = called.safeParse(node);
  if (call && !PLANNED_FUNCTIONS.has(call.name))
    return [`the function ${call.name} may not be used`];
  return [];
}
