import type { Catalogue, Dimension } from '../../analytics/catalogue.ts';
import type { Condition } from '../../analytics/query-plan.ts';
import type { Unit } from '../../core/answer.ts';
import { formatLimit } from '../../core/format.ts';
import { formatDate, formatInstant, formatWeekday } from '../../core/format-time.ts';
import { joinWords } from './words.ts';

/** How conditions sound around a noun: adjectives before it, phrases after it ("urgent" tickets "in Billing"). */
export type ConditionWords = {
  readonly adjectives: readonly string[];
  readonly phrases: readonly string[];
};

/** The word between a noun and a field's value: tickets *in* Billing, *on* email, *from* ACME. */
const PREPOSITIONS: Readonly<Record<string, string>> = {
  agent: 'handled by',
  group: 'in',
  pipeline: 'in',
  stage: 'in stage',
  category: 'in',
  subcategory: 'in',
  channel: 'on',
  source: 'from',
  tag: 'tagged',
  topic: 'about',
  customer: 'from',
  company: 'from',
  rating: 'rated',
  weekday: 'on',
  hour: 'at',
  id: 'with number',
};
const ADJECTIVES = new Set(['priority', 'status', 'sentiment_label', 'emotion']);
const COMPARED: Readonly<Record<string, string>> = {
  gt: 'over',
  ge: 'at least',
  lt: 'under',
  le: 'at most',
};
const COMPARED_TIMES: Readonly<Record<string, string>> = {
  gt: 'after',
  ge: 'from',
  lt: 'before',
  le: 'until',
};

export function describeConditions(
  conditions: readonly Condition[],
  catalogue: Catalogue,
  zone: string,
): ConditionWords {
  const adjectives: string[] = [];
  const phrases: string[] = [];
  for (const condition of conditions) {
    const words = describe(condition, fieldOf(catalogue, condition.field), zone);
    (words.before ? adjectives : phrases).push(words.text);
  }
  // "open longer than 48 h" says open already.
  const saysOpen = phrases.some((phrase) => phrase.startsWith('open '));
  return {
    adjectives: adjectives.filter((word) => !saysOpen || word !== 'open'),
    phrases: joinAlike(phrases),
  };
}

const JOINED = ['not ', 'tagged ', 'about '];

/** "not on email and not urgent", "tagged vip and tagged spam" */
function joinAlike(phrases: readonly string[]): string[] {
  return phrases.map((phrase, index) => {
    const like = JOINED.find((start) => phrase.startsWith(start));
    return like && phrases[index - 1]?.startsWith(like) ? `and ${phrase}` : phrase;
  });
}

/** One condition as a line of its own: "priority: urgent", "pipeline: not Returns", "age over 48 h". */
export function filterLine(condition: Condition, catalogue: Catalogue, zone: string): string {
  const field = fieldOf(catalogue, condition.field);
  const values = condition.values.map((value) => valueLabel(value, field));
  switch (condition.op) {
    case 'is':
      return field.kind === 'flag' ? values.join('') : `${field.label}: ${joinWords(values, 'or')}`;
    case 'is-not':
      return field.kind === 'flag'
        ? `not ${values.join('')}`
        : `${field.label}: not ${joinWords(values, 'or')}`;
    default:
      return describe(condition, field, zone, field.label).text;
  }
}

/** A value of a field as people say it: "Monday", "urgent", "weekend". */
export function valueLabel(value: string | number | boolean, field: Dimension): string {
  if (field.id === 'weekday') return formatWeekday(Number(value));
  if (field.id === 'hour') return `${String(value).padStart(2, '0')}:00`;
  if (field.kind === 'flag') {
    const isTrue = value === true || value === 'true';
    const known = isTrue ? field.whenTrue[0] : field.whenFalse[0];
    return known ?? `${isTrue ? '' : 'not '}${field.label}`;
  }
  return field.values.find((known) => known.value === String(value))?.label ?? String(value);
}

/** A field of the catalogue; one it does not hold (a file's own column) is named after itself. */
export function fieldOf(catalogue: Catalogue, id: string): Dimension {
  const label = id.replace(/^x_/, '').replaceAll('_', ' ');
  return (
    catalogue.dimensions.find((dimension) => dimension.id === id) ?? {
      id,
      label,
      plural: label,
      synonyms: [],
      definition: '',
      kind: 'name',
      on: ['tickets', 'chats', 'conversations'],
      value: null,
      needs: [],
      values: [],
      whenTrue: [],
      whenFalse: [],
      extra: true,
    }
  );
}

/** The unit of a field whose values are numbers. */
function fieldUnit(field: Dimension): Unit {
  return field.kind === 'seconds' ? 'seconds' : 'number';
}

type Described = { readonly before: boolean; readonly text: string };

function describe(
  condition: Condition,
  field: Dimension,
  zone: string,
  label = comparedLabel(field),
): Described {
  const values = condition.values.map((value) => valueLabel(value, field));
  switch (condition.op) {
    case 'is':
      return describeIs(condition, field, values);
    case 'is-not':
      return { ...describeIs(condition, field, values, 'not '), before: false };
    case 'contains':
      return after(`${mention(field)} ${joinWords(values.map(quote), 'or')}`);
    case 'not-contains':
      return after(`not ${mention(field)} ${joinWords(values.map(quote), 'or')}`);
    case 'empty':
      return after(`with no ${field.label}`);
    case 'not-empty':
      return after(`with ${article(field.label)} ${field.label}`);
    default:
      return after(describeLimit(condition, field, zone, label));
  }
}

function describeIs(
  condition: Condition,
  field: Dimension,
  values: readonly string[],
  not = '',
): Described {
  const words = joinWords(values, 'or');
  if (field.id === 'weekend')
    return after(isTrue(condition) === (not === '') ? 'at weekends' : 'on weekdays');
  if (field.id === 'business_hours') {
    return after(
      isTrue(condition) === (not === '') ? 'in business hours' : 'outside business hours',
    );
  }
  if (field.id === 'weekday')
    return after(
      `${not}on ${joinWords(
        values.map((day) => `${day}s`),
        'or',
      )}`,
    );
  if (field.id === 'kind') return after(`that are ${not}${words}`);
  if (field.kind === 'flag' && BEHIND.test(words)) return after(`${not}${words}`);
  if (field.id === 'awaiting_reply') return after(`${not}${words}`);
  if (field.kind === 'flag' || ADJECTIVES.has(field.id)) {
    return { before: not === '', text: `${not}${adjective(field, words)}` };
  }
  const preposition = PREPOSITIONS[field.id];
  return after(
    preposition ? `${not}${preposition} ${words}` : `with ${field.label} ${not}${words}`,
  );
}

/** "outside the first-response SLA", "with the bot" stand behind what they are said of. */
const BEHIND = /^(?:outside|within|with|without|handled by|not handled by) /;

/** "urgent", but "high-priority". */
function adjective(field: Dimension, label: string): string {
  const words = label.toLowerCase();
  return field.id === 'priority' && words !== 'urgent' ? `${words}-priority` : words;
}

function describeLimit(
  condition: Condition,
  field: Dimension,
  zone: string,
  label: string,
): string {
  const [limit] = condition.values;
  if (field.kind === 'time') {
    const iso = String(limit);
    const words =
      iso.length > 10 ? formatInstant(iso, zone).replace(/ 00:00$/, '') : formatDate(iso);
    return `${label} ${COMPARED_TIMES[condition.op]} ${words}`;
  }
  if (field.id === 'hour')
    return `${COMPARED_TIMES[condition.op]} ${valueLabel(limit ?? 0, field)}`;
  const words =
    typeof limit === 'number'
      ? formatLimit(limit, fieldUnit(field))
      : valueLabel(limit ?? '', field);
  if (field.id === 'age') {
    const longer = condition.op === 'gt' || condition.op === 'ge';
    return `open ${longer ? 'longer' : 'less'} than ${words}`;
  }
  return `${label} ${COMPARED[condition.op]} ${words}`;
}

function comparedLabel(field: Dimension): string {
  return field.kind === 'time' ? field.label : `with ${field.label}`;
}

function mention(field: Dimension): string {
  return field.id === 'text' ? 'mentioning' : `with ${field.label} containing`;
}

function isTrue(condition: Condition): boolean {
  return condition.values[0] === true || condition.values[0] === 'true';
}

function after(text: string): Described {
  return { before: false, text };
}

function quote(words: string): string {
  return `“${words}”`;
}

/** “a” or “an”, whichever goes before the word. */
export function article(word: string): string {
  return /^[aeiou]/i.test(word) ? 'an' : 'a';
}
