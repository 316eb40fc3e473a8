import type {
  By,
  Condition,
  DistributionPlan,
  FiguresPlan,
  MetricUse,
} from '../../analytics/query-plan.ts';
import type { Period } from '../../core/period.ts';
import { distinctBy, hasField, isGrain } from './by.ts';
import { CHANGED } from './changes.ts';
import { chooseMetrics } from './choose-metrics.ts';
import { findMetric, type ReadContext } from './context.ts';
import { asksState, type Facets, namesTime, saidPopulation } from './facets.ts';
import { compareOf, havingOf, limitOfGroups, orderOfGroups } from './figure-shape.ts';
import type { Inquiry } from './inquiry.ts';
import { joinTexts } from './neighbours.ts';
import type { NoPlan } from './reading.ts';
import { choosePeriod, isStale, scopeOf, wholePeriod } from './scope.ts';
import { asksWhether, type Sentence } from './sentence.ts';
import { seriesPeriod, settleHours, trendGrain } from './series.ts';
import { asksShare } from './share.ts';

const MOST_BREAKDOWNS = 2;

/** Figures: which metrics, over what, how broken down. null: the question names nothing that can be counted. */
export function decideFigures(
  where: readonly Condition[],
  inquiry: Inquiry,
): FiguresPlan | DistributionPlan | NoPlan | null {
  const { sentence, facets, context } = inquiry;
  const by = breakdowns(facets);
  const chosen = chooseMetrics(where, by, inquiry);
  if (chosen === null || chosen.kind !== 'metrics') return chosen;
  const { metrics } = chosen;
  const lacking = whatLacks(metrics, by, chosen.where, inquiry);
  if (lacking) return lacking;
  const spread = spreadOf(metrics, by, inquiry);
  if (spread) {
    const period = choosePeriod(facets, context, spread.of);
    return { kind: 'distribution', metric: spread, ...scopeOf(chosen.where, period, context) };
  }
  const isTrend = asksTrend(by, inquiry);
  const period = figuresPeriod(chosen.where, metrics, isTrend || by.some(isGrain), inquiry);
  const settled = settleHours(withoutUnit(by, metrics), period, sentence);
  const broken = isTrend && period ? withTrend(settled, period, facets) : settled;
  const created = createdWithin(metrics, period, inquiry);
  if (created && chosen.where.some(isCalendar)) return countedAtItsOwnTime();
  const limits = created ? [...chosen.where, ...created] : chosen.where;
  const having = havingOf(facets, metrics, context);
  if (holdsNothing(having, metrics, broken, sentence)) return heldAgainstWhat();
  return {
    kind: 'figures',
    metrics: [...metrics],
    by: broken.slice(0, MOST_BREAKDOWNS),
    having,
    compare: compareOf(facets, period, context),
    order: orderOfGroups(facets, metrics, broken, context),
    limit: limitOfGroups(facets, broken, context),
    ...scopeOf(limits, created ? null : period, context),
  };
}

/** What can't be put together, or is still to be said. */
function whatLacks(
  metrics: readonly MetricUse[],
  by: readonly By[],
  where: readonly Condition[],
  inquiry: Inquiry,
): NoPlan | null {
  if (by.length > MOST_BREAKDOWNS) return tooManyBreakdowns();
  if (by.length === 0 && ranksNothing(metrics, inquiry)) return mostByWhat(inquiry);
  if (averagesNothing(metrics, inquiry)) return averageOfWhat();
  if (by.length === 0 && splitsNothing(inquiry)) return splitByWhat(inquiry);
  if (by.length === 0 && sharesNothing(metrics, inquiry)) return shareOfWhat();
  return areStates(metrics, inquiry.context) && where.some(isCalendar) ? stateHasNoTimes() : null;
}

/** "resolution time of tickets created in July": the period is the tickets', not that of their resolution. null: it is the figure's own. */
function createdWithin(
  metrics: readonly MetricUse[],
  period: Period | null,
  { sentence, facets, context }: Inquiry,
): readonly Condition[] | null {
  const anchored = metrics.every(({ metric }) =>
    ['resolved', 'rated'].includes(findMetric(context, metric)?.anchor ?? ''),
  );
  // "ratings received" came in themselves: nothing is said of what they rate.
  const isOfOthers = facets.nouns.length > 0 || !metrics.some(isOfRatings);
  const says = isOfOthers && sentence.says('verb.created') && facets.time.periods.length > 0;
  if (!anchored || !says || !period || facets.time.compare) return null;
  return [
    { field: 'created_at', op: 'ge', values: [period.start] },
    { field: 'created_at', op: 'lt', values: [period.end] },
  ];
}

const isOfRatings = ({ metric }: MetricUse): boolean => metric === 'rated_volume';

/** An amount that groups are held against where there are none, or a count where a share is asked for. */
function holdsNothing(
  having: FiguresPlan['having'],
  metrics: readonly MetricUse[],
  by: readonly By[],
  sentence: Sentence,
): boolean {
  const [held] = having;
  if (!held) return false;
  const share = metrics[held.metric]?.as;
  if (share && share.kind !== 'average-per' && held.value >= 1) return true;
  const isVerdict = metrics.length === 1 && having.length === 1 && asksWhether(sentence);
  return by.length === 0 && !isVerdict;
}

export function heldAgainstWhat(): NoPlan {
  return {
    kind: 'decline',
    text: 'I can hold an amount against single conversations, against each group or against one figure, but I can’t tell which is meant.',
    instead: ['agents with csat below 80 %', 'tickets with first response over 4 hours'],
  };
}

/** A share of all with no part named, or of what has none. */
function sharesNothing(metrics: readonly MetricUse[], inquiry: Inquiry): boolean {
  const isShare = ({ metric, as }: MetricUse): boolean =>
    as ? as.kind !== 'share-of-total' : findMetric(inquiry.context, metric)?.unit === 'share';
  return asksShare(inquiry) && inquiry.facets.contrast === null && !metrics.some(isShare);
}

function shareOfWhat(): NoPlan {
  return {
    kind: 'decline',
    text: 'I can’t tell which part of which whole is meant.',
    instead: ['what share of tickets were reopened', 'tickets by pipeline as a percentage'],
    isUnread: true,
  };
}

const RANKS_GROUPS = ['most.most', 'most.least', 'most.busiest', 'most.quietest'];

/** "average wait time in the phone queue" must not become a count, nor "average tickets per agent" a count of each. */
function averagesNothing(metrics: readonly MetricUse[], { facets, context }: Inquiry): boolean {
  const counts = metrics.every(
    ({ metric, as }) => findMetric(context, metric)?.unit === 'count' && as?.kind !== 'average-per',
  );
  return counts && facets.statistic !== null && facets.statistic !== 'sum';
}

const CALENDAR: ReadonlySet<string> = new Set(['hour', 'weekday', 'weekend', 'business_hours']);

const isCalendar = ({ field }: Condition): boolean => CALENDAR.has(field);

function stateHasNoTimes(): NoPlan {
  return {
    kind: 'decline',
    text: 'A backlog is taken at the end of a day or period; I can’t limit it to times of day or days of the week.',
    instead: ['backlog by week', 'open tickets'],
  };
}

/** "resolution time of what was opened on a Monday": the day would be that of the resolution. */
function countedAtItsOwnTime(): NoPlan {
  return {
    kind: 'decline',
    text: 'Days of the week and hours are those of the time a figure is counted at, which here is not the creation.',
    instead: ['resolution time by weekday', 'tickets by weekday'],
  };
}

function averageOfWhat(): NoPlan {
  return {
    kind: 'decline',
    text: 'I can average times, scores and counts per day, week or month, but not that.',
    instead: ['tickets per day on average', 'average first response time', 'tickets per agent'],
    isBeyondPlans: true,
  };
}

/** "what do customers write about the most?": a count has a most only among groups, and none is named. */
function ranksNothing(metrics: readonly MetricUse[], { facets, context }: Inquiry): boolean {
  const counts = metrics.every(({ metric }) => findMetric(context, metric)?.unit === 'count');
  return counts && facets.order !== null && RANKS_GROUPS.includes(facets.order.tag);
}

/** "a breakdown of tickets": by what, nobody said. */
const splitsNothing = ({ sentence, facets: { contrast, time } }: Inquiry): boolean =>
  sentence.says('ask.split') && contrast === null && time.compare === null;

function splitByWhat(inquiry: Inquiry): NoPlan {
  const asked = inquiry.sentence.marks.map(({ text }) => text).filter((text) => !ENDS.test(text));
  return {
    kind: 'clarify',
    text: 'Broken down by what?',
    choices: groupsOffered(inquiry).map((field) => ({
      label: field,
      question: `${joinTexts(asked)} by ${field}`,
    })),
  };
}

const ENDS = /^[?.!]$/;

const groupsOffered = ({ context }: Inquiry): readonly string[] =>
  OFFERED_GROUPS.filter((field) => (context.facts.values[field] ?? []).length > 1);

const OFFERED_GROUPS = ['agent', 'pipeline', 'category', 'customer'];

export function mostByWhat(inquiry: Inquiry): NoPlan {
  const { facets } = inquiry;
  const names = facets.conditions
    .flatMap(({ condition }) => condition.values.filter((value) => typeof value === 'string'))
    .join(' and ');
  const period = facets.time.periods[0]?.period.words;
  const rest = [names && `for ${names}`, period].filter(Boolean).join(' ');
  return {
    kind: 'clarify',
    text: 'The most by what?',
    choices: groupsOffered(inquiry).map((field) => ({
      label: field,
      question: `which ${field} has the most ${saidPopulation(facets) ?? 'tickets'} ${rest}`.trim(),
    })),
  };
}

/** "tickets per day on average": the day is what it is divided by, not what it is broken down by. */
export function withoutUnit(by: readonly By[], metrics: readonly MetricUse[]): readonly By[] {
  const [unit] = metrics.flatMap(({ as }) => (as?.kind === 'average-per' ? [as.grain] : []));
  return by.filter((one) => !isGrain(one) || one.grain !== unit);
}

function tooManyBreakdowns(): NoPlan {
  return {
    kind: 'decline',
    text: 'I can break a figure down by two things at once, not more.',
    instead: [],
    isBeyondPlans: true,
  };
}

/** What is asked for by name comes first; sides set against each other are a breakdown too. */
function breakdowns({ subject, by, contrast }: Facets): readonly By[] {
  const asked = subject ? [subject, ...by] : by;
  const sides = contrast?.team === null && !hasField(asked, contrast.field);
  return distinctBy(sides ? [{ field: contrast.field }, ...asked] : asked);
}

/** The metric whose spread is asked for. */
function spreadOf(
  [first]: readonly MetricUse[],
  by: readonly By[],
  { sentence, context }: Inquiry,
): MetricUse | null {
  const metric = first && findMetric(context, first.metric);
  if (!first || metric?.kind !== 'measure' || by.length > 0) return null;
  return sentence.says('ask.distribution') ? { ...first, statistic: metric.statistic } : null;
}

function asksTrend(by: readonly By[], { sentence, facets }: Inquiry): boolean {
  if (facets.contrast !== null || isJudged({ sentence, facets })) return false;
  const isOverTime = by.some(isGrain) || hasField(by, 'weekday') || hasField(by, 'hour');
  return sentence.says('ask.trend', 'ask.busier') && !isOverTime;
}

const BETTER = /\b(?:better|worse)$/i;

/** "is it better in October than in September?", "did it fall?" wants the two, not the days of one. */
function isJudged({ sentence, facets }: Pick<Inquiry, 'sentence' | 'facets'>): boolean {
  if (facets.time.compare === null) return false;
  const words = [...sentence.words('ask.trend'), ...sentence.words('ask.busier')];
  if (asksWhether(sentence) && !words.some(({ text }) => OVER_TIME.test(text))) return true;
  const judges =
    words.length > 0 && words.every(({ text }) => BETTER.test(text) || CHANGED.test(text));
  return judges && !GETTING.test(words[0]?.text ?? '');
}

const OVER_TIME = /trend|time|histor|evol|develop|trajectory|^over /i;

const GETTING = /^getting/i;

function withTrend(by: readonly By[], period: Period, { time }: Facets): readonly By[] {
  return [...by, { grain: trendGrain(period, time.periods[0]?.unit ?? null) }];
}

function figuresPeriod(
  where: readonly Condition[],
  metrics: readonly MetricUse[],
  overTime: boolean,
  { facets, context }: Inquiry,
): Period | null {
  const of = metrics[0]?.of ?? 'conversations';
  if (namesTime(facets)) return choosePeriod(facets, context, of);
  if (overTime) {
    const by = facets.subject ? [...facets.by, facets.subject] : facets.by;
    return isStale(context) ? wholePeriod(context, of) : seriesPeriod(by, context);
  }
  // Beside a backlog, other figures still have a period.
  const isState = areStates(metrics, context) || (asksState(facets) && !metrics.some(isBacklog));
  const isAged = where.some(({ field }) => field === 'age');
  return isState || isAged ? null : choosePeriod(facets, context, of);
}

const isBacklog = ({ metric }: MetricUse): boolean => metric === 'backlog';

/** Taken at an instant rather than over a period. */
export function areStates(metrics: readonly MetricUse[], context: ReadContext): boolean {
  return metrics.every(({ metric }) => findMetric(context, metric)?.kind === 'backlog');
}
