import { DateTime } from 'luxon';
import { MONTH_NAMES } from '../../core/calendar-names.ts';
import type { Input, Reader } from './reading.ts';
import { fixed, longDay, problem, type Span, type Stretch, unitSpan } from './stretch.ts';
import { zoneOf } from './time-context.ts';

type Numbers = { readonly year: number; readonly month: number; readonly day: number };

/** A date in digits: `2026-07-22`, `22.07.2025`, `3/4/2026`, `20250722`, `2026-07`, `2026-W30`, `2026-07-22T14:00`. */
export const readNumericDate: Reader<Stretch> = (input, at) => {
  const token = input.tokens[at];
  if (token === undefined) return null;
  const stretch =
    token.kind === 'date'
      ? dateOf(token.word, input)
      : token.kind === 'number' && /^\d{8}$/.test(token.word)
        ? compactDate(token.word, input)
        : null;
  return stretch === null ? null : { value: stretch, next: at + 1 };
};

function dateOf(text: string, input: Input): Stretch | null {
  if (text.includes(':')) return instantOf(text, input);
  if (text.includes('w')) return isoWeek(text, input);
  const parts = text.split(/[-/.]/);
  const numbers = parts.map(Number);
  const [a = 0, b = 0, c = 0] = numbers;
  if (parts.length === 3) {
    return parts[0]?.length === 4
      ? day({ year: a, month: b, day: c }, text, input)
      : day({ ...inOrder(a, b, input), year: c < 100 ? 2000 + c : c }, text, input);
  }
  if (parts[0]?.length === 4) return yearAndPart(a, b, text, input);
  if (parts[1]?.length === 4) return month(b, a, text, input);
  return dayAndMonth(a, b, text, input);
}

/** `3/4` by the team's habit, or the only way round it can be. */
function inOrder(first: number, second: number, input: Input): Pick<Numbers, 'month' | 'day'> {
  const dayFirst = { day: first, month: second };
  const monthFirst = { day: second, month: first };
  if (first > 12) return dayFirst;
  if (second > 12) return monthFirst;
  return input.context.settings.dateOrder === 'day-first' ? dayFirst : monthFirst;
}

function local(numbers: Numbers, input: Input): DateTime {
  return DateTime.fromObject(numbers, { zone: zoneOf(input.context) });
}

function day(numbers: Numbers, text: string, input: Input): Stretch {
  const at = local(numbers, input);
  return at.isValid && isPlausible(numbers.year)
    ? fixed(unitSpan(at.startOf('day'), 'day'))
    : noSuchDate(text);
}

function month(year: number, number: number, text: string, input: Input): Stretch | null {
  if (!isPlausible(year)) return null;
  const at = local({ year, month: number, day: 1 }, input);
  return at.isValid ? fixed(unitSpan(at, 'month')) : noSuchDate(text);
}

/** `2026-07` is a month, `2025-26` two years. */
function yearAndPart(year: number, part: number, text: string, input: Input): Stretch | null {
  if (part <= 12 || part !== (year + 1) % 100) return month(year, part, text, input);
  const start = local({ year, month: 1, day: 1 }, input);
  const end = start.plus({ years: 2 });
  return fixed({ start, end, unit: 'year', count: 2, words: `${year} – ${year + 1}` });
}

function dayAndMonth(first: number, second: number, text: string, input: Input): Stretch | null {
  if (text === '24/7') return null;
  const { month, day } = inOrder(first, second, input);
  const isReal = DateTime.utc(2000, month, day).isValid; // a leap year
  if (!isReal) return null;
  return {
    kind: 'recurring',
    every: 'year',
    isWeak: true,
    during: (anchor) => dayOfYear(anchor, month, day),
  };
}

/** The day of the year that starts at `anchor`; null where that year lacks it. */
export function dayOfYear(anchor: DateTime, month: number, day: number): Span | null {
  const at = anchor.set({ month, day: 1 });
  return day <= (at.daysInMonth ?? 0) ? unitSpan(at.set({ day }).startOf('day'), 'day') : null;
}

function isoWeek(text: string, input: Input): Stretch {
  const [, year = 0, week = 0, weekday] = (/(\d{4})-?w(\d{1,2})(?:-(\d))?/.exec(text) ?? []).map(
    Number,
  );
  const at = weekStartOf(year, week, input);
  if (at === null || (weekday ?? 1) < 1 || (weekday ?? 1) > 7)
    return noSuchDate(text.toUpperCase());
  return fixed(
    Number.isFinite(weekday)
      ? unitSpan(at.plus({ days: (weekday ?? 1) - 1 }), 'day')
      : unitSpan(at, 'week', `week ${week} of ${year}`),
  );
}

/** The Monday an ISO week begins with; null when the year has no such week. */
export function weekStartOf(year: number, week: number, input: Input): DateTime | null {
  const at = DateTime.fromObject(
    { weekYear: year, weekNumber: week, weekday: 1 },
    { zone: zoneOf(input.context) },
  );
  return at.isValid ? at : null;
}

function instantOf(text: string, input: Input): Stretch {
  const normal = text
    .toUpperCase()
    .replace(' ', 'T')
    .replace(/T(\d):/, 'T0$1:');
  const start = DateTime.fromISO(normal, { zone: zoneOf(input.context) });
  if (!start.isValid) return noSuchDate(text.toUpperCase());
  return fixed(instantSpan(start));
}

/** A clock time on a day: alone the hour (or, with minutes, the minute) that begins then. */
export function instantSpan(start: DateTime): Span {
  const isWholeHour = start.minute === 0 && start.second === 0;
  const end = start.plus(isWholeHour ? { hours: 1 } : { minutes: 1 });
  const words = `${longDay(start)} ${start.toFormat('HH:mm')}`;
  return { start, end, unit: isWholeHour ? 'hour' : null, count: 1, words, isInstant: true };
}

/** `20250722`, `22072025`; null when the digits can't be a date and so are something else. */
function compactDate(digits: string, input: Input): Stretch | null {
  const ymd = { year: cut(digits, 0, 4), month: cut(digits, 4, 6), day: cut(digits, 6, 8) };
  const dmy = { ...inOrder(cut(digits, 0, 2), cut(digits, 2, 4), input), year: cut(digits, 4, 8) };
  const numbers = [ymd, dmy].find((way) => isPlausible(way.year) && local(way, input).isValid);
  return numbers === undefined ? null : fixed(unitSpan(local(numbers, input), 'day'));
}

function cut(digits: string, from: number, to: number): number {
  return Number(digits.slice(from, to));
}

export function isPlausible(year: number): boolean {
  return year >= 1990 && year < 2100;
}

function noSuchDate(text: string): Stretch {
  return problem(`There is no date “${text}”: name one that exists, such as 22 July 2026.`);
}

/** Why a day of a month can't be; null when it can in some year. */
export function impossibleDay(month: number, day: number): Stretch | null {
  const most = DateTime.utc(2000, month, 1).daysInMonth ?? 31;
  const name = MONTH_NAMES[month - 1] ?? '';
  return day >= 1 && day <= most
    ? null
    : problem(`There is no ${day} ${name}: ${name} has ${most} days.`);
}
