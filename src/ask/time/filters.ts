import { WEEKDAY_NAMES } from '../../core/calendar-names.ts';
import type { Weekday } from '../../core/settings.ts';
import { DAY_MINUTES, type HoursOfDay, readClock, readClockRange } from './clock-times.ts';
import { AFTERNOON, EVENING, MORNING, NIGHT } from './day-parts.ts';
import {
  type Input,
  longest,
  phrases,
  type Read,
  type Reader,
  skip,
  skipAll,
  wordAt,
  words,
} from './reading.ts';
import type { TimeMeaning } from './time-match.ts';
import { WEEKDAY_PLURALS, WEEKDAYS } from './vocabulary.ts';

type Filter = Extract<TimeMeaning, { kind: 'filter' }>;

const flag = (field: 'weekend' | 'business_hours', value: boolean, said: string): Filter => ({
  kind: 'filter',
  field,
  op: 'is',
  values: [value],
  words: said,
});

const hoursIn = ({ from, to }: HoursOfDay, said: string): Filter => ({
  kind: 'filter',
  field: 'hour',
  op: 'is',
  values: Array.from({ length: (to - from) / 60 }, (_, index) => (from / 60 + index) % 24),
  words: said,
});

const readFixed = phrases<Filter>([
  [
    'weekend|weekends|on weekend|on weekends|on the weekend|on the weekends|at weekends|at the weekend|at the weekends|during weekends|over weekends|in weekends|outside weekdays|on the week end',
    flag('weekend', true, 'on weekends'),
  ],
  [
    'weekdays|on weekdays|on the weekdays|during weekdays|on a weekday|weekday|outside weekends|not on weekends|excluding weekends|without weekends|except weekends|except on weekends|no weekends|other than weekends|ignoring weekends|during the week|on week days',
    flag('weekend', false, 'on weekdays'),
  ],
  [
    'while we were closed|while we are closed|when we were closed|when we are closed|while closed|while the office was closed|when the office was closed|outside business hours|outside of business hours|outside working hours|outside of working hours|outside office hours|outside of office hours|outside hours|out of hours|out of office hours|after hours|off hours|out of business hours|outside opening hours|not in business hours|not during business hours|outside our business hours|outside support hours|outside regular hours',
    flag('business_hours', false, 'outside business hours'),
  ],
  [
    'while we were open|while we are open|when we were open|when we are open|business hours|in business hours|during business hours|within business hours|inside business hours|working hours|in working hours|during working hours|within working hours|office hours|in office hours|during office hours|within office hours|during our business hours|during opening hours|in opening hours',
    flag('business_hours', true, 'in business hours'),
  ],
  [
    'mornings|in the morning|in the mornings|in mornings|during the morning|on mornings|every morning|each morning|morning',
    hoursIn(MORNING, 'mornings'),
  ],
  [
    'afternoons|in the afternoon|in the afternoons|in afternoons|during the afternoon|on afternoons|every afternoon|each afternoon|afternoon',
    hoursIn(AFTERNOON, 'afternoons'),
  ],
  [
    'evenings|in the evening|in the evenings|in evenings|during the evening|on evenings|every evening|each evening|evening',
    hoursIn(EVENING, 'evenings'),
  ],
  [
    'nights|at night|at nights|overnight|during the night|in the night|at nighttime|nighttime|every night|each night',
    hoursIn(NIGHT, 'at night'),
  ],
]);

const ON = words('on every each only all any a during the for');
const EVERY = words('every each all a any');
/** "Monday mornings": every Monday. */
const PLURAL_PARTS = words('mornings afternoons evenings nights');
const JOIN = words('and & or , + /');
const THROUGH = words('to - – through thru');

/** "on Mondays", "Mondays and Fridays", "every Tuesday", "on a Friday", "Mondays to Thursdays". */
const readWeekdays: Reader<Filter> = (input, at) => {
  const start = skipAll(input, at, ON);
  const isEvery = start > at && EVERY.has(wordAt(input, start - 1));
  const isOfParts = PLURAL_PARTS.has(wordAt(input, start + 1));
  const first = weekdayAt(input, start, isEvery || isOfParts);
  if (first === undefined) return null;
  const through = THROUGH.has(wordAt(input, start + 1))
    ? weekdayAt(input, start + 2, true)
    : undefined;
  if (through !== undefined) return { value: onDays(daysFrom(first, through)), next: start + 3 };
  const days = [first];
  let next = start + 1;
  for (;;) {
    const behind = skip(input, skip(input, skip(input, next, JOIN), JOIN), words('on every'));
    const day = behind > next ? weekdayAt(input, behind, isEvery) : undefined;
    if (day === undefined) break;
    days.push(day);
    next = behind + 1;
  }
  return { value: onDays(days), next };
};

function weekdayAt(input: Input, at: number, mayBeSingular: boolean): Weekday | undefined {
  const word = wordAt(input, at);
  return WEEKDAY_PLURALS.get(word) ?? (mayBeSingular ? WEEKDAYS.get(word) : undefined);
}

function daysFrom(first: Weekday, last: Weekday): Weekday[] {
  const length = ((last - first + 7) % 7) + 1;
  return Array.from({ length }, (_, index) => (((first - 1 + index) % 7) + 1) as Weekday); // 1–7
}

function onDays(days: readonly Weekday[]): Filter {
  const sorted = [...new Set(days)].sort((a, b) => a - b);
  const names = sorted.map((day) => `${WEEKDAY_NAMES[day - 1]}s`);
  const said = [names.slice(0, -1).join(', '), names.at(-1)].filter(Boolean).join(' and ');
  return { kind: 'filter', field: 'weekday', op: 'is', values: sorted, words: `on ${said}` };
}

const readSide = phrases<'ge' | 'lt'>([
  ['after|from|past|since|later than|at or after|starting|as of', 'ge'],
  ['before|until|till|by|prior to|earlier than|up to', 'lt'],
]);
const ONWARDS = phrases<true>([['onwards|onward|on|and later|or later', true]]);

/** "after 5 pm", "before 9am", "from 17:30 on". */
const readOneSided: Reader<Filter> = (input, at) => {
  const side = readSide(input, at);
  const clock = side === null ? null : readClock(input, side.next);
  if (side === null || clock === null || isSinceToday(input, at)) return null;
  const onwards = side.value === 'ge' ? ONWARDS(input, clock.next) : null;
  const isMidnight = side.value === 'lt' && clock.value === 0;
  const hour = (isMidnight ? DAY_MINUTES : clock.value) / 60;
  const said = `${side.value === 'ge' ? 'from' : 'before'} ${clockWords(hour * 60)}`;
  return {
    value: { kind: 'filter', field: 'hour', op: side.value, values: [hour], words: said },
    next: onwards?.next ?? clock.next,
  };
};

/** "since 9 am" is a period of today. */
function isSinceToday(input: Input, at: number): boolean {
  return wordAt(input, at) === 'since';
}

/** "between 9 and 17:00", "9am–5pm": whole hours only, as `hour` counts them. */
const readBetween: Reader<Filter> = (input, at) => {
  const range = readClockRange(input, skip(input, at, words('during in')), false);
  if (range === null || !isWholeHours(range.value)) return null;
  const { from, to } = range.value;
  return {
    value: hoursIn({ from, to }, `between ${clockWords(from)} and ${clockWords(to)}`),
    next: range.next,
  };
};

function isWholeHours({ from, to }: HoursOfDay): boolean {
  return from % 60 === 0 && to % 60 === 0;
}

/** "at 9 am": that hour. */
const readAtHour: Reader<Filter> = (input, at) => {
  if (!words('at around').has(wordAt(input, at))) return null;
  const clock: Read<number> | null = readClock(input, at + 1);
  if (clock === null || clock.value % 60 !== 0) return null;
  const from = clock.value % DAY_MINUTES;
  return { value: hoursIn({ from, to: from + 60 }, `at ${clockWords(from)}`), next: clock.next };
};

function clockWords(minutes: number): string {
  const rest = minutes % DAY_MINUTES;
  const hour = minutes === DAY_MINUTES ? 24 : Math.floor(rest / 60);
  return `${String(hour).padStart(2, '0')}:${String(rest % 60).padStart(2, '0')}`;
}

const READERS: readonly Reader<Filter>[] = [
  readFixed,
  readWeekdays,
  readOneSided,
  readBetween,
  readAtHour,
];

/** A condition on a recurring time. Weekdays are what isn't the team's weekend. */
export const readFilter: Reader<TimeMeaning> = (input, at) =>
  input.tokens[at - 1]?.kind === 'number' ? null : longest(input, at, READERS);
