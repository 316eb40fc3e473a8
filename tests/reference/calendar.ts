import { DateTime } from 'luxon';
import type { Grain } from '../../src/core/period.ts';
import type { TeamSettings, Weekday } from '../../src/core/settings.ts';

const locals = new Map<string, DateTime>();

/** An instant as the clock on the wall of a zone shows it. */
export function localTime(at: number, zone: string): DateTime {
  const key = `${zone} ${at}`;
  let local = locals.get(key);
  if (!local) {
    if (locals.size > 200_000) locals.clear();
    local = DateTime.fromMillis(at, { zone });
    locals.set(key, local);
  }
  return local;
}

/**
 * The calendar unit an instant lies in, named by its local start: `2026-10-17`, or `2026-10-17T09:00` for hours.
 * An hour the clock repeats has one name.
 */
export function bucketOf(at: number, grain: Grain, zone: string, weekStart: Weekday): string {
  const local = localTime(at, zone);
  const wall = DateTime.utc(local.year, local.month, local.day, local.hour);
  return nameOf(startOf(wall, grain, weekStart), grain);
}

/** Names of the units from one instant's to another's, both included; hours the clock skips are left out. */
export function bucketsBetween(
  from: number,
  to: number,
  grain: Grain,
  zone: string,
  weekStart: Weekday,
): string[] {
  const last = bucketOf(to, grain, zone, weekStart);
  const names: string[] = [];
  let wall: DateTime = DateTime.fromISO(bucketOf(from, grain, zone, weekStart), { zone: 'utc' });
  for (;;) {
    const name = nameOf(wall, grain);
    if (name > last) return names;
    if (grain !== 'hour' || exists(wall, zone)) names.push(name);
    wall = after(wall, grain);
  }
}

/** The instant a unit is over, given its name. */
export function endOfBucket(name: string, grain: Grain, zone: string): number {
  const wall = after(DateTime.fromISO(name, { zone: 'utc' }), grain);
  return instantOf(wall, zone);
}

export function startOfBucket(name: string, zone: string): number {
  return instantOf(DateTime.fromISO(name, { zone: 'utc' }), zone);
}

/** The first instant at which the wall clock shows this time or a later one. */
function instantOf(wall: DateTime, zone: string): number {
  const guess = wall.setZone(zone, { keepLocalTime: true });
  const shown = guess.setZone('utc', { keepLocalTime: true });
  if (shown.toMillis() === wall.toMillis()) {
    const earlier = guess.minus({ hours: 1 });
    const same = earlier.setZone('utc', { keepLocalTime: true }).toMillis() === wall.toMillis();
    return same ? earlier.toMillis() : guess.toMillis();
  }
  // skipped: the change itself is the first instant past it
  let at = guess.toMillis() - 3 * 3_600_000;
  while (wallMillis(at, zone) < wall.toMillis()) at += 60_000;
  return at;
}

function wallMillis(at: number, zone: string): number {
  return DateTime.fromMillis(at, { zone }).setZone('utc', { keepLocalTime: true }).toMillis();
}

function exists(wall: DateTime, zone: string): boolean {
  const start = wall.setZone(zone, { keepLocalTime: true });
  for (let minutes = 0; minutes < 60; minutes += 15) {
    const at = start.plus({ minutes: minutes - 30 });
    if (at.hour === wall.hour && at.day === wall.day) return true;
  }
  return start.hour === wall.hour && start.day === wall.day;
}

function startOf(wall: DateTime, grain: Grain, weekStart: Weekday): DateTime {
  if (grain === 'half') return wall.startOf('month').set({ month: wall.month <= 6 ? 1 : 7 });
  if (grain === 'week') {
    return wall.startOf('day').minus({ days: (wall.weekday - weekStart + 7) % 7 });
  }
  return wall.startOf(grain);
}

function after(wall: DateTime, grain: Grain): DateTime {
  return grain === 'half' ? wall.plus({ months: 6 }) : wall.plus({ [`${grain}s`]: 1 });
}

function nameOf(wall: DateTime, grain: Grain): string {
  return wall.toFormat(grain === 'hour' ? "yyyy-MM-dd'T'HH:mm" : 'yyyy-MM-dd');
}

export function isWeekend(at: number, zone: string, { weekend }: TeamSettings): boolean {
  const minuteOfWeek = (weekday: number, minute: number) => (weekday - 1) * 1440 + minute;
  const local = localTime(at, zone);
  const now = minuteOfWeek(local.weekday, local.hour * 60 + local.minute);
  const from = minuteOfWeek(weekend.from.weekday, weekend.from.minute);
  const to = minuteOfWeek(weekend.to.weekday, weekend.to.minute);
  return from <= to ? now >= from && now < to : now >= from || now < to;
}

export function isBusinessTime(at: number, zone: string, settings: TeamSettings): boolean {
  const local = localTime(at, zone);
  const hours = workingStretch(local, settings);
  const minute = local.hour * 60 + local.minute;
  return hours !== null && minute >= hours.from && minute < hours.to;
}

/** Seconds on the wall clock between two instants that lie in working stretches. */
export function businessSeconds(
  from: number,
  to: number,
  zone: string,
  settings: TeamSettings,
): number {
  const start = wallMillis(from, zone);
  const end = wallMillis(to, zone);
  let total = 0;
  let day = DateTime.fromMillis(start, { zone: 'utc' }).startOf('day');
  while (day.toMillis() <= end) {
    const hours = workingStretch(day, settings);
    if (hours !== null) {
      const opens = day.toMillis() + hours.from * 60_000;
      const closes = day.toMillis() + hours.to * 60_000;
      total += Math.max(0, Math.min(end, closes) - Math.max(start, opens));
    }
    day = day.plus({ days: 1 });
  }
  return total / 1000;
}

function workingStretch(day: DateTime, { businessHours, holidays }: TeamSettings) {
  if (holidays.includes(day.toFormat('yyyy-MM-dd'))) return null;
  return businessHours[day.weekday as Weekday]; // luxon's weekdays are ISO's
}

/** How many of a calendar unit a stretch holds, parts of units counted by the time they cover. */
export function unitsIn(
  from: number,
  to: number,
  grain: Grain,
  zone: string,
  weekStart: Weekday,
): number {
  if (to <= from) return 0;
  return partsOf(bucketsBetween(from, to - 1, grain, zone, weekStart), from, to, grain, zone);
}

/** How many days of a weekday a stretch holds, likewise. */
export function weekdaysIn(from: number, to: number, weekday: number, zone: string): number {
  if (to <= from) return 0;
  const days = bucketsBetween(from, to - 1, 'day', zone, 1);
  const wanted = days.filter((day) => DateTime.fromISO(day, { zone: 'utc' }).weekday === weekday);
  return partsOf(wanted, from, to, 'day', zone);
}

function partsOf(
  buckets: readonly string[],
  from: number,
  to: number,
  grain: Grain,
  zone: string,
): number {
  return buckets
    .map((name) => {
      const start = startOfBucket(name, zone);
      const end = endOfBucket(name, grain, zone);
      return end === start ? 0 : (Math.min(end, to) - Math.max(start, from)) / (end - start);
    })
    .reduce((sum, part) => sum + part, 0);
}
