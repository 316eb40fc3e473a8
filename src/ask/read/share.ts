import type { Condition, MetricUse } from '../../analytics/query-plan.ts';
import { findMetric, type ReadContext } from './context.ts';
import type { Facets, MetricUseSaid } from './facets.ts';
import type { Mark } from './marks.ts';
import type { Sentence } from './sentence.ts';

type Share = {
  readonly metrics: readonly MetricUseSaid[];
  readonly where: readonly Condition[];
  readonly as: MetricUse['as'] | null;
};

/** Events whose share is a metric of its own, with its own denominator. */
export const RATES: Readonly<Record<string, string>> = {
  reopened: 'reopen_rate',
  transferred: 'transfer_rate',
  missed: 'missed_rate',
  escalated: 'escalation_rate',
  bot_handled: 'bot_handled_rate',
  bot_involved: 'bot_involved_rate',
};

/**
 * "what share of A are B": A is counted, B is the part. What stands before the noun belongs to A ("urgent tickets"),
 * what is said of it to B ("were reopened"). With nothing said of it, A's own condition is the part of all.
 */
export function findShare(
  sentence: Sentence,
  facets: Facets,
  metrics: readonly MetricUseSaid[],
  where: readonly Condition[],
  context: ReadContext,
): Share | null {
  const [only] = metrics;
  if (!sentence.says('ask.share') || !only) return null;
  if (metrics.length !== 1 && !kindPart(facets)) return null;
  if (findMetric(context, only.metric)?.kind !== 'count') return null;
  const kind = kindPart(facets);
  const part = kind ? [kind] : partOf(sentence, facets, where);
  if (part.length === 0) return { metrics, where, as: { kind: 'share-of-total' } };
  const rest = where.filter((condition) => !part.includes(condition));
  const [event] = part;
  const rate =
    part.length === 1 && event?.op === 'is' && event.values[0] === true
      ? RATES[event.field]
      : undefined;
  if (rate && findMetric(context, rate))
    return { metrics: [{ ...only, metric: rate }], where: rest, as: null };
  const whole = kind ? [{ ...only, of: 'conversations' as const }] : metrics;
  return { metrics: whole, where: rest, as: { kind: 'share-matching', where: [...part] } };
}

/** "what share of conversations are chats". */
function kindPart({ nouns }: Facets): Condition | null {
  const [whole, part] = nouns;
  if (!whole || !part || whole.of !== 'conversations' || part.of === 'conversations') return null;
  return { field: 'kind', op: 'is', values: [part.of === 'chats' ? 'chat' : 'ticket'] };
}

function partOf(
  sentence: Sentence,
  facets: Facets,
  where: readonly Condition[],
): readonly Condition[] {
  const [share] = sentence.words('ask.share');
  const noun =
    sentence.of('noun').find((mark) => share && mark.index > share.index) ?? sentence.of('noun')[0];
  const boundary = noun ? predicateAfter(sentence, noun) : (share?.index ?? 0);
  const said = where.filter((condition) => indexOf(condition, facets) > boundary);
  if (said.length > 0) return said;
  const loose = where.filter((condition) => indexOf(condition, facets) > (noun?.index ?? 0));
  return loose.length > 0 ? loose : where;
}

function indexOf(condition: Condition, facets: Facets): number {
  const named = facets.conditions.find((use) => use.condition === condition);
  const held = facets.thresholds.find(
    ({ target, value }) =>
      target.kind === 'field' && target.field === condition.field && condition.values[0] === value,
  );
  return named?.index ?? held?.index ?? Number.POSITIVE_INFINITY;
}

const COPULA =
  /^(?:is|are|was|were|did|do|does|have|has|had|got|get|come|came|that|which|who|be|been|take|took)$/i;

/** Where what is said of the noun begins: its first verb, else right behind it. */
function predicateAfter(sentence: Sentence, noun: Mark): number {
  const verb = sentence.marks.slice(noun.index + 1).find((mark) => COPULA.test(mark.text));
  return verb?.index ?? noun.index;
}
