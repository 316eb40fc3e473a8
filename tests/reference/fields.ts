import type { Condition } from '../../src/analytics/query-plan.ts';
import { isBusinessTime, isWeekend, localTime } from './calendar.ts';
import { type Conversation, listOf, numberOf, textOf, timeOf } from './conversation.ts';
import { isBotHandled, type Moment, secondsBetween, targetOf } from './formulas.ts';

export type FieldValue = string | number | boolean | null;

const ORDERS: Readonly<Record<string, readonly FieldValue[]>> = {
  status: ['open', 'pending', 'solved', 'closed'],
  priority: ['low', 'medium', 'high', 'urgent'],
  sentiment_label: ['negative', 'neutral', 'positive'],
  kind: ['ticket', 'chat'],
};

/** Place of values an order does not list: after those it does, whichever way it runs. */
export const UNLISTED = Number.POSITIVE_INFINITY;

/** Fields whose values are numbers in their own order. */
const NUMBERED = new Set(['rating', 'weekday', 'hour']);

/** The place of a value among a field's own; null for fields whose values have no order. Values not listed come after those that are. */
export function placeOf(field: string, value: FieldValue): number | null {
  if (NUMBERED.has(field)) return Number(value);
  const order = ORDERS[field];
  if (!order) return null;
  const place = order.indexOf(value);
  return place < 0 ? UNLISTED : place;
}

export function hasOrder(field: string): boolean {
  return field in ORDERS || NUMBERED.has(field);
}

const LISTS: Readonly<Record<string, string>> = { tag: 'tags', topic: 'topics' };

export function isList(field: string): boolean {
  return field in LISTS;
}

/** A row's values of a field: one, or each of a list; [null] where there is none. `at` is the anchor's instant. */
export function valuesOf(
  field: string,
  row: Conversation,
  at: number,
  moment: Moment,
): readonly FieldValue[] {
  const list = LISTS[field];
  if (list === undefined) return [singleValue(field, row, at, moment)];
  const values = listOf(row, list);
  return values.length > 0 ? values : [null];
}

function singleValue(field: string, row: Conversation, at: number, moment: Moment): FieldValue {
  const value = SPECIAL[field]?.(row, moment, at) ?? plainValue(field, row);
  return DURATIONS.has(field) && Number(value) < 0 ? null : value;
}

function plainValue(field: string, row: Conversation): FieldValue {
  if (field in SPECIAL) return null;
  const value = row[COLUMNS[field] ?? field] ?? null;
  return Array.isArray(value) ? null : (value as FieldValue); // lists have been dealt with
}

/** Below zero they are missing, as in the metrics of the same name. */
const DURATIONS = new Set([
  'first_response_time',
  'response_time',
  'resolution_time',
  'chat_duration',
]);

const COLUMNS: Readonly<Record<string, string>> = {
  id: 'source_id',
  response_time: 'reply_seconds',
  chat_duration: 'duration_seconds',
  replies: 'reply_count',
  messages: 'message_count',
  reopens: 'reopen_count',
};

type Read = (row: Conversation, moment: Moment, at: number) => FieldValue;

const SPECIAL: Readonly<Record<string, Read>> = {
  weekday: (_, { zone }, at) => localTime(at, zone).weekday,
  hour: (_, { zone }, at) => localTime(at, zone).hour,
  weekend: (_, { zone, settings }, at) => isWeekend(at, zone, settings),
  business_hours: (_, { zone, settings }, at) => isBusinessTime(at, zone, settings),
  sentiment_label: (row) => {
    const sentiment = numberOf(row, 'sentiment');
    if (sentiment === null) return null;
    return sentiment <= -0.3 ? 'negative' : sentiment >= 0.3 ? 'positive' : 'neutral';
  },
  open: isOpen,
  answered: (row, { asOf }) => {
    const answered = timeOf(row, 'first_response_at');
    return answered !== null && answered <= asOf;
  },
  awaiting_reply: (row, moment) => {
    const ends = ['first_response_at', 'resolved_at', 'closed_at'] as const;
    const isOver = ends.some(
      (end) => (timeOf(row, end) ?? Number.POSITIVE_INFINITY) <= moment.asOf,
    );
    return isOver ? false : isOpen(row, moment);
  },
  rated: (row) => numberOf(row, 'rating') !== null,
  reopened: (row) => {
    const count = numberOf(row, 'reopen_count');
    return count === null ? null : count > 0;
  },
  bot_handled: (row) => isBotHandled(row),
  sla_first_response_breached: (row, moment) =>
    isBreached(row, moment, 'first_response_at', 'firstResponseSeconds'),
  sla_resolution_breached: (row, moment) =>
    isBreached(row, moment, 'resolved_at', 'resolutionSeconds'),
  age: (row, moment) => {
    const created = timeOf(row, 'created_at');
    return created !== null && isOpen(row, moment) === true ? (moment.asOf - created) / 1000 : null;
  },
  first_response_time: (row) => secondsBetween(row, 'created_at', 'first_response_at'),
  resolution_time: (row) => secondsBetween(row, 'created_at', 'resolved_at'),
  text: (row) => {
    const parts = [textOf(row, 'subject'), textOf(row, 'description')];
    const text = parts.filter((part) => part !== null).join(' ');
    return text === '' ? null : text;
  },
};

function isOpen(row: Conversation, { asOf }: Moment): boolean | null {
  const resolved = timeOf(row, 'resolved_at');
  if (resolved !== null && resolved <= asOf) return false;
  const created = timeOf(row, 'created_at');
  return created === null ? null : created <= asOf;
}

function isBreached(
  row: Conversation,
  moment: Moment,
  column: string,
  which: 'firstResponseSeconds' | 'resolutionSeconds',
): boolean | null {
  const target = targetOf(row, moment, which);
  const created = timeOf(row, 'created_at');
  if (target === null || created === null) return null;
  const done = timeOf(row, column);
  if (done !== null && done < created) return null;
  const until = done !== null && done <= moment.asOf ? done : moment.asOf;
  return (until - created) / 1000 > target;
}

const TIMES = new Set([
  'created_at',
  'first_response_at',
  'resolved_at',
  'closed_at',
  'updated_at',
]);

/** Whether a row meets a condition; what isn't known meets only the negations. */
export function meets(
  { field, op, values }: Condition,
  row: Conversation,
  at: number,
  moment: Moment,
): boolean {
  const own = valuesOf(field, row, at, moment).filter((value) => value !== null);
  const wanted = TIMES.has(field) ? values.map((value) => Date.parse(String(value))) : values;
  switch (op) {
    case 'is':
      return own.some((value) => wanted.includes(value));
    case 'is-not':
      return !own.some((value) => wanted.includes(value));
    case 'contains':
      return own.some((value) => holdsAny(value, values));
    case 'not-contains':
      return !own.some((value) => holdsAny(value, values));
    case 'empty':
      return own.length === 0;
    case 'not-empty':
      return own.length > 0;
    default:
      return own.some((value) => compares(Number(value), op, Number(wanted[0])));
  }
}

function holdsAny(value: FieldValue, parts: Condition['values']): boolean {
  const text = String(value).toLowerCase();
  return parts.some((part) => text.includes(String(part).toLowerCase()));
}

function compares(value: number, op: 'lt' | 'le' | 'gt' | 'ge', bound: number): boolean {
  if (op === 'lt') return value < bound;
  if (op === 'le') return value <= bound;
  return op === 'gt' ? value > bound : value >= bound;
}
