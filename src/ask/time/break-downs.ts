import type { Grain } from '../../core/period.ts';
import {
  type Input,
  longest,
  phrases,
  type Reader,
  readUnit,
  skip,
  skipAll,
  wordAt,
  words,
} from './reading.ts';
import type { CalendarField, TimeMeaning } from './time-match.ts';
import { readTimespan } from './timespans.ts';
import { UNITS } from './vocabulary.ts';

const grain = (unit: Grain): TimeMeaning =>
  unit === 'hour'
    ? { kind: 'grain', grain: unit, orCalendar: true }
    : { kind: 'grain', grain: unit };
const calendar = (field: CalendarField): TimeMeaning => ({ kind: 'calendar', field });

const readAdverb = phrases<TimeMeaning>([
  ['hourly', grain('hour')],
  ['daily|day by day|day to day|day over day|day on day|dod', grain('day')],
  ['weekly|week by week|week to week|week over week|week on week|wow', grain('week')],
  ['monthly|month by month|month to month|month over month|month on month|mom', grain('month')],
  [
    'quarterly|quarter by quarter|quarter to quarter|quarter over quarter|quarter on quarter|qoq',
    grain('quarter'),
  ],
  ['half yearly|semiannually|semi annually|biannually', grain('half')],
  ['yearly|annually|annual|year by year|year to year', grain('year')],
  ['hour by hour|hour over hour', grain('hour')],
]);
const BASIS_BEFORE = words('on a an the');
const readBasis = phrases<true>([['basis', true]]);

/** "weekly", "month over month", "on a daily basis". */
const readAdverbial: Reader<TimeMeaning> = (input, at) => {
  const start = skipAll(input, at, BASIS_BEFORE);
  const adverb = readAdverb(input, start);
  if (adverb === null) return null;
  const basis = readBasis(input, adverb.next);
  if (basis !== null) return { value: adverb.value, next: basis.next };
  return start === at ? adverb : null;
};

const readBy = phrases<true>([
  [
    'by|per|each|every|for each|for every|in each|in every|on each|a breakdown by|broken down by|break down by|broken out by|break it down by|grouped by|group by|split by|split into|sliced by|across',
    true,
  ],
]);
const CALENDAR_ADJECTIVE = words('calendar individual single');
const NOT_GRAINS = words('of ago old and');

/** "by week", "per month", "each day", "broken down by quarter". */
const readByUnit: Reader<TimeMeaning> = (input, at) => {
  const by = readBy(input, at);
  if (by === null) return null;
  const start = skip(input, skip(input, by.next, words('the')), CALENDAR_ADJECTIVE);
  const unit = readUnit(input, start);
  if (unit === null || unit.value.size !== 1 || unit.value.unit === 'minute') return null;
  if (isCutShort(input, unit.next)) return null;
  return { value: grain(unit.value.unit), next: unit.next };
};

/** "by day of the month" isn't by day, "each week of 2025" is by week. */
function isCutShort(input: Input, at: number): boolean {
  const word = wordAt(input, at);
  return word === 'ago' || word === 'old' || (word === 'of' && THE.has(wordAt(input, at + 1)));
}

const WEEKDAY =
  'day of the week|day of week|days of the week|days of week|weekday|weekdays|dow|day name|week day|week days';
const HOUR =
  'hour of the day|hour of day|hours of the day|hours of day|time of day|time of the day|times of day|times of the day|clock hour|hour of a day';
const readRecurring = phrases<TimeMeaning>([
  [WEEKDAY, calendar('weekday')],
  [HOUR, calendar('hour')],
]);
const AT_WHICH = words('on in at during');
const WHICH = words('which what');
const THE = words('the');

/** "by weekday", "per hour of the day", "which day of the week", "day of the week". "weekdays" alone is a filter, not this. */
const readCalendar: Reader<TimeMeaning> = (input, at) => {
  const by = readBy(input, at);
  const which = skip(input, at, AT_WHICH);
  const isWhich = WHICH.has(wordAt(input, which));
  const start = by?.next ?? (isWhich ? which + 1 : at);
  const recurring = readRecurring(input, skip(input, start, THE));
  if (recurring === null) return null;
  const isIntroduced = by !== null || isWhich;
  return isIntroduced || saysItself(wordAt(input, recurring.next - 1), recurring.next - start)
    ? recurring
    : null;
};

/** "hour of the day" needs no "by"; "weekdays" does. */
function saysItself(last: string, length: number): boolean {
  return length > 1 && last !== 'days';
}

/** "which week", "in what month": one figure each. */
const readWhichUnit: Reader<TimeMeaning> = (input, at) => {
  const which = skip(input, at, AT_WHICH);
  if (!WHICH.has(wordAt(input, which))) return null;
  const unit = readUnit(input, which + 1);
  if (unit === null || unit.value.size !== 1 || unit.value.unit === 'minute') return null;
  if (isCutShort(input, unit.next)) return null;
  return { value: grain(unit.value.unit), next: unit.next };
};

const SUPERLATIVE = /(?:.{2}(?:est|iest)|^(?:best|worst|peak|record))$/;

/** The unit in "busiest day": ranked, so one figure each. */
const readRankedUnit: Reader<TimeMeaning> = (input, at) => {
  const before = wordAt(input, at - 1);
  const isRanked = SUPERLATIVE.test(before) && !words('latest oldest newest').has(before);
  const unit = isRanked ? (readRecurring(input, at) ?? readUnit(input, at)) : null;
  if (unit === null) return null;
  if ('kind' in unit.value) return { value: unit.value, next: unit.next };
  if (unit.value.size !== 1 || unit.value.unit === 'minute') return null;
  return words('ago old').has(wordAt(input, unit.next))
    ? null
    : { value: grain(unit.value.unit), next: unit.next };
};

/** Before "a day" these make it an amount of time. */
const AMOUNT_BEFORE = words(
  'than within in for over under after of half about almost nearly takes took take every once least most only up to around exceeding and or past last next previous',
);

/** "tickets a day". */
const readPerUnit: Reader<TimeMeaning> = (input, at) => {
  if (!words('a an').has(wordAt(input, at)) || at === 0) return null;
  const before = input.tokens[at - 1];
  if (before?.kind !== 'word' || AMOUNT_BEFORE.has(before.word)) return null;
  const unit = UNITS.get(wordAt(input, at + 1));
  if (unit === undefined || unit.unit === 'minute' || unit.unit === 'half' || unit.size !== 1) {
    return null;
  }
  if (NOT_GRAINS.has(wordAt(input, at + 2)) || wordAt(input, at + 1).endsWith('s')) return null;
  return { value: grain(unit.unit), next: at + 2 };
};

const readOpposites = phrases<TimeMeaning>([
  [
    'weekend vs weekday|weekend vs weekdays|weekends vs weekdays|weekend versus weekday|weekends versus weekdays|weekend and weekday|weekends and weekdays|weekend against weekday|weekends against weekdays|weekends compared to weekdays|weekends compared with weekdays|weekend compared to weekday|weekend or weekday|weekend / weekday|weekends than on weekdays|weekends than weekdays|weekends or weekdays|weekend or weekdays|weekend to weekday|weekends to weekdays|weekends with weekdays|weekend with weekday|weekend vs . weekday|weekends vs . weekdays',
    calendar('weekend'),
  ],
  [
    'weekday vs weekend|weekdays vs weekend|weekdays vs weekends|weekday versus weekend|weekdays versus weekends|weekday and weekend|weekdays and weekends|weekday against weekend|weekdays against weekends|weekdays compared to weekends|weekdays compared with weekends|weekday compared to weekend|weekday or weekend|weekday / weekend|weekdays than on weekends|weekdays than weekends|weekdays or weekends|weekday to weekend|weekdays to weekends|weekdays with weekends|weekday with weekend',
    calendar('weekend'),
  ],
  [
    'in vs outside business hours|inside vs outside business hours|business hours vs after hours|business hours and after hours|business hours versus after hours|inside and outside business hours|in and outside business hours|during and outside business hours|in and out of hours|business hours vs outside|business hours vs out of hours|business hours compared to after hours|after hours vs business hours|outside vs inside business hours|inside or outside business hours|outside and inside business hours|during vs outside business hours|during versus outside business hours|inside versus outside business hours',
    calendar('business_hours'),
  ],
]);
const ON = words('on the during at in');

/** "weekend vs weekday": both sides, next to each other. */
const readSides: Reader<TimeMeaning> = (input, at) => {
  const by = readBy(input, at);
  if (by !== null && wordAt(input, at) !== 'across') {
    if (wordAt(input, by.next) === 'weekend')
      return { value: calendar('weekend'), next: by.next + 1 };
    const hours = readHoursFlag(input, by.next);
    if (hours !== null) return { value: calendar('business_hours'), next: hours.next };
  }
  return readOpposites(input, skipAll(input, at, ON)) ?? readOpposites(input, at);
};
const readHoursFlag = phrases<true>([['business hours|working hours|office hours', true]]);

const AND = words('and & , x × /');
const BY = words('by per across each every weekday');

/** The second of two: "by agent *and month*", "by weekday *and hour*". */
const readAndUnit: Reader<TimeMeaning> = (input, at) => {
  if (!AND.has(wordAt(input, at))) return null;
  const isBrokenDown = input.tokens.slice(Math.max(0, at - 4), at).some(({ word }) => BY.has(word));
  if (!isBrokenDown) return null;
  const recurring = readRecurring(input, at + 1);
  if (recurring !== null) return recurring;
  const unit = readUnit(input, at + 1);
  if (unit === null || unit.value.size !== 1 || unit.value.unit === 'minute') return null;
  const isPlural = wordAt(input, at + 1).endsWith('s');
  if (isPlural || isCutShort(input, unit.next)) return null;
  return { value: grain(unit.value.unit), next: unit.next };
};

/** "weekday by hour", "weekday and hour": both are break-downs. */
const readWeekdayBeside: Reader<TimeMeaning> = (input, at) => {
  if (wordAt(input, at) !== 'weekday' || !words('by x × and /').has(wordAt(input, at + 1)))
    return null;
  return words('hour time').has(wordAt(input, at + 2))
    ? { value: calendar('weekday'), next: at + 1 }
    : null;
};

const readEachOf = phrases<true>([['each of|for each of|in each of|every one of', true]]);

/** "*each of* the last 6 months": one figure per unit of the period behind it. */
const readEachOfPeriod: Reader<TimeMeaning> = (input, at) => {
  const each = readEachOf(input, at);
  const span = each === null ? null : readTimespan(input, each.next)?.value.span;
  if (each === null || !span || 'kind' in span || span.unit === null) return null;
  return { value: grain(span.unit), next: each.next };
};

const READERS: readonly Reader<TimeMeaning>[] = [
  readCalendar,
  readSides,
  readAdverbial,
  readByUnit,
  readWhichUnit,
  readRankedUnit,
  readPerUnit,
  readAndUnit,
  readWeekdayBeside,
  readEachOfPeriod,
];

/** A break-down in time: by calendar unit, or by a recurring time such as the weekday. */
export const readBreakDown: Reader<TimeMeaning> = (input, at) => longest(input, at, READERS);
