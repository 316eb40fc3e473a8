import type { Condition } from '../../analytics/query-plan.ts';
import type { FollowUp } from '../../core/answer.ts';
import { findDimension, type ReadContext, truthsOf } from './context.ts';
import type { ConditionUse, Facets } from './facets.ts';
import type { Mark, ValueMeaning } from './marks.ts';
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

type ValueMark = Extract<Mark, { kind: 'value' }>;
type FieldMark = Extract<Mark, { kind: 'field' }>;

export type ConditionFacets = Pick<
  Facets,
  'conditions' | 'contrast' | 'doubts' | 'refusals' | 'assumed'
>;

type Named = {
  readonly mark: ValueMark;
  readonly chosen: ValueMeaning;
  readonly rivals: readonly ValueMeaning[];
  readonly negated: boolean;
};

/** Conditions on names, flags, recurring times and missing values, with what each is set against. */
export function findConditions(sentence: Sentence, context: ReadContext): ConditionFacets {
  const raw = rawValues(sentence, context);
  const { named, doubts } = nameValues(sentence, context);
  const uses = [
    ...adjectives(sentence),
    ...longestWaiting(sentence),
    ...valueConditions(named),
    ...raw.uses,
    ...flagConditions(sentence),
    ...truthConditions(sentence, context),
    ...emptyConditions(sentence, context),
    ...timeConditions(sentence),
  ];
  return {
    conditions: uses.toSorted((a, b) => a.index - b.index),
    contrast: findContrast(sentence, named) ?? timeContrast(sentence),
    doubts,
    refusals: raw.refusals,
    assumed: [],
  };
}

const JOINS: ReadonlySet<string> = new Set([
  'is',
  'are',
  '=',
  ':',
  'of',
  'called',
  'named',
  'was',
  'equals',
]);

/** The field named right beside a value: "billing pipeline", "priority is high". */
export function fieldBeside(mark: Mark, sentence: Sentence): FieldMark | null {
  const right = sentence.right(mark);
  if (right?.kind === 'field') return right;
  let left = sentence.left(mark);
  while (left && left.kind === 'filler' && JOINS.has(left.text.toLowerCase()))
    left = sentence.left(left);
  return left?.kind === 'field' ? left : null;
}

/** Whether a word of denial governs the mark, lists included: "excluding spam and Billing". Puts the word to use. */
export function isDenied(mark: Mark, sentence: Sentence): boolean {
  for (let at = mark.index - 1; at >= 0; at -= 1) {
    const other = sentence.marks[at];
    if (!other) return false;
    if (sentence.isWord(other, 'not')) {
      sentence.use(other);
      return true;
    }
    const carriesOn =
      other.kind === 'filler' ||
      other.kind === 'field' ||
      (other.kind === 'value' && mark.kind === 'value') ||
      sentence.isWord(other, 'list.and') ||
      sentence.isWord(other, 'verb.mention') ||
      sentence.isWord(other, 'verb.handled') ||
      sentence.isWord(other, 'by');
    if (!carriesOn) return false;
  }
  return false;
}

function nameValues(
  sentence: Sentence,
  context: ReadContext,
): { named: Named[]; doubts: Facets['doubts'][number][] } {
  const named: Named[] = [];
  const doubts: Facets['doubts'][number][] = [];
  for (const mark of sentence.of('value')) {
    if (sentence.isUsed(mark)) continue;
    const field = fieldBeside(mark, sentence);
    const fitting = mark.candidates.filter((candidate) => candidate.field === field?.field);
    if (field && fitting.length > 0) sentence.use(field);
    const open = ranked(fitting.length > 0 ? fitting : mark.candidates, context);
    const [chosen, ...others] = open;
    if (!chosen) continue;
    const twins = others.filter(
      (other) => other.field === chosen.field && other.value !== chosen.value,
    );
    if (twins.length > 0) doubts.push(whichOne(mark, [chosen, ...twins], sentence));
    const rivals = others.filter((other) => other.field !== chosen.field);
    named.push({ mark, chosen, rivals, negated: isDenied(mark, sentence) });
    sentence.use(mark);
  }
  return { named: agreeOnField(named), doubts };
}

/** Names before nicknames, then the field people most likely mean, then the most frequent. */
function ranked(
  candidates: readonly ValueMeaning[],
  context: ReadContext,
): readonly ValueMeaning[] {
  const place = (field: string): number => {
    const at = FIELD_ORDER.indexOf(field);
    return at === -1 ? FIELD_ORDER.length : at;
  };
  const known = candidates.filter((candidate) => findDimension(context, candidate.field));
  const exact = known.filter((candidate) => !candidate.alias);
  return (exact.length > 0 ? exact : known).toSorted((a, b) => place(a.field) - place(b.field));
}

/** "Billing and Returns": names in one list belong to one field if they can. */
function agreeOnField(named: readonly Named[]): Named[] {
  return named.map((one) => {
    const fields = new Set(
      named
        .filter((other) => other !== one && other.negated === one.negated)
        .map((other) => other.chosen.field),
    );
    if (fields.has(one.chosen.field)) return one;
    const agreeing = one.rivals.find((rival) => fields.has(rival.field));
    if (!agreeing || named.length < 2) return one;
    return {
      ...one,
      chosen: agreeing,
      rivals: [one.chosen, ...one.rivals.filter((rival) => rival !== agreeing)],
    };
  });
}

function whichOne(
  mark: ValueMark,
  candidates: readonly ValueMeaning[],
  sentence: Sentence,
): Facets['doubts'][number] {
  const text = sentence.marks.map((other) => other.text);
  const choices: FollowUp[] = candidates.slice(0, 5).map(({ value }) => ({
    label: value,
    question: text
      .with(mark.index, value)
      .join(' ')
      .replaceAll(/ (['?,.!])/g, '$1'),
  }));
  return { text: `Which ${mark.text} do you mean?`, choices };
}

function valueConditions(named: readonly Named[]): ConditionUse[] {
  const uses = new Map<string, ConditionUse>();
  for (const { mark, chosen, rivals, negated } of named) {
    const op = negated ? 'is-not' : 'is';
    const key = `${chosen.field} ${op}`;
    const before = uses.get(key);
    const values = [...(before?.condition.values ?? []), chosen.value];
    uses.set(key, {
      condition: { field: chosen.field, op, values: [...new Set(values)] },
      index: before?.index ?? mark.index,
      state: false,
      rivals: before ? [] : rivals.map(({ field, value }) => ({ field, value })),
    });
  }
  return [...uses.values()];
}

/** "group 70", "priority 1", `category "Data loss"`: a value no word of ours, beside its field. */
function rawValues(
  sentence: Sentence,
  context: ReadContext,
): { uses: ConditionUse[]; refusals: Facets['refusals'][number][] } {
  const uses: ConditionUse[] = [];
  const refusals: Facets['refusals'][number][] = [];
  for (const mark of [
    ...sentence.unused('number'),
    ...sentence.unused('quoted'),
    ...sentence.unused('unknown'),
    ...sentence.unused('id'),
  ]) {
    const field = rawFieldBefore(mark, sentence);
    const dimension = field && findDimension(context, field.field);
    if (!field || !dimension || !['name', 'ordered', 'list'].includes(dimension.kind)) continue;
    const typed =
      mark.kind === 'quoted' ? mark.text.replaceAll('"', '').replaceAll("'", '') : mark.text;
    const value = valueLike(context, field.field, typed);
    sentence.use(mark, field);
    if (value === null) refusals.push(noSuchValue(context, dimension.plural, field.field, typed));
    else
      uses.push({
        condition: {
          field: field.field,
          op: isDenied(field, sentence) ? 'is-not' : 'is',
          values: [value],
        },
        index: mark.index,
        state: false,
        rivals: [],
      });
  }
  return { uses, refusals };
}

function rawFieldBefore(mark: Mark, sentence: Sentence): FieldMark | null {
  let left = sentence.left(mark);
  while (left && left.kind === 'filler' && JOINS.has(left.text.toLowerCase()))
    left = sentence.left(left);
  if (left?.kind !== 'field' || sentence.isUsed(left)) return null;
  return sentence.isWord(sentence.before(left), 'by') ? null : left;
}

export function valueLike(context: ReadContext, field: string, typed: string): string | null {
  const wanted = typed.toLowerCase();
  const found = (context.facts.values[field] ?? []).find(
    ({ value }) => value.toLowerCase() === wanted || value.toLowerCase().endsWith(` ${wanted}`),
  );
  return found?.value ?? null;
}

export function noSuchValue(
  context: ReadContext,
  plural: string,
  field: string,
  typed: string,
): Facets['refusals'][number] {
  const known = (context.facts.values[field] ?? []).slice(0, 5).map(({ value }) => value);
  const instead = known.slice(0, 3).map((value) => `tickets for ${value}`);
  return {
    text: `I know no “${typed}” among the ${plural}.${known.length > 0 ? ` The most frequent are ${known.join(', ')}.` : ''}`,
    instead,
  };
}

const STATES: ReadonlySet<string> = new Set(['open', 'answered']);

/** "open the longest": only what is still open has been open. */
function longestWaiting(sentence: Sentence): ConditionUse[] {
  return sentence.words('order.waiting').map((mark) => ({ ...flagUse('open', true, mark.index) }));
}

/** "badly rated": a condition in a word. */
function adjectives(sentence: Sentence): ConditionUse[] {
  return sentence.unused('adjective').map((mark) => {
    sentence.use(mark);
    return { condition: mark.where, index: mark.index, state: false, rivals: [] };
  });
}

const VERB_FLAGS: Readonly<Record<string, readonly [field: string, value: boolean]>> = {
  'verb.answered': ['answered', true],
  'verb.resolved': ['open', false],
  'verb.rated': ['rated', true],
  'verb.unrated': ['rated', false],
  'verb.waiting': ['open', true],
};

/** Flags of the catalogue, and the verbs that say the same: "tickets Nova resolved", "not yet answered". */
function flagConditions(sentence: Sentence): ConditionUse[] {
  const verbs = sentence.unused('word').flatMap((mark) => {
    const [field, value] = VERB_FLAGS[mark.tag] ?? [];
    return field === undefined || value === undefined || asksHowLong(sentence)
      ? []
      : [{ mark, field, value }];
  });
  const flags = sentence
    .unused('flag')
    .map((mark) => ({ mark, field: mark.field, value: mark.value }));
  return [...flags, ...verbs]
    .filter(({ mark }) => !isBrokenDown(mark, sentence))
    .map(({ mark, field, value }) => {
      const said = value !== isDenied(mark, sentence);
      sentence.use(mark);
      return flagUse(field, said, mark.index);
    });
}

const asksHowLong = (sentence: Sentence): boolean => sentence.says('ask.howlong');

function flagUse(field: string, value: boolean, index: number): ConditionUse {
  const state = STATES.has(field) && value === (field === 'open');
  return { condition: { field, op: 'is', values: [value] }, index, state, rivals: [] };
}

/** A file's own yes/no column said as a predicate: "incidents that made SLA". */
function truthConditions(sentence: Sentence, context: ReadContext): ConditionUse[] {
  const uses: ConditionUse[] = [];
  for (const mark of sentence.unused('field')) {
    const truths = truthsOf(context, mark.field);
    if (!truths || isBrokenDown(mark, sentence)) continue;
    const value = isDenied(mark, sentence) ? truths.no : truths.yes;
    const said = sentence.right(mark);
    const spelt = said && /^(?:true|yes|false|no)$/i.test(said.text) ? said : null;
    sentence.use(mark, spelt ?? undefined);
    const meant = spelt ? (/^(?:true|yes)$/i.test(spelt.text) ? truths.yes : truths.no) : value;
    uses.push({
      condition: { field: mark.field, op: 'is', values: [meant] },
      index: mark.index,
      state: false,
      rivals: [],
    });
  }
  return uses;
}

export function isBrokenDown(mark: Mark, sentence: Sentence): boolean {
  const before = sentence.before(mark);
  if (sentence.isWord(before, 'by') || sentence.isWord(before, 'ask.which')) return true;
  if (!sentence.isWord(before, 'list.and')) return false;
  const listed = before && sentence.before(before);
  return listed?.kind === 'field' && isBrokenDown(listed, sentence);
}

/** "without a category", "category missing". */
function emptyConditions(sentence: Sentence, context: ReadContext): ConditionUse[] {
  const uses: ConditionUse[] = [];
  for (const mark of sentence.words('verb.unassigned')) {
    sentence.use(mark);
    uses.push({
      condition: {
        field: 'agent',
        op: isDenied(mark, sentence) ? 'not-empty' : 'empty',
        values: [],
      },
      index: mark.index,
      state: true,
      rivals: [],
    });
  }
  for (const mark of sentence.unused('field')) {
    const missing = sentence.after(mark);
    const said = sentence.isWord(missing, 'empty') ? missing : null;
    const denied =
      !isBrokenDown(mark, sentence) && !isLedBySubject(mark, sentence) && isDenied(mark, sentence);
    if (!said && !denied) continue;
    if (!findDimension(context, mark.field)) continue;
    sentence.use(mark, said ?? undefined);
    uses.push({
      condition: { field: mark.field, op: said && denied ? 'not-empty' : 'empty', values: [] },
      index: mark.index,
      state: false,
      rivals: [],
    });
  }
  return uses;
}

const isLedBySubject = (mark: Mark, sentence: Sentence): boolean =>
  sentence.isWord(sentence.before(mark), 'order.') ||
  sentence.isWord(sentence.before(mark), 'most.');

function timeConditions(sentence: Sentence): ConditionUse[] {
  if (timeContrast(sentence)) {
    return [];
  }
  return sentence.unused('time').flatMap((mark): ConditionUse[] => {
    if (mark.match.kind !== 'filter' || asksWhichWeekday(mark, sentence)) return [];
    sentence.use(mark);
    const { field, op, values } = mark.match;
    const condition: Condition = isDenied(mark, sentence)
      ? denyTime(field, op, values)
      : { field, op, values };
    return [{ condition, index: mark.index, state: false, rivals: [] }];
  });
}

/** "busiest weekday": days of the week to choose from, not working days against the weekend. */
function asksWhichWeekday(mark: Mark, sentence: Sentence): boolean {
  const lead = sentence.before(mark);
  const asks = ['most.', 'order.', 'ask.which', 'by'].some((tag) => sentence.isWord(lead, tag));
  return asks && /^week ?days?$/i.test(mark.text);
}

function denyTime(
  field: string,
  op: Condition['op'],
  values: readonly (number | boolean)[],
): Condition {
  const [first] = values;
  if (op === 'is' && typeof first === 'boolean') return { field, op, values: [!first] };
  const opposite = {
    is: 'is-not',
    'is-not': 'is',
    lt: 'ge',
    le: 'gt',
    gt: 'le',
    ge: 'lt',
  } as const;
  return { field, op: opposite[op as keyof typeof opposite], values: [...values] };
}

const setsAgainst = (sentence: Sentence): boolean =>
  sentence.says('versus') || sentence.says('ask.compare');

/** "weekend vs weekday": both sides of one flag. */
function timeContrast(sentence: Sentence): Facets['contrast'] {
  const filters = sentence.of('time').filter((mark) => mark.match.kind === 'filter');
  const [first, second] = filters;
  if (first?.match.kind !== 'filter' || second?.match.kind !== 'filter') return null;
  if (first.match.field !== second.match.field || !setsAgainst(sentence)) return null;
  sentence.use(first, second, ...sentence.words('versus'), ...sentence.words('ask.compare'));
  return { field: first.match.field, team: null };
}

function findContrast(sentence: Sentence, named: readonly Named[]): Facets['contrast'] {
  const [first] = named.filter((one) => !one.negated);
  if (!first) return null;
  const same = named.filter((one) => !one.negated && one.chosen.field === first.chosen.field);
  const versus = sentence.words('versus');
  const team = sentence.words('team');
  if (team.length > 0 && setsAgainst(sentence)) {
    sentence.use(...versus, ...team, ...sentence.words('ask.compare'));
    return { field: first.chosen.field, team: first.chosen.value };
  }
  if (
    same.length < 2 ||
    !(
      setsAgainst(sentence) ||
      sentence.says('ask.who') ||
      sentence.says('ask.which') ||
      sentence.says('respectively') ||
      sentence.says('most.')
    )
  )
    return null;
  sentence.use(...versus, ...sentence.words('ask.compare'), ...sentence.words('respectively'));
  return { field: first.chosen.field, team: null };
}
