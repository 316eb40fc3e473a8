import type { DateTime } from 'luxon';
import { phrases, type Reader } from './reading.ts';
import { type Span, type Stretch, unitSpan } from './stretch.ts';

type Holiday = (year: DateTime) => Span;

const on =
  (month: number, day: number, name: string, days = 1): Holiday =>
  (year) => {
    const start = year.set({ month, day });
    const end = start.plus({ days });
    return { start, end, unit: 'day', count: days, words: `${name} ${start.year}` };
  };

/** The day after (or before) the fourth Thursday of November. */
const aroundThanksgiving =
  (offset: number, name: string): Holiday =>
  (year) => {
    const first = year.set({ month: 11, day: 1 });
    const thursday = first.plus({ days: ((4 - first.weekday + 7) % 7) + 21 });
    return unitSpan(thursday.plus({ days: offset }).startOf('day'), 'day', `${name} ${year.year}`);
  };

const HOLIDAYS = phrases<Holiday>([
  ['christmas eve', on(12, 24, 'Christmas Eve')],
  ['christmas day|xmas day', on(12, 25, 'Christmas Day')],
  ['christmas|xmas', on(12, 24, 'Christmas', 3)],
  ['boxing day', on(12, 26, 'Boxing Day')],
  ['new year eve|new years eve', on(12, 31, "New Year's Eve")],
  ['new year day|new years day|new year', on(1, 1, "New Year's Day")],
  ['valentine day|valentines day|valentine', on(2, 14, "Valentine's Day")],
  ['halloween', on(10, 31, 'Halloween')],
  ['thanksgiving', aroundThanksgiving(0, 'Thanksgiving')],
  ['black friday', aroundThanksgiving(1, 'Black Friday')],
  ['cyber monday', aroundThanksgiving(4, 'Cyber Monday')],
]);

/** Shopping and year-end days that move a support team's load. Thanksgiving is the American one. */
export const readHoliday: Reader<Stretch> = (input, at) => {
  const holiday = HOLIDAYS(input, at);
  if (holiday === null) return null;
  return {
    value: { kind: 'recurring', every: 'year', during: holiday.value },
    next: holiday.next,
  };
};
