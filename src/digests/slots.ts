import { placeWall, type WallMs, wallAt } from '../core/wall-time.ts';
import { type Cron, isOnDay } from './cron.ts';

/** A moment a digest is due: by the clocks of its zone, and when that is. */
export type Slot = {
  /** `2026-11-20T09:00`, as the schedule names it. */
  readonly local: string;
  /** ISO, UTC. */
  readonly at: string;
};

/** Where a schedule is read. */
export type Schedule = { readonly cron: Cron; readonly zone: string };

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** 29 February skips at most eight years; node-cron's other days come sooner. */
const FURTHEST_DAYS = 9 * 366;

/**
 * Slots after `after` up to `until`, both milliseconds since the epoch, oldest first.
 * A local time that the clocks skip comes once, at the moment they go on (or not at all where that moment is a slot itself); one they repeat comes once, the first time.
 */
export function slotsBetween(schedule: Schedule, after: number, until: number): readonly Slot[] {
  const found: Slot[] = [];
  for (const { at, ...slot } of slotsFrom(schedule, after)) {
    if (at > until) break;
    found.push({ ...slot, at: new Date(at).toISOString() });
  }
  return found;
}

/** The first slot after an instant; null for a day that never comes. */
export function nextSlot(schedule: Schedule, after: number): Slot | null {
  const [next] = slotsFrom(schedule, after);
  return next ? { local: next.local, at: new Date(next.at).toISOString() } : null;
}

type Timed = { readonly local: string; readonly at: number };
type Placed = Timed & { readonly isSkipped: boolean };

function* slotsFrom(schedule: Schedule, after: number): Generator<Timed> {
  let held: Placed | null = null;
  for (const slot of placedFrom(schedule, after)) {
    if (slot.at <= after) continue;
    if (held !== null && held.at < slot.at) yield { local: held.local, at: held.at };
    if (held === null || held.at < slot.at || (held.isSkipped && !slot.isSkipped)) held = slot;
  }
  if (held !== null) yield { local: held.local, at: held.at };
}

/** In order of local times, which is the order of their instants. */
function* placedFrom({ cron, zone }: Schedule, after: number): Generator<Placed> {
  // Two days back: a whole day the clocks skip comes due at the beginning of the one after it.
  const first = Math.floor(wallAt(after, zone) / DAY_MS) - 2;
  let idle = 0;
  for (let day = first; idle < FURTHEST_DAYS; day++, idle++) {
    const date = new Date(day * DAY_MS);
    if (!isOnDay(cron, date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate())) continue;
    idle = 0;
    for (const hours of cron.hours) {
      for (const minutes of cron.minutes) {
        yield place(day * DAY_MS + (hours * 60 + minutes) * MINUTE_MS, zone);
      }
    }
  }
}

function place(wall: WallMs, zone: string): Placed {
  return { local: new Date(wall).toISOString().slice(0, 16), ...placeWall(wall, zone) };
}
