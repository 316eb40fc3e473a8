import { DateTime } from 'luxon';
import type { Random } from './random.ts';

const HOUR_MS = 3_600_000;
const MONTHS = 18;

/** A stretch of instants in milliseconds, half-open. */
type Stretch = { readonly from: number; readonly to: number };

/** The year and a half the data covers, hour by hour in the team's zone. */
export type Timeline = {
  readonly start: number;
  readonly end: number;
  /** A week in which the product was hardly usable. */
  readonly incident: Stretch;
  /** Two weeks without one of the agents. */
  readonly leave: Stretch;
  /** Local weekday (1 Monday – 7) and hour of each hour since `start`. */
  readonly weekdays: Uint8Array;
  readonly hours: Uint8Array;
  readonly months: Uint8Array;
  readonly days: Uint8Array;
};

export type ArrivalKind = 'tickets' | 'chats';

const WEEKDAY_LOAD: Record<ArrivalKind, readonly number[]> = {
  tickets: [1.28, 1.12, 1.05, 1.02, 0.94, 0.42, 0.36],
  chats: [1.15, 1.08, 1.04, 1.02, 1.02, 0.6, 0.5],
};
const HOUR_LOAD: Record<ArrivalKind, readonly number[]> = {
  tickets: [
    1, 0.7, 0.5, 0.4, 0.5, 0.9, 2, 4, 7, 9.5, 10, 9.5, 8, 8.5, 9.2, 8.6, 7.4, 6, 4.6, 3.8, 3.2, 2.6,
    2, 1.4,
  ],
  chats: [
    0.8, 0.4, 0.3, 0.2, 0.2, 0.4, 1, 3, 6.5, 9, 9.6, 9, 9.4, 8.4, 8.2, 8, 7.6, 7.2, 7, 7.4, 6.6,
    4.8, 2.8, 1.4,
  ],
};
const INCIDENT_LOAD = 1.6;

export function layOutTimeline(endsAt: string, zone: string): Timeline {
  const end = DateTime.fromISO(endsAt, { zone });
  if (!end.isValid) throw new TypeError(`not an instant in a zone: ${endsAt}, ${zone}`);
  const start = end.minus({ months: MONTHS }).startOf('day').toMillis();
  const week = end.startOf('week');
  const count = Math.ceil((end.toMillis() - start) / HOUR_MS);
  const weekdays = new Uint8Array(count);
  const hours = new Uint8Array(count);
  const months = new Uint8Array(count);
  const days = new Uint8Array(count);
  for (let index = 0; index < count; index++) {
    const local = DateTime.fromMillis(start + index * HOUR_MS, { zone });
    weekdays[index] = local.weekday;
    hours[index] = local.hour;
    months[index] = local.month;
    days[index] = local.day;
  }
  return {
    start,
    end: end.toMillis(),
    incident: stretch(week.minus({ weeks: 19 }), 1),
    leave: stretch(week.minus({ weeks: 10 }), 2),
    weekdays,
    hours,
    months,
    days,
  };
}

function stretch(from: DateTime, weeks: number): Stretch {
  return { from: from.toMillis(), to: from.plus({ weeks }).toMillis() };
}

export function isWithin(stretch: Stretch, at: number): boolean {
  return at >= stretch.from && at < stretch.to;
}

/** How much of the time before the end has gone by, 0–1. */
export function progressAt(timeline: Timeline, at: number): number {
  return (at - timeline.start) / (timeline.end - timeline.start);
}

/** Share of the usual crew at work. */
export function staffingAt(timeline: Timeline, at: number): number {
  const index = hourIndex(timeline, at);
  const hour = timeline.hours[index] ?? 0;
  if ((timeline.weekdays[index] ?? 1) >= 6) return hour >= 9 && hour < 18 ? 0.45 : 0.06;
  if (hour >= 8 && hour < 20) return 1;
  return hour >= 6 && hour < 23 ? 0.35 : 0.08;
}

/** When a task of so many staffed seconds that begins `from` is done; Infinity when that lies after the end. */
export function afterWork(timeline: Timeline, from: number, staffedSeconds: number): number {
  let at = from;
  let left = staffedSeconds * 1000;
  while (at < timeline.end) {
    const hourEnd = timeline.start + (hourIndex(timeline, at) + 1) * HOUR_MS;
    const pace = staffingAt(timeline, at);
    const done = (hourEnd - at) * pace;
    if (done >= left) return wholeSecond(at + left / pace);
    left -= done;
    at = hourEnd;
  }
  return Number.POSITIVE_INFINITY;
}

/** Instants at which `count` conversations begin, in order. */
export function* arrivals(
  timeline: Timeline,
  kind: ArrivalKind,
  count: number,
  random: Random,
): Generator<number> {
  const loads = hourlyLoads(timeline, kind, random);
  const total = loads.reduce((sum, load) => sum + load, 0);
  let hour = 0;
  let before = 0;
  for (let nth = 0; nth < count; nth++) {
    const place = ((nth + random.next()) / count) * total;
    while (hour < loads.length - 1 && before + (loads[hour] ?? 0) <= place) {
      before += loads[hour] ?? 0;
      hour++;
    }
    const within = Math.min(0.9997, (place - before) / (loads[hour] ?? 1));
    yield Math.min(wholeSecond(timeline.start + (hour + within) * HOUR_MS), timeline.end - 1000);
  }
}

function hourlyLoads(timeline: Timeline, kind: ArrivalKind, random: Random): Float64Array {
  let dayLuck = 1;
  return Float64Array.from(timeline.hours, (hour, index) => {
    if (hour === 0 || index === 0) dayLuck = random.aroundMedian(1, 0.16);
    const at = timeline.start + index * HOUR_MS;
    const growth = 1 + 0.55 * progressAt(timeline, at);
    const weekday = WEEKDAY_LOAD[kind][(timeline.weekdays[index] ?? 1) - 1] ?? 1;
    const incident = isWithin(timeline.incident, at) ? INCIDENT_LOAD : 1;
    const season = seasonOf(timeline.months[index] ?? 1, timeline.days[index] ?? 1);
    const luck = dayLuck * random.aroundMedian(1, 0.25);
    return growth * weekday * (HOUR_LOAD[kind][hour] ?? 1) * season * incident * luck;
  });
}

/** The weeks before the holidays are busy, the holidays themselves quiet, and August is slow. */
function seasonOf(month: number, day: number): number {
  if ((month === 12 && day >= 23) || (month === 1 && day <= 2)) return 0.4;
  if ((month === 11 && day >= 20) || (month === 12 && day <= 12)) return 1.3;
  return month === 8 ? 0.8 : 1;
}

function hourIndex(timeline: Timeline, at: number): number {
  return Math.floor((at - timeline.start) / HOUR_MS);
}

function wholeSecond(at: number): number {
  return Math.floor(at / 1000) * 1000;
}
