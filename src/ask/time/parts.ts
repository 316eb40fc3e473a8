import { DateTime } from 'luxon';
import type { Grain } from '../../core/period.ts';
import type { Weekday } from '../../core/settings.ts';
import { startOfUnit, stepUnits } from './calendar-units.ts';
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
  readOrdinal,
  readUnit,
  skip,
  wordAt,
  words,
} from './reading.ts';
import { mapStretch, type Span, type Stretch, unitSpan } from './stretch.ts';
import { WEEKDAYS } from './vocabulary.ts';
import { weekendOf } from './weekends.ts';

type Third = { readonly part: 'early' | 'mid' | 'late'; readonly name: string };

const readThird = phrases<Third>([
  ['early in|early', { part: 'early', name: 'early' }],
  ['beginning of|start of', { part: 'early', name: 'start of' }],
  ['mid|middle of', { part: 'mid', name: 'mid' }],
  ['late in|late', { part: 'late', name: 'late' }],
  ['end of', { part: 'late', name: 'end of' }],
]);

/** Where the parts of a unit begin, in days, months or days of the week behind its start; the last one is the end of the unit. */
const THIRDS: Readonly<Partial<Record<Grain, readonly [Grain, number, number]>>> = {
  week: ['day', 2, 4],
  month: ['day', 10, 20],
  quarter: ['month', 1, 2],
  half: ['month', 2, 4],
  year: ['month', 4, 8],
};

function thirdOf(span: Span, third: Third): Span | null {
  const cuts = span.unit === null || span.count !== 1 ? undefined : THIRDS[span.unit];
  if (cuts === undefined) return null;
  const [unit, second, last] = cuts;
  const [from, to] = { early: [0, second], mid: [second, last], late: [last, null] }[third.part];
  return {
    start: stepUnits(span.start, unit, from ?? 0),
    end: to === null || to === undefined ? span.end : stepUnits(span.start, unit, to),
    unit: null,
    count: 1,
    words: `${third.name} ${span.words}`,
  };
}

/** "early March", "mid-2025", "end of last week". */
function readThirdOf(outer: Reader<Stretch>): Reader<Stretch> {
  return (input, at) => {
    const third = readThird(input, skip(input, at, ARTICLE));
    if (third === null) return null;
    return ofOuter(input, skip(input, third.next, HYPHEN), outer, (span) =>
      thirdOf(span, third.value),
    );
  };
}

function ofOuter(
  input: Input,
  at: number,
  outer: Reader<Stretch>,
  part: (span: Span) => Span | null,
): Read<Stretch> | null {
  const read = outer(input, at);
  if (read === null) return null;
  const value = mapStretch(read.value, part);
  return value === null ? null : { value, next: read.next };
}

const OF = words('of in');

/** Counted from the start (1, 2, …) or from the end (−1). */
const readPlace: Reader<number> = (input, at) => {
  if (words('last final').has(wordAt(input, at))) return { value: -1, next: at + 1 };
  return readOrdinal(input, at);
};

/** "the first week of May", "last 3 days of March", "second half of 2025", "last Friday in October", "last weekend of May". */
function readPlaceIn(outer: Reader<Stretch>): Reader<Stretch> {
  return (input, at) => {
    const place = readPlace(input, skip(input, at, ARTICLE));
    if (place === null) return null;
    const part = readPartName(input, place.next);
    if (part === null || !OF.has(wordAt(input, part.next))) return null;
    return ofOuter(input, part.next + 1, outer, (span) => part.value(input, span, place.value));
  };
}

type PartFinder = (input: Input, outer: Span, place: number) => Span | null;

function readPartName(input: Input, at: number): Read<PartFinder> | null {
  const word = wordAt(input, at);
  const weekday = WEEKDAYS.get(word);
  if (weekday !== undefined) {
    return { value: (_, outer, place) => weekdayIn(outer, weekday, place), next: at + 1 };
  }
  if (word === 'weekend') {
    return {
      value: (source, outer, place) => {
        const saturday = weekdayIn(outer, 6, place);
        return saturday === null ? null : weekendOf(source, saturday);
      },
      next: at + 1,
    };
  }
  const count = readCount(input, at);
  const unit = readUnit(input, count?.next ?? at);
  if (unit === null || unit.value.unit === 'minute') return null;
  const { unit: grain, size } = unit.value;
  if (count !== null) {
    return {
      value: (_, outer, place) => run(outer, grain, count.value * size, place),
      next: unit.next,
    };
  }
  if (grain === 'half')
    return { value: (_, outer, place) => halfOf(outer, place), next: unit.next };
  return { value: (_, outer, place) => nth(outer, grain, size, place), next: unit.next };
}

/** The place-th such weekday of a stretch, or its last. */
function weekdayIn(outer: Span, weekday: Weekday, place: number): Span | null {
  const first = outer.start.plus({ days: (weekday - outer.start.weekday + 7) % 7 });
  const last = outer.end.minus({ days: 1 });
  const day =
    place > 0
      ? first.plus({ weeks: place - 1 })
      : last.minus({ days: (last.weekday - weekday + 7) % 7 });
  const isInside = day >= outer.start && day < outer.end;
  return isInside ? unitSpan(day.startOf('day'), 'day') : null;
}

/** The first or last so many units, which the outer stretch must hold. */
function run(outer: Span, unit: Grain, count: number, place: number): Span | null {
  if (place !== 1 && place !== -1) return null;
  const [start, end] =
    place === 1
      ? [outer.start, stepUnits(outer.start, unit, count)]
      : [stepUnits(outer.end, unit, -count), outer.end];
  if (start < outer.start || end > outer.end) return null;
  const name = `${place === 1 ? 'first' : 'last'} ${count} ${unitName(unit, count)}`;
  return { start, end, unit, count, words: `${name} of ${outer.words}` };
}

const PLACES = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'];

/** The n-th unit, counted in whole units from the stretch's start: the first week of May is the 1st–7th. */
function nth(outer: Span, unit: Grain, size: number, place: number): Span | null {
  const [start, end] =
    place > 0
      ? [
          stepUnits(outer.start, unit, (place - 1) * size),
          stepUnits(outer.start, unit, place * size),
        ]
      : [stepUnits(outer.end, unit, place * size), outer.end];
  if (start < outer.start || start >= outer.end || (end > outer.end && unit !== 'week'))
    return null;
  const name = place > 0 ? (PLACES[place - 1] ?? `${place}th`) : 'last';
  const said = `${name} ${unitName(unit, 1)} of ${outer.words}`;
  return unit === 'week'
    ? { start, end: DateTime.min(end, outer.end), unit: 'day', count: 7 * size, words: said }
    : { start, end, unit, count: size, words: said };
}

/** Half of a month is cut at its 15th, half of a year in July. */
function halfOf(outer: Span, place: number): Span | null {
  const isFirst = place === 1;
  if (!isFirst && place !== 2 && place !== -1) return null;
  const middle =
    outer.unit === 'month'
      ? stepUnits(outer.start, 'day', 15)
      : outer.unit === 'year'
        ? stepUnits(outer.start, 'month', 6)
        : null;
  if (middle === null || outer.count !== 1) return null;
  const [start, end] = isFirst ? [outer.start, middle] : [middle, outer.end];
  const isYear = outer.unit === 'year';
  const name = isYear
    ? `H${isFirst ? 1 : 2} ${outer.words}`
    : `${isFirst ? 'first' : 'second'} half of ${outer.words}`;
  return { start, end, unit: isYear ? 'half' : null, count: 1, words: name };
}

type Around = 'holding' | 'from' | 'ending' | 'weekend' | 'same';

const readAround = phrases<Around>([
  ['week of|week containing|week with', 'holding'],
  ['week commencing|week beginning|week starting|week from|wc', 'from'],
  ['week ending|week ended|we', 'ending'],
  ['weekend of|weekend around', 'weekend'],
  ['month of|quarter of|year of|all of|whole of|course of|rest of', 'same'],
]);

/** "week of 10 April", "week ending Friday", "weekend of 3 May", "the month of March". */
function readAroundDay(outer: Reader<Stretch>): Reader<Stretch> {
  return (input, at) => {
    const around = readAround(input, skip(input, at, ARTICLE));
    if (around === null) return null;
    const next = skip(input, around.next, ARTICLE);
    if (around.value === 'same') return outer(input, around.next) ?? outer(input, next);
    return ofOuter(input, next, outer, (span) => aroundDay(input, span, around.value));
  };
}

function aroundDay(input: Input, span: Span, around: Around): Span | null {
  if (span.unit !== 'day') return null;
  const { weekStart } = input.context.settings;
  switch (around) {
    case 'holding':
      return unitSpan(startOfUnit(span.start, 'week', weekStart), 'week');
    case 'from':
      return unitSpan(span.start, 'week');
    case 'ending':
      return {
        ...unitSpan(stepUnits(span.end, 'week', -1), 'week'),
        words: `week ending ${span.words}`,
      };
    default:
      return weekendOf(input, span);
  }
}

/** Parts of a stretch that `outer` reads. */
export function readParts(outer: Reader<Stretch>): Reader<Stretch> {
  const readers = [readThirdOf(outer), readPlaceIn(outer), readAroundDay(outer)];
  return (input, at) => longest(input, at, readers);
}
