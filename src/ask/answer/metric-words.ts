import type { Catalogue, Metric } from '../../analytics/catalogue.ts';
import { metricOf } from '../../analytics/catalogue.ts';
import type { MetricUse, Of, Statistic } from '../../analytics/query-plan.ts';
import type { Unit } from '../../core/answer.ts';
import { formatValue } from '../../core/format.ts';
import type { ConditionWords } from './condition-words.ts';
import { capitalise, noun } from './words.ts';

/** A metric as used in a plan, with everything needed to speak of it. */
export type SpokenMetric = {
  readonly use: MetricUse;
  readonly metric: Metric;
  /** Unit of the values it gives: a count taken as a share gives shares. */
  readonly unit: Unit;
  /** As a column head or a subject: "first response time", "tickets", "median resolution time". */
  readonly label: string;
};

const STATISTICS: Readonly<Record<Statistic, string>> = {
  count: '',
  share: '',
  mean: '',
  median: 'median ',
  p90: '90th percentile of ',
  p95: '95th percentile of ',
  min: 'shortest ',
  max: 'longest ',
  sum: 'total ',
};

export function speakMetric(use: MetricUse, catalogue: Catalogue): SpokenMetric {
  const metric = metricOf(catalogue, use.metric);
  const label = `${statisticWords(use, metric)}${plainLabel(use, metric)}${paceTail(use)}`;
  return { use, metric, unit: unitOf(use, metric), label };
}

export function sayValue(value: number | null, spoken: SpokenMetric): string {
  return formatValue(value, spoken.unit);
}

function unitOf({ as }: MetricUse, { unit }: Metric): Unit {
  if (!as) return unit;
  return as.kind === 'average-per' ? 'number' : 'share';
}

/** " a day" for counts averaged over days. */
function paceTail({ as }: MetricUse): string {
  if (as?.kind !== 'average-per') return '';
  return ` ${as.grain === 'hour' ? 'an' : 'a'} ${as.grain === 'half' ? 'half year' : as.grain}`;
}

/** Whether its values are parts that add up: counts, also per day, not shares of anything. */
export function isCount({ use, metric }: SpokenMetric): boolean {
  const isPlain = !use.as || use.as.kind === 'average-per';
  return isPlain && ['count', 'customers', 'backlog'].includes(metric.kind);
}

/** What a count counts, round the words of its filters: "urgent tickets in Billing". */
export function countedNoun(spoken: SpokenMetric, filters: ConditionWords, count: number): string {
  const thing = spoken.metric.kind === 'customers' ? 'customers' : noun(spoken.use.of);
  const one = `${count === 1 ? thing.slice(0, -1) : thing}${paceTail(spoken.use)}`;
  return [...filters.adjectives, one, ...filters.phrases].join(' ');
}

/** What a figure was made from: "rated conversations", "resolved tickets in Billing". */
export function sampleNoun(spoken: SpokenMetric, filters: ConditionWords, count: number): string {
  const state = { rated: 'rated ', resolved: 'resolved ', created: '', instant: '' };
  const already = state[spoken.metric.anchor].trim();
  const before = filters.adjectives.includes(already) ? '' : state[spoken.metric.anchor];
  const words = [...filters.adjectives, noun(spoken.use.of, count), ...filters.phrases].join(' ');
  return `${before}${words}`;
}

/** "**…** averaged 2 h 06 min" without the marks: the clause a headline is built on. */
export function figureClause(spoken: SpokenMetric, value: number): string {
  const words = sayValue(value, spoken);
  const label = capitalise(spoken.label);
  if (spoken.metric.kind !== 'measure') return `${label} was ${words}`;
  const short = label.replace(/ time$/, '');
  const isSaid = /^(average|mean) /i.test(label);
  if (spoken.use.statistic === 'mean' && !isSaid) return `${short} averaged ${words}`;
  if (spoken.use.statistic === 'sum') return `${label} came to ${words}`;
  return `${label} was ${words}`;
}

/** The verb of a plain count: tickets "came in", "were resolved", "were open". */
export function countVerb({ metric }: SpokenMetric, count: number): string {
  const were = count === 1 ? 'was' : 'were';
  switch (metric.anchor) {
    case 'instant':
      return `${were} open`;
    case 'resolved':
      return `${were} resolved`;
    case 'rated':
      return `${were} rated`;
    case 'created':
      return 'came in';
  }
}

/** The label over one population; a count's own name where it differs ("tickets", "chats"). */
function plainLabel({ of }: MetricUse, metric: Metric): string {
  return metric.labels[of] ?? metric.label;
}

/** Chats are named where the metric is taken over tickets unless told otherwise: " of chats". */
export function populationWords(of: Of, metric: Metric): string {
  return metric.of[0] === of || metric.labels[of] || metric.kind === 'count' ? '' : ` of ${of}`;
}

function statisticWords(use: MetricUse, metric: Metric): string {
  if (use.as?.kind === 'share-of-total') return 'share of ';
  if (use.as?.kind === 'share-matching') return 'share of ';
  if (use.statistic === metric.statistic && metric.statistic !== 'median') {
    return '';
  }
  if (metric.unit !== 'seconds' && use.statistic === 'min') return 'lowest ';
  if (metric.unit !== 'seconds' && use.statistic === 'max') return 'highest ';
  if (use.statistic === 'mean') return 'mean ';
  return STATISTICS[use.statistic];
}
