import type { FiguresPlan } from '../../analytics/query-plan.ts';
import type { FiguresResult } from '../../analytics/result.ts';
import { formatPercent, formatPoints } from '../../core/format.ts';
import { previousPeriod } from '../time/periods.ts';
import { partialBuckets, unfinishedBucket } from './buckets.ts';
import { countsDiffer, findTrend, sharesDiffer, type Trend } from './chance.ts';
import { isEnough, type Measured, measuredAt } from './compare.ts';
import { type Body, type ComposeInput, inBuckets, leadUse } from './compose-input.ts';
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
import { capitalise, numberWord, sampleWords, strong } from './words.ts';
import { answerToChange } from './yes-no.ts';

const STEADY = 0.75;

/** A figure over time: whether it moves beyond its usual wobble, where it peaks, how the unfinished bucket runs. */
export function composeTrend(input: ComposeInput<FiguresPlan>, result: FiguresResult): Body {
  const { plan, catalogue } = input;
  const spoken = speakMetric(inBuckets(leadUse(plan)), catalogue);
  const buckets = wholeBuckets(input, result);
  const trend = findTrend(comparable(buckets, spoken, grainOf(plan) ?? 'day'));
  const ends = endsOf(buckets, spoken, grainOf(plan) ?? 'day');
  const moved = ends ? ends.to.value - ends.from.value : 0;
  const goesItsWay = trend && Math.sign(moved) === (trend.direction === 'up' ? 1 : -1);
  const headline =
    trend && goesItsWay && ends
      ? trendSentence(input, spoken, ends, trend)
      : steadySentence(input, spoken, buckets);
  return {
    headline,
    context: [
      ...paceSentence(input, spoken, result),
      ...wholeSentence(input, speakMetric(leadUse(plan), catalogue)),
    ],
    highlights: extremes(spoken, buckets),
  };
}

const WEEK = 7;

/** Values that may be held against each other: whole weeks of days, since weekends differ; hours never. */
function comparable(buckets: readonly Group[], spoken: SpokenMetric, grain: string): number[] {
  if (grain === 'hour') return [];
  if (grain !== 'day') return buckets.map(({ value }) => value ?? 0);
  const weeks = Math.floor(buckets.length / WEEK);
  const start = buckets.length - weeks * WEEK;
  return Array.from({ length: weeks }, (_, week) => {
    const from = start + week * WEEK;
    return meanOf(buckets.slice(from, from + WEEK), spoken);
  });
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
  { from, to }: Ends,
  trend: Trend,
): string {
  const { direction, steps } = trend;
  const grain = grainOf(input.plan) ?? 'day';
  const isSteady = steps.along / steps.of >= STEADY && steps.of <= 12;
  const turn = direction === 'up' ? 'rise' : 'fall';
  const steady = isSteady
    ? `; the ${turn} is steady (${steps.along} of ${steps.of} ${grain === 'day' ? 'week' : grain}s ${direction})`
    : '';
  const yes = answerToChange(input.question, { direction, good: spoken.metric.direction });
  const ends = `${endClause(input, spoken, to)} against ${sayValue(from.value, spoken)} ${from.when}`;
  const lead = yes ? `${yes}${lowerUnlessName(ends)}` : ends;
  return `${strong(lead)}, ${direction}${sizeOf(spoken, from.value, to.value)}${steady}, ${whenWords(input.plan)}.`;
}

type End = { readonly value: number; readonly when: string };
type Ends = { readonly from: End; readonly to: End };

const LONG_SERIES = 12;

/** Where a series begins and ends: single buckets where they are few, the first and last quarter where one alone says little. */
function endsOf(buckets: readonly Group[], spoken: SpokenMetric, grain: string): Ends | null {
  const [first, last] = [buckets[0], buckets.at(-1)];
  if (!first || !last) return null;
  if (buckets.length < LONG_SERIES) {
    return {
      from: { value: first.value ?? 0, when: whenOf(first, spoken) + sampleOf(first, spoken) },
      to: { value: last.value ?? 0, when: whenOf(last, spoken) + sampleOf(last, spoken) },
    };
  }
  const quarter = Math.floor(buckets.length / 4);
  const size = grain === 'day' ? quarter - (quarter % WEEK) : quarter;
  const each = isCount(spoken) ? `a ${grain} ` : '';
  return {
    from: { value: meanOf(buckets.slice(0, size), spoken), when: `${each}over the first ${size}` },
    to: {
      value: meanOf(buckets.slice(-size), spoken),
      when: `${each}over the last ${size} ${grain}s`,
    },
  };
}

/** What anything but a count was made from. */
function sampleOf({ n }: Group, spoken: SpokenMetric): string {
  return isCount(spoken) ? '' : ` ${sampleWords(n)}`;
}

/** Of counts per bucket; of anything else per row. */
function meanOf(buckets: readonly Group[], spoken: SpokenMetric): number {
  const weightOf = ({ n }: Group): number => (isCount(spoken) ? 1 : n);
  const weight = buckets.reduce((sum, bucket) => sum + weightOf(bucket), 0);
  const total = buckets.reduce((sum, bucket) => sum + (bucket.value ?? 0) * weightOf(bucket), 0);
  return weight === 0 ? 0 : total / weight;
}

/** " 30 %", " 4 points"; nothing to go by when it began at none. */
function sizeOf(spoken: SpokenMetric, from: number, to: number): string {
  if (spoken.unit === 'share') return ` ${formatPoints(Math.abs(to - from))}`;
  return from === 0 ? ' from none' : ` ${formatPercent((to - from) / from)}`;
}

/** "847 tickets in Sep 2026", "First response averaged 2 h in Sep 2026" */
function endClause(input: ComposeInput<FiguresPlan>, spoken: SpokenMetric, end: End): string {
  if (!isCount(spoken)) return `${figureClause(spoken, end.value)} ${end.when}`;
  return `${sayValue(end.value, spoken)} ${subjectOf(input, spoken)} ${end.when}`;
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
  const each = grain === 'hour' ? 'an hour' : `a ${grain}`;
  const often = spoken.metric.anchor === 'instant' ? `at the end of each ${grain}` : each;
  const range = low === high ? `${low} every ${grain}` : `between ${low} and ${high} ${often}`;
  const few = tooFewWords(comparable(buckets, spoken, grain).length, grain);
  const lead =
    few === null ? `No clear change in ${subject}: ${range}` : `${capitalise(subject)}: ${range}`;
  return `${strong(lead)}, ${when}${few ? `; ${few}` : ''}.`;
}

const FEWEST = 4;

/** Why nothing is said about a trend; empty where nobody would expect one, null where one can be judged. */
function tooFewWords(count: number, grain: string): string | null {
  if (count >= FEWEST) return null;
  if (grain === 'hour') return '';
  if (grain === 'day') return 'fewer than four whole weeks are too few to call a trend';
  return `${numberWord(count)} whole ${grain}s are too few to call a trend`;
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
  if (!bucket || !grain || spoken.metric.anchor === 'instant') return [];
  if (then.value === null || running.value === null) return [];
  const judged = isCount(spoken) || (isEnough(then, spoken) && isEnough(running, spoken));
  if (!judged) return [];
  const before = previousPeriod(bucket, { now, settings, zone: plan.zone });
  const name = capitalise(soFarWords(bucket));
  const against = beforeWords(bucket, before);
  const values = `${sayValue(running.value, spoken)} against ${sayValue(then.value, spoken)}`;
  const pace = paceWords(spoken, running, then);
  return pace === null ? [] : [`${name} runs ${pace} ${against}: ${values}.`];
}

const HARDLY = 0.02;

/** "6 % above", "close to", "level with"; null where there is nothing to compare with. */
function paceWords(spoken: SpokenMetric, running: Measured, then: Measured): string | null {
  const [now, before] = [running.value ?? 0, then.value ?? 0];
  if (sayValue(now, spoken) === sayValue(before, spoken)) return 'level with';
  if (before === 0) return null;
  const side = now > before ? 'above' : 'below';
  const ratio = (now - before) / Math.abs(before);
  if (spoken.unit === 'share') {
    const apart = sharesDiffer({ share: now, n: running.n }, { share: before, n: then.n });
    return apart ? `${formatPoints(Math.abs(now - before))} ${side}` : 'close to';
  }
  const apart = isCount(spoken) ? countsDiffer(now, before) : Math.abs(ratio) >= HARDLY;
  return apart ? `${formatPercent(ratio)} ${side}` : 'close to';
}

/** "In all: 8 412 tickets." */
function wholeSentence(
  { plan, results, catalogue }: ComposeInput<FiguresPlan>,
  spoken: SpokenMetric,
): string[] {
  const whole = measuredAt(results.total?.rows[0]);
  if (whole.value === null || spoken.metric.anchor === 'instant') return [];
  if (!isCount(spoken)) {
    return [`Over the whole period: ${sayValue(whole.value, spoken)} ${sampleWords(whole.n)}.`];
  }
  const filters = describeConditions(plan.where, catalogue, plan.zone);
  const lead = spoken.use.as ? 'On average' : 'In all';
  return [
    `${lead}: ${sayValue(whole.value, spoken)} ${countedNoun(spoken, filters, whole.value)}.`,
  ];
}

function extremes(spoken: SpokenMetric, all: readonly Group[]): string[] {
  const buckets = all.filter((bucket) => isCount(spoken) || isEnough(bucket, spoken));
  if (buckets.length < 4) return [];
  const sorted = buckets.toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
  const [top, bottom] = [sorted[0], sorted.at(-1)];
  if (!top || !bottom || top.value === bottom.value) return [];
  return [`Highest: ${sayBucket(spoken, top)}; lowest: ${sayBucket(spoken, bottom)}.`];
}

function sayBucket(spoken: SpokenMetric, group: Group): string {
  return `${sayValue(group.value, spoken)} ${whenOf(group, spoken)}`;
}

/** "in Sep 2026", "on 20 Nov 2026", "at the end of Sep 2026" for states. */
function whenOf({ name }: Group, { metric }: SpokenMetric): string {
  const bucket = name.replace(/^week of/, 'the week of');
  if (metric.anchor === 'instant') return `at the end of ${bucket}`;
  if (/\d\d:\d\d$/.test(name)) return `at ${bucket}`;
  return `${/^\d{1,2} \w{3} \d{4}$/.test(name) ? 'on' : 'in'} ${bucket}`;
}

function subjectOf({ plan, catalogue }: ComposeInput<FiguresPlan>, spoken: SpokenMetric): string {
  if (!isCount(spoken)) return spoken.label;
  const { metric } = spoken;
  if (metric.kind !== 'backlog' && metric.id !== 'volume') return spoken.label;
  const open = metric.kind === 'backlog' ? 'open ' : '';
  return `${open}${countedNoun(spoken, describeConditions(plan.where, catalogue, plan.zone), 2)}`;
}

function lowerUnlessName(words: string): string {
  return /^[A-Z]{2}/.test(words) ? words : words.charAt(0).toLowerCase() + words.slice(1);
}
