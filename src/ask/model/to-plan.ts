import { checkPlan } from '../../analytics/check-plan.ts';
import {
  type By,
  type Condition,
  type FiguresPlan,
  grainSchema,
  type MetricUse,
  type Of,
  type QueryPlan,
  queryPlanSchema,
} from '../../analytics/query-plan.ts';
import type { Period } from '../../core/period.ts';
import { isGrain } from '../read/by.ts';
import { findMetric, type ReadContext } from '../read/context.ts';
import { areStates } from '../read/decide-figures.ts';
import { columnsFor, DEFAULT_ROWS } from '../read/row-shape.ts';
import { choosePeriod, choosePopulation, scopeOf, wholePeriod } from '../read/scope.ts';
import { findTimes } from '../time/find-times.ts';
import { previousPeriod, samePeriodLastYear } from '../time/periods.ts';
import type { DraftCondition, PlanDraft } from './draft.ts';
import { DraftProblems, fieldMeant, fillCondition } from './fill-in.ts';
import type { Placeholders } from './placeholders.ts';

export type Planned =
  | { readonly kind: 'plan'; readonly plan: QueryPlan }
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

/**
 * The plan a draft means: names put back, dates read by our own grammar, the rest as our rules would have it.
 * Checked by shape and by the catalogue; what is wrong is said in the draft's own words.
 */
export function toPlan(
  draft: PlanDraft,
  placeholders: Placeholders,
  context: ReadContext,
): Planned {
  const problems = new DraftProblems();
  const plan = drafted(draft, { placeholders, context, problems });
  if (plan === null || problems.found.length > 0)
    return { kind: 'problems', problems: problems.found };
  const shaped = queryPlanSchema.safeParse(plan);
  if (!shaped.success)
    return {
      kind: 'problems',
      problems: shaped.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
    };
  const found = checkPlan(shaped.data, context.catalogue, context.facts);
  return found.length > 0
    ? { kind: 'problems', problems: found }
    : { kind: 'plan', plan: shaped.data };
}

type Drafting = {
  readonly placeholders: Placeholders;
  readonly context: ReadContext;
  readonly problems: DraftProblems;
};

function drafted(draft: PlanDraft, drafting: Drafting): QueryPlan | null {
  const where = conditions(draft.where, drafting);
  switch (draft.kind) {
    case 'figures':
      return figures(draft, where, drafting);
    case 'distribution': {
      const [metric] = metricsOf(draft, where, [], drafting);
      if (!metric) return null;
      const period = periodOf(draft, metric.of, false, drafting);
      return { kind: 'distribution', metric, ...scopeOf(where, period, drafting.context) };
    }
    case 'list':
      return list(draft, where, drafting);
    case 'search':
      return search(draft, where, drafting);
  }
}

function conditions(
  drafts: readonly DraftCondition[],
  { placeholders, context, problems }: Drafting,
) {
  return drafts
    .map((one) => fillCondition(one, placeholders, context, problems))
    .filter((one): one is Condition => one !== null);
}

function figures(
  draft: PlanDraft,
  where: readonly Condition[],
  drafting: Drafting,
): FiguresPlan | null {
  const { context, problems } = drafting;
  const by = draft.by
    .map((named) => breakdown(named, drafting))
    .filter((one): one is By => one !== null);
  const metrics = metricsOf(draft, where, by, drafting);
  const [first] = metrics;
  if (!first) return problems.add('figures need at least one metric');
  const isTimeless = areStates(metrics, context) && !by.some(isGrain);
  const period = periodOf(draft, first.of, isTimeless, drafting);
  return {
    kind: 'figures',
    metrics: [...metrics],
    by,
    having: draft.having,
    compare: compareOf(draft.compare, period, drafting),
    order: orderOf(draft.order, first, by, context),
    limit: by.length > 0 ? draft.limit : null,
    ...scopeOf(where, period, context),
  };
}

function breakdown(named: string, { placeholders, context, problems }: Drafting): By | null {
  const grain = grainSchema.safeParse(named);
  if (grain.success && named !== 'hour') return { grain: grain.data };
  const field = fieldMeant(named, placeholders, context, problems);
  return field === null ? null : { field };
}

function metricsOf(
  { metrics, of }: PlanDraft,
  where: readonly Condition[],
  by: readonly By[],
  drafting: Drafting,
): readonly MetricUse[] {
  const { context, problems } = drafting;
  const fields = [
    ...where.map(({ field }) => field),
    ...by.flatMap((one) => ('field' in one ? [one.field] : [])),
  ];
  return metrics.flatMap(({ metric: id, statistic, per, share }): MetricUse[] => {
    const metric = findMetric(context, id);
    const population = metric && choosePopulation(metric.of, of, fields, context);
    if (!metric) problems.add(`there is no metric "${id}"`);
    else if (!population)
      problems.add(
        `${id} can’t be taken of ${of ?? 'anything'} with these fields; only of ${metric.of.join(', ')}`,
      );
    if (!metric || !population) return [];
    const as = asOf(share, per, drafting);
    return [
      { metric: id, of: population, statistic: statistic ?? metric.statistic, ...(as && { as }) },
    ];
  });
}

function asOf(
  share: PlanDraft['metrics'][number]['share'],
  per: PlanDraft['metrics'][number]['per'],
  drafting: Drafting,
): MetricUse['as'] {
  if (share === 'total') return { kind: 'share-of-total' };
  if (share) return { kind: 'share-matching', where: conditions(share, drafting) };
  return per ? { kind: 'average-per', grain: per } : undefined;
}

function periodOf(
  draft: PlanDraft,
  of: Of,
  isTimeless: boolean,
  { context, problems }: Drafting,
): Period | null {
  const words = draft.period?.trim();
  if (words) return readPeriod(words, of, context, problems);
  if (isTimeless) return null;
  return choosePeriod(UNDATED, context, of);
}

/** Facets that name no time: the usual period then. */
const UNDATED: Parameters<typeof choosePeriod>[0] = {
  time: { periods: [], all: false, compare: null, shift: null, problem: null },
};

function readPeriod(
  words: string,
  of: Of,
  context: ReadContext,
  problems: DraftProblems,
): Period | null {
  const [time, ...more] = findTimes(words, context.time);
  if (time?.kind === 'all') return wholePeriod(context, of);
  if (time?.kind === 'problem') return problems.add(time.message);
  if (time?.kind !== 'period' || more.length > 0)
    return problems.add(
      `the period "${words}" can’t be read: write it as in "last 3 weeks" or "1 to 15 March 2026"`,
    );
  return time.period;
}

function compareOf(
  compare: PlanDraft['compare'],
  period: Period | null,
  drafting: Drafting,
): FiguresPlan['compare'] {
  if (compare === null) return null;
  const { placeholders, context, problems } = drafting;
  switch (compare.with) {
    case 'previous-period':
    case 'same-period-last-year':
    case 'period': {
      if (period === null)
        return problems.add('a state of now has no other period to be compared with');
      const other = otherPeriod(compare, period, drafting);
      return other && { kind: 'period', period: other };
    }
    case 'team':
    case 'each-other': {
      const field = fieldMeant(compare.field ?? '', placeholders, context, problems);
      if (field === null) return null;
      if (compare.with === 'each-other') return { kind: 'values', field };
      const filled = fillCondition(
        { field: compare.field ?? '', op: 'is', values: [compare.value ?? ''] },
        placeholders,
        context,
        problems,
      );
      const [value] = filled?.values ?? [];
      return value === undefined ? null : { kind: 'team', field, value: String(value) };
    }
  }
}

function otherPeriod(
  compare: NonNullable<PlanDraft['compare']>,
  period: Period,
  { context, problems }: Drafting,
): Period | null {
  if (compare.with === 'previous-period') return previousPeriod(period, context.time);
  if (compare.with === 'same-period-last-year') return samePeriodLastYear(period, context.time);
  return readPeriod(compare.period ?? '', 'conversations', context, problems);
}

function orderOf(
  order: PlanDraft['order'],
  { metric }: MetricUse,
  by: readonly By[],
  context: ReadContext,
): FiguresPlan['order'] {
  if (order === null || by.length === 0) return null;
  const isLessGood = findMetric(context, metric)?.direction === 'down';
  const isAscending =
    order === 'smallest-first' ||
    (order === 'best-first' && isLessGood) ||
    (order === 'worst-first' && !isLessGood);
  return { on: 'metric', index: 0, direction: isAscending ? 'asc' : 'desc' };
}

const MOST_ROWS = 100;
const clamped = (limit: number | null): number =>
  Math.min(Math.max(limit ?? DEFAULT_ROWS, 1), MOST_ROWS);

function list(draft: PlanDraft, where: readonly Condition[], drafting: Drafting): QueryPlan | null {
  const { context, problems } = drafting;
  const of = populationOf(draft, where, drafting);
  if (!of) return problems.add('no kind of conversation has all of these fields');
  const isTimeless =
    draft.order !== null || where.some(({ field }) => ['open', 'age', 'id'].includes(field));
  const period = periodOf(draft, of, isTimeless, drafting);
  const direction = draft.order === 'oldest-first' ? 'asc' : 'desc';
  return {
    kind: 'rows',
    of,
    anchor: 'created',
    order: { field: 'created_at', direction },
    limit: clamped(draft.limit),
    columns: columnsFor(of, where, context),
    ...scopeOf(where, period, context),
  };
}

function search(
  draft: PlanDraft,
  where: readonly Condition[],
  drafting: Drafting,
): QueryPlan | null {
  const { context, placeholders, problems } = drafting;
  const of = populationOf(draft, where, drafting);
  if (!of) return problems.add('no kind of conversation has all of these fields');
  const terms = draft.terms.map((term) => {
    const held = placeholders.takeBack(term);
    if (held?.kind === 'typed') return held.text;
    if (held?.kind === 'value') return held.in[0]?.value ?? '';
    return /^[\p{L}\p{N} '-]{2,40}$/u.test(term) ? term : '';
  });
  if (terms.length === 0 || terms.includes(''))
    return problems.add('a search needs terms: words of the question, or placeholders');
  const period = draft.period === null ? null : periodOf(draft, of, false, drafting);
  return {
    kind: 'search',
    of,
    terms,
    limit: clamped(draft.limit),
    ...scopeOf(where, period, context),
  };
}

function populationOf(
  { of }: PlanDraft,
  where: readonly Condition[],
  { context }: Drafting,
): Of | null {
  const fields = where.map(({ field }) => field);
  return choosePopulation(['tickets', 'chats', 'conversations'], of, fields, context);
}
