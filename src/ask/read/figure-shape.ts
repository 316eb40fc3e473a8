import type { By, FiguresPlan, MetricUse } from '../../analytics/query-plan.ts';
import type { Period } from '../../core/period.ts';
import { previousPeriod, samePeriodLastYear } from '../time/periods.ts';
import { isField } from './by.ts';
import { findDimension, findMetric, type ReadContext } from './context.ts';
import type { Facets, Threshold } from './facets.ts';

/** Groups whose figures hold against the amounts said. */
export function havingOf(
  { thresholds }: Facets,
  metrics: readonly MetricUse[],
  context: ReadContext,
): FiguresPlan['having'] {
  return thresholds.flatMap(({ target, op, value }) => {
    if (op === 'is' || target.kind === 'field') return [];
    // No share is above 1: "CSAT above 4" speaks of scores.
    if (target.kind === 'metric' && target.metric === 'csat' && value > 1) return [];
    const metric = metrics.findIndex((use) => isHeld(use, target, context));
    return metric === -1 ? [] : [{ metric, op, value }];
  });
}

function isHeld(use: MetricUse, target: HeldTarget, context: ReadContext): boolean {
  const metric = findMetric(context, use.metric);
  switch (target.kind) {
    case 'count':
      return metric?.kind === 'count';
    case 'share':
      return use.as !== undefined || metric?.unit === 'share';
    case 'metric':
      return use.metric === target.metric;
  }
}

type HeldTarget = Exclude<Threshold['target'], { kind: 'field' }>;

/** What the figures are set against: another period, or values side by side. */
export function compareOf(
  { time, contrast }: Facets,
  period: Period | null,
  context: ReadContext,
): FiguresPlan['compare'] {
  if (!time.compare || !period) return contrast && compareValues(contrast);
  switch (time.compare.kind) {
    case 'period':
      return { kind: 'period', period: time.compare.period };
    case 'previous':
      return { kind: 'period', period: previousPeriod(period, context.time) };
    case 'last-year':
      return { kind: 'period', period: samePeriodLastYear(period, context.time) };
  }
}

export function compareValues({
  field,
  team,
}: NonNullable<Facets['contrast']>): FiguresPlan['compare'] {
  return team === null ? { kind: 'values', field } : { kind: 'team', field, value: team };
}

const SMALLEST_FIRST: readonly string[] = [
  'most.least',
  'most.lowest',
  'most.fastest',
  'most.shortest',
  'most.quietest',
];
const BEST_FIRST: readonly string[] = ['most.best', 'order.first'];

type Direction = 'asc' | 'desc';

/** What "best" means follows from the metric; "slowest" and "most" speak for themselves. */
function directionOf(tag: string, metric: string, context: ReadContext): Direction {
  const good = findMetric(context, metric)?.direction;
  const lessIsGood = good === 'down';
  if (SMALLEST_FIRST.includes(tag)) return 'asc';
  if (BEST_FIRST.includes(tag)) return lessIsGood ? 'asc' : 'desc';
  // The worst weekday for missed chats has the most of them.
  if (tag === 'most.worst') return good === 'up' ? 'asc' : 'desc';
  if (tag === 'order.last') return lessIsGood ? 'desc' : 'asc';
  return 'desc';
}

/** Groups in the order asked for, by the first metric. */
export function orderBy(
  order: NonNullable<Facets['order']>,
  { metric }: MetricUse,
  context: ReadContext,
): NonNullable<FiguresPlan['order']> {
  return { on: 'metric', index: 0, direction: directionOf(order.tag, metric, context) };
}

/** Orders of single conversations, which say nothing of groups. */
const ROW_ORDERS: readonly string[] = ['order.newest', 'order.oldest'];

export function orderOfGroups(
  { order }: Facets,
  metrics: readonly MetricUse[],
  by: readonly By[],
  context: ReadContext,
): FiguresPlan['order'] {
  const [first] = metrics;
  if (!order || !first || by.length === 0 || ROW_ORDERS.includes(order.tag)) return null;
  return orderBy(order, first, context);
}

const LONG_LISTS: ReadonlySet<string> = new Set(['customer', 'company', 'tag', 'topic']);
const MANY_VALUES = 50;
const DEFAULT_TOP = 10;

/** How many groups are shown: those asked for, or the top of a ranking over very many. */
export function limitOfGroups(
  { limit, order }: Facets,
  by: readonly By[],
  context: ReadContext,
): number | null {
  const [first] = by;
  if (!first || limit !== null) return first ? limit : null;
  if (!order || !isField(first) || !findDimension(context, first.field)) return null;
  const count = context.facts.values[first.field]?.length ?? 0;
  return LONG_LISTS.has(first.field) || count > MANY_VALUES ? DEFAULT_TOP : null;
}
