import type { Condition, MetricUse } from '../../analytics/query-plan.ts';
import { findMetric } from './context.ts';
import type { Facets, MetricUseSaid } from './facets.ts';
import type { Inquiry } from './inquiry.ts';
import type { Mark } from './marks.ts';
import { rateOf } from './rates.ts';
import type { Sentence } from './sentence.ts';

type Share = {
  readonly metrics: readonly MetricUseSaid[];
  readonly where: readonly Condition[];
  readonly as?: MetricUse['as'];
};

/**
 * "what share of A are B": A is counted, B is the part. What stands before the noun belongs to A ("urgent tickets"),
 * what is said of it to B ("were reopened"). With nothing said of it, A's own condition is the part of all.
 * null: no share of a count is asked for.
 */
export function findShare(
  metrics: readonly MetricUseSaid[],
  where: readonly Condition[],
  { sentence, facets, context }: Inquiry,
): Share | null {
  const [counted] = metrics;
  if (!asksShare({ sentence, facets }) || !counted) return null;
  if (findMetric(context, counted.metric)?.kind !== 'count') return null;
  const kind = kindPart(facets);
  if (kind) {
    const whole = { ...counted, of: 'conversations' as const };
    return { metrics: [whole], where, as: { kind: 'share-matching', where: [kind] } };
  }
  if (metrics.length !== 1) return null;
  const part = partOf(where, sentence, facets);
  if (part.length === 0) return { metrics, where, as: { kind: 'share-of-total' } };
  const rest = where.filter((condition) => !part.includes(condition));
  const [event, ...more] = part;
  const rate = event && more.length === 0 ? rateOf(event) : undefined;
  if (rate && findMetric(context, rate)) {
    return { metrics: [{ ...counted, metric: rate }], where: rest };
  }
  return { metrics, where: rest, as: { kind: 'share-matching', where: [...part] } };
}

/** "what share of …", "are more than 5 % of …". */
export const asksShare = ({ sentence, facets }: Pick<Inquiry, 'sentence' | 'facets'>): boolean =>
  sentence.says('ask.share') || facets.thresholds.some(({ target }) => target.kind === 'share');

/** "what share of conversations are chats". */
function kindPart({ nouns: [whole, part] }: Facets): Condition | null {
  if (!whole || !part || whole.of !== 'conversations' || part.of === 'conversations') return null;
  return { field: 'kind', op: 'is', values: [part.of === 'chats' ? 'chat' : 'ticket'] };
}

function partOf(
  where: readonly Condition[],
  sentence: Sentence,
  facets: Facets,
): readonly Condition[] {
  const [share] = sentence.words('ask.share');
  const nouns = sentence.of('noun');
  const noun = nouns.find(({ index }) => share && index > share.index) ?? nouns[0];
  const saidAfter = (index: number): readonly Condition[] =>
    where.filter((condition) => placeOf(condition, facets) > index);
  const predicated = saidAfter(noun ? predicateOf(noun, sentence) : (share?.index ?? 0));
  if (predicated.length > 0) return withoutPlaces(predicated, sentence, facets);
  const behind = saidAfter(noun?.index ?? 0);
  return behind.length > 0 ? behind : where;
}

const PLACES = /^(?:in|within|among|amongst|of|for|from|on|across|at|inside)$/i;

/** "are escalated in the Billing queue", "tagged vip among Billing tickets": where it is looked at belongs to the whole. */
function withoutPlaces(
  said: readonly Condition[],
  sentence: Sentence,
  facets: Facets,
): readonly Condition[] {
  const part = said.filter((condition) => !isPlace(placeOf(condition, facets), sentence));
  return part.length > 0 ? part : said;
}

/** A name led to by a preposition, past articles, or a recurring time: "missed at night". */
function isPlace(index: number, { marks }: Sentence): boolean {
  if (marks[index]?.kind === 'time') return true;
  if (marks[index]?.kind !== 'value') return false;
  const lead = marks.slice(0, index).findLast(({ text }) => !ARTICLES.test(text));
  return PLACES.test(lead?.text ?? '');
}

const ARTICLES = /^(?:the|a|an|our)$/i;

/** Where a condition was said; those that follow from others, at the very end. */
function placeOf(condition: Condition, { conditions, thresholds }: Facets): number {
  const named = conditions.find((use) => use.condition === condition);
  const held = thresholds.find(
    ({ target, value }) =>
      target.kind === 'field' && target.field === condition.field && condition.values[0] === value,
  );
  return named?.index ?? held?.index ?? Number.POSITIVE_INFINITY;
}

const PREDICATES =
  /^(?:is|are|was|were|did|do|does|have|has|had|got|get|come|came|that|which|who|be|been|take|took)$/i;

/** Where what is said of the noun begins: its first verb, else right behind it. */
function predicateOf(noun: Mark, { marks }: Sentence): number {
  const verb = marks.slice(noun.index + 1).find(({ text }) => PREDICATES.test(text));
  return verb?.index ?? noun.index;
}
