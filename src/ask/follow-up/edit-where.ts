import type { Condition } from '../../analytics/query-plan.ts';
import { isField } from '../read/by.ts';
import { conditionsOf } from '../read/facet-conditions.ts';
import { namesTime } from '../read/facets.ts';
import type { Sentence } from '../read/sentence.ts';
import { comparesWith } from './edit-compare.ts';
import { liftsCut, saysAll } from './edit-shape.ts';
import { joinWithEarlier } from './join-earlier.ts';
import type { Turn } from './turn.ts';

type Where = readonly Condition[];

/** The plan's conditions after what a follow-up says of them. */
export function editWhere(before: Where, turn: Turn): Where {
  const { sentence } = turn;
  if (sentence.says('edit.both') && !meansPeople(sentence)) return joinWithEarlier(before, turn);
  const how = {
    isAdding: addsTo(before, turn),
    isRemoving: sentence.says('edit.remove') || goesOnShuttingOut(before, turn),
  };
  return conditionsOf(turn.facets).reduce(
    (where, condition) => apply(where, condition, how),
    lift(before, turn),
  );
}

const MEANS_PEOPLE = /every(?:one|body)|team/i;

/** "everyone", "everybody together". */
const meansPeople = (sentence: Sentence): boolean =>
  sentence.words('edit.all').some(({ text }) => MEANS_PEOPLE.test(text));

/** "remove the priority filter", "all pipelines", "everyone", "no filters". */
function lift(before: Where, turn: Turn): Where {
  const { sentence, facets, memory } = turn;
  // "as a percentage of all chats": the whole, of which these are a part.
  if (sentence.says('ask.share')) return before;
  const last = memory.plans.findLast(({ kind }) => kind !== 'about');
  // "vs the team" sets the one who is named against everybody; it lets nobody go.
  const lifts = comparesWith(sentence) ? ['edit.remove'] : ['edit.all', 'team', 'edit.remove'];
  const saysMoreThanAll = namesTime(facets) || facets.limit !== null;
  if (!sentence.says(...lifts) && (!saysAll(sentence) || saysMoreThanAll)) return before;
  const named = fieldsNamed(turn);
  if (named.length > 0) return before.filter(({ field }) => !named.includes(field));
  // Without a name, the last thing that narrowed the answer goes first.
  if (last?.kind === 'figures' && liftsCut(last, turn)) return before;
  const saysMore = facets.conditions.length + facets.nouns.length + facets.metrics.length > 0;
  if (saysMore) return before;
  const isPeople = sentence.says('team') || meansPeople(sentence);
  const others = before.filter(({ field }) => field !== 'agent');
  return isPeople && others.length < before.length ? others : [];
}

/** Fields named without being broken down by. */
function fieldsNamed({ sentence, facets }: Turn): readonly string[] {
  const { subject } = facets;
  const asked = subject && isField(subject) && !sentence.says('by') ? [subject.field] : [];
  const lifted = sentence.says('edit.remove', 'edit.all') ? emptyFields(facets.conditions) : [];
  return [...asked, ...lifted];
}

/** "no category filter" reads as a missing category first. */
function emptyFields(conditions: Turn['facets']['conditions']): readonly string[] {
  return conditions.flatMap(({ condition }) => (condition.op === 'empty' ? [condition.field] : []));
}

/** "also high", "add Logistics", "plus returns": joins the values there are. */
function addsTo(before: Where, { sentence, facets }: Turn): boolean {
  if (sentence.says('edit.add') && !sentence.says('edit.only')) return true;
  if (PLUS.test(sentence.opening)) return true;
  const isShared = facets.conditions.some(({ condition }) =>
    before.some(({ field }) => field === condition.field),
  );
  return isShared && sentence.says('versus', 'ask.compare');
}

const PLUS = /^(?:plus|\+)$/i;

const AND = /^(?:and|nd|n|&)$/i;

/** "exclude Francis", then "and Bhushan": one more to leave out. */
function goesOnShuttingOut(before: Where, { sentence, facets }: Turn): boolean {
  const [only, ...more] = facets.conditions;
  if (!only || more.length > 0 || only.condition.op !== 'is' || !AND.test(sentence.opening))
    return false;
  const { field, values } = only.condition;
  const denied = find(before, field, 'is-not');
  return denied !== undefined && !values.some((value) => denied.values.includes(value));
}

type How = { readonly isAdding: boolean; readonly isRemoving: boolean };

function apply(where: Where, condition: Condition, { isAdding, isRemoving }: How): Where {
  const { field, op } = condition;
  if (op === 'is-not') return deny(where, condition);
  if (op === 'is' && isRemoving) return allowNot(where, condition);
  if (op === 'is' && isAdding) {
    const denied = find(where, field, 'is-not');
    if (denied) return withValues(where, denied, minus(denied, condition));
    const same = find(where, field, 'is');
    if (same) return withValues(where, same, plus(same, condition));
  }
  const contrary = opposites(condition);
  const kept = where.filter((one) => one.field !== field && !contrary.includes(one.field));
  return [...kept, condition];
}

/** What is resolved has no age. */
function opposites({ field, values }: Condition): readonly string[] {
  return field === 'open' && values[0] === false ? ['age'] : [];
}

/** "without Billing" after Billing and Returns leaves Returns; after neither it shuts Billing out. */
function allowNot(where: Where, condition: Condition): Where {
  const same = find(where, condition.field, 'is');
  return same
    ? withValues(where, same, minus(same, condition))
    : deny(where, { ...condition, op: 'is-not' });
}

function deny(where: Where, condition: Condition): Where {
  const affirmed = where.filter(({ field, op }) => field === condition.field && op === 'is');
  const kept = affirmed.reduce((rest, one) => withValues(rest, one, minus(one, condition)), where);
  const denied = find(kept, condition.field, 'is-not');
  return denied ? withValues(kept, denied, plus(denied, condition)) : [...kept, condition];
}

const find = (where: Where, name: string, wanted: Condition['op']): Condition | undefined =>
  where.find(({ field, op }) => field === name && op === wanted);

const plus = (one: Condition, other: Condition): Condition['values'] => [
  ...new Set([...one.values, ...other.values]),
];

const minus = (one: Condition, other: Condition): Condition['values'] =>
  one.values.filter((value) => !other.values.includes(value));

/** One condition with other values; without any it goes. */
function withValues(where: Where, one: Condition, values: Condition['values']): Where {
  return where.flatMap((other) => {
    if (other !== one) return [other];
    return values.length > 0 ? [{ ...one, values }] : [];
  });
}
