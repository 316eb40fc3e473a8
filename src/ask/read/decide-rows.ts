import type { Condition, Of, RowsPlan, SearchPlan } from '../../analytics/query-plan.ts';
import type { Period } from '../../core/period.ts';
import { fieldsOfWhere } from './by.ts';
import type { ReadContext } from './context.ts';
import { heldCondition } from './facet-conditions.ts';
import { asksState, type Facets, namesTime, saidPopulation } from './facets.ts';
import type { Inquiry } from './inquiry.ts';
import {
  asksForOne,
  columnsFor,
  DEFAULT_ROWS,
  NEWEST_FIRST,
  orderOfRows,
  rowColumns,
} from './row-shape.ts';
import { choosePeriod, choosePopulation, onlyPopulation, scopeOf } from './scope.ts';
import type { Sentence } from './sentence.ts';

const ASKS_FIGURES = ['ask.count', 'ask.share', 'ask.trend', 'ask.busier', 'ask.distribution'];
const ROW_ORDERS = ['order.waiting', 'order.oldest', 'order.newest'];

/** Whether single conversations are asked for rather than figures about them. */
export function asksForRows({ sentence, facets }: Inquiry): boolean {
  const { nouns, metrics, by, subject, time, contrast, order, limit } = facets;
  const isGrouped = by.length > 0 || subject !== null;
  const isCompared = time.compare !== null || contrast !== null;
  if (nouns.length === 0 || isGrouped || isCompared || sentence.says(...ASKS_FIGURES)) return false;
  const isListed =
    facets.sortedBy !== null ||
    sentence.says('ask.list', 'ask.which', 'show.list') ||
    (order !== null && ROW_ORDERS.includes(order.tag));
  const isRanked =
    order !== null && limit !== null && !metrics.some(({ metric }) => metric === 'volume');
  if (metrics.length > 0) return (isListed || isRanked) && !sentence.says('stat.');
  return isListed || isRanked || isNounPhrase(sentence, facets);
}

const SHOWS = /^(?:show|list|give|pull|display|get|fetch|see|view|bring)/i;

/** "urgent billing tickets not yet answered": states and thresholds with no question word ask for the tickets themselves. */
function isNounPhrase({ opening }: Sentence, facets: Facets): boolean {
  if (facets.thresholds.some((one) => heldCondition(one, facets))) return true;
  if (asksState(facets)) return true;
  return SHOWS.test(opening) && facets.conditions.length > 0;
}

/** A list of single conversations. null: no population has all that it is limited by. */
export function decideRows(where: readonly Condition[], inquiry: Inquiry): RowsPlan | null {
  const { sentence, facets, context } = inquiry;
  const populations: readonly Of[] = ['tickets', 'chats', 'conversations'];
  const fields = fieldsOfWhere(where);
  const of = choosePopulation(populations, saidPopulation(facets), fields, context);
  if (!of) return null;
  const byResolution = facets.time.periods.length > 0 && asksResolved(sentence, facets);
  const asked = orderOfRows(of, inquiry);
  const order = byResolution && asked === NEWEST_FIRST ? { ...asked, field: 'resolved_at' } : asked;
  return {
    kind: 'rows',
    of,
    anchor: byResolution ? 'resolved' : 'created',
    order,
    limit: facets.limit ?? (asksForOne(sentence, facets) ? 1 : DEFAULT_ROWS),
    columns: columnsFor(of, where, context, order.field),
    ...scopeOf(where, rowsPeriod(facets, where, of, context), context),
  };
}

function asksResolved(sentence: Sentence, { conditions }: Facets): boolean {
  return (
    sentence.says('verb.resolved') ||
    conditions.some(({ condition }) => condition.field === 'open' && condition.values[0] === false)
  );
}

/** States and "the oldest" are looked for over all time. */
function rowsPeriod(
  facets: Facets,
  where: readonly Condition[],
  of: Of,
  context: ReadContext,
): Period | null {
  const isTimeless =
    asksState(facets) ||
    facets.order !== null ||
    where.some(({ field }) => field === 'age' || field === 'id');
  return isTimeless && !namesTime(facets) ? null : choosePeriod(facets, context, of);
}

const LOOKUP_COLUMNS = [
  'category',
  'channel',
  'customer',
  'first_response_at',
  'resolved_at',
  'rating',
];

/** Conversations by their numbers, whatever their age and whoever handled them. */
export function decideLookup({ facets, context }: Inquiry): RowsPlan {
  const of = saidPopulation(facets) ?? onlyPopulation(context) ?? 'tickets';
  return {
    kind: 'rows',
    of,
    anchor: 'created',
    order: NEWEST_FIRST,
    limit: DEFAULT_ROWS,
    columns: rowColumns(of, LOOKUP_COLUMNS, context),
    ...scopeOf([{ field: 'id', op: 'is', values: [...facets.lookup] }], null, context),
    managers: 'included',
  };
}

/** Text search. Without a period it looks through everything. */
export function decideSearch(
  where: readonly Condition[],
  { facets, context }: Inquiry,
): SearchPlan {
  const populations: readonly Of[] = ['tickets', 'conversations', 'chats'];
  const fields = fieldsOfWhere(where);
  const of = choosePopulation(populations, saidPopulation(facets), fields, context) ?? 'tickets';
  const isDated = facets.time.periods.length > 0;
  return {
    kind: 'search',
    of,
    terms: [...facets.searchFor],
    limit: facets.limit ?? DEFAULT_ROWS,
    ...scopeOf(where, isDated ? choosePeriod(facets, context, of) : null, context),
  };
}
