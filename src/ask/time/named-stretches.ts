import type { DateTime } from 'luxon';
import { readFiscal } from './fiscal.ts';
import { readHoliday } from './holidays.ts';
import {
  dayOfYear,
  impossibleDay,
  isPlausible,
  readNumericDate,
  weekStartOf,
} from './numeric-dates.ts';
import {
  ARTICLE,
  type Input,
  longest,
  phrases,
  type Read,
  type Reader,
  readOrdinal,
  skip,
  skipAttached,
  wordAt,
  words,
} from './reading.ts';
import { fixed, problem, type Stretch, unitSpan } from './stretch.ts';
import { zoneOf } from './time-context.ts';
import { DOUBLE_MEANING, MONTHS, UNITS, WEEKDAYS } from './vocabulary.ts';

const DOT = words('.');

const yearly = (
  during: (anchor: DateTime) => ReturnType<typeof unitSpan> | null,
  isWeak = false,
): Stretch => ({ kind: 'recurring', every: 'year', during, isWeak });

/** A month's name; a dot after an abbreviation goes with it. */
function readMonthName(input: Input, at: number): Read<number> | null {
  const month = MONTHS.get(wordAt(input, at));
  if (month === undefined) return null;
  const isShort = wordAt(input, at).length < 5;
  const behind = input.tokens[at + 2];
  const next = isShort && behind !== undefined ? skip(input, at + 1, DOT) : at + 1;
  return { value: month, next };
}

const readMonth: Reader<Stretch> = (input, at) => {
  const month = readMonthName(input, at);
  if (month === null) return null;
  const number = month.value;
  return {
    value: yearly(
      (anchor) => unitSpan(anchor.set({ month: number }), 'month'),
      isDouble(input, at),
    ),
    next: month.next,
  };
};

const PRONOUNS = words('i we you they he she it this that the my our a an one');

/** Whether the word is one that may well not be a month or weekday here. A capital inside a sentence speaks for a name. */
function isDouble(input: Input, at: number): boolean {
  const token = input.tokens[at];
  if (token === undefined || !DOUBLE_MEANING.has(token.word)) return false;
  const isFirst = at === 0 || /[.?!]/.test(wordAt(input, at - 1));
  if (isFirst) return token.word !== 'may' || PRONOUNS.has(wordAt(input, at + 1));
  return !/^[A-Z]/.test(token.raw);
}

const MOST_DAYS = 99;
const NO_DAY_BEFORE = words('last past previous first next top prior');
/** Behind "March 10" these say that the number counts something. */
const COUNTING = words('or % percent tickets chats conversations agents customers most : am pm');

/** "3 March", "the 3rd of March", "March 3rd", "March the 3rd". */
const readDayAndMonth: Reader<Stretch> = (input, at) => {
  const dayFirst = readDayOrOrdinal(input, skip(input, at, ARTICLE));
  if (dayFirst !== null && !NO_DAY_BEFORE.has(wordAt(input, at - 1))) {
    const joint = skip(input, skipAttached(input, dayFirst.next), words('of'));
    const month = readMonthName(input, joint);
    if (month !== null) {
      return { value: dayIn(month.value, dayFirst.value), next: month.next };
    }
  }
  const month = readMonthName(input, at);
  if (month === null) return null;
  const day = readDayOrOrdinal(input, skip(input, month.next, ARTICLE));
  if (day === null || day.value > 31 || countsSomething(input, day.next)) return null;
  return { value: dayIn(month.value, day.value), next: day.next };
};

function countsSomething(input: Input, at: number): boolean {
  return COUNTING.has(wordAt(input, at)) || UNITS.has(wordAt(input, at));
}

/** "3", "3rd", "third", "twenty-first". */
function readDayOrOrdinal(input: Input, at: number): Read<number> | null {
  const ordinal = readOrdinal(input, at);
  if (ordinal === null || ordinal.value > 31) return readDayNumber(input, at);
  const isUnit = UNITS.has(wordAt(input, ordinal.next));
  return isUnit ? null : ordinal;
}

export function readDayNumber(input: Input, at: number): Read<number> | null {
  const token = input.tokens[at];
  if (token?.kind !== 'number' && token?.kind !== 'ordinal') return null;
  const isDay = Number.isInteger(token.value) && token.value >= 1 && token.value <= MOST_DAYS;
  return isDay && token.raw.length <= 4 ? { value: token.value, next: at + 1 } : null;
}

function dayIn(month: number, day: number): Stretch {
  return impossibleDay(month, day) ?? yearly((anchor) => dayOfYear(anchor, month, day));
}

/** "Monday 3 March", "Tue, 3 March": the date says it all. */
const readDatedWeekday: Reader<Stretch> = (input, at) => {
  if (!WEEKDAYS.has(wordAt(input, at))) return null;
  const next = skip(input, skip(input, at + 1, words(', .')), ARTICLE);
  return longest(input, next, [readDayAndMonth, readNumericDate]);
};

/** "the 15th": of whichever month. */
const readDayOfMonth: Reader<Stretch> = (input, at) => {
  const first = skip(input, at, ARTICLE);
  const token = input.tokens[first];
  if (token?.kind !== 'ordinal' || token.value < 1 || token.value > 31) return null;
  return { value: dayOfMonth(token.value), next: first + 1 };
};

/** A day that comes every month, or in those long enough for it. */
export function dayOfMonth(day: number): Stretch {
  return {
    kind: 'recurring',
    every: 'month',
    isWeak: true,
    during: (anchor) =>
      day <= (anchor.daysInMonth ?? 0) ? unitSpan(anchor.set({ day }).startOf('day'), 'day') : null,
  };
}

const readWeekday: Reader<Stretch> = (input, at) => {
  const weekday = WEEKDAYS.get(wordAt(input, at));
  if (weekday === undefined) return null;
  const value: Stretch = {
    kind: 'recurring',
    every: 'week',
    isWeak: isDouble(input, at),
    during: (anchor) => unitSpan(anchor.plus({ days: weekday - 1 }).startOf('day'), 'day'),
  };
  return { value, next: at + 1 };
};

const readQuarterNumber: Reader<number> = (input, at) => {
  const compact = /^q(\d)$/.exec(wordAt(input, at));
  if (compact !== null) return { value: Number(compact[1]), next: at + 1 };
  const ordinal = readOrdinal(input, at);
  if (ordinal !== null && wordAt(input, ordinal.next) === 'quarter') {
    return { value: ordinal.value, next: ordinal.next + 1 };
  }
  if (wordAt(input, at) !== 'quarter' && wordAt(input, at) !== 'q') return null;
  const token = input.tokens[at + 1];
  const value = token?.kind === 'number' ? token.value : NUMBERED.get(token?.word ?? '');
  return value !== undefined && value >= 1 && value <= 9 ? { value, next: at + 2 } : null;
};
const NUMBERED = new Map([
  ['one', 1],
  ['two', 2],
  ['three', 3],
  ['four', 4],
]);

const readQuarter: Reader<Stretch> = (input, at) => {
  const quarter = readQuarterNumber(input, skip(input, at, ARTICLE));
  if (quarter === null) return null;
  const number = quarter.value;
  if (number < 1 || number > 4) {
    return { value: problem(`There is no Q${number}: quarters are Q1 to Q4.`), next: quarter.next };
  }
  const value = yearly((anchor) => unitSpan(anchor.set({ month: 3 * number - 2 }), 'quarter'));
  return { value, next: quarter.next };
};

/** "3Q25", "3Q". */
const readQuarterFirst: Reader<Stretch> = (input, at) => {
  const [, quarter, year] = /^([1-4])q(\d{2}|\d{4})?$/.exec(wordAt(input, at)) ?? [];
  if (quarter === undefined) return null;
  const month = 3 * Number(quarter) - 2;
  const during = (anchor: DateTime) => unitSpan(anchor.set({ month }), 'quarter');
  if (year === undefined) return { value: yearly(during), next: at + 1 };
  return { value: fixed(during(newYear(2000 + (Number(year) % 2000), input))), next: at + 1 };
};

const readHalfNumber = phrases<number>([
  ['h1|first half year|1st half year|first half|1st half|half one|half 1', 1],
  ['h2|second half year|2nd half year|second half|2nd half|half two|half 2', 2],
  ['h3|h4|third half', 3],
]);

const readHalf: Reader<Stretch> = (input, at) => {
  const half = readHalfNumber(input, skip(input, at, ARTICLE));
  if (half === null) return null;
  if (half.value > 2) {
    return { value: problem('A year has two halves: H1 and H2.'), next: half.next };
  }
  const month = half.value === 1 ? 1 : 7;
  return { value: yearly((anchor) => unitSpan(anchor.set({ month }), 'half')), next: half.next };
};

const WEEK_WORDS = phrases<true>([
  ['calendar week|iso week|week|wk|kw|cw|week number|calendar week number|week no', true],
]);

/** "week 42", "KW 42", "W42": ISO weeks, Monday to Sunday. */
const readIsoWeek: Reader<Stretch> = (input, at) => {
  const compact = /^(?:w|kw|cw|wk)(\d{1,2})$/.exec(wordAt(input, at));
  if (compact !== null) return { value: isoWeekOf(Number(compact[1]), input), next: at + 1 };
  const named = WEEK_WORDS(input, skip(input, at, ARTICLE));
  if (named === null) return null;
  const token = input.tokens[skip(input, named.next, words('# .'))];
  if (token?.kind !== 'number' || !/^\d{1,2}$/.test(token.word)) return null;
  return {
    value: isoWeekOf(token.value, input),
    next: skip(input, named.next, words('# .')) + 1,
  };
};

function isoWeekOf(week: number, input: Input): Stretch {
  if (week < 1 || week > 53) {
    return problem(`There is no week ${week}: weeks go from 1 to 52 or 53.`);
  }
  return yearly((anchor) => {
    const start = weekStartOf(anchor.year, week, input);
    return start === null ? null : unitSpan(start, 'week', `week ${week} of ${anchor.year}`);
  });
}

/** A year in four digits, or two behind an apostrophe. */
export function readYearNumber(input: Input, at: number): Read<number> | null {
  const token = input.tokens[at];
  if (token?.kind === 'short-year') return { value: token.value, next: at + 1 };
  const isYear = token?.kind === 'number' && /^\d{4}$/.test(token.word) && isPlausible(token.value);
  return isYear ? { value: token.value, next: at + 1 } : null;
}

function newYear(year: number, input: Input): DateTime {
  return input.now.setZone(zoneOf(input.context)).startOf('year').set({ year });
}

export function yearOf(year: number, input: Input): Stretch {
  return fixed(unitSpan(newYear(year, input), 'year'));
}

const YEAR_WORDS = phrases<true>([['the year of|year of|the year|year|calendar year|cy', true]]);
/** Before a number of four digits these say that it isn't a year. */
const NO_YEAR_BEFORE = words(
  'ticket tickets chat chats conversation conversations case id # number no over than under least most above below exceeding about around nearly top limit first last past > < =',
);

/** "ticket 22072025" isn't about a day. */
const readUnnumberedDate: Reader<Stretch> = (input, at) =>
  input.tokens[at]?.kind === 'number' && NO_YEAR_BEFORE.has(wordAt(input, at - 1))
    ? null
    : readNumericDate(input, at);

/** "T-2025", "2026-1234": part of a number that names something else. */
function isInCode(input: Input, at: number): boolean {
  const before = skipAttached(input, at - 1) === at ? input.tokens[at - 2] : undefined;
  const next = skipAttached(input, at + 1);
  const behind = next > at + 1 ? input.tokens[next] : undefined;
  const isCounted = behind?.kind === 'number' && readYearNumber(input, next) === null;
  return isCounted || (before?.kind === 'word' && before.word.length < 3);
}

const readYear: Reader<Stretch> = (input, at) => {
  const named = YEAR_WORDS(input, at);
  const year = readYearNumber(input, named?.next ?? at);
  if (year === null) return null;
  if (named === null) {
    if (NO_YEAR_BEFORE.has(wordAt(input, at - 1))) return null;
    if (input.tokens[at]?.kind === 'short-year' || isInCode(input, at)) return null;
  }
  return { value: yearOf(year.value, input), next: year.next };
};

const READERS: readonly Reader<Stretch>[] = [
  readUnnumberedDate,
  readDayAndMonth,
  readDatedWeekday,
  readMonth,
  readQuarter,
  readQuarterFirst,
  readHalf,
  readFiscal,
  readIsoWeek,
  readYear,
  readHoliday,
  readWeekday,
  readDayOfMonth,
];

/** A stretch called by its name or number: "3 March", "Q3", "FY26", "week 42", "Monday", "2026-07". */
export const readName: Reader<Stretch> = (input, at) => longest(input, at, READERS);
