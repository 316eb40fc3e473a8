import type { RowsPlan, SearchPlan } from '../../analytics/query-plan.ts';
import type { RowsResult } from '../../analytics/result.ts';
import type { Cell } from '../../core/answer.ts';
import { formatCell, formatCount } from '../../core/format.ts';
import { formatDate, formatDateTime } from '../../core/format-time.ts';
import type { Body, ComposeInput } from './compose-input.ts';
import { type ConditionWords, describeConditions } from './condition-words.ts';
import { whenWords } from './period-words.ts';
import { capitalise, isOne, joinWords, noun, numberWord, strong } from './words.ts';

/** A list of conversations: how many there are, which comes first, and where the rest is. */
export function composeList({ plan, catalogue }: ComposeInput<RowsPlan>, result: RowsResult): Body {
  const id = lookedUp(plan);
  if (id !== null && result.total === 1) return composeLookup(id, plan, result);
  const filters = describeConditions(plan.where, catalogue, plan.zone);
  const thing = noun(plan.of, result.total);
  const count = [formatCount(result.total), ...filters.adjectives, thing].join(' ');
  const first = firstRow(plan, result);
  return {
    headline: `${strong(count)}${stateWords(filters, result.total)}${dateWords(plan)}${first && `; ${first}`}.`,
    context: [shownWords(plan, result)].filter(Boolean),
    highlights: [],
  };
}

/** Conversations whose text matches: how many, best first. */
export function composeSearch(
  { plan, catalogue }: ComposeInput<SearchPlan>,
  result: RowsResult,
): Body {
  const { adjectives, phrases } = describeConditions(plan.where, catalogue, plan.zone);
  const thing = [...adjectives, noun(plan.of, result.total), ...phrases].join(' ');
  const mention = isOne(result.total, 'mentions', 'mention');
  const terms = joinWords(plan.terms.map((term) => `“${term}”`));
  const shown = result.rows.length;
  const rest =
    result.total > shown
      ? `The best ${numberWord(shown)} first; the rest is in the file.`
      : 'Best match first.';
  return {
    headline: `${strong(`${formatCount(result.total)} ${thing}`)} ${mention} ${terms}${dateWords(plan)}.`,
    context: result.total > 1 ? [rest] : [],
    highlights: [],
  };
}

/** The number of the one conversation asked for, if that is what the plan does. */
export function lookedUp(plan: RowsPlan): string | null {
  const condition = plan.where.find(({ field, op }) => field === 'id' && op === 'is');
  return condition?.values.length === 1 ? String(condition.values[0]) : null;
}

function composeLookup(id: string, plan: RowsPlan, result: RowsResult): Body {
  const told = new Map<string, string>();
  for (const [index, column] of result.columns.entries()) {
    const cell = result.rows[0]?.[index] ?? null;
    if (cell !== null && cell !== '') told.set(column.name, sayCell(cell, result, index));
  }
  const say = (name: string, words: string): string[] => {
    const value = told.get(name);
    return value === undefined ? [] : [`${words}${value}`];
  };
  const state = told.get('status') ?? (told.has('resolved_at') ? 'resolved' : null);
  const name = `${capitalise(noun(plan.of === 'conversations' ? 'tickets' : plan.of, 1))} ${id}`;
  const where = [
    ...say('agent', 'with '),
    ...say('pipeline', 'in '),
    ...say('priority', 'priority '),
  ];
  const times = [
    ...say('created_at', 'created '),
    ...say('first_response_at', 'first answered '),
    ...say('resolved_at', 'resolved '),
  ];
  return {
    headline: `${[strong(state ? `${name} is ${state}` : name), ...where].join(', ')}.`,
    context: [
      ...say('subject', '').map((subject) => `“${subject}”`),
      ...(times.length > 0 ? [`${capitalise(times.join(', '))}.`] : []),
    ],
    highlights: [],
  };
}

/** " are open longer than 48 h" after the count, " in Billing". */
function stateWords({ phrases }: ConditionWords, count: number): string {
  const states = phrases.filter((phrase) => phrase.startsWith('open '));
  const others = phrases.filter((phrase) => !phrase.startsWith('open '));
  const state = states.length > 0 ? ` ${isOne(count, 'is', 'are')} ${joinWords(states)}` : '';
  return `${others.length > 0 ? ` ${others.join(' ')}` : ''}${state}`;
}

function dateWords(plan: RowsPlan | SearchPlan): string {
  return plan.period ? `, ${whenWords(plan)}` : '';
}

/** "the oldest is 4312 (9 d 4 h, Billing, Francis)" */
function firstRow(plan: RowsPlan, result: RowsResult): string {
  const idAt = result.columns.findIndex(({ name }) => name === 'id' || name === 'source_id');
  const id = result.rows[0]?.[idAt] ?? null;
  const order = ORDERS[plan.order.field]?.[plan.order.direction];
  if (id === null || !order || result.total < 2) return '';
  const hasAge = result.columns.some(({ name }) => name === 'age');
  const told = [hasAge ? 'age' : plan.order.field, 'pipeline', 'category', 'agent']
    .filter((name, index, names) => names.indexOf(name) === index)
    .map((name) => result.columns.findIndex((column) => column.name === name))
    .filter((index) => index >= 0 && (result.rows[0]?.[index] ?? null) !== null)
    .map((index) => sayCell(result.rows[0]?.[index] ?? null, result, index))
    .slice(0, 3);
  return `the ${order} is ${id}${told.length > 0 ? ` (${told.join(', ')})` : ''}`;
}

const ORDERS: Readonly<Record<string, { readonly asc: string; readonly desc: string }>> = {
  created_at: { asc: 'oldest', desc: 'newest' },
  age: { asc: 'newest', desc: 'oldest' },
  resolved_at: { asc: 'first resolved', desc: 'last resolved' },
  updated_at: { asc: 'longest untouched', desc: 'last updated' },
  first_response_time: { asc: 'fastest answered', desc: 'slowest answered' },
  resolution_time: { asc: 'fastest resolved', desc: 'slowest resolved' },
  rating: { asc: 'worst rated', desc: 'best rated' },
};

/** "The first ten, oldest first; the rest is in the file." */
function shownWords(plan: RowsPlan, result: RowsResult): string {
  const order = ORDERS[plan.order.field]?.[plan.order.direction];
  const ordered = order ? `${order} first` : '';
  if (result.rows.length < 2) return '';
  if (result.total === result.rows.length) return ordered ? `${capitalise(ordered)}.` : '';
  const shown = `The first ${numberWord(result.rows.length)}`;
  return `${[shown, ordered].filter(Boolean).join(', ')}; the rest is in the file.`;
}

function sayCell(cell: Cell, result: RowsResult, index: number): string {
  const column = result.columns[index];
  if (!column) return String(cell);
  if (column.role === 'time' && typeof cell === 'string') {
    return cell.length > 10 ? formatDateTime(cell) : formatDate(cell);
  }
  return formatCell(cell, column);
}
