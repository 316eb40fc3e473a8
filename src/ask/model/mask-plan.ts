import type { Condition, QueryPlan } from '../../analytics/query-plan.ts';
import { findDimension, type ReadContext } from '../read/context.ts';
import type { Placeholders } from './placeholders.ts';

/** The plan of the turn before, as a model may see it: shape and words of ours, every value of the data a placeholder. */
export function maskPlan(
  plan: QueryPlan,
  placeholders: Placeholders,
  context: ReadContext,
): Readonly<Record<string, unknown>> {
  const field = (id: string): string =>
    findDimension(context, id)?.extra
      ? placeholders.hold('column', { kind: 'column', field: id })
      : id;
  const condition = (one: Condition) => ({
    field: field(one.field),
    op: one.op,
    values: one.values.map((value) => maskValue(one.field, value, placeholders, context)),
  });
  if (plan.kind === 'about') return { kind: 'about', topic: plan.topic };
  const shared = {
    kind: plan.kind === 'rows' ? 'list' : plan.kind,
    where: plan.where.map(condition),
    period: plan.period?.words ?? null,
  };
  switch (plan.kind) {
    case 'figures':
      return {
        ...shared,
        of: plan.metrics[0]?.of ?? null,
        metrics: plan.metrics.map(({ metric, statistic, as }) => ({
          metric,
          statistic,
          per: as?.kind === 'average-per' ? as.grain : null,
          share:
            as?.kind === 'share-of-total'
              ? 'total'
              : as?.kind === 'share-matching'
                ? as.where.map(condition)
                : null,
        })),
        by: plan.by.map((by) => ('grain' in by ? by.grain : field(by.field))),
        having: plan.having,
        compare: plan.compare?.kind ?? null,
        limit: plan.limit,
      };
    case 'distribution':
      return { ...shared, of: plan.metric.of, metrics: [{ metric: plan.metric.metric }] };
    case 'rows':
      return { ...shared, of: plan.of, limit: plan.limit };
    case 'search':
      return {
        ...shared,
        of: plan.of,
        terms: plan.terms.map((text) => placeholders.hold('text', { kind: 'typed', text })),
      };
  }
}

function maskValue(
  field: string,
  value: string | number | boolean,
  placeholders: Placeholders,
  context: ReadContext,
): string | number | boolean {
  if (typeof value !== 'string') return value;
  const dimension = findDimension(context, field);
  if (dimension?.values.some((known) => known.value === value)) return value;
  const noun = dimension && !dimension.extra ? field.replaceAll(/[^a-z]/g, '') : 'value';
  return placeholders.hold(noun, { kind: 'value', in: [{ field, value }] });
}
