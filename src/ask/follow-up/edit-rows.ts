import {
  type Condition,
  type QueryPlan,
  type RowsPlan,
  type SearchPlan,
  WHOLE,
} from '../../analytics/query-plan.ts';
import { findMetric } from '../read/context.ts';
import { textConditions } from '../read/facet-conditions.ts';
import { saidPopulation } from '../read/facets.ts';
import type { NoPlan } from '../read/reading.ts';
import {
  columnsFor,
  DEFAULT_ROWS,
  durationField,
  NEWEST_FIRST,
  OLDEST_FIRST,
} from '../read/row-shape.ts';
import { scopeOf } from '../read/scope.ts';
import { editFigures } from './edit-figures.ts';
import { editPeriod } from './edit-period.ts';
import { loneNumber, saysAll } from './edit-shape.ts';
import { missedTarget } from './edit-share.ts';
import { editWhere } from './edit-where.ts';
import type { DataPlan } from './follow-up.ts';
import type { Turn } from './turn.ts';

/** The conversations behind a figure; a list is only edited. */
export function listBehind(base: DataPlan, asked: Turn): QueryPlan | NoPlan {
  if (base.kind === 'rows' || base.kind === 'search') return editRows(base, asked);
  const turn = base.kind === 'figures' ? missedTarget(base, asked) : asked;
  const { facets, context } = turn;
  const use = base.kind === 'figures' ? base.metrics[0] : base.metric;
  const metric = use && findMetric(context, use.metric);
  const isState = metric?.kind === 'backlog';
  const open: Condition = { field: 'open', op: 'is', values: [true] };
  const where = [
    ...editWhere(base.where, turn),
    ...(use?.as?.kind === 'share-matching' ? use.as.where : []),
    ...(isState ? [open] : []),
  ];
  const of = use?.of ?? 'tickets';
  const period = editPeriod(base.period, turn);
  return {
    kind: 'rows',
    of,
    anchor: metric && metric.anchor !== 'instant' ? metric.anchor : 'created',
    order: facets.order?.tag === 'order.oldest' ? OLDEST_FIRST : NEWEST_FIRST,
    limit: facets.limit ?? loneNumber(turn.sentence) ?? DEFAULT_ROWS,
    columns: columnsFor(of, where, context),
    ...scopeOf(where, isState ? null : period, context),
    managers: base.managers,
  };
}

const MORE_ROWS = 100;

/** A list changed by what a follow-up says; asked for figures, they are counted over what it lists. */
export function editRows(before: RowsPlan | SearchPlan, turn: Turn): QueryPlan | NoPlan {
  const { sentence, facets, context } = turn;
  const where = editWhere(before.where, turn);
  if (asksFigures(turn)) return countRows(before, where, turn);
  const of = saidPopulation(facets) ?? before.of;
  const scope = scopeOf(where, editPeriod(before.period, turn), context);
  const shown = saysAll(sentence) ? MORE_ROWS : before.limit;
  const limit = facets.limit ?? loneNumber(sentence) ?? shown;
  if (before.kind === 'search') {
    const terms = facets.searchFor.length > 0 ? [...facets.searchFor] : before.terms;
    return { ...before, ...scope, of, limit, terms };
  }
  const kept = of === before.of ? before.columns : [];
  const columns = [...new Set([...kept, ...columnsFor(of, where, context)])];
  return { ...before, ...scope, of, limit, order: editOrder(before, turn), columns };
}

/** A field named only to lift a condition on it is no breakdown. */
function asksFigures({ sentence, facets }: Turn): boolean {
  return (
    facets.by.length + facets.metrics.length > 0 ||
    sentence.says('ask.count') ||
    (facets.subject !== null && !sentence.says('edit.all', 'edit.remove'))
  );
}

function editOrder(before: RowsPlan, { facets }: Turn): RowsPlan['order'] {
  switch (facets.order?.tag) {
    case 'order.oldest':
      return OLDEST_FIRST;
    case 'order.newest':
      return NEWEST_FIRST;
    case 'most.longest':
    case 'most.slowest':
      return { field: durationField(before.of), direction: 'desc' };
    default:
      return before.order;
  }
}

/** From a list to figures about it: "how many?", "by agent". Its conditions are settled already. */
function countRows(
  before: RowsPlan | SearchPlan,
  where: readonly Condition[],
  turn: Turn,
): QueryPlan | NoPlan {
  const found = before.kind === 'search' ? textConditions(before.terms) : [];
  const isResolved = before.kind === 'rows' && before.anchor === 'resolved';
  const metric = isResolved ? 'resolved_volume' : 'volume';
  return editFigures(
    {
      kind: 'figures',
      metrics: [{ metric, of: before.of, statistic: 'count' }],
      ...WHOLE,
      ...scopeOf([...where, ...found], before.period, turn.context),
    },
    { ...turn, facets: { ...turn.facets, conditions: [], thresholds: [] } },
  );
}
