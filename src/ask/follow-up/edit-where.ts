import type { Condition, QueryPlan } from '../../analytics/query-plan.ts';
import type { Facets } from '../read/facets.ts';
import { conditionsOf } from '../read/read-question.ts';
import type { Sentence } from '../read/sentence.ts';

/** The plan's conditions after what a follow-up says of them. */
export function editWhere(
  before: readonly Condition[],
  sentence: Sentence,
  facets: Facets,
  plans: readonly QueryPlan[],
): readonly Condition[] {
  if (sentence.says('edit.both')) return joinWithEarlier(before, plans);
  const cleared = clear(before, sentence, facets);
  const said = conditionsOf(facets);
  const adding = addsTo(sentence, facets, before);
  const removing = sentence.says('edit.remove');
  return said.reduce((where, condition) => apply(where, condition, adding, removing), cleared);
}

/** "remove the priority filter", "all pipelines", "everyone", "no filters". */
function clear(
  before: readonly Condition[],
  sentence: Sentence,
  facets: Facets,
): readonly Condition[] {
  const named = fieldsNamed(sentence, facets);
  const all = sentence.says('edit.all') || sentence.says('team');
  const removes = sentence.says('edit.remove');
  if (!all && !removes) return before;
  if (named.length > 0) return before.filter(({ field }) => !named.includes(field));
  if (facets.conditions.length > 0 || facets.nouns.length > 0 || facets.metrics.length > 0)
    return before;
  const people =
    sentence.says('team') ||
    sentence.words('edit.all').some((mark) => /every(?:one|body)|team/i.test(mark.text));
  if (people && before.some(({ field }) => field === 'agent'))
    return before.filter(({ field }) => field !== 'agent');
  return [];
}

/** Fields named without being broken down by. */
export function fieldsNamed(sentence: Sentence, facets: Facets): readonly string[] {
  const grouped = sentence.says('by');
  const subject =
    facets.subject && 'field' in facets.subject && !grouped ? [facets.subject.field] : [];
  const empty = facets.conditions
    .filter(({ condition }) => condition.op === 'empty')
    .map(({ condition }) => condition.field);
  return [...subject, ...(sentence.says('edit.remove') || sentence.says('edit.all') ? empty : [])];
}

/** "also high", "add Logistics", "plus returns": joins the values there are. */
function addsTo(sentence: Sentence, facets: Facets, before: readonly Condition[]): boolean {
  if (sentence.says('edit.add') && !sentence.says('edit.only')) return true;
  const versus = sentence.says('versus') || sentence.says('ask.compare');
  return (
    versus &&
    facets.conditions.some(({ condition }) => before.some(({ field }) => field === condition.field))
  );
}

function apply(
  where: readonly Condition[],
  condition: Condition,
  adding: boolean,
  removing: boolean,
): readonly Condition[] {
  if (removing && condition.op === 'is') return without(where, condition);
  if (condition.op === 'is-not') return deny(where, condition);
  const same = where.find(({ field, op }) => field === condition.field && op === condition.op);
  const denied = where.find(({ field, op }) => field === condition.field && op === 'is-not');
  if (adding && denied && condition.op === 'is') return undeny(where, denied, condition);
  if (adding && same && condition.op === 'is') {
    return where.map((one) =>
      one === same ? { ...one, values: [...new Set([...one.values, ...condition.values])] } : one,
    );
  }
  const contrary = opposites(condition);
  const kept = where.filter(({ field }) => field !== condition.field && !contrary.includes(field));
  return [...kept, condition];
}

/** What is resolved has no age. */
function opposites({ field, values }: Condition): readonly string[] {
  return field === 'open' && values[0] === false ? ['age'] : [];
}

function without(where: readonly Condition[], condition: Condition): readonly Condition[] {
  const same = where.find(({ field, op }) => field === condition.field && op === 'is');
  if (!same) return deny(where, { ...condition, op: 'is-not' });
  const values = same.values.filter((value) => !condition.values.includes(value));
  return values.length === 0
    ? where.filter((one) => one !== same)
    : where.map((one) => (one === same ? { ...one, values } : one));
}

function deny(where: readonly Condition[], condition: Condition): readonly Condition[] {
  const kept = where.flatMap((one) => {
    if (one.field !== condition.field || one.op !== 'is') return [one];
    const values = one.values.filter((value) => !condition.values.includes(value));
    return values.length === 0 ? [] : [{ ...one, values }];
  });
  const denied = kept.find(({ field, op }) => field === condition.field && op === 'is-not');
  if (!denied) return [...kept, condition];
  return kept.map((one) =>
    one === denied ? { ...one, values: [...new Set([...one.values, ...condition.values])] } : one,
  );
}

function undeny(
  where: readonly Condition[],
  denied: Condition,
  condition: Condition,
): readonly Condition[] {
  const values = denied.values.filter((value) => !condition.values.includes(value));
  return values.length === 0
    ? where.filter((one) => one !== denied)
    : where.map((one) => (one === denied ? { ...one, values } : one));
}

/** "both": the values of this question and the one before it. */
function joinWithEarlier(
  before: readonly Condition[],
  plans: readonly QueryPlan[],
): readonly Condition[] {
  const earlier = plans.at(-2);
  const past = earlier && 'where' in earlier ? earlier.where : [];
  return before.map((one) => {
    const twin = past.find(({ field, op }) => field === one.field && op === one.op && op === 'is');
    return twin ? { ...one, values: [...new Set([...twin.values, ...one.values])] } : one;
  });
}
