import type { Condition, FiguresPlan, QueryPlan } from '../../analytics/query-plan.ts';
import { isGrain } from '../read/by.ts';
import { findDimension, findMetric, type ReadContext } from '../read/context.ts';
import { joinTexts } from '../read/neighbours.ts';

/**
 * A plan as a question in words of ours, for a button. null: it takes more words than these.
 * Whoever shows it makes sure that it is read back as the same plan.
 */
export function questionOf(plan: QueryPlan, context: ReadContext): string | null {
  switch (plan.kind) {
    case 'figures':
      return figuresQuestion(plan, context);
    case 'distribution':
      return sentence([
        'distribution of',
        labelOf(plan.metric, context),
        ...limits(plan.where),
        plan.period?.words,
      ]);
    case 'rows':
      return sentence([
        `the ${plan.limit} ${plan.order.direction === 'asc' ? 'oldest' : 'newest'}`,
        ...adjectives(plan.where),
        plan.of,
        ...limits(plan.where),
        plan.period?.words,
      ]);
    case 'search':
      return sentence([
        `find ${plan.of} about`,
        `"${plan.terms.join(' ')}"`,
        ...limits(plan.where),
        plan.period?.words,
      ]);
    case 'about':
      return null;
  }
}

function figuresQuestion(
  { metrics, by, where, period, compare, having, limit }: FiguresPlan,
  context: ReadContext,
): string | null {
  if (having.length > 0 || limit !== null || metrics.some(({ as }) => as)) return null;
  const groups = by.map((one) =>
    isGrain(one) ? one.grain : (findDimension(context, one.field)?.label ?? one.field),
  );
  const basis = period?.basis === 'asked' || period?.basis === 'kept' ? period.words : null;
  return sentence([
    metrics.map((use) => labelOf(use, context)).join(' and '),
    ...limits(where),
    groups.length > 0 ? `by ${groups.join(' and ')}` : null,
    basis,
    compare?.kind === 'period' ? 'vs the previous period' : null,
  ]);
}

function labelOf(
  { metric: id, of, statistic }: FiguresPlan['metrics'][number],
  context: ReadContext,
): string {
  const metric = findMetric(context, id);
  const isUsual = statistic === metric?.statistic;
  const label = metric?.labels[of] ?? metric?.label ?? id;
  const isOwn = metric?.of[0] === of || label.includes(of);
  return sentence([isUsual ? null : statistic, label, isOwn ? null : `of ${of}`]);
}

/** Names stand behind "for"; anything else takes words of its own. */
function limits(where: readonly Condition[]): readonly string[] {
  const names = where.filter(
    ({ op, values }) => op === 'is' && values.every((value) => typeof value === 'string'),
  );
  const said = names.flatMap(({ values }) => values.map(String));
  return said.length > 0 ? [`for ${said.join(' and ')}`] : [];
}

function adjectives(where: readonly Condition[]): readonly string[] {
  return where.some(({ field, values }) => field === 'open' && values[0] === true) ? ['open'] : [];
}

function sentence(parts: readonly (string | null | undefined)[]): string {
  return joinTexts(parts.filter((part): part is string => Boolean(part)));
}
