import { DateTime } from 'luxon';
import { SHORT_MONTH_NAMES } from '../../core/calendar-names.ts';
import type { Grain, Period } from '../../core/period.ts';
import { addUnits, startOfUnit, stepUnits } from './calendar-units.ts';
import { localNow, type TimeContext, zoneOf } from './time-context.ts';
import type { Shift } from './time-match.ts';

/** Stands for "from the first record on" in periods that name only an end ("before June"). */
export const BEGINNING = '1970-01-01T00:00:00.000Z';

type Bounds = { readonly start: DateTime; readonly end: DateTime };

/** What a question without a period is about: the team's default number of whole days, ending yesterday. */
export function defaultPeriod(context: TimeContext): Period {
  const days = context.settings.defaultDays;
  const end = localNow(context).startOf('day');
  const start = stepUnits(end, 'day', -days);
  return {
    ...instants({ start, end }),
    zone: zoneOf(context),
    words: `last ${days} days`,
    partial: false,
    basis: 'default',
    unit: 'day',
    count: days,
  };
}

/** All of the data: whole local days from the one of the first record up to the end of that of the last, but not past now. Takes ISO instants. */
export function allData(from: string, to: string, context: TimeContext): Period {
  const zone = zoneOf(context);
  const start = DateTime.fromISO(from, { zone }).startOf('day');
  const end = stepUnits(DateTime.fromISO(to, { zone }).startOf('day'), 'day', 1);
  const now = localNow(context);
  return {
    ...instants({ start, end: DateTime.min(end, now) }),
    zone,
    words: 'all the data',
    partial: false,
    basis: 'all-data',
  };
}

/** The running unit: "this month". */
export function currentPeriod(unit: Grain, context: TimeContext): Period {
  const now = localNow(context);
  const start = startOfUnit(now, unit, context.settings.weekStart);
  return {
    ...instants({ start, end: now }),
    zone: zoneOf(context),
    words: unit === 'day' ? 'today' : `this ${unitName(unit, 1)}`,
    partial: true,
    basis: 'asked',
    unit,
    count: 1,
  };
}

/**
 * What a period is compared with: as many of its units before it, or the same length when it names no unit.
 * A partial period gets the same stretch of the unit before: the 1st–20th 14:30 → the 1st–20th 14:30 of last month, never past that month's end.
 */
export function previousPeriod(period: Period, context: TimeContext): Period {
  const { start, end } = bounds(period);
  const unit = period.unit;
  if (unit === undefined) {
    const weekend = weekendMoved({ start, end }, -1, context);
    if (weekend) return derived(period, weekend, context);
    const length = wallLength(start, end);
    return derived(period, { start: wallMinus(start, length), end: start }, context);
  }
  const count = period.count ?? 1;
  const before = { start: addUnits(start, unit, -count), end: start };
  if (!period.partial) return derived(period, before, context);
  const stop = sameStretchEnd(end, unit, count);
  return derived(period, { start: before.start, end: DateTime.min(stop, start) }, context);
}

/** The same dates a year earlier; whole weeks move by 52, so that they stay whole weeks. */
export function samePeriodLastYear(period: Period, context: TimeContext): Period {
  const { start, end } = bounds(period);
  const back = (at: DateTime) =>
    period.unit === 'week' ? at.minus({ weeks: 52 }) : at.minus({ years: 1 });
  return derived(period, { start: back(start), end: back(end) }, context);
}

/**
 * The period `steps` times its own length later (earlier when negative), in whole units: "and the month before?".
 * Cut at now when it runs past it, null when it would only begin then.
 */
export function shiftPeriod(period: Period, steps: number, context: TimeContext): Period | null {
  const { start, end } = bounds(period);
  const { unit, count = 1 } = period;
  if (unit !== undefined) {
    const first = addUnits(start, unit, steps * count);
    return cut(period, { start: first, end: addUnits(first, unit, count) }, context);
  }
  const weekend = weekendMoved({ start, end }, steps, context);
  if (weekend) return cut(period, weekend, context);
  const length = wallLength(start, end) * -steps;
  return cut(period, { start: wallMinus(start, length), end: wallMinus(end, length) }, context);
}

/** A whole weekend window so many weeks on; null for any other stretch. */
function weekendMoved({ start, end }: Bounds, weeks: number, context: TimeContext): Bounds | null {
  const { from, to } = context.settings.weekend;
  const isEdge = (at: DateTime, edge: typeof from): boolean =>
    at.weekday === edge.weekday && at.hour * 60 + at.minute === edge.minute % (24 * 60);
  const isWeekend =
    isEdge(start, from) && isEdge(end, to) && end.diff(start, 'days').days < DAYS_OF_A_WEEK;
  return isWeekend ? { start: start.plus({ weeks }), end: end.plus({ weeks }) } : null;
}

const DAYS_OF_A_WEEK = 7;

/**
 * The stretch a follow-up moves to: "the one before" is as long; "the month before" is the calendar month before the one it begins in;
 * "the 35 days before" end where it begins; "a year earlier" is the same stretch a year back. null when it would only begin in the future.
 */
export function movedPeriod(period: Period, shift: Shift, context: TimeContext): Period | null {
  const { steps, unit, count = 1, same } = shift;
  const isItsUnit = unit === period.unit && count === (period.count ?? 1) && !same;
  if (unit === null || isItsUnit) return shiftPeriod(period, steps, context);
  const { start, end } = bounds(period);
  const units = steps * count;
  if (same || (unit === 'year' && period.unit !== 'year')) {
    if (unit === 'year' && units === -1) return samePeriodLastYear(period, context);
    const moved = { start: addUnits(start, unit, units), end: addUnits(end, unit, units) };
    return cut(period, moved, context);
  }
  const near = edgeOf({ start, end }, shift, unit, context);
  const far = addUnits(near, unit, units);
  const beside = near < far ? { start: near, end: far } : { start: far, end: near };
  return cut({ ...period, unit, count }, beside, context);
}

/** Where a neighbour touches a period, or the calendar unit that holds the whole of it. */
function edgeOf({ start, end }: Bounds, shift: Shift, unit: Grain, context: TimeContext): DateTime {
  const { weekStart } = context.settings;
  const isBack = shift.steps < 0;
  const around = startOfUnit(start, unit, weekStart);
  const isInside = around.equals(startOfUnit(end.minus(1), unit, weekStart));
  if (shift.count !== undefined || !isInside) return isBack ? start : end;
  return isBack ? around : stepUnits(around, unit, 1);
}

/** The period grown to whole units around it, up to now: "3 March" widened to the month is "March". */
export function widen(period: Period, unit: Grain, context: TimeContext): Period {
  const { start, end } = bounds(period);
  const { weekStart } = context.settings;
  const first = startOfUnit(start, unit, weekStart);
  const last = startOfUnit(end.minus(1), unit, weekStart);
  const whole = { start: first, end: stepUnits(last, unit, 1) };
  const { unit: _unit, count: _count, ...rest } = period;
  const single = first.equals(last) ? { ...rest, unit, count: 1 } : rest;
  return cut(single, whole, context) ?? period;
}

/** The grain a trend over the period is best shown at. */
export function grainFor(period: Period): Grain {
  const { start, end } = bounds(period);
  const days = end.diff(start, 'days').days;
  if (days <= 2.05) return 'hour';
  if (days <= 35.05) return 'day';
  if (days <= 26 * 7 + 1) return 'week';
  return days <= 3 * 366 ? 'month' : 'quarter';
}

/** Absolute dates, the last one included: "17 Oct – 20 Nov 2026", "20 Nov 2026", "20 Nov 2026, 09:00 – 14:30", "1 – 20 Nov 2026 so far". */
export function describePeriod(period: Period): string {
  const { start, end } = bounds(period);
  const soFar = period.partial ? ' so far' : '';
  if (period.start === BEGINNING) return `until ${day(lastDay(end), true)}${soFar}`;
  const isShort = end.diff(start, 'days').days < 3;
  const namesHours = !isMidnight(start) || (!isMidnight(end) && !period.partial);
  if (isShort && namesHours) return withTimes(start, end, period.partial);
  return `${dayRange(start, lastDay(end))}${soFar}`;
}

function withTimes(start: DateTime, end: DateTime, partial: boolean): string {
  const stop = `${clock(end)}${partial ? ' so far' : ''}`;
  return start.hasSame(end, 'day')
    ? `${day(start, true)}, ${clock(start)} – ${stop}`
    : `${day(start, !start.hasSame(end, 'year'))}, ${clock(start)} – ${day(end, true)}, ${stop}`;
}

function dayRange(first: DateTime, last: DateTime): string {
  if (first.hasSame(last, 'day') || first > last) return day(first, true);
  if (first.hasSame(last, 'month')) return `${first.day} – ${day(last, true)}`;
  return `${day(first, !first.hasSame(last, 'year'))} – ${day(last, true)}`;
}

function day(at: DateTime, withYear: boolean): string {
  return `${at.day} ${SHORT_MONTH_NAMES[at.month - 1]}${withYear ? ` ${at.year}` : ''}`;
}

function clock(at: DateTime): string {
  return `${String(at.hour).padStart(2, '0')}:${String(at.minute).padStart(2, '0')}`;
}

function lastDay(end: DateTime): DateTime {
  return end.minus(1);
}

function isMidnight(at: DateTime): boolean {
  return at.equals(at.startOf('day'));
}

/** "3 months", "half year". */
export function unitName(unit: Grain, count: number): string {
  const name = unit === 'half' ? 'half year' : unit;
  return count === 1 ? name : `${name}s`;
}

function bounds(period: Period): Bounds {
  return {
    start: DateTime.fromISO(period.start, { zone: period.zone }),
    end: DateTime.fromISO(period.end, { zone: period.zone }),
  };
}

/** ISO 8601 in UTC with milliseconds, as Period has it. */
export function iso(at: DateTime): string {
  return new Date(at.toMillis()).toISOString();
}

function instants({ start, end }: Bounds): { readonly start: string; readonly end: string } {
  return { start: iso(start), end: iso(end) };
}

function derived(period: Period, moved: Bounds, context: TimeContext): Period {
  const at = { ...period, ...instants(moved), zone: zoneOf(context), partial: false };
  return { ...at, words: describePeriod(at) };
}

function cut(period: Period, moved: Bounds, context: TimeContext): Period | null {
  const now = localNow(context);
  if (moved.start > now) return null;
  const partial = moved.end > now;
  const at = { ...derived(period, partial ? { ...moved, end: now } : moved, context), partial };
  return { ...at, words: describePeriod(at) };
}

/** Where the same stretch of an earlier unit stops; a day that unit's month lacks counts as the month's end. */
function sameStretchEnd(end: DateTime, unit: Grain, count: number): DateTime {
  const stop = addUnits(end, unit, -count);
  const wasClamped = unit !== 'hour' && unit !== 'day' && unit !== 'week' && stop.day !== end.day;
  return wasClamped ? stop.plus({ days: 1 }).startOf('day') : stop;
}

/** Milliseconds between two wall-clock readings, as if clocks had never been changed. */
function wallLength(start: DateTime, end: DateTime): number {
  return end.toMillis() - start.toMillis() + (end.offset - start.offset) * 60_000;
}

function wallMinus(at: DateTime, lengthMs: number): DateTime {
  return at
    .setZone('utc', { keepLocalTime: true })
    .minus(lengthMs)
    .setZone(at.zone, { keepLocalTime: true });
}
