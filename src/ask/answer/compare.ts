import type { FigureRow } from '../../analytics/result.ts';
import type { Comparison, Unit } from '../../core/answer.ts';
import {
  formatAmount,
  formatCount,
  formatLimit,
  formatPercent,
  formatValue,
} from '../../core/format.ts';
import type { Period } from '../../core/period.ts';
import { countsDiffer, FEW, sharesDiffer } from './chance.ts';
import { isCount, type SpokenMetric } from './metric-words.ts';
import { capitalise, countOf } from './words.ts';

/** One figure of a row: its value and what it was made from. */
export type Measured = {
  readonly value: number | null;
  readonly n: number;
  readonly missing: number;
};

export function measuredAt(row: FigureRow | undefined, index = 0): Measured {
  return {
    value: row?.values[index] ?? null,
    n: row?.n[index] ?? 0,
    missing: row?.missing[index] ?? 0,
  };
}

/** Enough rows behind it to be judged. */
export function isEnough({ n }: Measured, { metric }: SpokenMetric): boolean {
  return n >= (metric.minimumSample || FEW);
}

/**
 * One figure against the same figure elsewhere; null when either has no data.
 * `words` completes "That is …": "18 min (12 %) faster than the 35 days before".
 */
export function compareFigures(
  spoken: SpokenMetric,
  now: Measured,
  before: Measured,
  against: { readonly words: string; readonly period: Period | null },
): Comparison | null {
  if (now.value === null || before.value === null) return null;
  const change = now.value - before.value;
  const changeRatio = before.value === 0 ? null : change / Math.abs(before.value);
  const verdict = judge(spoken, now, before, change);
  const words = changeWords(spoken, now.value, before.value, against.words);
  return { words, period: against.period, before: before.value, change, changeRatio, verdict };
}

/** "That is 18 min (12 %) faster than the 35 days before, and inside the 4 h target." */
export function comparisonSentences(
  spoken: SpokenMetric,
  now: Measured,
  before: Measured,
  comparison: Comparison | null,
  against: string,
): string[] {
  const target = targetWords(spoken, now);
  if (!comparison) return target ? [`That is ${target}.`] : [];
  if (!isCount(spoken) && !(isEnough(now, spoken) && isEnough(before, spoken))) {
    const was = formatValue(before.value, spoken.unit);
    const rows = countOf(before.n, spoken.use.of);
    return [`${capitalise(against)}: ${was} over ${rows}; too few to compare.`];
  }
  if (isCount(spoken) && isSmall(now) && isSmall(before)) {
    return [`${capitalise(against)}: ${formatValue(before.value, spoken.unit)}.`];
  }
  const first = `That is ${comparison.words}${target ? `, and ${target}` : ''}.`;
  const byChance = comparison.verdict === 'unclear' && spoken.unit === 'share';
  return byChance ? [first, chanceSentence(spoken, now, before)] : [first];
}

/** Counts so small that their difference in percent says nothing. */
function isSmall({ n }: Measured): boolean {
  return n < FEW;
}

/** "inside the 4 h target"; nothing below the minimum sample or for another statistic than the target's. */
export function targetWords(spoken: SpokenMetric, now: Measured): string | null {
  const { metric, use, unit } = spoken;
  if (metric.target === null || now.value === null || use.as) return null;
  if (use.statistic !== metric.statistic || !isEnough(now, spoken)) return null;
  const limit = `the ${formatLimit(metric.target, unit)} target`;
  if (metric.direction === 'down') {
    return `${now.value <= metric.target ? 'inside' : 'outside'} ${limit}`;
  }
  if (now.value === metric.target) return `at ${limit}`;
  return now.value > metric.target ? `above ${limit}` : `below ${limit}`;
}

/** "The 4-point gap is within what chance gives at these numbers." */
export function chanceSentence(spoken: SpokenMetric, now: Measured, before: Measured): string {
  const change = shownChange(now.value ?? 0, before.value ?? 0, spoken.unit);
  const size = formatAmount(change, spoken.unit).replace(/ points?$/, '-point');
  return `The ${size} gap is within what chance gives at these numbers.`;
}

function judge(
  spoken: SpokenMetric,
  now: Measured,
  before: Measured,
  change: number,
): Comparison['verdict'] {
  const looksSame = formatValue(now.value, spoken.unit) === formatValue(before.value, spoken.unit);
  if (looksSame) return 'same';
  if (isCount(spoken)) {
    const apart = countsDiffer(now.n, before.n);
    if (spoken.metric.direction === 'neutral') return 'neutral';
    return apart ? betterOrWorse(spoken, change) : 'unclear';
  }
  if (!isEnough(now, spoken) || !isEnough(before, spoken)) return 'unclear';
  if (spoken.unit === 'share') {
    const apart = sharesDiffer(
      { share: now.value ?? 0, n: now.n },
      { share: before.value ?? 0, n: before.n },
    );
    if (!apart) return 'unclear';
  }
  return betterOrWorse(spoken, change);
}

function betterOrWorse({ metric, use }: SpokenMetric, change: number): Comparison['verdict'] {
  if (metric.direction === 'neutral' || (use.as && use.as.kind !== 'average-per')) return 'neutral';
  return change > 0 === (metric.direction === 'up') ? 'better' : 'worse';
}

function changeWords(spoken: SpokenMetric, now: number, before: number, against: string): string {
  const { unit } = spoken;
  if (formatValue(now, unit) === formatValue(before, unit)) return `the same as ${against}`;
  const change = now - before;
  const amount = changeAmount(now, before, unit);
  const ratio = before === 0 || unit === 'share' ? '' : ` (${ratioWords(now, before)})`;
  return `${amount}${ratio} ${moreOrLess(spoken, change, unit)} than ${against}`;
}

const [MINUTE, HOUR] = [60, 3600];

/** Beside figures of hours, seconds say nothing. */
function changeAmount(now: number, before: number, unit: Unit): string {
  const change = shownChange(now, before, unit);
  const isLong = unit === 'seconds' && Math.max(now, before) >= HOUR && Math.abs(change) >= MINUTE;
  const shown = isLong ? Math.round(change / MINUTE) * MINUTE : change;
  return formatAmount(shown, unit).replace(/(min)\s+00\s+s$/, '$1');
}

const TOLD_IN_TIMES = 3;

/** "12 %"; a change of more than 300 % as "×21". */
function ratioWords(now: number, before: number): string {
  const ratio = (now - before) / Math.abs(before);
  return ratio > TOLD_IN_TIMES ? `×${formatCount(now / before)}` : formatPercent(ratio);
}

/** Shares differ by what their whole percents, as shown beside it, differ by. */
export function shownChange(now: number, before: number, unit: Unit): number {
  const bothWhole = unit === 'share' && Math.min(now, before) >= 0.0995;
  return bothWhole ? (Math.round(now * 100) - Math.round(before * 100)) / 100 : now - before;
}

function moreOrLess(spoken: SpokenMetric, change: number, unit: Unit): string {
  if (isCount(spoken)) return change > 0 ? 'more' : 'fewer';
  if (unit === 'seconds' && isSpeed(spoken)) return change > 0 ? 'slower' : 'faster';
  if (unit === 'seconds') return change > 0 ? 'longer' : 'shorter';
  return change > 0 ? 'higher' : 'lower';
}

/** Waiting is slow or fast; a chat is long or short. */
function isSpeed({ metric }: SpokenMetric): boolean {
  return metric.direction === 'down';
}
