import type { Condition } from '../../analytics/query-plan.ts';
import { findDimension, truthsOf, valueLike } from '../read/context.ts';
import { stemOf } from '../read/tokens.ts';
import type { DraftCondition } from './draft.ts';
import type { Drafting } from './drafting.ts';
import type { Held } from './placeholders.ts';

/** The field a draft names: one of the catalogue, or the column a placeholder stands for. */
export function fieldMeant(named: string, drafting: Drafting): string | null {
  const held = drafting.placeholders.takeBack(named);
  const field = held?.kind === 'column' ? held.field : named;
  const dimension = findDimension(drafting.context, field);
  const isNamedOpenly = dimension?.extra === true && held === undefined;
  return dimension && !isNamedOpenly
    ? field
    : drafting.problems.add(`there is no field "${named}"`);
}

export function fillConditions(
  drafts: readonly DraftCondition[],
  drafting: Drafting,
): readonly Condition[] {
  return drafts.map((one) => fillCondition(one, drafting)).filter((one) => one !== null);
}

/** A condition with its names put back. null: it can't be, and the problems say why. */
export function fillCondition(draft: DraftCondition, drafting: Drafting): Condition | null {
  const field = fieldMeant(draft.field, drafting);
  if (field === null) return null;
  const values = draft.values.map((value) => fillValue(value, field, drafting));
  const known = values.filter((value) => value !== null);
  return known.length < values.length ? null : { field, op: draft.op, values: known };
}

type Value = Condition['values'][number];

function fillValue(value: Value, field: string, drafting: Drafting): Value | null {
  if (typeof value === 'boolean') return truthOf(value, field, drafting);
  if (typeof value === 'number') return value;
  const held = drafting.placeholders.takeBack(value);
  return held ? putBack(held, value, field, drafting) : namedOutright(value, field, drafting);
}

/** A file's own yes/no column has its own way of writing each. */
function truthOf(value: boolean, field: string, { context }: Drafting): Value {
  const truths = findDimension(context, field)?.extra ? truthsOf(context, field) : null;
  if (!truths) return value;
  return value ? truths.yes : truths.no;
}

/** Only what the catalogue itself lists may be named outright: anything else was made up, or guessed. */
function namedOutright(value: string, field: string, drafting: Drafting): Value | null {
  const { context, problems } = drafting;
  const dimension = findDimension(context, field);
  const listed = dimension?.values.find((known) => known.value === value);
  switch (dimension?.kind) {
    case 'calendar':
    case 'number':
    case 'seconds':
      return isNumeric(value) ? Number(value) : problems.add(`"${value}" is no number`);
    case 'time':
      return problems.add(`dates go into period, in words: "${value}" can’t be a ${field}`);
    case 'text':
      return isSaid(value, drafting) ? value : problems.add(notSaid(value));
    default:
      if (listed) return value;
      return problems.add(`"${value}" is no value of ${field}: use placeholders of the question`);
  }
}

const isNumeric = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text));

export const notSaid = (text: string): string =>
  `"${text}" is not in the question: only its own words and placeholders can be looked for`;

/** Whether every word of a text is one of the question, as the model saw it. */
export function isSaid(text: string, { masked }: Pick<Drafting, 'masked'>): boolean {
  const said = new Set(wordsOf(masked));
  const words = wordsOf(text);
  return words.length > 0 && words.every((word) => said.has(word));
}

const wordsOf = (text: string): readonly string[] =>
  text
    .replaceAll(/\{\{[^}]*\}\}/g, ' ')
    .split(/[^\p{L}\p{N}']+/u)
    .filter(Boolean)
    .map(stemOf);

const CLOSED = new Set(['name', 'list', 'ordered']);

function putBack(
  held: Held,
  placeholder: string,
  field: string,
  { context, problems }: Drafting,
): Value | null {
  switch (held.kind) {
    case 'column':
      return problems.add(`${placeholder} is a field, and no value`);
    case 'value': {
      const found = held.in.find((one) => one.field === field);
      const kinds = held.in.map((one) => one.field).join(' or ');
      return found?.value ?? problems.add(`${placeholder} is no ${field}, but a ${kinds}`);
    }
    case 'typed': {
      const isClosed = CLOSED.has(findDimension(context, field)?.kind ?? '');
      const known = isClosed ? valueLike(context, field, held.text) : held.text;
      return known ?? problems.add(`nobody here knows ${placeholder} as a ${field}`);
    }
  }
}
