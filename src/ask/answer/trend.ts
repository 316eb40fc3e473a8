import type { FiguresPlan } from '../../analytics/query-plan.ts';
import type { FiguresResult } from '../../analytics/result.ts';
import { formatPercent, formatPoints } from '../../core/format.ts';
import { previousPeriod } from '../time/periods.ts';
import { partialBuckets, unfinishedBucket } from './buckets.ts';
import { countsDiffer, findTrend, type Trend } from './chance.ts';
import { measuredAt } from './compare.ts';
import { type Body, type ComposeInput, leadUse } from './compose-input.ts';
import { describeConditions } from './condition-words.ts';
import { type Group, namedGroups } from './groups.ts';
import {
  countedNoun,
  figureClause,
  isCount,
  type SpokenMetric,
  sayValue,
  speakMetric,
} from './metric-words.ts';
import { beforeWords, soFarWords, whenWords } from './period-words.ts';
import { grainOf } from './plan-shape.ts';
import { capitalise, numberWord, strong } from './words.ts';

const STEADY = 0.75;

/** A figure over time: whether it moves beyond its usual wobble, where it peaks, how the unfinished bucket runs. */
export function composeTrend(input: ComposeInput<FiguresPlan>, result: FiguresResult): Body {
  const { plan, catalogue } = input;
  const spoken = speakMetric(leadUse(plan), catalogue);
  const buckets = wholeBuckets(input, result);
  const trend = findTrend(buckets.map(({ value }) => value ?? 0));
  const [first, last] = [buckets[0], buckets.at(-1)];
  const moved = first && last ? (last.value ?? 0) - (first.value ?? 0) : 0;
  const goesItsWay = trend && Math.sign(moved) === (trend.direction === 'up' ? 1 : -1);
  const headline =
    trend && goesItsWay && first && last
      ? trendSentence(input, spoken, { first, last }, trend)
      : steadySentence(input, spoken, buckets);
  return {
    headline,
    context: [...paceSentence(input, spoken, result), ...wholeSentence(input, spoken)],
    highlights: extremes(spoken, buckets),
  };
}

/** The buckets the period covers from start to end, those with a value. */
function wholeBuckets(input: ComposeInput<FiguresPlan>, result: FiguresResult): Group[] {
  const { plan, settings } = input;
  const starts = result.rows.map((row) => String(row.keys[0]));
  const partial = new Set(partialBuckets(starts, plan, settings.weekStart));
  const rows = result.rows.filter((_, index) => !partial.has(index));
  return namedGroups(plan, { ...result, rows }, input);
}

/** "**Yes: 847 tickets in Sep 2026 against 651 in Jun 2026**, up 30 %; the rise is steady (3 of 3 months up), 1 Jun – …" */
function trendSentence(
  input: ComposeInput<FiguresPlan>,
  spoken: SpokenMetric,
  { first, last }: { readonly first: Group; readonly last: Group },
  trend: Trend,
): string {
  const { direction, steps } = trend;
  const grain = grainOf(input.plan) ?? 'day';
  const isSteady = steps.along / steps.of >= STEADY && steps.of <= 12;
  const noun = direction === 'up' ? 'rise' : 'fall';
  const steady = isSteady
    ? `; the ${noun} is steady (${steps.along} of ${steps.of} ${grain}s ${direction})`
    : '';
  const yes = answerToWhether(input.question, direction);
  const ends = `${bucketClause(input, spoken, last)} against ${sayBucket(spoken, first)}`;
  const lead = yes ? `${yes}${lowerUnlessName(ends)}` : ends;
  return `${strong(lead)}, ${direction}${sizeOf(spoken, first, last)}${steady}, ${whenWords(input.plan)}.`;
}

/** " 30 %", " 4 points"; nothing to go by when it began at none. */
function sizeOf(spoken: SpokenMetric, first: Group, last: Group): string {
  const [from, to] = [first.value ?? 0, last.value ?? 0];
  if (spoken.unit === 'share') return ` ${formatPoints(Math.abs(to - from))}`;
  return from === 0 ? ' from none' : ` ${formatPercent((to - from) / from)}`;
}

/** "847 tickets in Sep 2026", "First response averaged 2 h in Sep 2026" */
function bucketClause(
  input: ComposeInput<FiguresPlan>,
  spoken: SpokenMetric,
  group: Group,
): string {
  const value = group.value ?? 0;
  const where = sayBucket(spoken, group).slice(sayValue(value, spoken).length);
  if (!isCount(spoken)) return `${figureClause(spoken, value)}${where}`;
  return `${sayValue(value, spoken)} ${subjectOf(input, spoken)}${where}`;
}

/** "**No clear change in tickets**: between 612 and 847 a month, …" */
function steadySentence(
  input: ComposeInput<FiguresPlan>,
  spoken: SpokenMetric,
  buckets: readonly Group[],
): string {
  const { plan } = input;
  const subject = subjectOf(input, spoken);
  const when = whenWords(plan);
  const grain = grainOf(plan) ?? 'day';
  const [only] = buckets;
  if (!only)
    return `${strong(`${capitalise(subject)} by ${grain}`)}, ${when}; no whole ${grain} yet.`;
  if (buckets.length === 1)
    return `${strong(`${capitalise(subject)}: ${sayBucket(spoken, only)}`)}, ${when}.`;
  const values = buckets.map(({ value }) => value ?? 0);
  const low = sayValue(Math.min(...values), spoken);
  const high = sayValue(Math.max(...values), spoken);
  const range = low === high ? `${low} every ${grain}` : `between ${low} and ${high} a ${grain}`;
  const few =
    buckets.length < 4
      ? `${numberWord(buckets.length)} whole ${grain}s are too few to call a trend`
      : '';
  const lead = few ? `${capitalise(subject)}: ${range}` : `No clear change in ${subject}: ${range}`;
  return `${strong(lead)}, ${when}${few ? `; ${few}` : ''}.`;
}

/** "November so far runs 6 % above the same days of October." */
function paceSentence(
  { plan, settings, now, results }: ComposeInput<FiguresPlan>,
  spoken: SpokenMetric,
  result: FiguresResult,
): string[] {
  const bucket = unfinishedBucket(plan, settings.weekStart);
  const grain = grainOf(plan);
  const then = measuredAt(results.samePart?.rows[0]);
  const running = measuredAt(result.rows.at(-1));
  if (!bucket || !grain || then.value === null || running.value === null) return [];
  const before = previousPeriod(bucket, { now, settings, zone: plan.zone });
  const name = capitalise(soFarWords(bucket));
  const against = beforeWords(bucket, before);
  const values = `(${sayValue(running.value, spoken)} against ${sayValue(then.value, spoken)})`;
  const ratio = then.value === 0 ? 0 : (running.value - then.value) / Math.abs(then.value);
  if (sayValue(running.value, spoken) === sayValue(then.value, spoken)) {
    return [`${name} runs level with ${against} ${values}.`];
  }
  if (ratio === 0) return [];
  if (isCount(spoken) && !countsDiffer(running.value, then.value)) {
    return [`${name} runs close to ${against} ${values}.`];
  }
  const side = ratio > 0 ? 'above' : 'below';
  return [`${name} runs ${formatPercent(ratio)} ${side} ${against} ${values}.`];
}

/** "In all: 8 412 tickets." */
function wholeSentence(
  { plan, results, catalogue }: ComposeInput<FiguresPlan>,
  spoken: SpokenMetric,
): string[] {
  const whole = measuredAt(results.total?.rows[0]);
  if (whole.value === null || spoken.metric.anchor === 'instant') return [];
  if (!isCount(spoken)) return [`Over the whole period: ${sayValue(whole.value, spoken)}.`];
  const filters = describeConditions(plan.where, catalogue, plan.zone);
  return [`In all: ${sayValue(whole.value, spoken)} ${countedNoun(spoken, filters, whole.value)}.`];
}

function extremes(spoken: SpokenMetric, buckets: readonly Group[]): string[] {
  if (buckets.length < 4) return [];
  const sorted = buckets.toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const [top, bottom] = [sorted[0], sorted.at(-1)];
  if (!top || !bottom || top.value === bottom.value) return [];
  return [`Highest: ${sayBucket(spoken, top)}; lowest: ${sayBucket(spoken, bottom)}.`];
}

function sayBucket(spoken: SpokenMetric, { value, name }: Group): string {
  const preposition = /^\d{1,2} \w{3} \d{4}$/.test(name) ? 'on' : 'in';
  return `${sayValue(value, spoken)} ${preposition} ${name.replace(/^week of/, 'the week of')}`;
}

function subjectOf({ plan, catalogue }: ComposeInput<FiguresPlan>, spoken: SpokenMetric): string {
  if (!isCount(spoken)) return spoken.label;
  if (spoken.metric.id !== 'volume') return spoken.label;
  return countedNoun(spoken, describeConditions(plan.where, catalogue, plan.zone), 2);
}

function lowerUnlessName(words: string): string {
  return /^[A-Z]{2}/.test(words) ? words : words.charAt(0).toLowerCase() + words.slice(1);
}

const RISING = /\b(busier|more|up|ris(e|ing)|increas\w+|grow\w*|higher|slower|longer)\b/i;
const FALLING = /\b(fewer|less|down|fall\w*|drop\w*|decreas\w+|lower|faster|shorter|quieter)\b/i;

/** "Yes: " or "No: " when the question asks whether it goes up or down. */
function answerToWhether(question: string | undefined, direction: Trend['direction']): string {
  if (!question || !/^\s*(are|is|do|does|did|have|has)\b/i.test(question)) return '';
  const [rising, falling] = [RISING.test(question), FALLING.test(question)];
  if (rising === falling) return '';
  return rising === (direction === 'up') ? 'Yes: ' : 'No: ';
}
