import { isComparing } from './ranges.ts';
import {
  type Input,
  longest,
  phrases,
  type Read,
  type Reader,
  readCount,
  readUnit,
  skip,
  skipAll,
  wordAt,
  words,
} from './reading.ts';
import { isProblem, type Problem, type Stretch, toPeriod } from './stretch.ts';
import type { Shift, TimeComparison, TimeMeaning } from './time-match.ts';
import { readTimespan } from './timespans.ts';

const readAgainst = phrases<true>([
  [
    'vs|vs .|versus|v|v .|against|compared to|compared with|compared against|compare to|compare with|compare it to|compare it with|compare that to|compare that with|compare this to|compare this with|compare against|comparing to|comparing with|in comparison to|in comparison with|by comparison with|relative to|as opposed to|than|than in|than during|than for|than over|up from|down from|with respect to|and compare it to|and compare it with|and compare to|and compare with|and compare that to|over and against|changed from|changed since|different from',
    true,
  ],
]);

const SMALL_WORDS = words('in on for over during at with the that those our of');

/** What is compared with, without the word that says so. */
const readSame = phrases<TimeComparison>([
  [
    'same period last year|same period of last year|same period in the last year|same period the year before|same period of the previous year|same period previous year|same period a year ago|same period a year earlier|same time last year|same time a year ago|this time last year|same days last year|same dates last year|same month last year|same week last year|same quarter last year|same day last year|same month a year ago|same quarter a year ago|same week a year ago|same month of last year|same quarter of last year|same months last year|same stretch last year|same point last year|same point in last year|same point of last year|same point the year before|same point a year ago|same date last year|same time of last year|same stage last year|this point last year|same month the year before|same quarter the year before|same week the year before|same month of the previous year|same quarter of the previous year|a year earlier|one year earlier|corresponding period last year|the equivalent period last year',
    { kind: 'last-year' },
  ],
  [
    'same period last month|same period last week|same period last quarter|same days last month|same days last week|same time last month|same time last week|same period before|same period the month before|same period the week before|same period of last month|same period of the previous month|same days of last month|same point last month|same point last week|same point last quarter|same stretch of last month|same period of the month before',
    { kind: 'previous' },
  ],
  ['yoy|year over year|year on year|y / y', { kind: 'last-year' }],
]);

const readBefore = phrases<TimeComparison>([
  [
    'previous period|prior period|preceding period|last period|period before|period before that|previous|prior|previous one|last one|one before|one before that|last|before|before that|previous time|preceding one|previous time period|previous timeframe',
    { kind: 'previous' },
  ],
  [
    'year before|previous year|prior year|last year|year ago|a year ago|one year ago|a year before|year earlier|preceding year',
    { kind: 'last-year' },
  ],
]);

/** "month before", "35 days before", "previous 35 days": as long as what it's compared with, so the stretch before that. */
const readUnitsBefore: Reader<TimeComparison> = (input, at) => {
  const count = input.tokens[at]?.kind === 'number' ? at + 1 : at;
  const unit = readUnit(input, count);
  if (unit === null || wordAt(input, unit.next) !== 'before') return null;
  const next = skip(input, unit.next + 1, words('that last'));
  if (wordAt(input, next - 1) === 'last') return null;
  const value: TimeComparison =
    unit.value.unit === 'year' && count === at ? { kind: 'last-year' } : { kind: 'previous' };
  return { value, next };
};

const meaning = (comparison: TimeComparison): TimeMeaning => ({
  kind: 'compare',
  with: comparison,
});

/** "compare csat *to* last month". */
const readComparingWith: Reader<true> = (input, at) =>
  words('to with').has(wordAt(input, at)) && isComparing(input, at)
    ? { value: true, next: at + 1 }
    : null;

/** A comparison: what it says, and the stretch it names, for a name whose year is still open. */
type ComparisonRead = {
  readonly meaning: TimeMeaning;
  readonly stretch: Stretch | null;
};

/** "vs last month", "than the week before", "compared with the same period last year", "year over year". */
export const readComparison: Reader<ComparisonRead> = (input, at) => {
  const against = readAgainst(input, at) ?? readComparingWith(input, at);
  const behind = skipAll(input, against?.next ?? at, SMALL_WORDS);
  const same = readSame(input, behind) ?? readSame(input, against?.next ?? at);
  if (same !== null) return relative(same);
  if (against === null) return null;
  const before = longest(input, behind, [readBefore, readUnitsBefore]);
  const named = readTarget(input, against.next);
  return before !== null && (named === null || before.next >= named.next)
    ? relative(before)
    : named;
};

function relative(read: Read<TimeComparison>): Read<ComparisonRead> {
  return { value: { meaning: meaning(read.value), stretch: null }, next: read.next };
}

/** The period something is compared with, as it stands. */
export function readTarget(input: Input, at: number): Read<ComparisonRead> | null {
  const named = readTimespan(input, at) ?? readTimespan(input, skipAll(input, at, SMALL_WORDS));
  if (named === null) return null;
  const { span, stretch } = named.value;
  return { value: { meaning: comparedWith(input, span), stretch }, next: named.next };
}

export function comparedWith(
  input: Input,
  span: Parameters<typeof toPeriod>[0] | Problem,
): TimeMeaning {
  if ('kind' in span) return span;
  const period = toPeriod(span, input.context, input.now);
  if (isProblem(period)) return period;
  return meaning({ kind: 'period', period, unit: span.unit });
}

const readShiftWords = phrases<Pick<Shift, 'steps' | 'same'>>([
  ['before|before that|before this|prior|prior to that|preceding that', { steps: -1 }],
  ['earlier', { steps: -1, same: true }],
  ['after|after that|after this|following that', { steps: 1 }],
  ['later', { steps: 1, same: true }],
]);

const readBack = phrases<true>([['go back a|go back one|back a|back one|one step back a', true]]);

/** "go back a month". */
const readStepBack: Reader<TimeMeaning> = (input, at) => {
  const back = readBack(input, at);
  const unit = back === null ? null : readUnit(input, back.next);
  if (unit === null || unit.value.unit === 'minute' || unit.value.size !== 1) return null;
  return { value: { kind: 'shift', steps: -1, unit: unit.value.unit }, next: unit.next };
};

/** "the month before", "a week earlier", "the period before": what was asked about, moved. */
export const readShift: Reader<TimeMeaning> = (input, at) => {
  const back = readStepBack(input, at);
  if (back !== null) return back;
  const start = skipAll(input, at, words('in for and during on over'));
  const article = words('the a an one').has(wordAt(input, start));
  const first = article ? start + 1 : start;
  if (!article && wordAt(input, first) !== 'weekend') return null;
  const length = readLength(input, first);
  const moved = length === null ? null : readShiftWords(input, length.next);
  if (length === null || moved === null || isFollowedByName(input, moved.next)) return null;
  return { value: { kind: 'shift', ...length.value, ...moved.value }, next: moved.next };
};

/** "month", "35 days", "one": what is moved, or by how much. */
const readLength: Reader<Pick<Shift, 'unit' | 'count'>> = (input, at) => {
  const count = readCount(input, at);
  const unit = readUnit(input, count?.next ?? at);
  if (unit === null) {
    const isPeriod = words('period one weekend').has(wordAt(input, at));
    return isPeriod ? { value: { unit: null }, next: at + 1 } : null;
  }
  const { unit: grain, size } = unit.value;
  if (grain === 'minute' || size === 2) return null;
  return { value: { unit: grain, ...(count && { count: count.value }) }, next: unit.next };
};

/** "the week before last", "the week before Christmas" go on. */
function isFollowedByName(input: Input, at: number): boolean {
  return wordAt(input, at) === 'last' || readTimespan(input, at) !== null;
}
