import type { DateTime } from 'luxon';
import { stepUnits } from './calendar-units.ts';
import { DAY_MINUTES, type HoursOfDay, readClock, readClockRange } from './clock-times.ts';
import { instantSpan } from './numeric-dates.ts';
import {
  ARTICLE,
  type Input,
  phrases,
  type Read,
  type Reader,
  skip,
  wordAt,
  words,
} from './reading.ts';
import { currentStart } from './relative-stretches.ts';
import { fixed, mapStretch, type Span, type Stretch, settle } from './stretch.ts';

type DayPart = HoursOfDay & { readonly name: string };

export const MORNING: DayPart = { name: 'morning', from: 6 * 60, to: 12 * 60 };
export const AFTERNOON: DayPart = { name: 'afternoon', from: 12 * 60, to: 18 * 60 };
export const EVENING: DayPart = { name: 'evening', from: 18 * 60, to: 22 * 60 };
export const NIGHT: DayPart = { name: 'night', from: 22 * 60, to: 30 * 60 };

const readPart = phrases<DayPart>([
  ['morning', MORNING],
  ['afternoon', AFTERNOON],
  ['evening', EVENING],
  ['night', NIGHT],
]);

const AT = words('at @ ,');
const PART_BEFORE = words('in on during');

/** A day narrowed to some of its hours: "yesterday morning", "3 May 9:00–12:00", "today after 2 pm", "Monday at 14:00". */
export function readHoursOf(input: Input, at: number, day: Stretch): Read<Stretch> | null {
  const part = readPart(input, skip(input, skip(input, at, PART_BEFORE), ARTICLE));
  if (part !== null) return narrowed(input, day, part.value, part.next);
  const range = readClockRange(input, skip(input, at, words(',')), true);
  if (range !== null) return narrowed(input, day, { ...range.value, name: '' }, range.next);
  return readOpenHours(input, at, day) ?? readMoment(input, at, day);
}

/** The other way round: "9 am to 5 pm yesterday", "between 9 and 17 on 3 May". */
export function readHoursThenDay(readDay: Reader<Stretch>): Reader<Stretch> {
  return (input, at) => {
    const range = readClockRange(input, at, true);
    if (range === null) return null;
    const day = readDay(input, skip(input, range.next, PART_BEFORE));
    return day === null ? null : narrowed(input, day.value, { ...range.value, name: '' }, day.next);
  };
}

function readOpenHours(input: Input, at: number, day: Stretch): Read<Stretch> | null {
  const word = wordAt(input, at);
  const clock = readClock(input, at + 1);
  if (clock === null) return null;
  if (word === 'after' || word === 'since' || word === 'from') {
    return narrowed(input, day, { name: '', from: clock.value, to: DAY_MINUTES }, clock.next);
  }
  if (word !== 'before' && word !== 'until' && word !== 'till') return null;
  return narrowed(input, day, { name: '', from: 0, to: clock.value }, clock.next);
}

function readMoment(input: Input, at: number, day: Stretch): Read<Stretch> | null {
  const clock = readClock(input, skip(input, at, AT));
  if (clock === null) return null;
  const moment = mapDay(input, day, (start) => instantSpan(atMinute(start, clock.value)));
  return moment === null ? null : { value: moment, next: clock.next };
}

function narrowed(input: Input, day: Stretch, hours: DayPart, next: number): Read<Stretch> | null {
  const value = mapDay(input, day, (start, name) => hoursSpan(start, hours, name));
  return value === null ? null : { value, next };
}

function mapDay(
  input: Input,
  day: Stretch,
  part: (start: DateTime, name: string) => Span,
): Stretch | null {
  const named = settle(day, input.now);
  const isDay = !('kind' in named) && named.unit === 'day' && named.count === 1;
  return isDay ? mapStretch(day, (span) => part(span.start, span.words)) : null;
}

function hoursSpan(day: DateTime, hours: DayPart, dayWords: string): Span {
  const start = atMinute(day, hours.from);
  const end = atMinute(day, hours.to);
  const said =
    hours.name === ''
      ? `${start.toFormat('HH:mm')} – ${hours.to === DAY_MINUTES ? '24:00' : end.toFormat('HH:mm')}`
      : hours.name;
  return { start, end, unit: null, count: 1, words: `${dayWords} ${said}` };
}

/** The wall-clock time so many minutes into a day; beyond 1440 it is in the next. */
function atMinute(day: DateTime, minutes: number): DateTime {
  const on = stepUnits(day, 'day', Math.floor(minutes / DAY_MINUTES));
  const rest = minutes % DAY_MINUTES;
  return on.set({ hour: Math.floor(rest / 60), minute: rest % 60 });
}

type Named = { readonly back: number; readonly part: DayPart; readonly words: string };

const readNamedPart = phrases<Named>([
  ['this morning', { back: 0, part: MORNING, words: 'this morning' }],
  ['this afternoon', { back: 0, part: AFTERNOON, words: 'this afternoon' }],
  ['this evening|tonight', { back: 0, part: EVENING, words: 'this evening' }],
  ['last night', { back: 1, part: NIGHT, words: 'last night' }],
  ['last evening', { back: 1, part: EVENING, words: 'yesterday evening' }],
]);

/** "this morning", "tonight", "last night". */
export const readPartOfToday: Reader<Stretch> = (input, at) => {
  const named = readNamedPart(input, at);
  if (named === null) return null;
  const day = stepUnits(currentStart(input, 'day'), 'day', -named.value.back);
  const span = hoursSpan(day, named.value.part, '');
  return { value: fixed({ ...span, words: named.value.words }), next: named.next };
};
