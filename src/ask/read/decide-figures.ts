import type {
  By,
  Condition,
  DistributionPlan,
  FiguresPlan,
  MetricUse,
  Of,
} from '../../analytics/query-plan.ts';
import type { Period } from '../../core/period.ts';
import { previousPeriod, samePeriodLastYear } from '../time/periods.ts';
import { chooseMetrics } from './choose-metrics.ts';
import { findDimension, findMetric, type ReadContext } from './context.ts';
import { fieldsOf } from './decide-rows.ts';
import type { Facets } from './facets.ts';
import type { Reading } from './reading.ts';
import { choosePeriod, isStale, scopeOf, wholePeriod } from './scope.ts';
import type { Sentence } from './sentence.ts';
import { trendPeriod } from './trend-period.ts';

type Decided = FiguresPlan | DistributionPlan | Exclude<Reading, { kind: 'plan' }>;

/** Figures: which metrics, over what, how broken down. null: the question names nothing that can be counted. */
export function decideFigures(
  sentence: Sentence,
  facets: Facets,
  where: readonly Condition[],
  context: ReadContext,
): Decided | null {
  const by = breakdowns(facets);
  const chosen = chooseMetrics(sentence, facets, where, by, context);
  if (chosen === null || chosen.kind !== 'metrics') return chosen;
  const [first] = chosen.metrics;
  if (!first) return null;
  if (by.length > 2)
    return {
      kind: 'decline',
      text: 'I can break a figure down by two things at once, not more.',
      instead: [],
    };
  if (
    sentence.says('ask.distribution') &&
    by.length === 0 &&
    findMetric(context, first.metric)?.kind === 'measure'
  ) {
    return {
      kind: 'distribution',
      metric: {
        ...first,
        statistic: findMetric(context, first.metric)?.statistic ?? first.statistic,
      },
      ...scopeOf(chosen.where, choosePeriod(facets, context, first.of), context),
    };
  }
  const trend = wantsTrend(sentence, by);
  const period = figuresPeriod(
    facets,
    chosen.metrics,
    chosen.where,
    trend || by.some((one) => 'grain' in one),
    context,
  );
  const timed = settleHours(by, period, sentence);
  const broken = trend && period ? [...timed, { grain: trendGrain(period, facets) }] : timed;
  return {
    kind: 'figures',
    metrics: chosen.metrics,
    by: broken.slice(0, 2),
    having: having(facets, chosen.metrics, context),
    compare: compareOf(facets, period, context),
    order: orderOf(facets, chosen.metrics, broken, context),
    limit: limitOf(facets, broken, context),
    ...scopeOf(chosen.where, period, context),
  };
}

const DAY_MS = 24 * 3600 * 1000;
/** Days over which hours are shown as they passed: by default, and when "hourly" is asked for. */
const HOURS_SHOWN = { usual: 3.1, hourly: 14.1 };

/** "by hour": over a day or three the hours as they passed, over longer the hours of the day. */
export function settleHours(by: readonly By[], period: Period | null, sentence: Sentence): By[] {
  const hourly = sentence.of('time').some(({ match }) => /hourly/i.test(match.text));
  const days = period
    ? (Date.parse(period.end) - Date.parse(period.start)) / DAY_MS
    : Number.POSITIVE_INFINITY;
  const short = days <= (hourly ? HOURS_SHOWN.hourly : HOURS_SHOWN.usual);
  return by.map((one) =>
    'grain' in one && one.grain === 'hour' && !short ? { field: 'hour' } : one,
  );
}

function breakdowns(facets: Facets): By[] {
  const all = facets.subject ? [facets.subject, ...facets.by] : [...facets.by];
  if (
    facets.contrast &&
    !all.some((by) => 'field' in by && by.field === facets.contrast?.field) &&
    facets.contrast.team === null
  ) {
    all.unshift({ field: facets.contrast.field });
  }
  return all.filter(
    (by, index) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(by)) === index,
  );
}

export function wantsTrend(sentence: Sentence, by: readonly By[]): boolean {
  return (
    (sentence.says('ask.trend') || sentence.says('ask.busier')) &&
    !by.some(
      (one) =>
        'grain' in one || ('field' in one && (one.field === 'weekday' || one.field === 'hour')),
    )
  );
}

function trendGrain(
  period: Period,
  facets: Facets,
): 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'half' | 'year' {
  return trendPeriod.grain(period, facets.time.periods[0]?.unit ?? null);
}

function figuresPeriod(
  facets: Facets,
  metrics: readonly MetricUse[],
  where: readonly Condition[],
  overTime: boolean,
  context: ReadContext,
): Period | null {
  const of = metrics[0]?.of ?? 'conversations';
  const asked = facets.time.periods.length > 0 || facets.time.all;
  if (asked) return choosePeriod(facets, context, of);
  const states = metrics.every(({ metric }) => findMetric(context, metric)?.kind === 'backlog');
  if (overTime)
    return isStale(context) ? wholePeriod(context, of) : trendPeriod.standIn(facets, context);
  if (states || isState(facets, where)) return null;
  return choosePeriod(facets, context, of);
}

const isState = (facets: Facets, where: readonly Condition[]): boolean =>
  facets.conditions.some(({ state }) => state) || where.some(({ field }) => field === 'age');

function having(
  facets: Facets,
  metrics: readonly MetricUse[],
  context: ReadContext,
): FiguresPlan['having'] {
  return facets.thresholds.flatMap(({ target, op, value }) => {
    if (op === 'is' || target.kind === 'field') return [];
    const wanted =
      target.kind === 'count'
        ? countIndex(metrics, context)
        : metrics.findIndex(({ metric }) => metric === target.metric);
    return wanted === -1 ? [] : [{ metric: wanted, op, value }];
  });
}

function countIndex(metrics: readonly MetricUse[], context: ReadContext): number {
  return metrics.findIndex(({ metric }) => findMetric(context, metric)?.kind === 'count');
}

function compareOf(
  facets: Facets,
  period: Period | null,
  context: ReadContext,
): FiguresPlan['compare'] {
  const { compare } = facets.time;
  if (compare && period) {
    if (compare.kind === 'period') return { kind: 'period', period: compare.period };
    const other =
      compare.kind === 'previous'
        ? previousPeriod(period, context.time)
        : samePeriodLastYear(period, context.time);
    return { kind: 'period', period: other };
  }
  if (!facets.contrast) return null;
  const { field, team } = facets.contrast;
  return team === null ? { kind: 'values', field } : { kind: 'team', field, value: team };
}

/** +1: largest first. What "best" and "slow" mean follows from the metric. */
export function directionFor(tag: string, metric: string, context: ReadContext): 'asc' | 'desc' {
  const good = findMetric(context, metric)?.direction ?? 'neutral';
  switch (tag) {
    case 'most.least':
    case 'most.lowest':
    case 'most.fastest':
    case 'most.shortest':
    case 'most.quietest':
      return 'asc';
    case 'most.best':
    case 'order.first':
      return good === 'down' ? 'asc' : 'desc';
    case 'most.worst':
    case 'order.last':
      return good === 'down' ? 'desc' : 'asc';
    default:
      return 'desc';
  }
}

function orderOf(
  facets: Facets,
  metrics: readonly MetricUse[],
  by: readonly By[],
  context: ReadContext,
): FiguresPlan['order'] {
  const [first] = metrics;
  if (
    !facets.order ||
    by.length === 0 ||
    !first ||
    facets.order.tag === 'order.newest' ||
    facets.order.tag === 'order.oldest'
  )
    return null;
  return {
    on: 'metric',
    index: 0,
    direction: directionFor(facets.order.tag, first.metric, context),
  };
}

const LONG_LISTS: ReadonlySet<string> = new Set(['customer', 'company', 'tag', 'topic']);
const DEFAULT_TOP = 10;

function limitOf(facets: Facets, by: readonly By[], context: ReadContext): number | null {
  if (by.length === 0) return null;
  if (facets.limit !== null) return facets.limit;
  const [first] = by;
  if (!facets.order || !first || !('field' in first)) return null;
  const many = LONG_LISTS.has(first.field) || (context.facts.values[first.field]?.length ?? 0) > 50;
  return many && findDimension(context, first.field) ? DEFAULT_TOP : null;
}

export function ofFields(where: readonly Condition[], by: readonly By[]): string[] {
  return [...fieldsOf(where), ...by.flatMap((one) => ('field' in one ? [one.field] : []))];
}

export type { Of };
