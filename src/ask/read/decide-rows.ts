import type { Condition, Of, RowsPlan, SearchPlan } from '../../analytics/query-plan.ts';
import type { Period } from '../../core/period.ts';
import { fieldsOfWhere } from './by.ts';
import { findDimension, type ReadContext } from './context.ts';
import { heldCondition } from './facet-conditions.ts';
import { asksState, type Facets, type MetricUseSaid, namesTime, saidPopulation } from './facets.ts';
import { saysNow } from './find-now.ts';
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

const ASKS_FIGURES = [
  'ask.count',
  'ask.share',
  'ask.trend',
  'ask.busier',
  'ask.distribution',
  'ask.howlong',
];
const ROW_ORDERS = ['order.waiting', 'order.oldest', 'order.newest'];

/** Whether single conversations are asked for rather than figures about them. */
export function asksForRows(inquiry: Inquiry): boolean {
  const { sentence, facets } = inquiry;
  const { nouns, by, subject, time, contrast, order, limit } = facets;
  const metrics = facets.metrics.filter((metric) => !onlySaysWho(metric, facets));
  const isGrouped = by.length > 0 || subject !== null;
  const isCompared = time.compare !== null || contrast !== null;
  if (nouns.length === 0 || isGrouped || isCompared || sentence.says(...ASKS_FIGURES)) return false;
  const isListed =
    facets.sortedBy !== null ||
    sentence.says('ask.list', 'ask.which', 'show.list') ||
    (order !== null && ROW_ORDERS.includes(order.tag));
  const isRanked =
    order !== null && limit !== null && !metrics.some(({ metric }) => metric === 'volume');
  if (metrics.length > 0)
    return (isListed || isRanked || isOfMost(inquiry)) && !sentence.says('stat.');
  return isListed || isRanked || isNounPhrase(sentence, facets);
}

/** "tickets where customers gave us 1 star". */
const onlySaysWho = ({ metric, index }: MetricUseSaid, { nouns }: Facets): boolean =>
  metric === 'customers' && nouns.some((noun) => noun.index < index);

const HAVING = /^(?:with|having|that have|which have|that had|which had)$/i;

/** "tickets with the highest escalation risk": those themselves, where it is known of each. */
function isOfMost({ sentence, facets, context }: Inquiry): boolean {
  const { order, metrics } = facets;
  const [noun] = sentence.of('noun');
  if (!order?.tag.startsWith('most.') || !noun || noun.index > order.index) return false;
  const between = sentence.marks.slice(noun.index + 1, order.index);
  return (
    between.some(({ text }) => HAVING.test(text)) &&
    between.every(({ kind }) => kind === 'filler') &&
    metrics.every(({ metric }) => findDimension(context, metric))
  );
}

const SHOWS = /^(?:show|list|give|pull|display|get|fetch|see|view|bring)/i;

/** "urgent billing tickets not yet answered": states and thresholds with no question word ask for the tickets themselves. */
function isNounPhrase({ opening }: Sentence, facets: Facets): boolean {
  if (facets.thresholds.some((one) => heldCondition(one, facets))) return true;
  if (asksState(facets)) return true;
  return SHOWS.test(opening) && facets.conditions.length > 0;
}

/** A list of single conversations. null: no population has all that it is limited by. */
export function decideRows(asked: readonly Condition[], inquiry: Inquiry): RowsPlan | null {
  const { sentence, facets, context } = inquiry;
  const where = asksWhatIsOpen(asked, inquiry) ? [...asked, IS_OPEN] : asked;
  const populations: readonly Of[] = ['tickets', 'chats', 'conversations'];
  const fields = fieldsOfWhere(where);
  const of = choosePopulation(populations, saidPopulation(facets), fields, context);
  if (!of) return null;
  const byResolution = facets.time.periods.length > 0 && asksResolved(sentence, facets);
  const usual = orderOfRows(of, inquiry);
  const order = byResolution && usual === NEWEST_FIRST ? { ...usual, field: 'resolved_at' } : usual;
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

const IS_OPEN: Condition = { field: 'open', op: 'is', values: [true] };
const TELLS_STATE: ReadonlySet<string> = new Set(['open', 'status', 'stage', 'id', 'age']);

/** "tickets at risk right now": of those on the desk. */
function asksWhatIsOpen(where: readonly Condition[], { sentence, facets }: Inquiry): boolean {
  const isTold = where.some(({ field }) => TELLS_STATE.has(field));
  const isEvent = sentence.says('verb.created', 'verb.resolved');
  return saysNow(sentence) && !namesTime(facets) && !isTold && !isEvent;
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
    where.some((one) => one === IS_OPEN || one.field === 'age' || one.field === 'id');
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
