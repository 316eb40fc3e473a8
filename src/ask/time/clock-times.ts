import { type Input, type Read, type Reader, skip, wordAt, words } from './reading.ts';

/** A stretch of the day in minutes after midnight; `to` beyond 1440 runs into the next day. */
export type HoursOfDay = { readonly from: number; readonly to: number };

export const DAY_MINUTES = 1440;

const NAMED: ReadonlyMap<string, number> = new Map([
  ['noon', 720],
  ['midday', 720],
  ['midnight', 0],
]);

/** A clock time that can't be anything else: "5 pm", "17:30", "noon". Minutes after midnight. */
export const readClock: Reader<number> = (input, at) => {
  const token = input.tokens[at];
  if (token === undefined) return null;
  if (token.kind === 'clock' && !Number.isNaN(token.value)) {
    return { value: token.value, next: at + 1 };
  }
  const named = NAMED.get(token.word);
  return named === undefined ? null : { value: named, next: at + 1 };
};

/** A clock time where one is expected: a bare number will do. */
export const readHour: Reader<number> = (input, at) => {
  const clock = readClock(input, at);
  if (clock !== null) return clock;
  const token = input.tokens[at];
  const isHour = token?.kind === 'number' && /^\d{1,2}$/.test(token.word) && token.value <= 24;
  return isHour ? { value: token.value * 60, next: at + 1 } : null;
};

const BETWEEN = words('between from');
const TO = words('and to - – — until till through');
const HOURS = words('hours hrs h hour');

/**
 * "between 9 and 17:00", "9am–5pm", "from 9 to 5 pm".
 * At least one end must be a clock time, unless `isLoose`: a day next to it makes bare numbers hours.
 */
export function readClockRange(
  input: Input,
  at: number,
  isLoose: boolean,
): Read<HoursOfDay> | null {
  const start = skip(input, at, BETWEEN);
  const first = readHour(input, start);
  if (first === null || !TO.has(wordAt(input, first.next))) return null;
  const last = readHour(input, first.next + 1);
  if (last === null) return null;
  const isClock =
    isClockToken(input, start) ||
    isClockToken(input, first.next + 1) ||
    (start > at && HOURS.has(wordAt(input, last.next)));
  if (!isClock && !(isLoose && start > at)) return null;
  const next = skip(input, last.next, HOURS);
  return { value: inOrder(input, start, first, last), next };
}

function isClockToken(input: Input, at: number): boolean {
  return readClock(input, at) !== null;
}

/** "2–5 pm" begins at 14, "9–5 pm" at 9; an end before its start is on the next day. */
function inOrder(input: Input, start: number, first: Read<number>, last: Read<number>): HoursOfDay {
  const isBare = !isClockToken(input, start);
  const isAfternoon = /p\.?m/.test(wordAt(input, first.next + 1));
  const later = first.value + 720;
  const from = isBare && isAfternoon && later < last.value ? later : first.value;
  const to = last.value;
  return to > from ? { from, to } : { from, to: to + DAY_MINUTES };
}
