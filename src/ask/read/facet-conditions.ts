import type { Condition } from '../../analytics/query-plan.ts';
import type { Facets, Threshold } from './facets.ts';

/** All conditions of a question, those from amounts included; an age is the age of something open. */
export function conditionsOf(facets: Facets): readonly Condition[] {
  const named = facets.conditions.map(({ condition }) => condition);
  const held = facets.thresholds.flatMap((threshold) => {
    const condition = heldCondition(threshold, facets);
    return condition ? [condition] : [];
  });
  const isAged =
    held.some(({ field }) => field === 'age') && !named.some(({ field }) => field === 'open');
  const open: Condition = { field: 'open', op: 'is', values: [true] };
  return [...mergeExact([...named, ...held]), ...(isAged ? [open] : [])];
}

/** An amount that narrows the rows; one held against a metric does where no groups are held against it. */
export function heldCondition(threshold: Threshold, facets: Facets): Condition | null {
  const { target, op, value } = threshold;
  if (target.kind === 'field') return { field: target.field, op, values: [value] };
  if (target.kind !== 'metric' || !narrowsRows(threshold, facets)) return null;
  const isScore = target.metric === 'csat' && value >= LOWEST_SCORE;
  const field = isScore ? 'rating' : target.metric;
  return HELD_PER_ROW.has(field) ? { field, op, values: [value] } : null;
}

const LOWEST_SCORE = 1;

/** "tickets with first response over 4 h", "CSAT when first response was over 4 h": the metric only says which ones. */
export function narrowsRows({ target, isVerdict }: Threshold, facets: Facets): boolean {
  const isGrouped = facets.subject !== null || facets.by.length > 0;
  if (target.kind !== 'metric' || isGrouped || isVerdict) return false;
  return facets.nouns.length > 0 || facets.metrics.some(({ metric }) => metric !== target.metric);
}

/** Metrics that one conversation has a value of. */
const HELD_PER_ROW: ReadonlySet<string> = new Set([
  'first_response_time',
  'response_time',
  'resolution_time',
  'chat_duration',
  'rating',
]);

/** Fields of which one conversation has several: "with both vip and spam tags" are two conditions. */
export const HELD_TOGETHER: ReadonlySet<string> = new Set(['tag', 'topic']);

/** "rated 1 or 2": one condition with both values. */
function mergeExact(held: readonly Condition[]): readonly Condition[] {
  const merged: Condition[] = [];
  for (const condition of held) {
    if (HELD_TOGETHER.has(condition.field)) {
      merged.push(condition);
      continue;
    }
    const twin = merged.findIndex(
      ({ field, op }) => op === 'is' && condition.op === 'is' && field === condition.field,
    );
    const before = merged[twin];
    if (!before) merged.push(condition);
    else merged[twin] = { ...before, values: [...before.values, ...condition.values] };
  }
  return merged;
}

/** Words looked for in the text of a conversation, all of them. */
export function textConditions(
  terms: readonly string[],
  field: 'text' | 'subject' = 'text',
): readonly Condition[] {
  return terms.map((term) => ({ field, op: 'contains', values: [term] }));
}
