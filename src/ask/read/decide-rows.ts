import type { Condition, Of, RowsPlan, SearchPlan } from '../../analytics/query-plan.ts';
import type { Period } from '../../core/period.ts';
import { findDimension, type ReadContext } from './context.ts';
import type { Facets } from './facets.ts';
import { choosePeriod, choosePopulation, isStale, scopeOf, wholePeriod } from './scope.ts';
import type { Sentence } from './sentence.ts';

const DEFAULT_ROWS = 10;

const TICKET_COLUMNS = [
  'id',
  'subject',
  'status',
  'priority',
  'agent',
  'pipeline',
  'created_at',
] as const;
const CHAT_COLUMNS = [
  'id',
  'agent',
  'group',
  'customer',
  'created_at',
  'chat_duration',
  'rating',
] as const;

/** The columns of a list that this data fills, with those the question was about. */
export function rowColumns(of: Of, extra: readonly string[], context: ReadContext): string[] {
  const base: readonly string[] = of === 'chats' ? CHAT_COLUMNS : TICKET_COLUMNS;
  const wanted = of === 'conversations' ? ['kind', ...base] : base;
  const filled = context.facts.filled[of];
  const usable = [...wanted, ...extra].filter((field) => {
    const dimension = findDimension(context, field);
    return (
      field === 'id' ||
      (dimension?.on.includes(of) &&
        dimension.needs.every((column) => filled.has(column)) &&
        (dimension.needs.length > 0 ||
          field === 'kind' ||
          filled.has(field) ||
          dimension.value !== null))
    );
  });
  return [...new Set(usable)];
}

/** Whether single conversations are asked for rather than figures about them. */
export function asksForRows(sentence: Sentence, facets: Facets): boolean {
  if (facets.nouns.length === 0 || facets.by.length > 0 || facets.subject) return false;
  if (
    sentence.says('ask.count') ||
    sentence.says('ask.share') ||
    sentence.says('ask.trend') ||
    sentence.says('ask.busier') ||
    sentence.says('ask.distribution')
  )
    return false;
  if (facets.time.compare || facets.contrast) return false;
  const listing =
    sentence.says('ask.list') ||
    sentence.says('ask.which') ||
    facets.order?.tag === 'order.waiting' ||
    facets.order?.tag === 'order.oldest' ||
    facets.order?.tag === 'order.newest';
  const ranked =
    facets.order !== null &&
    facets.limit !== null &&
    !facets.metrics.some(({ metric }) => metric === 'volume');
  if (facets.metrics.length > 0) return (listing || ranked) && !asksMetricFigure(sentence);
  return listing || ranked || isNounPhrase(sentence, facets);
}

function asksMetricFigure(sentence: Sentence): boolean {
  return sentence.says('stat.');
}

/** "urgent billing tickets not yet answered": states and thresholds with no question word ask for the tickets themselves. */
function isNounPhrase(sentence: Sentence, facets: Facets): boolean {
  const narrow = facets.thresholds.length > 0 || facets.conditions.some(({ state }) => state);
  if (narrow) return true;
  const shows = /^(?:show|list|give|pull|display|get|fetch|see|view|bring)/i.test(
    sentence.marks[0]?.text ?? '',
  );
  return shows && facets.conditions.length > 0 && facets.metrics.length === 0;
}

type Order = RowsPlan['order'];

const RANKED: Readonly<Record<string, Order['direction']>> = {
  'most.slowest': 'desc',
  'most.longest': 'desc',
  'most.highest': 'desc',
  'most.most': 'desc',
  'most.worst': 'desc',
  'most.fastest': 'asc',
  'most.shortest': 'asc',
  'most.lowest': 'asc',
  'most.least': 'asc',
  'most.best': 'asc',
};

function orderOf(sentence: Sentence, facets: Facets, of: Of, context: ReadContext): Order {
  const tag = facets.order?.tag ?? '';
  const direction = RANKED[tag];
  if (direction) return rankedOrder(sentence, facets, of, context, direction);
  if (tag === 'order.oldest' || tag === 'order.waiting' || tag === 'order.first')
    return { field: 'created_at', direction: 'asc' };
  if (tag === 'order.newest' || tag === 'order.last')
    return { field: 'created_at', direction: 'desc' };
  const waiting =
    facets.conditions.some(({ state }) => state) ||
    facets.thresholds.some(({ target }) => target.kind === 'field' && target.field === 'age') ||
    sentence.says('verb.waiting');
  const oldestFirst =
    facets.thresholds.some(({ target }) => target.kind === 'field' && target.field === 'age') ||
    sentence.says('verb.waiting');
  return { field: 'created_at', direction: waiting && oldestFirst ? 'asc' : 'desc' };
}

function rankedOrder(
  sentence: Sentence,
  facets: Facets,
  of: Of,
  context: ReadContext,
  direction: 'asc' | 'desc',
): Order {
  const measured = facets.metrics
    .map(({ metric }) => metric)
    .find((metric) => findDimension(context, metric));
  if (measured) return { field: measured, direction };
  if (facets.conditions.some(({ condition }) => condition.field === 'open'))
    return { field: 'age', direction };
  if (sentence.says('verb.answered')) return { field: 'first_response_time', direction };
  if (of === 'chats') return { field: 'chat_duration', direction };
  return { field: 'resolution_time', direction };
}

/** A list of single conversations. */
export function decideRows(
  sentence: Sentence,
  facets: Facets,
  where: readonly Condition[],
  context: ReadContext,
): RowsPlan | null {
  const said = facets.nouns[0]?.of ?? null;
  const of = choosePopulation(
    ['tickets', 'chats', 'conversations'],
    said,
    fieldsOf(where),
    context,
  );
  if (!of) return null;
  const order = orderOf(sentence, facets, of, context);
  const resolved =
    sentence.says('verb.resolved') ||
    facets.conditions.some(
      ({ condition }) => condition.field === 'open' && condition.values[0] === false,
    );
  return {
    kind: 'rows',
    of,
    anchor: resolved && facets.time.periods.length > 0 ? 'resolved' : 'created',
    order,
    limit: facets.limit ?? (isOneOf(sentence, facets) ? 1 : DEFAULT_ROWS),
    columns: rowColumns(
      of,
      [order.field, ...fieldsOf(where).filter((field) => field !== 'open' && field !== 'text')],
      context,
    ),
    ...scopeOf(where, rowsPeriod(facets, where, context, of), context),
  };
}

/** "the oldest open ticket", "which ticket took longest": one. */
function isOneOf(sentence: Sentence, facets: Facets): boolean {
  if (!facets.order) return false;
  const noun = sentence.of('noun')[0];
  return noun !== undefined && !/s$/i.test(noun.text);
}

function rowsPeriod(
  facets: Facets,
  where: readonly Condition[],
  context: ReadContext,
  of: Of,
): Period | null {
  const asked = facets.time.periods.length > 0 || facets.time.all;
  if (asked) return choosePeriod(facets, context, of);
  const state =
    facets.conditions.some((use) => use.state) ||
    where.some(({ field }) => field === 'age' || field === 'id');
  const oldest = facets.order !== null;
  if (state || oldest) return null;
  return choosePeriod(facets, context, of);
}

export function fieldsOf(where: readonly Condition[]): string[] {
  return [...new Set(where.map(({ field }) => field))];
}

/** One ticket by its number, whatever its age. */
export function decideLookup(facets: Facets, context: ReadContext): RowsPlan {
  const said = facets.nouns[0]?.of;
  const of =
    said ??
    (context.facts.rows.chats === 0
      ? 'tickets'
      : context.facts.rows.tickets === 0
        ? 'chats'
        : 'tickets');
  return {
    kind: 'rows',
    of,
    anchor: 'created',
    order: { field: 'created_at', direction: 'desc' },
    limit: DEFAULT_ROWS,
    columns: rowColumns(
      of,
      ['category', 'channel', 'customer', 'first_response_at', 'resolved_at', 'rating'],
      context,
    ),
    ...scopeOf([{ field: 'id', op: 'is', values: [...facets.lookup] }], null, context),
    managers: 'included',
  };
}

/** Text search. Without a period it looks through everything. */
export function decideSearch(
  facets: Facets,
  where: readonly Condition[],
  context: ReadContext,
): SearchPlan {
  const said = facets.nouns[0]?.of ?? null;
  const of =
    choosePopulation(['tickets', 'conversations', 'chats'], said, fieldsOf(where), context) ??
    'tickets';
  const asked = facets.time.periods.length > 0;
  const period = asked
    ? choosePeriod(facets, context, of)
    : isStale(context)
      ? wholePeriod(context, of)
      : null;
  return {
    kind: 'search',
    of,
    terms: [...facets.searchFor],
    limit: facets.limit ?? DEFAULT_ROWS,
    ...scopeOf(where, asked ? period : null, context),
  };
}
