import type { DateTime } from 'luxon';
import type { Grain } from '../../core/period.ts';
import { startOfUnit, stepUnits } from './calendar-units.ts';
import { fiscalUnitBack, fiscalYearAt } from './fiscal.ts';
import { unitName } from './periods.ts';
import {
  ARTICLE,
  HYPHEN,
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
import { fixed, problem, type Span, type Stretch, unitSpan } from './stretch.ts';
import type { UnitWord } from './vocabulary.ts';

/** Words that mean "the one before the current one". `rolling`: without a number they count whole days back from today. */
const LAST = phrases<'calendar' | 'rolling'>([
  ['last|previous|prior|preceding|latest|most recent|the most recent|recent', 'calendar'],
  ['past|trailing|rolling|last rolling', 'rolling'],
]);
const WHOLE = words('full complete whole entire calendar consecutive rolling straight');
const FISCAL = words('fiscal financial');
const CURRENT = words('this current present ongoing running');

/** The start of the running unit. */
export function currentStart(input: Input, unit: Grain): DateTime {
  return startOfUnit(input.now, unit, input.context.settings.weekStart);
}

/** The unit `back` units before the running one. */
function unitBack(input: Input, unit: Grain, back: number, name: string): Span {
  return unitSpan(stepUnits(currentStart(input, unit), unit, -back), unit, name);
}

const readDayWord = phrases<{ readonly back: number; readonly words: string }>([
  ['today|to day|this day', { back: 0, words: 'today' }],
  ['yesterday', { back: 1, words: 'yesterday' }],
  [
    'the day before yesterday|day before yesterday|ereyesterday',
    { back: 2, words: 'the day before yesterday' },
  ],
  ['tomorrow', { back: -1, words: 'tomorrow' }],
  ['the day after tomorrow|day after tomorrow', { back: -2, words: 'the day after tomorrow' }],
]);

const readDay: Reader<Stretch> = (input, at) => {
  const day = readDayWord(input, at);
  if (day === null) return null;
  return { value: fixed(unitBack(input, 'day', day.value.back, day.value.words)), next: day.next };
};

/** "this month", "the current quarter", "this fiscal year". */
const readThis: Reader<Stretch> = (input, at) => {
  const first = skip(input, at, ARTICLE);
  if (!CURRENT.has(wordAt(input, first))) return null;
  return readOneUnit(input, first + 1, 0, 'this');
};

/** A unit of which there is one, so many back. */
function readOneUnit(input: Input, at: number, back: number, said: string): Read<Stretch> | null {
  const next = skipAll(input, at, WHOLE);
  const isFiscal = FISCAL.has(wordAt(input, next));
  const unit = readUnit(input, isFiscal ? next + 1 : next);
  if (unit === null || unit.value.unit === 'minute' || unit.value.size !== 1) return null;
  const { unit: grain } = unit.value;
  if (isFiscal && (grain === 'year' || grain === 'quarter' || grain === 'half')) {
    const span = fiscalUnitBack(input, grain, back);
    return { value: fixed({ ...span, words: `${said} fiscal ${grain}` }), next: unit.next };
  }
  const name = grain === 'day' && back === 0 ? 'today' : `${said} ${unitName(grain, 1)}`;
  return { value: fixed(unitBack(input, grain, back, name)), next: unit.next };
}

/** Days that "the past month" and its like stand for. */
const ROLLING_DAYS: Readonly<Partial<Record<Grain, number>>> = {
  week: 7,
  month: 30,
  quarter: 90,
  half: 180,
  year: 365,
};

/** "last week", "the previous quarter", "past month". */
const readLast: Reader<Stretch> = (input, at) => {
  const last = LAST(input, skip(input, at, ARTICLE));
  if (last === null) return null;
  const half = wordAt(input, last.next) === 'half' ? readHalfHour(input, last.next) : null;
  if (half !== null) return half;
  const unit = readUnit(input, last.next);
  if (unit === null) return readOneUnit(input, last.next, 1, 'last');
  const grain = unit.value.unit;
  if (grain === 'minute') return null;
  if (grain === 'hour') return { value: fixed(backFromNow(input, 'hour', 1)), next: unit.next };
  if (unit.value.size > 1) return countedBack(input, 1, unit);
  const days = ROLLING_DAYS[grain];
  if (last.value === 'rolling' && days !== undefined) {
    return { value: fixed(wholeUnitsBack(input, 'day', days)), next: unit.next };
  }
  return readOneUnit(input, last.next, 1, 'last');
};

const HALF_HOUR = phrases<true>([['half hour|half an hour', true]]);

function readHalfHour(input: Input, at: number): Read<Stretch> | null {
  const half = HALF_HOUR(input, at);
  return half === null ? null : { value: fixed(backFromNow(input, 'minute', 30)), next: half.next };
}

/** The complete units before the running one: "last 35 days" ends yesterday at midnight. */
function wholeUnitsBack(input: Input, unit: Grain, count: number): Span {
  const end = currentStart(input, unit);
  const start = stepUnits(end, unit, -count);
  return { start, end, unit, count, words: `last ${count} ${unitName(unit, count)}` };
}

/** Hours and minutes are counted back from this very moment, not from the last full hour. */
function backFromNow(input: Input, unit: 'hour' | 'minute', count: number): Span {
  const start = input.now.minus(unit === 'hour' ? { hours: count } : { minutes: count });
  const name = `last ${count === 1 ? '' : `${count} `}${unit}${count === 1 ? '' : 's'}`;
  const counted = unit === 'hour' ? { unit, count } : { unit: null, count: 1 };
  return { start, end: input.now, ...counted, words: name };
}

function countedBack(input: Input, count: number, unit: Read<UnitWord>): Read<Stretch> {
  const { unit: grain, size } = unit.value;
  const isClock = grain === 'hour' || grain === 'minute';
  const span = isClock
    ? backFromNow(input, grain, count)
    : wholeUnitsBack(input, grain, count * size);
  return { value: fixed(span), next: skip(input, unit.next, words('period window')) };
}

const PLURAL = /s$/;

/** "last 35 days", "past couple of weeks", "trailing twelve months", "the two previous quarters". */
const readLastCounted: Reader<Stretch> = (input, at) => {
  const first = skip(input, at, ARTICLE);
  const last = LAST(input, first);
  const start = last === null ? first : skipAll(input, last.next, WHOLE);
  const count = readCount(input, start);
  if (count === null) return null;
  const turned = last === null ? LAST(input, count.next) : null;
  if (last === null && turned === null) return null;
  const unitAt = skipAll(input, turned?.next ?? count.next, WHOLE);
  const unit = readUnit(input, skip(input, unitAt, HYPHEN));
  // "rated 2 last month" counts no months; "the 2 last months" does.
  const isPlural = PLURAL.test(wordAt(input, skip(input, unitAt, HYPHEN)));
  if (unit === null || (turned !== null && !isPlural)) return null;
  return countedBack(input, count.value, unit);
};

const BEFORE_LAST = phrases<number>([
  ['next to last|second to last|second last|penultimate|last but one', 2],
  ['third to last|third last|antepenultimate|last but two', 3],
]);
const BEHIND_BEFORE_LAST = phrases<true>([
  ['before last|before the last|before the last one', true],
]);

/** "the week before last", "next-to-last month". */
const readBeforeLast: Reader<Stretch> = (input, at) => {
  const first = skip(input, at, ARTICLE);
  const named = BEFORE_LAST(input, first);
  if (named !== null) return readOneUnit(input, named.next, named.value, ago(named.value));
  const unit = readUnit(input, first);
  const behind = unit === null ? null : BEHIND_BEFORE_LAST(input, unit.next);
  if (unit === null || behind === null || unit.value.unit === 'minute') return null;
  const { unit: grain, size } = unit.value;
  if (size !== 1) return null;
  const name = `the ${unitName(grain, 1)} before last`;
  return { value: fixed(unitBack(input, grain, 2, name)), next: behind.next };
};

function ago(back: number): string {
  return back === 2 ? 'next-to-last' : 'third-to-last';
}

const AGO = phrases<true>([['ago|back', true]]);
const ONE = words('a an');
const TO_THE_DAY = phrases<true>([['today|to the day|to this day', true]]);

/** "3 days ago", "a week ago": that calendar unit; "a year ago today": that day. */
const readAgo: Reader<Stretch> = (input, at) => {
  const count = readCount(input, at) ?? readOne(input, at);
  const unit = count === null ? null : readUnit(input, skip(input, count.next, HYPHEN));
  const behind = unit === null ? null : AGO(input, unit.next);
  if (count === null || unit === null || behind === null) return null;
  const { unit: grain, size } = unit.value;
  if (grain === 'minute') return null;
  const back = count.value * size;
  const name = back === 1 ? `${oneOf(grain)} ago` : `${back} ${unitName(grain, back)} ago`;
  const toTheDay = TO_THE_DAY(input, behind.next);
  if (toTheDay === null || grain === 'hour' || grain === 'day') {
    const next = toTheDay !== null && grain === 'day' ? toTheDay.next : behind.next;
    if (count.value === HALF) return halfYearAgo(input, next);
    return { value: fixed(unitBack(input, grain, back, name)), next };
  }
  const day = stepUnits(currentStart(input, 'day'), grain, -back);
  return { value: fixed(unitSpan(day, 'day')), next: toTheDay.next };
};

function oneOf(unit: Grain): string {
  return `${unit === 'hour' ? 'an' : 'a'} ${unitName(unit, 1)}`;
}

const HALF = 0.5;

function readOne(input: Input, at: number): Read<number> | null {
  if (wordAt(input, at) === 'half' && ONE.has(wordAt(input, at + 1))) {
    return wordAt(input, at + 2) === 'year' ? { value: HALF, next: at + 2 } : null;
  }
  return ONE.has(wordAt(input, at)) ? { value: 1, next: at + 1 } : null;
}

function halfYearAgo(input: Input, next: number): Read<Stretch> {
  return { value: fixed(unitBack(input, 'month', 6, '6 months ago')), next };
}

const readToDate = phrases<{ readonly unit: Grain; readonly isFiscal: boolean }>([
  ['wtd|week to date|wk to date|the week to date|week so far', { unit: 'week', isFiscal: false }],
  ['mtd|month to date|the month to date|month so far', { unit: 'month', isFiscal: false }],
  ['qtd|quarter to date|the quarter to date|quarter so far', { unit: 'quarter', isFiscal: false }],
  ['htd|half year to date|half year so far', { unit: 'half', isFiscal: false }],
  ['ytd|year to date|the year to date|year so far', { unit: 'year', isFiscal: false }],
  ['fytd|fiscal year to date|financial year to date', { unit: 'year', isFiscal: true }],
  ['day to date|day so far', { unit: 'day', isFiscal: false }],
]);

const readUnitToDate: Reader<Stretch> = (input, at) => {
  const read = readToDate(input, skip(input, at, ARTICLE));
  if (read === null) return null;
  const { unit, isFiscal } = read.value;
  const span = isFiscal
    ? fiscalYearAt(input.now, input)
    : unitSpan(currentStart(input, unit), unit);
  const name = isFiscal ? 'fiscal year' : unitName(unit, 1);
  return { value: fixed({ ...span, words: `${name} to date` }), next: read.next };
};

const FUTURE = phrases<true>([['next|coming|upcoming|the following', true]]);

/** "next week", "the coming 3 months": said so, not counted. */
const readFuture: Reader<Stretch> = (input, at) => {
  const first = skip(input, at, ARTICLE);
  const future = FUTURE(input, first);
  if (future === null) return null;
  const count = readCount(input, future.next);
  const unit = readUnit(input, count?.next ?? future.next);
  if (unit === null) return null;
  const from = input.tokens[first]?.from ?? 0;
  const to = input.tokens[unit.next - 1]?.to ?? 0;
  const said = input.text.slice(from, to);
  return { value: notBegun(said), next: unit.next };
};

export function notBegun(said: string): Stretch {
  return problem(
    `“${said}” hasn't begun yet: I can count up to now. Try “last week” or “this month”.`,
  );
}

const READERS: readonly Reader<Stretch>[] = [
  readDay,
  readThis,
  readLast,
  readLastCounted,
  readBeforeLast,
  readAgo,
  readUnitToDate,
  readFuture,
];

/** A stretch told by its distance from now: "yesterday", "last 6 months", "3 weeks ago", "YTD". */
export const readRelative: Reader<Stretch> = (input, at) => longest(input, at, READERS);

/** "month" in "end of month". */
export const readUnitAlone: Reader<Stretch> = (input, at) => readOneUnit(input, at, 0, 'this');

/** A running unit as a part of another phrase: "of the month". */
export const readTheUnit: Reader<Stretch> = (input, at) => {
  if (!words('the a').has(wordAt(input, at))) return null;
  return wordAt(input, at) === 'the' ? readOneUnit(input, at + 1, 0, 'this') : null;
};
