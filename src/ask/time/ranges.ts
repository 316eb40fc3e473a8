import type { DateTime } from 'luxon';
import type { Grain } from '../../core/period.ts';
import { readHour } from './clock-times.ts';
import { dayOfMonth, readDayNumber, readYearNumber, yearOf } from './named-stretches.ts';
import { instantSpan } from './numeric-dates.ts';
import {
  ARTICLE,
  type Input,
  longest,
  phrases,
  type Read,
  type Reader,
  skip,
  words,
} from './reading.ts';
import {
  capitalized,
  firstFrom,
  fixed,
  latestBegun,
  type Problem,
  problem,
  type Span,
  type Stretch,
  settle,
  within,
} from './stretch.ts';
import { readStretchBehindPreposition } from './stretches.ts';
import { untilNow } from './up-to-now.ts';

type Opening = 'from' | 'between' | 'none';

const readOpening = phrases<Opening>([
  ['from|since|starting from|starting|starting on|beginning|in the time from', 'from'],
  ['between|in between|b / w', 'between'],
]);
const readJoin = phrases<'to' | 'and' | 'dash'>([
  ['to|until|till|til|through|thru|up to|up until|up through|and until|to the end of', 'to'],
  ['and|&|+', 'and'],
  ['-|–|—|/|. .|. . .', 'dash'],
]);
const readNow = phrases<true>([
  ['now|right now|present|the present|date|this day|this moment|present day', true],
]);
const SMALL_WORDS = words('in on at the our');

/** "from 3 March to 5 April", "between 1 and 15 March", "Mar 3 – 9", "November to January", "from Monday until now". Both ends are included whole. */
export const readRange: Reader<Span | Problem> = (input, at) => {
  const opening = readOpening(input, at);
  const how = opening?.value ?? 'none';
  const start = skip(input, opening?.next ?? at, SMALL_WORDS);
  return longest(input, start, [
    (source, first) => readPair(source, first, how, readStretchBehindPreposition),
    (source, first) => readPair(source, first, how, readBareDay),
  ]);
};

function readPair(
  input: Input,
  at: number,
  how: Opening,
  reader: Reader<Stretch>,
): Read<Span | Problem> | null {
  const first = reader(input, at);
  const join = first === null ? null : readJoin(input, first.next);
  if (first === null || join === null || !mayJoin(input, at, how, join.value)) return null;
  const now = readNow(input, join.next);
  if (now !== null) return { value: untilNow(input, first.value), next: now.next };
  const next = skip(input, join.next, SMALL_WORDS);
  const last = readLast(input, next, first.value, reader === readBareDay);
  if (last === null) return null;
  const year = isEvery(last.value, 'month') ? readYearBehind(input, last.next) : null;
  const from = year === null ? first.value : inYear(first.value, year.value);
  return { value: pair(input, from, last.value), next: year?.next ?? last.next };
}

/** "May 3 – 5, *2025*": the year of both. */
function readYearBehind(input: Input, at: number): Read<Stretch> | null {
  const year = readYearNumber(input, skip(input, at, words(',')));
  return year === null ? null : { value: yearOf(year.value, input), next: year.next };
}

function inYear(stretch: Stretch, year: Stretch): Stretch {
  const named = stretch.kind === 'recurring' ? within(stretch, year) : null;
  return named ?? stretch;
}

/** Where things are compared, "March and April" and "March to April" are no ranges. */
function mayJoin(input: Input, at: number, how: Opening, join: 'to' | 'and' | 'dash'): boolean {
  const comparing = isComparing(input, at);
  if (join === 'and') return how === 'between' && !comparing && !isChanging(input, at);
  return !(join === 'to' && how === 'none' && comparing);
}

const COMPARING = words('compare compared comparing comparison difference differences differ');

const CHANGING = words(
  'change changed rise rose risen fall fell fallen drop dropped grow grew grown increase increased decrease decreased decline declined improve improved worsen worsened climb climbed',
);

/** "did volume fall between March and April": the one month against the other, not the two together. */
export function isChanging(input: Input, at: number): boolean {
  return input.tokens.slice(0, at).some((token) => CHANGING.has(token.word));
}

export function isComparing(input: Input, at: number): boolean {
  return input.tokens.slice(0, at).some((token) => COMPARING.has(token.word));
}

function readLast(
  input: Input,
  at: number,
  first: Stretch,
  isFirstBare: boolean,
): Read<Stretch> | null {
  const stretch = readStretchBehindPreposition(input, at);
  if (isFirstBare) {
    const isDay = stretch !== null && isDayOfMonth(input, stretch.value);
    return isDay ? stretch : null;
  }
  if (stretch !== null) return stretch;
  if (first.kind === 'fixed' && first.span.isInstant) return readClockOn(input, at, first.span);
  return isDayWithMonth(input, first) ? readBareDay(input, at) : null;
}

function readClockOn(input: Input, at: number, first: Span): Read<Stretch> | null {
  const clock = readHour(input, at);
  if (clock === null) return null;
  const moment = first.start.startOf('day').set({
    hour: Math.floor(clock.value / 60),
    minute: clock.value % 60,
  });
  return { value: fixed(instantSpan(moment)), next: clock.next };
}

const readBareDay: Reader<Stretch> = (input, at) => {
  const day = readDayNumber(input, skip(input, at, ARTICLE));
  return day === null || day.value > 31 ? null : { value: dayOfMonth(day.value), next: day.next };
};

/** Whether a stretch is a single day of a month, so that a bare number next to it is one too. */
function isDayOfMonth(input: Input, stretch: Stretch): boolean {
  return stretch.kind === 'problem' || isEvery(stretch, 'month') || isDayWithMonth(input, stretch);
}

function isDayWithMonth(input: Input, stretch: Stretch): boolean {
  if (stretch.kind === 'recurring' && stretch.every !== 'year') return false;
  const named = settle(stretch, input.now);
  return !('kind' in named) && named.unit === 'day' && named.count === 1;
}

function isEvery(stretch: Stretch, every: 'month' | 'year'): boolean {
  return stretch.kind === 'recurring' && stretch.every === every;
}

function pair(input: Input, first: Stretch, last: Stretch): Span | Problem {
  const ends = settlePair(input.now, first, last);
  if ('kind' in ends) return ends;
  const [from, to] = ends;
  const end = to.isInstant ? to.start : to.end;
  const said = rangeWords(from, to);
  if (end <= from.start) return runsBackwards(said, rangeWords(to, from));
  if (turnsInMonth(first, last, ends)) {
    const later = from.words.replace(/\d{4}$/, String(to.start.year));
    return runsBackwards(
      rangeWords({ ...from, words: later }, to),
      rangeWords(to, { ...from, words: later }),
    );
  }
  return { start: from.start, end, words: said, ...unitsOf(from, to, end) };
}

const runsBackwards = (said: string, turned: string): Problem =>
  problem(`${capitalized(said)} runs backwards: name the earlier one first, such as “${turned}”.`);

/** "from 20 October until 5 October": nobody means nearly a year by that, unless both years are said. */
function turnsInMonth(first: Stretch, last: Stretch, [from, to]: readonly [Span, Span]): boolean {
  const isBare = first.kind === 'recurring' && first.every === 'year';
  const isDays = from.unit === 'day' && to.unit === 'day' && from.count === 1 && to.count === 1;
  const isOneMonth = from.start.month === to.start.month && from.start.year < to.start.year;
  return (isBare || last.kind === 'recurring') && isDays && isOneMonth;
}

/** Names without a year or month mean the latest pair, in this order, of which both have begun. */
function settlePair(now: DateTime, first: Stretch, last: Stretch): readonly [Span, Span] | Problem {
  if (first.kind === 'problem') return first;
  if (last.kind === 'problem') return last;
  const ends = findPair(now, first, last);
  return ends ?? problem('There is no such range of dates.');
}

type Datable = Exclude<Stretch, Problem>;

function findPair(now: DateTime, first: Datable, last: Datable): readonly [Span, Span] | null {
  if (first.kind === 'fixed') {
    const to = last.kind === 'fixed' ? last.span : firstFrom(last, first.span.start);
    return to === null ? null : [first.span, to];
  }
  if (last.kind === 'fixed') {
    const from = latestBegun(first, last.span.start);
    return from === null ? null : [from, last.span];
  }
  return isLonger(last, first) ? endFirst(now, first, last) : startFirst(now, first, last);
}

const CYCLES = ['week', 'month', 'year'];
type Recurring = Extract<Stretch, { kind: 'recurring' }>;

function isLonger(one: Recurring, other: Recurring): boolean {
  return CYCLES.indexOf(one.every) > CYCLES.indexOf(other.every);
}

/** "28 to 3 May": the month is the end's. */
function endFirst(now: DateTime, first: Recurring, last: Recurring): readonly [Span, Span] | null {
  const to = latestBegun(last, now);
  const from = to === null ? null : latestBegun(first, to.start);
  return to === null || from === null ? null : [from, to];
}

function startFirst(
  now: DateTime,
  first: Recurring,
  last: Recurring,
): readonly [Span, Span] | null {
  let from = latestBegun(first, now);
  for (let tries = 0; from !== null && tries < 9; tries += 1) {
    const to = firstFrom(last, from.start);
    if (to !== null && to.start <= now) return [from, to];
    from = latestBegun(first, from.start.minus(1));
  }
  return null;
}

/** "3 March – 5 April 2026": what both ends share is said once. */
export function rangeWords(from: Span, to: Span): string {
  const year = / \d{4}$/.exec(to.words)?.[0];
  const first =
    year !== undefined && from.words.endsWith(year) ? from.words.slice(0, -5) : from.words;
  return `${first} – ${to.words}`;
}

export function unitsOf(
  from: Span,
  to: Span,
  end: DateTime,
): { unit: Grain | null; count: number } {
  if (from.unit === null || to.unit === null || from.isInstant || to.isInstant) {
    return { unit: null, count: 1 };
  }
  const unit = from.unit === to.unit ? from.unit : 'day';
  return { unit, count: unitsBetween(from.start, end, unit) };
}

function unitsBetween(start: DateTime, end: DateTime, unit: Grain): number {
  if (unit === 'half') return Math.max(1, Math.round(end.diff(start, 'months').months / 6));
  return Math.max(1, Math.round(end.diff(start, `${unit}s`).as(`${unit}s`)));
}
