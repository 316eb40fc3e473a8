import type {
  By,
  Condition,
  FiguresPlan,
  MetricUse,
  Of,
  QueryPlan,
} from '../../analytics/query-plan.ts';
import { findMetric, type ReadContext } from '../read/context.ts';
import { settleHours } from '../read/decide-figures.ts';
import type { Facets } from '../read/facets.ts';
import type { Reading } from '../read/reading.ts';
import { choosePeriod, choosePopulation, scopeOf } from '../read/scope.ts';
import type { Sentence } from '../read/sentence.ts';
import { RATES } from '../read/share.ts';
import { trendPeriod } from '../read/trend-period.ts';
import { comparesWith, editCompare, editPeriod } from './edit-period.ts';
import { editHaving, editLimit, editOrder } from './edit-shape.ts';
import { editWhere } from './edit-where.ts';

type Refusal = Exclude<Reading, { kind: 'plan' }>;

/** A figures plan changed by what a follow-up says, part by part; what it does not speak of stays. */
export function editFigures(
  before: FiguresPlan,
  sentence: Sentence,
  facets: Facets,
  plans: readonly QueryPlan[],
  context: ReadContext,
): QueryPlan | Refusal {
  const part = editShare(before, facets);
  const where = part ? before.where : editWhere(before.where, sentence, facets, plans);
  const said = editBy(before, where, sentence, facets);
  const metrics = editMetrics(part ?? before, where, said, sentence, facets, context);
  if ('kind' in metrics) return metrics;
  const shared = asShare(metrics, withoutEvents(where, metrics), said, sentence, context);
  const states = shared.metrics.every(
    ({ metric }) => findMetric(context, metric)?.kind === 'backlog',
  );
  const period = fillPeriod(
    editPeriod(before.period, sentence, facets, context),
    states,
    said,
    facets,
    shared.metrics,
    before,
    context,
  );
  const by = settleHours(said, period, sentence);
  const swapped =
    JSON.stringify(metrics) !== JSON.stringify(before.metrics) ||
    JSON.stringify(by) !== JSON.stringify(before.by);
  const contrast = contrastOf(sentence, facets, before);
  return {
    ...before,
    ...scopeOf(shared.where, period, context),
    managers: editManagers(before, sentence, shared.where, context),
    metrics: [...shared.metrics],
    by:
      contrast?.kind === 'values' &&
      !by.some((one) => 'field' in one && one.field === contrast.field)
        ? [{ field: contrast.field }]
        : [...by],
    having: editHaving(before, swapped, sentence, facets, context),
    compare:
      contrast ?? keepCompare(editCompare(before, period, sentence, facets, context), where, by),
    order: editOrder(before, swapped, by, metrics, facets, context),
    limit: editLimit(before, by, sentence, facets),
  };
}

/** "missed rate instead": what the rate is of is not also what it is limited to. */
function withoutEvents(
  where: readonly Condition[],
  metrics: readonly MetricUse[],
): readonly Condition[] {
  return where.filter(({ field }) => !metrics.some(({ metric }) => RATES[field] === metric));
}

/** "and high?" after a share of urgent ones: the part changes, not what it is a part of. */
function editShare(before: FiguresPlan, facets: Facets): FiguresPlan | null {
  const [use] = before.metrics;
  if (use?.as?.kind !== 'share-matching' || facets.conditions.length === 0) return null;
  const { as } = use;
  const said = facets.conditions.map(({ condition }) => condition);
  if (!said.every(({ field }) => as.where.some((one) => one.field === field))) return null;
  return { ...before, metrics: [{ ...use, as: { kind: 'share-matching', where: said } }] };
}

export const sameBy = (a: By, b: By): boolean => JSON.stringify(a) === JSON.stringify(b);
const isGrain = (by: By): by is Extract<By, { grain: unknown }> => 'grain' in by;

function editBy(
  before: FiguresPlan,
  where: readonly Condition[],
  sentence: Sentence,
  facets: Facets,
): readonly By[] {
  const subject =
    facets.subject &&
    (sentence.says('ask.which') || sentence.says('ask.who') || sentence.says('by') || facets.order)
      ? [facets.subject]
      : [];
  const clears = sentence.says('edit.all') || sentence.says('edit.remove');
  const loose = facets.subject && subject.length === 0 && !clears ? [facets.subject] : [];
  const said = [...facets.by, ...subject, ...loose].filter(
    (by, index, all) => all.findIndex((other) => sameBy(by, other)) === index,
  );
  if (said.length === 0)
    return before.by.filter((by) => isGrain(by) || !isSettled(by.field, where, before.where));
  const adds =
    sentence.says('edit.add') || /^(?:and|then|also)$/i.test(sentence.marks[0]?.text ?? '');
  if (said.every(isGrain) && before.by.some(isGrain))
    return [...before.by.filter((by) => !isGrain(by)), ...said];
  if (adds && before.by.length > 0 && said.every((by) => !before.by.some((one) => sameBy(one, by))))
    return [...before.by, ...said].slice(0, 2);
  return said.slice(0, 2);
}

/** Once one value is singled out, a breakdown by its field says nothing more. */
function isSettled(
  field: string,
  where: readonly Condition[],
  past: readonly Condition[],
): boolean {
  const one = where.find((condition) => condition.field === field && condition.op === 'is');
  return one !== undefined && one.values.length === 1 && !past.includes(one);
}

function editMetrics(
  before: FiguresPlan,
  where: readonly Condition[],
  by: readonly By[],
  sentence: Sentence,
  facets: Facets,
  context: ReadContext,
): readonly MetricUse[] | Refusal {
  const said = impliedMetric(sentence, facets, context);
  const nouns = [...new Set(facets.nouns.map(({ of }) => of))];
  const wanted: Of | null = nouns.length === 1 ? (nouns[0] ?? null) : null;
  const base: readonly MetricUse[] = said.map((id) => startUse(id, before, wanted, context));
  const adds = base.length > 0 && (sentence.says('edit.add') || followsWith(sentence));
  const uses = base.length === 0 ? before.metrics : adds ? [...before.metrics, ...base] : base;
  const fields = [
    ...where.map(({ field }) => field),
    ...by.flatMap((one) => ('field' in one ? [one.field] : [])),
  ];
  const edited: MetricUse[] = [];
  for (const use of uses) {
    const next = refit(use, wanted, fields, facets, context);
    if ('kind' in next) return next;
    if (!edited.some((one) => JSON.stringify(one) === JSON.stringify(next))) edited.push(next);
  }
  return edited;
}

/** Metrics named, or meant by "and how fast?". */
function impliedMetric(
  sentence: Sentence,
  facets: Facets,
  context: ReadContext,
): readonly string[] {
  const named = facets.metrics.map(({ metric }) => metric);
  if (named.length > 0) return named;
  if (!sentence.says('ask.howlong')) return [];
  if (sentence.says('verb.resolved')) return ['resolution_time'];
  if (sentence.says('verb.answered')) return ['first_response_time'];
  return context.language.speed.slice(0, 1);
}

function startUse(
  id: string,
  before: FiguresPlan,
  wanted: Of | null,
  context: ReadContext,
): MetricUse {
  const metric = findMetric(context, id);
  const past = before.metrics[0];
  const own = metric?.of[0] ?? 'conversations';
  // A named metric keeps the population the thread is about, unless that was only the volume's default.
  const inherits = past && metric?.of.includes(past.of) && past.of !== 'conversations';
  return {
    metric: id,
    of: wanted ?? (inherits ? past.of : own),
    statistic: metric?.statistic ?? 'count',
  };
}

const followsWith = (sentence: Sentence): boolean =>
  sentence
    .of('metric')
    .some((mark) => /^(?:with|plus|\+|add)$/i.test(sentence.left(mark)?.text ?? ''));

function refit(
  use: MetricUse,
  wanted: Of | null,
  fields: readonly string[],
  facets: Facets,
  context: ReadContext,
): MetricUse | Refusal {
  const metric = findMetric(context, use.metric);
  if (!metric)
    return { kind: 'decline', text: `I have no figure called ${use.metric}.`, instead: [] };
  const target = wanted ?? use.of;
  if (wanted && !metric.of.includes(wanted))
    return {
      kind: 'decline',
      text: `${metric.label} isn’t measured for ${wanted}.`,
      instead: [`volume of ${wanted}`],
    };
  const of =
    choosePopulation(metric.of, target, fields, context) ??
    choosePopulation(metric.of, null, fields, context);
  if (!of)
    return {
      kind: 'decline',
      text: `I can’t break ${metric.label} down that way: that data isn’t kept together.`,
      instead: [],
    };
  const asked = facets.statistic;
  return {
    ...use,
    of,
    statistic: asked && metric.statistics.includes(asked) ? asked : use.statistic,
  };
}

/** "as a percentage": a count of an event becomes its rate, a breakdown becomes shares of the whole. */
function asShare(
  metrics: readonly MetricUse[],
  where: readonly Condition[],
  by: readonly By[],
  sentence: Sentence,
  context: ReadContext,
): { metrics: readonly MetricUse[]; where: readonly Condition[] } {
  const [only] = metrics;
  if (
    !sentence.says('ask.share') ||
    metrics.length !== 1 ||
    !only ||
    findMetric(context, only.metric)?.kind !== 'count' ||
    only.as
  )
    return { metrics, where };
  const event = where.find(
    ({ field, op, values }) => RATES[field] && op === 'is' && values[0] === true,
  );
  const rate = event && RATES[event.field];
  if (event && rate)
    return {
      metrics: [{ ...only, metric: rate, statistic: 'share' }],
      where: where.filter((one) => one !== event),
    };
  if (by.length > 0 || where.length === 0)
    return { metrics: [{ ...only, as: { kind: 'share-of-total' } }], where };
  return { metrics: [{ ...only, as: { kind: 'share-matching', where: [...where] } }], where: [] };
}

function fillPeriod(
  period: FiguresPlan['period'],
  states: boolean,
  by: readonly By[],
  facets: Facets,
  metrics: readonly MetricUse[],
  before: FiguresPlan,
  context: ReadContext,
): FiguresPlan['period'] {
  if (period)
    return states && facets.time.periods.length === 0 && !by.some(isGrain) && before.period === null
      ? null
      : period;
  if (by.some(isGrain)) return trendPeriod.standIn({ ...facets, by }, context);
  const past = before.metrics.every(
    ({ metric }) => findMetric(context, metric)?.kind === 'backlog',
  );
  if (states || !past) return null;
  return choosePeriod(facets, context, metrics[0]?.of ?? 'conversations');
}

function contrastOf(
  sentence: Sentence,
  facets: Facets,
  before: FiguresPlan,
): FiguresPlan['compare'] {
  if (facets.contrast)
    return facets.contrast.team === null
      ? { kind: 'values', field: facets.contrast.field }
      : { kind: 'team', field: facets.contrast.field, value: facets.contrast.team };
  if (!comparesWith(sentence)) return null;
  sentence.use(...sentence.words('versus'), ...sentence.words('ask.compare'));
  const shared = facets.conditions.find(
    ({ condition }) =>
      condition.op === 'is' &&
      before.where.some(({ field, op }) => field === condition.field && op === 'is'),
  );
  if (shared) return { kind: 'values', field: shared.condition.field };
  const [single] = before.where.filter(
    ({ field, op, values }) => field === 'agent' && op === 'is' && values.length === 1,
  );
  return sentence.says('team') && single
    ? { kind: 'team', field: single.field, value: String(single.values[0]) }
    : null;
}

/** A side-by-side of values lasts while they are still broken down. */
function keepCompare(
  compare: FiguresPlan['compare'],
  where: readonly Condition[],
  by: readonly By[],
): FiguresPlan['compare'] {
  if (!compare || compare.kind === 'period') return compare;
  if (compare.kind === 'team')
    return where.some(
      ({ field, values }) => field === compare.field && values.includes(compare.value),
    )
      ? compare
      : null;
  return by.some((one) => 'field' in one && one.field === compare.field) ? compare : null;
}

function editManagers(
  before: FiguresPlan,
  sentence: Sentence,
  where: readonly Condition[],
  context: ReadContext,
): FiguresPlan['managers'] {
  if (sentence.says('edit.managers')) return 'included';
  if (sentence.says('edit.no-managers')) return 'excluded';
  const fresh = scopeOf(where, null, context).managers;
  return fresh === 'included' ? 'included' : before.managers;
}
