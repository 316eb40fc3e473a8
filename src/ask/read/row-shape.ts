import type { Condition, Of, RowsPlan } from '../../analytics/query-plan.ts';
import { fieldsOfWhere } from './by.ts';
import { findDimension, type ReadContext } from './context.ts';
import type { Facets } from './facets.ts';
import type { Inquiry } from './inquiry.ts';
import type { Sentence } from './sentence.ts';

export const DEFAULT_ROWS = 10;

const TICKET_COLUMNS: readonly string[] = [
  'id',
  'subject',
  'status',
  'priority',
  'agent',
  'pipeline',
  'created_at',
];
const CHAT_COLUMNS: readonly string[] = [
  'id',
  'agent',
  'group',
  'customer',
  'created_at',
  'chat_duration',
  'rating',
];

/** Conditions that every row shows without a column of its own. */
const UNSHOWN: ReadonlySet<string> = new Set(['open', 'awaiting_reply', 'text']);

/** The columns of a list that this data fills, with those the question was about. */
export function rowColumns(of: Of, extra: readonly string[], context: ReadContext): string[] {
  const usual = of === 'chats' ? CHAT_COLUMNS : TICKET_COLUMNS;
  const wanted = of === 'conversations' ? ['kind', ...usual] : usual;
  return [...new Set([...wanted, ...extra])].filter((field) => isFilled(field, of, context));
}

/** The columns of a list limited that way. */
export function columnsFor(
  of: Of,
  where: readonly Condition[],
  context: ReadContext,
  ...extra: readonly string[]
): string[] {
  const asked = fieldsOfWhere(where).filter((field) => !UNSHOWN.has(field));
  return rowColumns(of, [...extra, ...asked], context);
}

function isFilled(field: string, of: Of, context: ReadContext): boolean {
  if (field === 'id') return true;
  const dimension = findDimension(context, field);
  if (!dimension?.on.includes(of)) return false;
  const filled = context.facts.filled[of];
  if (dimension.needs.length > 0) return dimension.needs.every((column) => filled.has(column));
  return field === 'kind' || filled.has(field) || dimension.value !== null;
}

type Order = RowsPlan['order'];

export const OLDEST_FIRST: Order = { field: 'created_at', direction: 'asc' };
export const NEWEST_FIRST: Order = { field: 'created_at', direction: 'desc' };

const FIXED: ReadonlyMap<string, Order> = new Map([
  ['order.oldest', OLDEST_FIRST],
  ['order.waiting', OLDEST_FIRST],
  ['order.first', OLDEST_FIRST],
  ['order.newest', NEWEST_FIRST],
  ['order.last', NEWEST_FIRST],
]);

const RANKED: ReadonlyMap<string, Order['direction']> = new Map([
  ['most.slowest', 'desc'],
  ['most.longest', 'desc'],
  ['most.highest', 'desc'],
  ['most.most', 'desc'],
  ['most.worst', 'desc'],
  ['most.fastest', 'asc'],
  ['most.shortest', 'asc'],
  ['most.lowest', 'asc'],
  ['most.least', 'asc'],
  ['most.best', 'asc'],
]);

/** The order asked for, else newest first, but oldest first for what has waited. */
export function orderOfRows(of: Of, inquiry: Inquiry): Order {
  const { sentence, facets } = inquiry;
  if (facets.sortedBy) return sortedBy(facets.sortedBy, inquiry.context);
  const tag = facets.order?.tag ?? '';
  const direction = RANKED.get(tag);
  if (direction) return { field: rankedField(of, inquiry), direction };
  const isWaiting = sentence.says('verb.waiting') || holdsAge(facets);
  return FIXED.get(tag) ?? (isWaiting ? OLDEST_FIRST : NEWEST_FIRST);
}

const LARGEST_FIRST: ReadonlySet<string> = new Set(['ordered', 'number', 'seconds', 'time']);

/** The most urgent, largest and newest first; names by the alphabet. */
function sortedBy(field: string, context: ReadContext): Order {
  const kind = findDimension(context, field)?.kind ?? '';
  return { field, direction: LARGEST_FIRST.has(kind) ? 'desc' : 'asc' };
}

const holdsAge = ({ thresholds }: Facets): boolean =>
  thresholds.some(({ target }) => target.kind === 'field' && target.field === 'age');

/** What "slowest" or "longest" is of: the metric named, else what these conversations have. */
function rankedField(of: Of, { sentence, facets, context }: Inquiry): string {
  const measured = facets.metrics.find(({ metric }) => findDimension(context, metric));
  if (measured) return measured.metric;
  const isOpen = facets.conditions.some(
    ({ condition }) => condition.field === 'open' && condition.values[0] === true,
  );
  if (isOpen) return 'age';
  if (isMostReopened(sentence)) return 'reopens';
  if (sentence.says('verb.answered')) return 'first_response_time';
  return durationField(of);
}

/** "the most reopened tickets": by how often they were. */
const isMostReopened = (sentence: Sentence): boolean =>
  sentence.of('flag').some((flag) => {
    const lead = sentence.before(flag);
    return flag.field === 'reopened' && sentence.isWord(lead, 'most.most', 'most.least');
  });

/** How long a conversation took as a whole. */
export function durationField(of: Of): string {
  return of === 'chats' ? 'chat_duration' : 'resolution_time';
}

/** "the oldest open ticket", "which ticket took longest": one row. */
export function asksForOne(sentence: Sentence, { order }: Facets): boolean {
  const [noun] = sentence.of('noun');
  return order !== null && noun !== undefined && !/s$/i.test(noun.text);
}
