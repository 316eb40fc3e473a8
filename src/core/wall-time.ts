import { IANAZone } from 'luxon';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** What the clocks of a zone show, as milliseconds: as if it were UTC. */
export type WallMs = number;

/** When the clocks show something. */
export type PlacedTime = {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** They never show it: this is the moment they go on past it. */
  readonly isSkipped: boolean;
};

/** When the clocks of the zone show `wall`: the first time, where they show it twice. Later walls never come earlier. */
export function placeWall(wall: WallMs, zone: string): PlacedTime {
  const clocks = IANAZone.create(zone);
  const before = offsetMs(clocks, wall - DAY_MS);
  const later = offsetMs(clocks, wall + DAY_MS);
  const moments = [wall - before, wall - later].filter((at) => at + offsetMs(clocks, at) === wall);
  if (moments.length > 0) return { at: Math.min(...moments), isSkipped: false };
  return { at: changeBetween(wall - later, wall - before, clocks), isSkipped: true };
}

/** What the clocks of the zone show at an instant. */
export function wallAt(at: number, zone: string): WallMs {
  return at + offsetMs(IANAZone.create(zone), at);
}

/** The first moment after `from`, up to `to`, that has the offset of `to`. */
function changeBetween(from: number, to: number, clocks: IANAZone): number {
  const offset = offsetMs(clocks, to);
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetMs(clocks, middle) === offset) high = middle;
    else low = middle;
  }
  return high;
}

function offsetMs(clocks: IANAZone, at: number): number {
  return clocks.offset(at) * MINUTE_MS;
}
