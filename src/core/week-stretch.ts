import { placeWall, type WallMs, wallAt } from './wall-time.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** 1970 began on a Thursday; this is the Monday before. */
const A_MONDAY: WallMs = -3 * DAY_MS;

/** A stretch that comes again every week, in minutes after Monday 00:00; it may run past Sunday. */
export type WeekStretch = { readonly from: number; readonly to: number };

/** Midnight of the Monday before, by the clocks. */
export function mondayOf(wall: WallMs): WallMs {
  return A_MONDAY + Math.floor((wall - A_MONDAY) / WEEK_MS) * WEEK_MS;
}

/** Whether an instant (milliseconds since the epoch) is in one of the stretches, by the clocks of the zone. */
export function isInStretches(
  stretches: readonly WeekStretch[],
  at: number,
  zone: string,
): boolean {
  const wall = wallAt(at, zone);
  const thisWeek = mondayOf(wall);
  return stretches.some(({ from, to }) =>
    [thisWeek - WEEK_MS, thisWeek, thisWeek + WEEK_MS].some((monday) => {
      const start = monday + from * MINUTE_MS;
      const end = monday + to * MINUTE_MS;
      // The clocks are never set by more than a day, and placing a wall takes time.
      if (wall < start - DAY_MS || wall > end + DAY_MS) return false;
      return placeWall(start, zone).at <= at && at < placeWall(end, zone).at;
    }),
  );
}
