import type { Condition, Of, RowsPlan, SearchPlan } from '../../analytics/query-plan.ts';
import { columnsFor, DEFAULT_ROWS, NEWEST_FIRST, OLDEST_FIRST } from '../read/row-shape.ts';
import { choosePopulation, scopeOf } from '../read/scope.ts';
import { stemOf } from '../read/tokens.ts';
import type { PlanDraft } from './draft.ts';
import { periodOf } from './draft-period.ts';
import type { Drafting } from './drafting.ts';
import { fillConditions, isSaid, notSaid } from './fill-in.ts';

const MOST_ROWS = 100;

/** Fields that are asked of now, or name one conversation. */
const TIMELESS: ReadonlySet<string> = new Set(['open', 'awaiting_reply', 'age', 'id']);

export function rowsPlan(draft: PlanDraft, drafting: Drafting): RowsPlan | null {
  const { context, problems } = drafting;
  const where = fillConditions(draft.where, drafting);
  const of = populationOf(draft, where, drafting);
  if (!of) return problems.add('no kind of conversation has all of these fields');
  if (draft.order !== null && !ORDERS.has(draft.order))
    return problems.add('a list is newest-first or oldest-first');
  const isTimeless = draft.order !== null || where.some(({ field }) => TIMELESS.has(field));
  const period = periodOf(draft.period, of, { isTimeless }, drafting);
  return {
    kind: 'rows',
    of,
    anchor: 'created',
    order: draft.order === 'oldest-first' ? OLDEST_FIRST : NEWEST_FIRST,
    limit: rowLimit(draft),
    columns: columnsFor(of, where, context),
    ...scopeOf(where, period, context),
  };
}

const ORDERS: ReadonlySet<string> = new Set(['newest-first', 'oldest-first']);

export function searchPlan(draft: PlanDraft, drafting: Drafting): SearchPlan | null {
  const { context, problems } = drafting;
  const where = fillConditions(draft.where, drafting);
  const of = populationOf(draft, where, drafting);
  if (!of) return problems.add('no kind of conversation has all of these fields');
  const terms = draft.terms.flatMap((term) => termsOf(term, drafting));
  if (terms.length === 0)
    return problems.add('a search needs terms: words of the question, or placeholders');
  // What is searched for may lie anywhere in time, unless one is named.
  const period = periodOf(draft.period, of, { isTimeless: true }, drafting);
  return {
    kind: 'search',
    of,
    terms,
    limit: rowLimit(draft),
    ...scopeOf(where, period, context),
  };
}

function termsOf(term: string, drafting: Drafting): readonly string[] {
  const held = drafting.placeholders.takeBack(term);
  if (held?.kind === 'typed') return [held.text];
  if (held?.kind === 'value') return held.in.slice(0, 1).map(({ value }) => value);
  if (isSaid(term, drafting)) return term.split(/[\s-]+/).map(stemOf);
  drafting.problems.add(notSaid(term));
  return [];
}

function rowLimit({ limit }: PlanDraft): number {
  return Math.min(Math.max(limit ?? DEFAULT_ROWS, 1), MOST_ROWS);
}

function populationOf(
  { of }: PlanDraft,
  where: readonly Condition[],
  { context }: Drafting,
): Of | null {
  const fields = where.map(({ field }) => field);
  return choosePopulation(['tickets', 'chats', 'conversations'], of, fields, context);
}
