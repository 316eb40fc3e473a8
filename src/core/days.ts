import { MONTH_NAMES, WEEKDAY_NAMES } from './calendar-names.ts';
import { formatCount } from './format.ts';
import { formatClock, formatDates, formatInstant, formatZone, toLocal } from './format-time.ts';
import type { Period } from './period.ts';

const DAY_MS = 86_400_000;

/** The day a thread is listed under: "Today", "Yesterday", a weekday, and further back the month. */
export function dayGroup(instant: string, now: number, zone: string): string {
  const day = localDay(instant, zone);
  const age = Math.round((localDay(new Date(now).toISOString(), zone) - day) / DAY_MS);
  if (age <= 0) return 'Today';
  if (age === 1) return 'Yesterday';
  const date = new Date(day);
  if (age < 7) return WEEKDAY_NAMES.at(date.getUTCDay() - 1) ?? '';
  return `${MONTH_NAMES[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** "09:40" for something of today, else with its date: "19 Nov 2026 09:40". */
export function sinceWords(instant: string, now: number, zone: string): string {
  const isToday = dayGroup(instant, now, zone) === 'Today';
  return isToday ? formatClock(instant, zone) : formatInstant(instant, zone);
}

/** How far data reaches, in words: "this morning", "yesterday evening", "19 Nov 2026"; a day to come is named too. */
export function untilWords(instant: string, now: number, zone: string): string {
  const hour = Number(toLocal(instant, zone).slice(11, 13));
  const part = hour < 12 ? 'morning' : hour < 18 ? 'afternoon' : 'evening';
  const group = Date.parse(instant) > now ? '' : dayGroup(instant, now, zone);
  if (group === 'Today') return `this ${part}`;
  if (group === 'Yesterday') return `yesterday ${part}`;
  return formatInstant(instant, zone).slice(0, -6);
}

/** How old the newest record is, once that is worth a word: ", 52 days ago", ", in the future". */
export function ageWords(instant: string, now: number): string {
  if (Date.parse(instant) > now) return ', in the future';
  const days = Math.floor((now - Date.parse(instant)) / DAY_MS);
  return days > 2 ? `, ${formatCount(days)} days ago` : '';
}

/** "17 Oct – 20 Nov 2026, Halifax time": the last day named is the last one inside. */
export function periodWords(period: Period): string {
  const start = toLocal(period.start, period.zone);
  const end = toLocal(period.end, period.zone);
  const zone = formatZone(period.zone);
  const isWholeDays = start.endsWith('T00:00') && (end.endsWith('T00:00') || period.partial);
  if (!isWholeDays) {
    return `${formatInstant(period.start, period.zone)} – ${formatInstant(period.end, period.zone)}, ${zone}`;
  }
  const last = toLocal(new Date(Date.parse(period.end) - 1).toISOString(), period.zone);
  const soFar = period.partial ? `, so far (to ${formatClock(period.end, period.zone)})` : '';
  return `${formatDates(start.slice(0, 10), last.slice(0, 10))}${soFar}, ${zone}`;
}

function localDay(instant: string, zone: string): number {
  return Date.parse(`${toLocal(instant, zone).slice(0, 10)}T00:00:00Z`);
}
