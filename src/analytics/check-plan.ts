import type { Catalogue, Dimension, Metric } from './catalogue.ts';
import { conditionProblems, fieldProblems, type Known, missingColumns } from './check-fields.ts';
import { CONVERSATION_COLUMNS } from './compile/population.ts';
import type { Facts } from './facts.ts';
import type { AboutPlan, By, FiguresPlan, MetricUse, Of, QueryPlan } from './query-plan.ts';

const GROUPED: ReadonlySet<Dimension['kind']> = new Set([
  'name',
  'list',
  'ordered',
  'flag',
  'calendar',
]);

/** What keeps a plan from being answered, in words a person can be shown; empty when nothing does. */
export function checkPlan(plan: QueryPlan, catalogue: Catalogue, facts: Facts): string[] {
  return [...new Set(problemsOf(plan, { catalogue, facts }))];
}

function problemsOf(plan: QueryPlan, known: Known): string[] {
  switch (plan.kind) {
    case 'figures':
      return figuresProblems(plan, known);
    case 'distribution':
      return [
        ...metricProblems(plan.metric, known),
        ...spreadProblems(plan.metric, known),
        ...conditionProblems(plan.where, [plan.metric.of], known),
      ];
    case 'rows':
      return [
        ...[...plan.columns, plan.order.field].flatMap((column) => columnProblems(column, known)),
        ...conditionProblems(plan.where, [plan.of], known),
      ];
    case 'search': {
      const isEmpty = plan.terms.some((term) => term.trim() === '');
      return [
        ...(isEmpty ? ['a search needs something to look for'] : []),
        ...conditionProblems(plan.where, [plan.of], known),
      ];
    }
    case 'about':
      return aboutProblems(plan, known);
  }
}

function figuresProblems(plan: FiguresPlan, known: Known): string[] {
  const populations = [...new Set(plan.metrics.map(({ of }) => of))];
  const { compare } = plan;
  return [
    ...plan.metrics.flatMap((use) => [...metricProblems(use, known), ...asProblems(use, known)]),
    ...byProblems(plan.by, populations, known),
    ...conditionProblems(plan.where, populations, known),
    ...indexProblems(plan),
    ...averageProblems(plan),
    ...(compare && compare.kind !== 'period'
      ? fieldProblems(compare.field, populations, known)
      : []),
  ];
}

/** Parts of days (the weekend begins on a Friday evening) have no number of days to divide by. */
function averageProblems({ metrics, where }: FiguresPlan): string[] {
  const averages = metrics.some(({ as }) => as?.kind === 'average-per');
  const cut = where.some(
    ({ field, op }) =>
      field === 'weekend' ||
      field === 'business_hours' ||
      (field === 'weekday' && op !== 'is' && op !== 'is-not'),
  );
  return averages && cut
    ? ["an average per day can't be limited to parts of days, such as weekends or business hours"]
    : [];
}

function metricProblems(use: MetricUse, known: Known): string[] {
  const metric = known.catalogue.metrics.find(({ id }) => id === use.metric);
  if (!metric) return [`there is no metric "${use.metric}"`];
  if (!metric.of.includes(use.of)) {
    return [`${metric.label} is not defined for ${use.of}; only for ${metric.of.join(' and ')}`];
  }
  const statistic = metric.statistics.includes(use.statistic)
    ? []
    : [`${metric.label} has no ${use.statistic}`];
  return [
    ...statistic,
    ...missingColumns(metric.needs, use.of, known),
    ...missingParts(metric, known),
  ];
}

/** A formula can do without some of its parts, but not without all. */
function missingParts(metric: Metric, known: Known): string[] {
  const missing = metric.parts.map(({ metric: id, of }) => {
    const needs = known.catalogue.metrics.find((part) => part.id === id)?.needs ?? [];
    return missingColumns(needs, of, known);
  });
  return missing.every((part) => part.length > 0) ? missing.flat() : [];
}

function asProblems({ metric: id, as, of }: MetricUse, known: Known): string[] {
  const metric = known.catalogue.metrics.find((each) => each.id === id);
  if (!as || !metric) return [];
  const words = as.kind === 'average-per' ? 'an average per time' : 'a share';
  const isFit =
    as.kind === 'average-per'
      ? metric.unit === 'count' && metric.kind !== 'backlog'
      : metric.kind === 'count';
  return [
    ...(isFit ? [] : [`${metric.label} can't be taken as ${words}`]),
    ...(as.kind === 'share-matching' ? conditionProblems(as.where, [of], known) : []),
  ];
}

function byProblems(by: readonly By[], populations: readonly Of[], known: Known): string[] {
  const fields = by.flatMap((each) => ('field' in each ? [each.field] : []));
  const isRepeated = new Set(fields).size < fields.length || by.length - fields.length > 1;
  return [
    ...(isRepeated ? ["a breakdown can't be by the same thing twice"] : []),
    ...fields.flatMap((field) => fieldProblems(field, populations, known)),
    ...fields.flatMap((field) => {
      const dimension = known.catalogue.dimensions.find(({ id }) => id === field);
      if (!dimension || GROUPED.has(dimension.kind)) return [];
      return [`${dimension.label} can be compared, but not broken down by`];
    }),
  ];
}

function indexProblems({ metrics, by, having, order }: FiguresPlan): string[] {
  const used = having.map(({ metric }) => metric);
  if (order?.on === 'metric') used.push(order.index);
  const problems = used
    .filter((index) => !metrics[index])
    .map((index) => `there is no metric number ${index + 1} to go by`);
  if (having.length > 0 && by.length === 0 && (metrics.length > 1 || having.length > 1))
    problems.push('an amount is held against groups, or against one figure');
  if (order?.on === 'by' && !by[order.index])
    problems.push(`there is no breakdown number ${order.index + 1} to order by`);
  return problems;
}

function spreadProblems({ metric: id, as }: MetricUse, { catalogue }: Known): string[] {
  const metric = catalogue.metrics.find((each) => each.id === id);
  if (!metric || (metric.kind === 'measure' && !as)) return [];
  return [`${metric.label} is one figure for many conversations and has no distribution`];
}

/** Lists may show any column: one the population lacks is merely empty. */
function columnProblems(column: string, { catalogue }: Known): string[] {
  const isKnown =
    CONVERSATION_COLUMNS.has(column) || catalogue.dimensions.some(({ id }) => id === column);
  return isKnown ? [] : [`there is no field "${column}"`];
}

function aboutProblems({ topic, id }: AboutPlan, { catalogue }: Known): string[] {
  if (topic === 'metric' && !catalogue.metrics.some((metric) => metric.id === id))
    return [`there is no metric "${id ?? ''}"`];
  if (topic === 'dimension' && !catalogue.dimensions.some((dimension) => dimension.id === id))
    return [`there is no field "${id ?? ''}"`];
  return [];
}
