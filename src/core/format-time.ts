import { SHORT_MONTH_NAMES, WEEKDAY_NAMES } from './calendar-names.ts';
import type { Grain } from './period.ts';

type LocalTime = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
};

/** "20 Nov 2026" from an ISO date or a local date-time. */
export function formatDate(iso: string): string {
  const { year, month, day } = readLocal(iso);
  return `${day} ${monthName(month)} ${year}`;
}

/** "20 Nov 2026 09:40" from a local date-time; a bare date has no time to show. */
export function formatDateTime(iso: string): string {
  return iso.length > 10 ? `${formatDate(iso)} ${clock(readLocal(iso))}` : formatDate(iso);
}

/** An instant as the clocks of `zone` showed it: "20 Nov 2026 09:40". */
export function formatInstant(instant: string, zone: string): string {
  return formatDateTime(toLocal(instant, zone));
}

/** "09:40" in `zone`. */
export function formatClock(instant: string, zone: string): string {
  return clock(readLocal(toLocal(instant, zone)));
}

/** An instant as local ISO, to the minute: `2026-11-20T09:40`. */
export function toLocal(instant: string, zone: string): string {
  const parts = new Map(
    partsIn(zone)
      .formatToParts(new Date(instant))
      .map((part) => [part.type, part.value]),
  );
  const at = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  return `${at('year').padStart(4, '0')}-${at('month')}-${at('day')}T${at('hour')}:${at('minute')}`;
}

/** Two ISO dates, both meant whole: "3 – 20 Nov 2026", "17 Oct – 20 Nov 2026", "30 Dec 2025 – 2 Jan 2026". */
export function formatDates(from: string, to: string): string {
  const first = readLocal(from);
  const last = readLocal(to);
  if (first.year !== last.year) return `${formatDate(from)} – ${formatDate(to)}`;
  if (first.month !== last.month) {
    return `${first.day} ${monthName(first.month)} – ${formatDate(to)}`;
  }
  return first.day === last.day ? formatDate(to) : `${first.day} – ${formatDate(to)}`;
}

/** The bucket of calendar time that starts at `iso`: "Sep 2026", "week of 16 Nov 2026", "Q3 2026", "20 Nov 09:00". */
export function formatBucket(iso: string, grain: Grain): string {
  const { year, month, day, hour, minute } = readLocal(iso);
  switch (grain) {
    case 'hour':
      return `${day} ${monthName(month)} ${clock({ hour, minute })}`;
    case 'day':
      return formatDate(iso);
    case 'week':
      return `week of ${formatDate(iso)}`;
    case 'month':
      return `${monthName(month)} ${year}`;
    case 'quarter':
      return `Q${Math.ceil(month / 3)} ${year}`;
    case 'half':
      return `H${Math.ceil(month / 6)} ${year}`;
    case 'year':
      return String(year);
  }
}

/** ISO weekday, Monday is 1. */
export function formatWeekday(weekday: number): string {
  return WEEKDAY_NAMES[weekday - 1] ?? String(weekday);
}

/** "Halifax time" for America/Halifax, "UTC" as it is. */
export function formatZone(zone: string): string {
  if (/(^|\/)(UTC|GMT|UCT|Zulu)$/i.test(zone)) return 'UTC';
  const place = zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
  return `${place} time`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function partsIn(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  // A fixed locale, and digits only: nothing here depends on the machine.
  const made = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  formats.set(zone, made);
  return made;
}

function readLocal(iso: string): LocalTime {
  return {
    year: Number(iso.slice(0, 4)),
    month: Number(iso.slice(5, 7)),
    day: Number(iso.slice(8, 10)),
    hour: Number(iso.slice(11, 13) || 0),
    minute: Number(iso.slice(14, 16) || 0),
  };
}

function monthName(month: number): string {
  return SHORT_MONTH_NAMES[month - 1] ?? String(month);
}

function clock({ hour, minute }: Pick<LocalTime, 'hour' | 'minute'>): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
