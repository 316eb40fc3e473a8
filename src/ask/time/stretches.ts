import { readHoursOf, readHoursThenDay, readPartOfToday } from './day-parts.ts';
import { readName, readYearNumber, yearOf } from './named-stretches.ts';
import { readNeighbour } from './neighbours.ts';
import { readParts } from './parts.ts';
import {
  ARTICLE,
  type Input,
  longest,
  phrases,
  type Reader,
  remembering,
  skip,
  skipAttached,
  wordAt,
  words,
} from './reading.ts';
import {
  currentStart,
  notBegun,
  readRelative,
  readTheUnit,
  readUnitAlone,
} from './relative-stretches.ts';
import {
  fixed,
  latestOver,
  occurrencesIn,
  problem,
  type Stretch,
  unitSpan,
  within,
} from './stretch.ts';
import { readBareWeekend, readWeekend } from './weekends.ts';

const OF = words('of in ,');
const COMMA = words(',');

/** The year, or any unit told from now, that a name is in: "March *2025*", "Tuesday *last week*", "Q3 *of last year*". */
const readOuter: Reader<Stretch> = (input, at) => {
  const next = skip(input, skip(input, skipAttached(input, at), COMMA), OF);
  const year = readYearNumber(input, next);
  if (year !== null) return { value: yearOf(year.value, input), next: year.next };
  const outer = readRelative(input, next);
  if (outer?.value.kind !== 'fixed') return null;
  const { unit, count } = outer.value.span;
  return unit !== null && unit !== 'day' && unit !== 'hour' && count === 1 ? outer : null;
};

const readOuterMonth: Reader<Stretch> = (input, at) => {
  const next = skip(input, at, OF);
  return next === at ? null : longest(input, next, [readQualifiedName, readTheUnit]);
};

/** A name with the stretch it is in, if that is said. */
const readQualifiedName: Reader<Stretch> = (input, at) => {
  const name = readName(input, at);
  if (name === null || name.value.kind !== 'recurring') return name;
  const isDayOfMonth = name.value.every === 'month';
  const outer = isDayOfMonth
    ? (readOuterMonth(input, name.next) ?? readOuter(input, name.next))
    : (readOuter(input, name.next) ?? readOuterUnit(input, name.next));
  if (outer === null) return name;
  if (isWeekdayOfMany(name.value, outer.value)) return null;
  const value = within(name.value, outer.value);
  if (value === null && !isYear(outer.value)) return name;
  return { value: value ?? impossible(input, at, outer.next), next: outer.next };
};

/** "Friday last quarter": no one Friday, but all of them in that time. */
function isWeekdayOfMany(name: Stretch, outer: Stretch): boolean {
  if (name.kind !== 'recurring' || name.every !== 'week' || outer.kind !== 'fixed') return false;
  return outer.span.unit !== 'week' && outer.span.unit !== 'day';
}

function isYear(stretch: Stretch): boolean {
  return stretch.kind === 'fixed' && stretch.span.unit === 'year';
}

/** "Tuesday of the week", "March of the year". */
const readOuterUnit: Reader<Stretch> = (input, at) =>
  wordAt(input, at) === 'of' ? readTheUnit(input, at + 1) : null;

function impossible(input: Input, at: number, next: number): Stretch {
  return problem(`There is no “${said(input, at, next)}” in the calendar.`);
}

function said(input: Input, at: number, next: number): string {
  return input.text.slice(input.tokens[at]?.from, input.tokens[next - 1]?.to);
}

/** The other way round: "2025 Q3", "last week Tuesday", "last year's March". */
const readOuterFirst: Reader<Stretch> = (input, at) => {
  const outer = readOuter(input, at);
  if (outer === null || OF.has(wordAt(input, at))) return null;
  const name = readName(input, skip(input, skip(input, outer.next, words(', on in -')), ARTICLE));
  if (name?.value.kind !== 'recurring') return null;
  const value = within(name.value, outer.value);
  return { value: value ?? impossible(input, at, name.next), next: name.next };
};

type Which = 'last' | 'this' | 'next';

const readWhich = phrases<Which>([
  ['last|past|previous|prior|latest|most recent', 'last'],
  ['this|current', 'this'],
  ['next|coming|upcoming', 'next'],
]);

/** "last Tuesday" (before today), "last March" (over), "this Friday" (of the running week), "next Monday" (a problem). */
const readWhichName: Reader<Stretch> = (input, at) => {
  const which = readWhich(input, skip(input, at, ARTICLE));
  const name = which === null ? null : readName(input, which.next);
  if (which === null || name === null || name.value.kind !== 'recurring') return null;
  if (which.value === 'next')
    return { value: notBegun(said(input, at, name.next)), next: name.next };
  if (which.value === 'this') {
    const unit = name.value.every;
    const running = unitSpan(currentStart(input, unit), unit);
    const span = occurrencesIn(name.value, running)[0];
    return { value: span ? fixed(span) : impossible(input, at, name.next), next: name.next };
  }
  const span = latestOver(name.value, input.now);
  return { value: span ? fixed(span) : impossible(input, at, name.next), next: name.next };
};

const BEFORE_LAST = phrases<true>([['before last', true]]);

/** "the Tuesday before last". */
const readNameBeforeLast: Reader<Stretch> = (input, at) => {
  const name = readName(input, skip(input, at, ARTICLE));
  const behind = name === null ? null : BEFORE_LAST(input, name.next);
  if (name?.value.kind !== 'recurring' || behind === null) return null;
  const last = latestOver(name.value, input.now);
  const span = last === null ? null : latestOver(name.value, last.start);
  return { value: span ? fixed(span) : impossible(input, at, behind.next), next: behind.next };
};

const SIMPLE: readonly Reader<Stretch>[] = [
  readQualifiedName,
  readOuterFirst,
  readWhichName,
  readNameBeforeLast,
  readRelative,
  readWeekend,
  readPartOfToday,
];

const readSimple = remembering<Stretch>((input, at) => longest(input, at, SIMPLE));

/** A day, maybe narrowed to some of its hours. */
const readWithHours: Reader<Stretch> = (input, at) => {
  const stretch = readSimple(input, at);
  if (stretch === null) return null;
  return readHoursOf(input, stretch.next, stretch.value) ?? stretch;
};

const readHoursFirst = readHoursThenDay(readSimple);

const readOuterOfPart: Reader<Stretch> = (input, at) => {
  const start = skip(input, at, ARTICLE);
  return (
    longest(input, at, [readSimple, readTheUnit, readUnitAlone, nested]) ??
    (start > at ? readSimple(input, start) : null)
  );
};

const nested: Reader<Stretch> = (input, at) => readPart(input, at);

const readPart = readParts(readOuterOfPart);

/** Parts may be qualified as names are: "first week of May last year", "early March 2025" is read inside already. */
const STRETCHES: readonly Reader<Stretch>[] = [
  readWithHours,
  readHoursFirst,
  readPart,
  readNeighbour(readSimple),
];

/** Anything that names one stretch of time, articles included. */
export const readStretch = remembering<Stretch>((input, at) => {
  const direct = longest(input, at, STRETCHES);
  const start = skip(input, at, ARTICLE);
  const behind = start === at ? null : longest(input, start, STRETCHES);
  return behind !== null && (direct === null || behind.next > direct.next) ? behind : direct;
});

/** As `readStretch`, and "the weekend" or "the quarter", which need a preposition before them. */
export const readStretchBehindPreposition = remembering<Stretch>((input, at) =>
  longest(input, at, [readStretch, readBareWeekend, readTheUnit]),
);
