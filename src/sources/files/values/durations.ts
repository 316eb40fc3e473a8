export type DurationUnit = 'ms' | 'seconds' | 'minutes' | 'hours' | 'days';

const CLOCK = /^(-?)(?:(\d+) ?(?:d|days?|\.),? ?)?(\d+):([0-5]?\d)(?::([0-5]?\d(?:\.\d+)?))?$/;
const ISO =
  /^(-?)P(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const WORDS =
  /(\d+(?:\.\d+)?)\s*(weeks?|w|days?|d|hours?|hrs?|h|minutes?|mins?|m|seconds?|secs?|s|milliseconds?|millis|ms)(?![a-z])/gi;
const SECONDS: Readonly<Record<string, number>> = { w: 604_800, d: 86_400, h: 3_600, m: 60, s: 1 };
export const UNIT_SECONDS: Readonly<Record<DurationUnit, number>> = {
  ms: 0.001,
  seconds: 1,
  minutes: 60,
  hours: 3_600,
  days: 86_400,
};

/** Seconds of a duration that says its own unit (`125:30:00`, `2h 5m`, `1 day 3 hours`, `PT1H`); null for anything else, plain numbers too. */
export function durationSeconds(text: string): number | null {
  return clockSeconds(text) ?? isoSeconds(text) ?? wordSeconds(text);
}

/** `HH:mm:ss` or `HH:mm`, hours without limit, days in front allowed. */
function clockSeconds(text: string): number | null {
  const match = CLOCK.exec(text);
  if (!match) return null;
  const [, sign, days = '0', hours = '0', minutes = '0', seconds = '0'] = match;
  const total =
    Number(days) * 86_400 + Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
  return sign ? -total : total;
}

function isoSeconds(text: string): number | null {
  const match = text === 'P' || text === 'PT' ? null : ISO.exec(text);
  if (!match) return null;
  const [, sign, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match;
  const total =
    Number(weeks) * 604_800 +
    Number(days) * 86_400 +
    Number(hours) * 3_600 +
    Number(minutes) * 60 +
    Number(seconds);
  return sign ? -total : total;
}

function wordSeconds(text: string): number | null {
  const rest = text.replace(WORDS, '').replace(/\band\b|[,\s]/gi, '');
  if (rest !== '') return null;
  let total = 0;
  for (const [, number, unit = ''] of text.matchAll(WORDS)) {
    const isMs = /^m(?:s|illi)/i.test(unit);
    total += Number(number) * (isMs ? 0.001 : (SECONDS[unit.charAt(0).toLowerCase()] ?? 0));
  }
  return total;
}

const UNIT_WORDS: readonly (readonly [RegExp, DurationUnit])[] = [
  [/(?:^|_)(?:ms|millis|milliseconds?|msec)(?:_|$)/, 'ms'],
  [/(?:^|_)(?:s|sec|secs|seconds?)(?:_|$)/, 'seconds'],
  [/(?:^|_)(?:m|min|mins|minutes?)(?:_|$)/, 'minutes'],
  [/(?:^|_)(?:h|hr|hrs|hours?)(?:_|$)/, 'hours'],
  [/(?:^|_)(?:d|days?)(?:_|$)/, 'days'],
];

/** The unit a header names: `first_response_ms`, "Resolution time (in hrs)". `name` is normalised. */
export function unitInHeader(name: string): DurationUnit | null {
  if (/hh_mm/.test(name)) return null;
  return UNIT_WORDS.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}

/** What bare numbers must be, going by their size; null when seconds and minutes are both possible. */
export function unitBySize(values: readonly number[]): DurationUnit | null {
  const sorted = values.filter((value) => value > 0).toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  if (median >= 1_000_000) return 'ms';
  if (sorted.some((value) => !Number.isInteger(value)) && median < 240) return 'hours';
  return median >= 2_000 ? 'seconds' : null;
}
