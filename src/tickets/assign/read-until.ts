import { MONTH_NAMES } from '../../core/calendar-names.ts';
import { minuteOf, WEEKDAYS } from '../../core/team-words.ts';
import { placeWall, type WallMs, wallAt } from '../../core/wall-time.ts';
import { readDuration } from '../escalate/read-words.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * When somebody is back who says “until 15:00”, “tomorrow 9:00”, “monday”, “24 dec” or “2 h”: the next such moment by the clocks of
 * `zone`, a day at its beginning. Milliseconds since the epoch; null for anything else, and for days that don’t exist.
 */
export function readUntil(
  words: string,
  { now, zone }: { readonly now: number; readonly zone: string },
): number | null {
  const text = words
    .trim()
    .toLowerCase()
    .replace(/^(?:until|till|for) /, '')
    .replaceAll(/\s+/g, ' ');
  const lasting = readDuration(text);
  if (lasting !== null) return now + lasting;
  const [, named = '', clock] = /^(.*?)(?:(?:^|[ t])(?:at )?(\d{1,2}:\d{2}))?$/.exec(text) ?? [];
  const minute = clock === undefined ? 0 : minuteOf(clock);
  if (minute === null || text === '') return null;
  const here = wallAt(now, zone);
  const days = daysNamed(named, here - (here % DAY_MS));
  const walls = days.map((day) => day + minute * MINUTE_MS);
  const wall = walls.find((one) => one > here);
  return wall === undefined ? null : placeWall(wall, zone).at;
}

/** Days that may be meant, as they come; none for what isn’t one. */
function daysNamed(words: string, today: WallMs): readonly WallMs[] {
  if (words === '') return [today, today + DAY_MS];
  if (words === 'today') return [today];
  if (words === 'tomorrow') return [today + DAY_MS];
  const weekday = WEEKDAYS.findIndex((name) => name === words || name.slice(0, 3) === words);
  if (weekday !== -1) {
    const ahead = (weekday - isoWeekday(today) + 7) % 7;
    return [today + ahead * DAY_MS, today + (ahead + 7) * DAY_MS];
  }
  return dates(words, new Date(today).getUTCFullYear());
}

/** From Monday, 0. */
const isoWeekday = (day: WallMs): number => (new Date(day).getUTCDay() + 6) % 7;

/** “2026-12-24”, “24 dec”, “dec 24 2026”; without a year this one and the next. */
function dates(words: string, thisYear: number): readonly WallMs[] {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(words);
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]) - 1, Number(iso[3]));
  const [, first, name, second, year] =
    /^(?:(\d{1,2})\.? )?([a-z]{3,9})(?: (\d{1,2}))?(?:,? (\d{4}))?$/.exec(words) ?? [];
  const month = MONTH_NAMES.findIndex((one) => name && one.toLowerCase().startsWith(name));
  const day = Number(first ?? second);
  if (month === -1 || Number.isNaN(day) || (first && second)) return [];
  const years = year ? [Number(year)] : [thisYear, thisYear + 1];
  return years.flatMap((one) => dayOf(one, month, day));
}

function dayOf(year: number, month: number, day: number): readonly WallMs[] {
  const wall = Date.UTC(year, month, day);
  return new Date(wall).getUTCDate() === day && new Date(wall).getUTCMonth() === month
    ? [wall]
    : [];
}
