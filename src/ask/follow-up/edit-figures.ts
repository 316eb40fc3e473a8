import type { By, Condition, FiguresPlan, MetricUse } from '../../analytics/query-plan.ts';
import { hasField, isGrain, sameBreakdown } from '../read/by.ts';
import { areStates, heldAgainstWhat, withoutUnit } from '../read/decide-figures.ts';
import { averagePerUnit } from '../read/fit-metric.ts';
import { eventOf } from '../read/rates.ts';
import type { NoPlan } from '../read/reading.ts';
import { choosePeriod, managersFor, scopeOf } from '../read/scope.ts';
import { seriesPeriod, settleHours } from '../read/series.ts';
import { editBy } from './edit-by.ts';
import { contrastSaid, editCompare, keepCompare } from './edit-compare.ts';
import { countsDone, editMetrics } from './edit-metrics.ts';
import { editPeriod } from './edit-period.ts';
import { editHaving, editLimit, editOrder } from './edit-shape.ts';
import {
  asShare,
  countBehind,
  missedTarget,
  missedWhat,
  missesUnnamed,
  otherPart,
} from './edit-share.ts';
import { editWhere } from './edit-where.ts';
import type { Turn } from './turn.ts';

/** A figures plan changed by what a follow-up says, part by part; what it does not speak of stays. */
export function editFigures(last: FiguresPlan, asked: Turn): FiguresPlan | NoPlan {
  if (missesUnnamed(last, asked)) return missedWhat();
  const said = missedTarget(last, asked);
  const before = countBehind(last, said) ?? last;
  const turn = withoutCounted(before, said);
  const { sentence, context } = turn;
  const part = otherPart(before, turn);
  const where = part ? before.where : editWhere(before.where, turn);
  const saidBy = editBy(before, where, turn);
  const metrics = editMetrics(part ?? before, where, saidBy, said);
  if ('kind' in metrics) return metrics;
  const share = asShare(metrics, withoutEvents(where, metrics), saidBy, before, turn);
  const shared = { ...share, metrics: averagePerUnit(share.metrics, saidBy, turn) };
  const period = fillPeriod(before, shared.metrics, saidBy, turn);
  const by = settleHours(withoutUnit(saidBy, shared.metrics), period, sentence);
  const changed = {
    metrics: !sameMetrics(metrics, before.metrics),
    by: !sameBreakdown(by, before.by),
  };
  const having = editHaving(before, shared.metrics, changed, turn);
  if (!having) return heldAgainstWhat();
  const contrast = contrastSaid(before, turn);
  const sides = contrast?.kind === 'values' && !hasField(by, contrast.field);
  return {
    ...before,
    ...scopeOf(shared.where, period, context),
    managers: editManagers(before, shared.where, turn),
    metrics: [...shared.metrics],
    by: sides ? [{ field: contrast.field }] : [...by],
    having,
    compare: contrast ?? keepCompare(editCompare(before, period, turn), where, by),
    order: editOrder(before, changed.metrics || changed.by, by, metrics, turn),
    limit: editLimit(before, by, turn),
  };
}

/** What only says which count to add limits nothing. */
function withoutCounted(before: FiguresPlan, turn: Turn): Turn {
  const { facets } = turn;
  if (!countsDone(before, turn)) return turn;
  const conditions = facets.conditions.filter(({ condition }) => condition.field !== 'open');
  return { ...turn, facets: { ...facets, conditions } };
}

/** "missed rate instead": what the rate is of is not also what it is limited to. */
function withoutEvents(
  where: readonly Condition[],
  metrics: readonly MetricUse[],
): readonly Condition[] {
  const events = new Set(metrics.map(({ metric }) => eventOf(metric)));
  return where.filter(({ field }) => !events.has(field));
}

const sameMetrics = (a: readonly MetricUse[], b: readonly MetricUse[]): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/** The period after an edit; a state has none unless it is named or shown over time, and what is no state any more gets one. */
function fillPeriod(
  before: FiguresPlan,
  metrics: readonly MetricUse[],
  by: readonly By[],
  turn: Turn,
): FiguresPlan['period'] {
  const { facets, context } = turn;
  const period = editPeriod(before.period, turn);
  const isState = areStates(metrics, context);
  const isSeries = by.some(isGrain);
  if (period) {
    const isNamed = facets.time.periods.length > 0 || before.period !== null;
    return isState && !isNamed && !isSeries ? null : period;
  }
  if (isSeries) return seriesPeriod(by, context);
  if (isState || !areStates(before.metrics, context)) return null;
  return choosePeriod(facets, context, metrics[0]?.of ?? 'conversations');
}

function editManagers(
  before: FiguresPlan,
  where: readonly Condition[],
  { sentence, context }: Turn,
): FiguresPlan['managers'] {
  if (sentence.says('edit.managers')) return 'included';
  if (sentence.says('edit.no-managers')) return 'excluded';
  return managersFor(where, context) === 'included' ? 'included' : before.managers;
}
