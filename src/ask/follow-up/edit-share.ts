import type { By, Condition, FiguresPlan, MetricUse } from '../../analytics/query-plan.ts';
import { findMetric } from '../read/context.ts';
import { eventOf, rateOf } from '../read/rates.ts';
import type { NoPlan } from '../read/reading.ts';
import type { Turn } from './turn.ts';

type Where = readonly Condition[];
type Shared = { readonly metrics: readonly MetricUse[]; readonly where: Where };

/** "as a percentage", "share of those that were reopened": a count becomes a share, of what was counted before where that is pointed at. */
export function asShare(
  metrics: readonly MetricUse[],
  where: Where,
  by: readonly By[],
  before: FiguresPlan,
  { sentence, context }: Turn,
): Shared {
  const [use, ...more] = metrics;
  const isPlainCount =
    use && more.length === 0 && !use.as && findMetric(context, use.metric)?.kind === 'count';
  if (!isPlainCount || !sentence.says('ask.share')) return { metrics, where };
  const fresh = where.filter((condition) => !before.where.includes(condition));
  const isOfThose = sentence.says('ref') || !before.where.some(isEvent);
  if (fresh.length > 0 && isOfThose) return partOf(use, fresh, where);
  const event = where.find(isEvent);
  if (event) return partOf(use, [event], where);
  if (by.length > 0 || where.length === 0) {
    return { metrics: [{ ...use, as: { kind: 'share-of-total' } }], where };
  }
  return partOf(use, where, where);
}

const isEvent = (condition: Condition): boolean => rateOf(condition) !== undefined;

/** The share that the part is of everything else the conditions leave; that of an event is its rate. */
function partOf(use: MetricUse, part: Where, where: Where): Shared {
  const rest = where.filter((condition) => !part.includes(condition));
  const [event, ...more] = part;
  const rate = event && more.length === 0 ? rateOf(event) : undefined;
  const share: MetricUse = rate
    ? { ...use, metric: rate, statistic: 'share' }
    : { ...use, as: { kind: 'share-matching', where: [...part] } };
  return { metrics: [share], where: rest };
}

/** "and high?" after a share of urgent ones, "and missed?" after a transfer rate: the part changes, not what it is a part of. */
export function otherPart(before: FiguresPlan, turn: Turn): FiguresPlan | null {
  const [use] = before.metrics;
  const said = turn.facets.conditions.map(({ condition }) => condition);
  if (!use || said.length === 0) return null;
  if (use.as?.kind === 'share-matching') {
    const { as } = use;
    if (!said.every(({ field }) => as.where.some((one) => one.field === field))) return null;
    return { ...before, metrics: [{ ...use, as: { kind: 'share-matching', where: said } }] };
  }
  const rate = otherRate(use, turn);
  const metric = rate && findMetric(turn.context, rate);
  if (!metric) return null;
  const of = metric.of.find((one) => one === use.of) ?? metric.of[0];
  return { ...before, metrics: [{ metric: metric.id, of: of ?? use.of, statistic: 'share' }] };
}

const GOES_ON = /^(?:and|&|plus|what about|how about|missed|reopened|transferred|escalated)$/i;

/** The rate of the one event said after the rate of another. */
function otherRate({ metric }: MetricUse, { sentence, facets }: Turn): string | null {
  const [only, ...more] = facets.conditions;
  if (!eventOf(metric) || !only || more.length > 0 || facets.metrics.length > 0) return null;
  const isPart = GOES_ON.test(sentence.opening) && !sentence.says('ref', 'edit.only', 'ask.count');
  return (isPart && rateOf(only.condition)) || null;
}

const COUNTS = /^(?:how many|how may|number|num|count|no\.?|#|nr)\b/i;

/** "how many is that?" after a share: the plan of what the share counts. null: none is asked for. */
export function countBehind(before: FiguresPlan, turn: Turn): FiguresPlan | null {
  const { sentence, facets, context } = turn;
  const [use, ...more] = before.metrics;
  const asks = sentence.words('ask.count').some(({ text }) => COUNTS.test(text));
  const names = facets.metrics.length > 0 || sentence.says('ask.share', 'edit.add');
  if (!use || more.length > 0 || !asks || names) return null;
  const counted = countedPart(use, turn);
  if (!counted) return null;
  const isResolved = findMetric(context, use.metric)?.anchor === 'resolved';
  const { as: _, ...count } = use;
  const metric = use.as ? use.metric : isResolved ? 'resolved_volume' : 'volume';
  return {
    ...before,
    metrics: [{ ...count, metric, statistic: 'count' }],
    where: [...before.where, ...counted],
    having: [],
  };
}

/** What a conversation is that a share counts; null: no such share. */
function countedPart({ metric, as }: MetricUse, { facets }: Turn): Where | null {
  if (as?.kind === 'share-matching') return as.where;
  if (as) return null;
  const event = eventOf(metric);
  if (event) return [{ field: event, op: 'is', values: [true] }];
  const breached = breachOf(metric);
  if (!breached) return null;
  const isSaid = facets.conditions.some(({ condition }) => condition.field === breached);
  return isSaid ? [] : [{ field: breached, op: 'is', values: [false] }];
}

/** The flag of a target that was missed, for the attainment of it. */
const breachOf = (metric: string): string | undefined =>
  metric.startsWith('sla_') ? `${metric}_breached` : undefined;

const NAMES_TARGET = /first|response|reply|resol/i;

/** "who missed it?" after a figure that is no attainment: a target, but nobody said which. */
export function missesUnnamed({ metrics: [use] }: FiguresPlan, { sentence }: Turn): boolean {
  const missed = sentence.of('flag').find(({ field }) => field === 'missed');
  const next = missed && sentence.after(missed);
  const isTarget = sentence.isWord(next, 'ref', 'target') && !breachOf(use?.metric ?? '');
  return isTarget && use?.of !== 'chats';
}

export function missedWhat(): NoPlan {
  return {
    kind: 'decline',
    text: 'I can’t tell which target is meant.',
    instead: ['tickets that missed the first response target', 'resolution sla by agent'],
  };
}

/** After SLA attainment, "missed it", "breaches" are of the target it was about. */
export function missedTarget(before: FiguresPlan, turn: Turn): Turn {
  const breached = breachOf(before.metrics[0]?.metric ?? '');
  const { sentence, facets } = turn;
  if (!breached) return turn;
  const conditions = facets.conditions.map((use) => {
    const { field, op, values } = use.condition;
    const isMissed = field === 'missed' || field.endsWith('_breached');
    const isNamed = NAMES_TARGET.test(sentence.marks[use.index]?.text ?? '');
    return isMissed && !isNamed ? { ...use, condition: { field: breached, op, values } } : use;
  });
  sentence.useWords('target');
  return { ...turn, facets: { ...facets, conditions } };
}
