import type { QueryPlan } from '../../analytics/query-plan.ts';
import { findDimension, type ReadContext } from './context.ts';
import type { ConditionUse } from './facets.ts';
import type { Inquiry } from './inquiry.ts';
import { rephrase } from './neighbours.ts';
import type { Rival } from './reading.ts';
import type { Sentence } from './sentence.ts';

/** The other readings of names that stand in two fields, as far as the plan is limited by them. */
export function rivalsOf(
  plan: QueryPlan,
  { sentence, facets, context }: Inquiry,
): readonly Rival[] {
  if (!('where' in plan)) return [];
  return facets.conditions.flatMap((use) => {
    const [name] = use.condition.values;
    const other = use.rivals.find(({ value }) => isSameName(value, String(name)));
    if (!other || !plan.where.includes(use.condition)) return [];
    const where = plan.where.map((one) =>
      one === use.condition ? { ...one, field: other.field, values: [other.value] } : one,
    );
    return [{ ...sayBoth(use, other, sentence, context), plan: { ...plan, where } }];
  });
}

/** "Returns" is no "Return": only the very same name leaves open which is meant. */
const isSameName = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

function sayBoth(
  { condition, index }: ConditionUse,
  other: ConditionUse['rivals'][number],
  sentence: Sentence,
  context: ReadContext,
): Omit<Rival, 'plan'> {
  const name = String(condition.values[0]);
  const label = (field: string): string => findDimension(context, field)?.label ?? field;
  const say = (field: string, value: string): Rival['taken'] => ({
    label: `${label(field)} ${value}`,
    question: rephrase(sentence, index, `${value} ${label(field)}`),
  });
  return {
    field: condition.field,
    assumed: `${name}: the ${label(condition.field)}`,
    taken: say(condition.field, name),
    other: say(other.field, other.value),
    isMinor: other.isMinor,
  };
}
