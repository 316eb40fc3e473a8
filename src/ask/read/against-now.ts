import { findTimes } from '../time/find-times.ts';
import type { TimeContext } from '../time/time-context.ts';
import { asksState, type SaidPeriod, type TimeFacets } from './facets.ts';
import type { Inquiry } from './inquiry.ts';
import type { Mark, MarkOf } from './marks.ts';
import type { NoPlan } from './reading.ts';
import { asksWhether, type Sentence } from './sentence.ts';

/**
 * "is volume up on last week?", "are chats higher than in September?": what is said is what it is set against; itself it is of
 * the unit running now, so far and against as much of the one before, or of the last whole one where something earlier is named.
 */
export function againstNow<T extends Inquiry>(inquiry: T): T {
  const { sentence, facets, context } = inquiry;
  const time = withAgainst(besideStepBack(facets.time), sentence);
  const { compare, periods } = time;
  if (compare) sentence.use(...sentence.of('unknown').filter(({ text }) => FEWER.test(text)));
  const isFilled =
    periods.length > 0 || time.all || compare?.kind !== 'period' || asksState(facets);
  const filled = isFilled ? null : nowAgainst(compare, context.time);
  if (time === facets.time && !filled) return inquiry;
  return { ...inquiry, facets: { ...facets, time: { ...time, ...filled } } };
}

/** "yesterday and the day before": the one beside the other. */
function besideStepBack(time: TimeFacets): TimeFacets {
  const { shift, periods, compare } = time;
  const [only, ...more] = periods;
  if (!shift || !only || more.length > 0 || compare) return time;
  const isNext = shift.steps === -1 && !shift.count && !shift.same;
  const isOfUnit = shift.unit === null || shift.unit === only.unit;
  return isNext && isOfUnit ? { ...time, shift: null, compare: { kind: 'previous' } } : time;
}

/** "how many more are open than last month?": a state is of an instant, and no stretch of it is held against another. */
export function stateAgainst({ facets }: Inquiry): NoPlan | null {
  const { compare, periods } = facets.time;
  if (compare === null || periods.length > 0 || !asksState(facets)) return null;
  const text = 'What is open is counted at an instant; I can show how it went.';
  return { kind: 'decline', text, instead: ['backlog by month', 'open tickets'] };
}

/** "tickets the week before": before which, nobody said. null: all is said. */
export function beforeWhich({ facets: { time } }: Inquiry): NoPlan | null {
  if (!time.shift) return null;
  const text = 'I can’t tell which stretch of time that is before or after.';
  return { kind: 'decline', text, instead: ['tickets last week', 'tickets the week before last'] };
}

/** The stretch that stands behind "up on" or "higher than" as what the figure is set against. */
function withAgainst(time: TimeFacets, sentence: Sentence): TimeFacets {
  const periods = sentence.of('time').filter(({ match }) => match.kind === 'period');
  const against = periods.find((mark) => isSetAgainst(mark, sentence));
  if (asksWhether(sentence)) useThan(sentence);
  if (!asksWhether(sentence) || against?.match.kind !== 'period' || periods.length > 2) return time;
  const about = periods.flatMap(({ match }) =>
    match.kind === 'period' && match !== against.match
      ? [{ period: match.period, unit: match.unit }]
      : [],
  );
  const { period, unit } = against.match;
  return { ...time, periods: about, compare: { kind: 'period', period, unit } };
}

const isSetAgainst = (mark: Mark, sentence: Sentence): boolean =>
  isThan(sentence.before(mark), sentence) || isUpOn(mark, sentence);

const isThan = (mark: Mark | undefined, sentence: Sentence): mark is MarkOf<'word'> =>
  sentence.isWord(mark, 'cmp.') && THAN.test(mark.text);

/** "higher than last week": the word belongs to the time it leads to. */
function useThan(sentence: Sentence): void {
  for (const time of sentence.of('time')) {
    const than = sentence.before(time);
    if (isThan(than, sentence)) sentence.use(than);
  }
}

/** "did we get fewer tickets in July than in June?": which way it went is told of either. */
const FEWER = /^(?:fewer|less)$/i;
const THAN = /than$/i;
const UP_ON = /\b(?:up|down) on\b/i;

/** "up on September". */
export function isUpOn(time: Mark, { marks }: Sentence): boolean {
  const said = marks.slice(Math.max(0, time.index - 2), time.index + 1);
  return UP_ON.test(said.map(({ text }) => text).join(' '));
}

const UNITS: Readonly<Record<string, readonly [now: string, before: string]>> = {
  day: ['today', 'yesterday'],
  week: ['this week', 'last week'],
  month: ['this month', 'last month'],
  quarter: ['this quarter', 'last quarter'],
  year: ['this year', 'last year'],
};

/** What a stretch is held against when only the other one is named; null: neither is a calendar unit. */
function nowAgainst(
  against: SaidPeriod,
  context: TimeContext,
): Pick<TimeFacets, 'periods' | 'compare'> | null {
  const words = UNITS[against.unit ?? ''];
  const [now, before] = words?.map((said) => periodOf(said, context)) ?? [];
  if (!now || !before) return null;
  const isLast =
    against.period.start === before.period.start && against.period.end === before.period.end;
  if (isLast) return { periods: [now], compare: { kind: 'previous' } };
  if (against.period.end > before.period.start) return null;
  return { periods: [before], compare: { kind: 'period', ...against } };
}

function periodOf(words: string, context: TimeContext): SaidPeriod | null {
  const [found] = findTimes(words, context);
  return found?.kind === 'period' ? { period: found.period, unit: found.unit } : null;
}
