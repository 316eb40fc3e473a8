import type { FiguresPlan } from '../../analytics/query-plan.ts';
import type { FiguresResult } from '../../analytics/result.ts';
import type { Comparison } from '../../core/answer.ts';
import { formatCount } from '../../core/format.ts';
import { sharesDiffer } from './chance.ts';
import { planCompanions } from './companions.ts';
import {
  compareFigures,
  comparisonSentences,
  isEnough,
  type Measured,
  measuredAt,
  targetWords,
} from './compare.ts';
import { type Body, type ComposeInput, leadUse } from './compose-input.ts';
import { describeConditions } from './condition-words.ts';
import {
  countedNoun,
  countVerb,
  figureClause,
  isCount,
  type SpokenMetric,
  sampleNoun,
  sayValue,
  speakMetric,
} from './metric-words.ts';
import { beforeWords, namedPeriod, periodDays, whenWords } from './period-words.ts';
import { limitWords } from './thresholds.ts';
import { capitalise, joinWords, sampleWords, strong } from './words.ts';
import { answerToChange } from './yes-no.ts';

/** One figure: what it is, what it was before, and whether weekends differ. */
export function composeSingle(
  input: ComposeInput<FiguresPlan>,
  result: FiguresResult,
): Body & { readonly comparison: Comparison | null } {
  const { plan, catalogue, results } = input;
  const spoken = speakMetric(leadUse(plan), catalogue);
  const now = measuredAt(result.rows[0]);
  const before = measuredAt(results.previous?.rows[0]);
  const was = before.value === null ? null : sayValue(before.value, spoken);
  const against = comparedWith(input, was);
  const comparison = against && compareFigures(spoken, now, before, against);
  return {
    headline: `${changeAsked(input, spoken, comparison)}${headlineOf(input, spoken, now)}`,
    context: [
      ...comparisonSentences(spoken, now, before, comparison, against?.words ?? ''),
      ...unequalSentence(plan),
    ],
    highlights: weekendSentence(spoken, results.weekendSplit),
    comparison,
  };
}

/** "did tickets fall in October?", set against another period by the asker: yes or no, where the figures tell. */
function changeAsked(
  { plan, question }: ComposeInput<FiguresPlan>,
  { metric }: SpokenMetric,
  comparison: Comparison | null,
): string {
  const isNamed = plan.compare?.kind === 'period' && plan.having.length === 0;
  if (!isNamed || !comparison?.change || ['same', 'unclear'].includes(comparison.verdict))
    return '';
  const direction = comparison.change > 0 ? 'up' : 'down';
  return answerToChange(question, { direction, good: metric.direction });
}

function headlineOf(input: ComposeInput<FiguresPlan>, spoken: SpokenMetric, now: Measured): string {
  const sentence = figureSentence(input, spoken, now);
  const [held] = input.plan.having;
  if (!held || now.value === null)
    return `${answerToTarget(input.question, targetWords(spoken, now))}${sentence}.`;
  const holds = HOLDS[held.op](now.value, held.value);
  const limit = limitWords(spoken, held);
  return `${holds ? 'Yes' : 'No'}: ${sentence}, ${holds ? '' : 'not '}${limit}.`;
}

const HOLDS = {
  lt: (value: number, limit: number) => value < limit,
  le: (value: number, limit: number) => value <= limit,
  gt: (value: number, limit: number) => value > limit,
  ge: (value: number, limit: number) => value >= limit,
} as const;

const ASKS_TARGET =
  /^\W*(?:so |and |hey |hi |ok )*(?:are|is|do|does|did|have|has|was|were)\b.*\b(?:target|goal|objective|benchmark)s?\b/i;
const ABOVE = /\b(?:above|over|exceed\w*|beyond|outside)\b/i;
const BELOW = /\b(?:below|under|beneath)\b/i;
const MISSED = /\b(?:miss\w*|fail\w*|behind|breach\w*|short of)\b/i;
const DENIED = /\bnot\b|n['’]t\b/i;

/** "Yes: " or "No: " when the question asks whether a target is met, missed, passed or stayed below. */
function answerToTarget(question: string | undefined, verdict: string | null): string {
  if (!question || !verdict || !ASKS_TARGET.test(question) || DENIED.test(question)) return '';
  const isAbove = /^(?:outside|above)/.test(verdict);
  if (ABOVE.test(question)) return isAbove ? 'Yes: ' : 'No: ';
  if (BELOW.test(question)) return isAbove ? 'No: ' : 'Yes: ';
  const isMet = !/^(?:outside|below)/.test(verdict);
  return isMet === !MISSED.test(question) ? 'Yes: ' : 'No: ';
}

/** A period that is not over, set against one that is longer. */
function unequalSentence({ period, compare }: FiguresPlan): string[] {
  if (!period?.partial || compare?.kind !== 'period') return [];
  const isLonger = periodDays(compare.period) > periodDays(period) + 1;
  return isLonger ? ['They are not equally long: the one is not over yet.'] : [];
}

/** The period the companion `previous` is about, and what to call it; one the asker named is told with its dates and what it `was`. */
export function comparedWith(
  input: ComposeInput<FiguresPlan>,
  was: string | null,
): { readonly words: string; readonly period: NonNullable<FiguresPlan['period']> } | null {
  const { plan, results } = input;
  const period = planCompanions(plan, input).previous?.period;
  if (!results.previous || !period || !plan.period) return null;
  const isNamed = plan.compare?.kind === 'period';
  return { period, words: isNamed ? namedPeriod(period, was) : beforeWords(plan.period, period) };
}

/** "**First response averaged 2 h 06 min** over 1 284 tickets, 17 Oct – 20 Nov 2026": without the full stop. */
function figureSentence(
  { plan, catalogue, settings }: Pick<ComposeInput<FiguresPlan>, 'plan' | 'catalogue' | 'settings'>,
  spoken: SpokenMetric,
  now: Measured,
): string {
  const when = whenWords(plan);
  const filters = describeConditions(plan.where, catalogue, plan.zone);
  if (now.value === null) return `No data for ${spoken.label}, ${when}`;
  if (spoken.use.as?.kind === 'share-matching') {
    const matching = describeConditions(spoken.use.as.where, catalogue, plan.zone);
    const thing = sampleNoun(spoken, filters, 2);
    const state = joinWords([...matching.adjectives, ...matching.phrases]);
    const parts = `${formatCount(now.value * now.n)} of ${formatCount(now.n)}`;
    const share = `${sayValue(now.value, spoken)} of ${thing}`;
    return `${strong(`${share} ${stateClause(state)}`)} (${parts}), ${when}`;
  }
  if (isCount(spoken)) {
    const count = `${sayValue(now.value, spoken)} ${countedNoun(spoken, filters, now.value)}`;
    return `${strong(count)}${countTail(plan, spoken, now.value, settings.repeatContacts)}`;
  }
  const rows = `${formatCount(now.n)} ${sampleNoun(spoken, filters, now.n)}`;
  return `${strong(figureClause(spoken, now.value))} over ${rows}, ${when}`;
}

/** "were urgent", "had a resolution time of at most 24 h" */
function stateClause(state: string): string {
  const kind = /^that are (.*)$/.exec(state);
  if (kind) return `were ${kind[1]}`;
  const limit = /^with (\S.*?) ((?:at least|at most|over|under) .*)$/.exec(state);
  return limit ? `had a ${limit[1]} of ${limit[2]}` : `were ${state}`;
}

function countTail(
  plan: FiguresPlan,
  spoken: SpokenMetric,
  count: number,
  repeatContacts: number,
): string {
  const when = whenWords(plan);
  const { metric } = spoken;
  if (metric.kind === 'customers') {
    const times = spoken.use.atLeast ?? metric.atLeast ?? repeatContacts;
    return `${times > 1 ? ` had ${times} or more contacts` : ' were in touch'}, ${when}`;
  }
  if (metric.kind === 'backlog' && plan.period) {
    return ` ${countVerb(spoken, count)} at the end of ${when.replace(/^.* – /, '')}`;
  }
  if (!plan.period && metric.kind === 'count') return `, ${when}`;
  return ` ${countVerb(spoken, count)}${plan.period ? ',' : ''} ${when}`;
}

const WORTH_SAYING = 0.1;

/** "Weekends took 3 h 12 min against 1 h 54 min on weekdays." */
function weekendSentence(spoken: SpokenMetric, split: FiguresResult | undefined): string[] {
  const rows = split?.rows ?? [];
  const weekends = measuredAt(rows.find((row) => isTrue(row.keys[0])));
  const weekdays = measuredAt(rows.find((row) => !isTrue(row.keys[0]) && row.keys[0] !== null));
  if (weekends.value === null || weekdays.value === null) return [];
  if (!isEnough(weekends, spoken) || !isEnough(weekdays, spoken)) return [];
  const [first, second] = [sayValue(weekends.value, spoken), sayValue(weekdays.value, spoken)];
  if (spoken.unit === 'share') {
    const apart = sharesDiffer(
      { share: weekends.value, n: weekends.n },
      { share: weekdays.value, n: weekdays.n },
    );
    if (!apart) return [];
    return [
      `Weekends had ${first} ${sampleWords(weekends.n)} against ${second} ${sampleWords(weekdays.n)} on weekdays.`,
    ];
  }
  const gap = Math.abs(weekends.value - weekdays.value);
  if (gap < WORTH_SAYING * Math.abs(weekdays.value) || first === second) return [];
  const verb = spoken.unit === 'seconds' ? 'took' : 'averaged';
  return [capitalise(`weekends ${verb} ${first} against ${second} on weekdays.`)];
}

function isTrue(cell: unknown): boolean {
  return cell === true || cell === 'true' || cell === 'weekend';
}
