import type { WallMs } from '../../core/wall-time.ts';
import type { WeekStretch } from '../../core/week-stretch.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;
const WEEK_MINUTES = 7 * DAY_MINUTES;
const UNITS: readonly (readonly [pattern: RegExp, ms: number])[] = [
  [/^(?:min|m|minutes?)$/, MINUTE_MS],
  [/^(?:h|hours?)$/, 60 * MINUTE_MS],
  [/^(?:d|days?)$/, DAY_MINUTES * MINUTE_MS],
  [/^(?:w|weeks?)$/, WEEK_MINUTES * MINUTE_MS],
];
const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** "10 min", "4 h", "1 day", "2 weeks" in milliseconds; null for anything else. */
export function readDuration(text: string): number | null {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?) ?([a-z]+)$/.exec(text.trim().toLowerCase()) ?? [];
  const ms = UNITS.find(([pattern]) => pattern.test(unit))?.[1];
  if (amount === undefined || ms === undefined || Number(amount) === 0) return null;
  return Math.round(Number(amount) * ms);
}

/** "2026-12-24 09:00" as the clocks show it; null for anything else, days that don't exist among them. */
export function readWall(text: string): WallMs | null {
  const [, day, time] = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}))?$/.exec(text.trim()) ?? [];
  if (day === undefined) return null;
  const wall = Date.parse(`${day}T${time ?? '00:00'}:00Z`);
  return Number.isNaN(wall) || !new Date(wall).toISOString().startsWith(day) ? null : wall;
}

/** "friday 17:00 - monday 09:00", or for every day "22:00 - 06:00"; null for anything else. */
export function readStretches(text: string): readonly WeekStretch[] | null {
  const [one = '', other = '', ...more] = text.toLowerCase().split(/\s*[-–]\s*/);
  const from = readMoment(one);
  const to = readMoment(other);
  if (!from || !to || more.length > 0 || (from.day === null) !== (to.day === null)) return null;
  if (from.day !== null && to.day !== null) {
    const start = from.day * DAY_MINUTES + from.minute;
    const end = to.day * DAY_MINUTES + to.minute;
    return [{ from: start, to: end > start ? end : end + WEEK_MINUTES }];
  }
  const length = to.minute > from.minute ? 0 : DAY_MINUTES;
  return DAYS.map((_, day) => ({
    from: day * DAY_MINUTES + from.minute,
    to: day * DAY_MINUTES + to.minute + length,
  }));
}

function readMoment(text: string): { readonly day: number | null; readonly minute: number } | null {
  const [, name, hour, minute] =
    /^(?:([a-z]+) )?([01]?\d|2[0-4]):([0-5]\d)$/.exec(text.trim()) ?? [];
  const day = name === undefined ? null : DAYS.indexOf(name);
  const minutes = Number(hour) * 60 + Number(minute);
  if (day === -1 || Number.isNaN(minutes) || minutes > DAY_MINUTES) return null;
  return { day, minute: minutes };
}
