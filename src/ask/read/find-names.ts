import { findDimension, type ReadContext } from './context.ts';
import { HELD_TOGETHER } from './facet-conditions.ts';
import { type ConditionUse, conditionUse, type Doubt } from './facets.ts';
import type { MarkOf, ValueMeaning } from './marks.ts';
import { fieldBeside, rephrase, takeDenial } from './neighbours.ts';
import type { Sentence } from './sentence.ts';

/** Fields a name is looked for in first, when nothing says which. */
const FIELD_ORDER: readonly string[] = [
  'agent',
  'pipeline',
  'group',
  'category',
  'subcategory',
  'channel',
  'priority',
  'status',
  'tag',
  'company',
  'customer',
  'stage',
];

/** A name in the question, and the field it is taken to stand in. */
export type Named = {
  readonly mark: MarkOf<'value'>;
  readonly chosen: ValueMeaning;
  /** The same name in other fields. */
  readonly rivals: readonly ValueMeaning[];
  readonly denied: boolean;
};

type Names = { readonly named: readonly Named[]; readonly doubts: readonly Doubt[] };

export function findNames(sentence: Sentence, context: ReadContext): Names {
  const named: Named[] = [];
  const doubts: Doubt[] = [];
  for (const mark of sentence.unused('value')) {
    if (isManagerIncluded(mark, sentence, context)) {
      sentence.use(mark);
      continue;
    }
    const [chosen, ...others] = rank(inFieldBeside(mark, sentence), context);
    if (!chosen) continue;
    const twins = others.filter(
      ({ field, value }) => field === chosen.field && value !== chosen.value,
    );
    if (twins.length > 0) doubts.push(whichOne(mark, [chosen, ...twins], sentence));
    const rivals = others.filter(({ field }) => field !== chosen.field);
    named.push({ mark, chosen, rivals, denied: takeDenial(mark, sentence) });
    sentence.use(mark);
  }
  return { named: named.map((one) => agreeWithList(one, named)), doubts };
}

/** "including Richie": the manager counts along with everybody; nobody is singled out. */
export function isManagerIncluded(
  mark: MarkOf<'value'>,
  sentence: Sentence,
  { facts }: ReadContext,
): boolean {
  const isManager = mark.candidates.some(
    ({ field, value }) => field === 'agent' && facts.managers.includes(value),
  );
  return isManager && /^includ/i.test(sentence.before(mark)?.text ?? '');
}

/** A field named right beside a name says which one is meant. */
function inFieldBeside(mark: MarkOf<'value'>, sentence: Sentence): readonly ValueMeaning[] {
  const beside = fieldBeside(mark, sentence);
  const fitting = mark.candidates.filter(({ field }) => field === beside?.field);
  if (!beside || fitting.length === 0) return mark.candidates;
  sentence.use(beside);
  return fitting;
}

/** Names before nicknames, then the field people most likely mean, then the most frequent. */
function rank(candidates: readonly ValueMeaning[], context: ReadContext): readonly ValueMeaning[] {
  const known = candidates.filter(({ field }) => findDimension(context, field));
  const exact = known.filter(({ alias }) => !alias);
  return (exact.length > 0 ? exact : known).toSorted((a, b) => place(a.field) - place(b.field));
}

function place(field: string): number {
  const at = FIELD_ORDER.indexOf(field);
  return at === -1 ? FIELD_ORDER.length : at;
}

/** "Billing and Returns": names in one list belong to one field if they can. */
function agreeWithList(one: Named, all: readonly Named[]): Named {
  const fields = new Set(
    all
      .filter((other) => other !== one && other.denied === one.denied)
      .map(({ chosen }) => chosen.field),
  );
  if (fields.has(one.chosen.field)) return one;
  const agreeing = one.rivals.find(({ field }) => fields.has(field));
  if (!agreeing) return one;
  const rest = one.rivals.filter((rival) => rival !== agreeing);
  return { ...one, chosen: agreeing, rivals: [one.chosen, ...rest] };
}

const MOST_CHOICES = 5;

function whichOne(
  mark: MarkOf<'value'>,
  candidates: readonly ValueMeaning[],
  sentence: Sentence,
): Doubt {
  const choices = candidates.slice(0, MOST_CHOICES).map(({ value }) => ({
    label: value,
    question: rephrase(sentence, mark.index, value),
  }));
  return { text: `Which ${mark.text} do you mean?`, choices };
}

/** What stands in these today is asked of now, as "open" is. */
const WAITING: ReadonlySet<string> = new Set(['open', 'pending']);

/** One condition a field and side: names of one field are any of them. Only a name by itself has rivals. */
export function nameConditions(
  named: readonly Named[],
  sentence: Sentence,
): readonly ConditionUse[] {
  const areBoth = sentence.says('edit.both');
  const sides = Map.groupBy(named, ({ chosen, denied, mark }) => {
    const isEach = areBoth && HELD_TOGETHER.has(chosen.field);
    return `${chosen.field} ${denied} ${isEach ? mark.index : ''}`;
  });
  return [...sides.values()].flatMap((together) => {
    const [first, ...more] = together;
    if (!first) return [];
    const condition = {
      field: first.chosen.field,
      op: first.denied ? ('is-not' as const) : ('is' as const),
      values: [...new Set(together.map(({ chosen }) => chosen.value))],
    };
    const rivals = more.length > 0 ? [] : rivalsOf(first);
    const state =
      condition.field === 'status' && condition.values.some((value) => WAITING.has(value));
    return [conditionUse(condition, first.mark.index, { rivals, state })];
  });
}

function rivalsOf({ chosen, rivals, mark }: Named): ConditionUse['rivals'] {
  const isSure = !chosen.alias && mark.typed === null;
  return rivals.map(({ field, value }) => ({
    field,
    value,
    isMinor: isSure && place(field) > place(chosen.field) && isMinor(field),
  }));
}

const MINOR: ReadonlySet<string> = new Set(['tag', 'topic', 'stage']);

/** Fields whose values repeat the words of others: rarely what a name is meant in. */
function isMinor(field: string): boolean {
  return MINOR.has(field) || field.startsWith('x_') || field.startsWith('predicted_');
}
