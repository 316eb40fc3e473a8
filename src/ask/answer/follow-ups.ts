import { type Metric, metricOf } from '../../analytics/catalogue.ts';
import type { FiguresPlan, MetricUse, Of, QueryPlan } from '../../analytics/query-plan.ts';
import type { FollowUp } from '../../core/answer.ts';
import { grainFor } from '../time/periods.ts';
import { FEW } from './chance.ts';
import type { AnswerContext, ComposeInput } from './compose-input.ts';
import { fieldOf } from './condition-words.ts';
import { groupName } from './groups.ts';
import { lookedUp } from './listing.ts';
import { isEmpty } from './nearby.ts';
import { periodDays } from './period-words.ts';
import { fieldsOf, grainOf, isRanking, isTrend } from './plan-shape.ts';

/** Fields worth breaking down by, the most telling first. */
const FIELDS = [
  'agent',
  'pipeline',
  'category',
  'group',
  'channel',
  'priority',
  'company',
  'tag',
  'weekday',
  'hour',
];

/**
 * What could be asked next, most useful first, as messages the reader understands in this thread.
 * More than an answer shows: whoever shows them takes the first that read and find something.
 */
export function followUpCandidates(input: ComposeInput): FollowUp[] {
  const { plan, results } = input;
  if (results.main && isEmpty(results.main)) return distinct(afterNothing(input, plan));
  switch (plan.kind) {
    case 'figures':
      return distinct(
        plan.by.length === 0 ? afterOneFigure(input, plan) : afterGroups(input, plan),
      );
    case 'distribution':
      return distinct([
        ...breakdowns(plan.where, plan.metric.of, input, []),
        say('median'),
        ...otherPopulation(plan.metric, input),
        say('by week'),
        ...longer(plan),
        say('as a table'),
        showRows(plan.metric.of),
        say('compared to the previous period'),
      ]);
    case 'rows':
      return lookedUp(plan) ? suggestedQuestions(input) : distinct(afterRows(input, plan));
    case 'search':
      return distinct(afterRows(input, plan));
    case 'about':
      return suggestedQuestions(input);
  }
}

/** Questions that work on exactly the data there is, for a start and where an answer can't be given. */
export function suggestedQuestions({ facts, catalogue }: AnswerContext): FollowUp[] {
  const has = (id: string, of: Of): boolean => {
    const metric = catalogue.metrics.find((known) => known.id === id);
    return metric !== undefined && isFilled(metric, of, facts);
  };
  const of: Of = facts.rows.tickets > 0 || facts.rows.chats === 0 ? 'tickets' : 'chats';
  const questions = [
    has('first_response_time', of) ? `average first response time for ${of}` : null,
    hasValues('agent', facts) ? `which agent handled the most ${of}?` : null,
    has('csat', 'conversations') ? 'csat by month' : null,
    `${of} by week`,
    has('resolution_time', of) ? 'distribution of resolution time' : null,
    hasValues('pipeline', facts) ? `${of} by pipeline` : null,
    hasValues('category', facts) ? `${of} by category` : null,
    of === 'tickets' ? 'the 10 oldest open tickets' : null,
    `${of} by weekday and hour`,
    'which data do you have?',
  ];
  return questions.filter((question) => question !== null).map((question) => say(question));
}

/** Nothing found: a longer look, fewer conditions, then what there is. */
function afterNothing(input: ComposeInput, plan: QueryPlan): FollowUp[] {
  if (plan.kind === 'about') return suggestedQuestions(input);
  const isFiltered = plan.where.length > 0;
  return [
    ...longer(plan),
    ...(isFiltered ? [say('remove the filters', 'without the filters')] : []),
    ...(plan.kind === 'figures' ? plan.metrics.flatMap((use) => otherPopulation(use, input)) : []),
    ...suggestedQuestions(input),
  ];
}

function afterOneFigure(input: ComposeInput, plan: FiguresPlan): FollowUp[] {
  const [use] = plan.metrics;
  if (!use) return [];
  const [first, ...others] = breakdowns(plan.where, use.of, input, []);
  return [
    ...(first ? [first] : []),
    ...overTime(plan),
    ...otherPopulation(use, input),
    ...others.slice(0, 1),
    ...comparison(plan),
    ...otherStatistic(use, input),
    ...topValues(plan, use.of, input),
    ...others.slice(1),
    ...longer(plan),
    showRows(use.of),
  ];
}

function afterGroups(input: ComposeInput, plan: FiguresPlan): FollowUp[] {
  const [use] = plan.metrics;
  if (!use) return [];
  const fields = fieldsOf(plan);
  const [first, ...others] = breakdowns(plan.where, use.of, input, fields);
  return [
    ...leader(input, plan),
    ...(isTrend(plan) ? [] : overTime(plan)),
    ...(first ? [first] : []),
    ...comparison(plan),
    ...otherPopulation(use, input),
    ...otherGrain(plan),
    ...otherStatistic(use, input),
    ...others.slice(0, 2),
    ...longer(plan),
    say('as a table'),
    showRows(use.of),
  ];
}

function afterRows(
  input: ComposeInput,
  plan: Extract<QueryPlan, { kind: 'rows' | 'search' }>,
): FollowUp[] {
  const orders =
    plan.kind === 'rows' && plan.order.direction === 'asc' ? 'newest first' : 'oldest first';
  return [
    say('how many?'),
    ...breakdowns(plan.where, plan.of, input, []),
    ...topValues(plan, plan.of, input),
    say(orders),
    say('by week'),
    ...longer(plan),
    ...(input.facts.rows.chats > 0 && plan.of === 'tickets' ? [say('for chats')] : []),
  ];
}

function breakdowns(
  where: FiguresPlan['where'],
  of: Of,
  { facts, catalogue }: AnswerContext,
  shown: readonly string[],
): FollowUp[] {
  return FIELDS.filter((id) => {
    const field = catalogue.dimensions.find((dimension) => dimension.id === id);
    if (!field?.on.includes(of) || shown.includes(id)) return false;
    if (where.some((condition) => condition.field === id && condition.op === 'is')) return false;
    if (field.kind === 'calendar') return true;
    return field.needs.every((column) => facts.filled[of].has(column)) && hasValues(id, facts);
  }).map((id) => say(`by ${fieldOf(catalogue, id).label}`));
}

function overTime({ period, by }: FiguresPlan): FollowUp[] {
  if (by.some((part) => 'grain' in part)) return [];
  if (!period || periodDays(period) < 2) return [];
  return [say(`by ${grainFor(period)}`)];
}

function otherGrain(plan: FiguresPlan): FollowUp[] {
  const grain = grainOf(plan);
  if (!grain || !plan.period) return [];
  const days = periodDays(plan.period);
  const others = [
    ['day', days >= 3 && days <= 92],
    ['week', days >= 21 && days <= 400],
    ['month', days >= 62],
    ['quarter', days >= 270],
  ] as const;
  return others.filter(([name, fits]) => fits && name !== grain).map(([name]) => say(`by ${name}`));
}

function comparison(plan: FiguresPlan): FollowUp[] {
  if (plan.compare || !plan.period || plan.period.basis === 'all-data') return [];
  return [
    say('compared to the previous period', 'compare to the period before'),
    say('compared to the same period last year', 'compare to last year'),
  ];
}

function otherPopulation(use: MetricUse, { catalogue, facts }: AnswerContext): FollowUp[] {
  const metric = metricOf(catalogue, use.metric);
  return (['chats', 'tickets'] as const)
    .filter(
      (of) =>
        of !== use.of &&
        metric.of.includes(of) &&
        facts.rows[of] > 0 &&
        isFilled(metric, of, facts),
    )
    .map((of) => say(`for ${of}`, use.of === 'conversations' ? `${of} only` : `${of} instead`));
}

function otherStatistic(use: MetricUse, { catalogue }: AnswerContext): FollowUp[] {
  const metric = metricOf(catalogue, use.metric);
  if (metric.kind !== 'measure' || use.as) return [];
  const others = (['median', 'p90', 'mean'] as const).filter(
    (statistic) => statistic !== use.statistic && metric.statistics.includes(statistic),
  );
  const words = { median: 'median', p90: '90th percentile', mean: 'average' };
  return others
    .slice(0, 1)
    .map((statistic) => say(words[statistic], `${words[statistic]} instead`));
}

/** The largest group, to look into. */
function leader(input: ComposeInput, plan: FiguresPlan): FollowUp[] {
  const main = input.results.main;
  if (main?.kind !== 'figures' || plan.by.length !== 1 || isTrend(plan) || plan.compare) return [];
  const [field] = fieldsOf(plan);
  if (field === undefined || !hasValues(field, input.facts)) return [];
  const named = main.rows.filter((row) => row.keys[0] !== null);
  const enough = named.filter((row) => (row.n[0] ?? 0) >= FEW);
  const rows = enough.length > 0 ? enough : named;
  const [first] = isRanking(plan)
    ? rows
    : rows.toSorted((a, b) => (b.values[0] ?? 0) - (a.values[0] ?? 0));
  return first && named.length > 1 ? [say(`only ${groupName(plan, first, input)}`)] : [];
}

function topValues(
  plan: Extract<QueryPlan, { where: unknown }>,
  of: Of,
  { facts, catalogue }: AnswerContext,
): FollowUp[] {
  return ['pipeline', 'category', 'agent']
    .flatMap((id) => {
      const field = catalogue.dimensions.find((dimension) => dimension.id === id);
      const top = facts.values[id]?.[0];
      const used = plan.where.some((condition) => condition.field === id);
      return top && !used && field?.on.includes(of) && hasValues(id, facts)
        ? [say(`only ${top.value}`)]
        : [];
    })
    .slice(0, 2);
}

function longer({ period }: Pick<FiguresPlan, 'period'>): FollowUp[] {
  if (!period) return [];
  const days = periodDays(period);
  if (days < 89) return [say('over the last 90 days')];
  return days < 364 ? [say('over the last 365 days', 'over the last year')] : [];
}

function showRows(of: Of): FollowUp {
  return say(`show the ${of}`);
}

function isFilled(metric: Metric, of: Of, facts: AnswerContext['facts']): boolean {
  return metric.of.includes(of) && metric.needs.every((column) => facts.filled[of].has(column));
}

function hasValues(field: string, facts: AnswerContext['facts']): boolean {
  return (facts.values[field]?.length ?? 0) > 1;
}

function say(question: string, label = question): FollowUp {
  return { label, question };
}

function distinct(followUps: readonly FollowUp[]): FollowUp[] {
  return [...new Map(followUps.map((followUp) => [followUp.question, followUp])).values()];
}
