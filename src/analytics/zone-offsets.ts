import { IANAZone } from 'luxon';

/** From this instant on (milliseconds UTC) the zone is `offsetSeconds` ahead of UTC. */
export type ZoneOffset = { readonly fromMs: number; readonly offsetSeconds: number };

const STEP_MS = 7 * 86_400_000;

/**
 * A zone's offsets from UTC over a stretch of time, oldest first; the first one holds from `fromMs`.
 * Exact to the second unless a zone changes its clock twice within a week and back again.
 */
export function zoneOffsets(zone: string, fromMs: number, toMs: number): readonly ZoneOffset[] {
  const iana = IANAZone.create(zone);
  const offsetAt = (ms: number): number => Math.round(iana.offset(ms) * 60);
  const offsets: ZoneOffset[] = [{ fromMs, offsetSeconds: offsetAt(fromMs) }];
  let before = fromMs;
  while (before < toMs) {
    const after = Math.min(before + STEP_MS, toMs);
    if (offsetAt(after) !== offsetAt(before)) {
      const at = changeBetween(before, after, offsetAt);
      offsets.push({ fromMs: at, offsetSeconds: offsetAt(at) });
    }
    before = after;
  }
  return offsets;
}

/** First whole second whose offset differs from the one at `before`. */
function changeBetween(before: number, after: number, offsetAt: (ms: number) => number): number {
  const start = offsetAt(before);
  let low = Math.floor(before / 1000);
  let high = Math.ceil(after / 1000);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * 1000) === start) low = middle;
    else high = middle;
  }
  return high * 1000;
}

/** Reads an instant (ISO) as the zone's wall clock shows it: `2026-10-17T09:30:00`. */
export function localReading(
  zone: string,
  offsets: readonly ZoneOffset[],
): (iso: string) => string {
  const iana = IANAZone.create(zone);
  return (iso) => {
    const ms = Date.parse(iso);
    const known = offsets.findLast(({ fromMs }) => fromMs <= ms);
    const seconds = known?.offsetSeconds ?? iana.offset(ms) * 60;
    return new Date(ms + seconds * 1000).toISOString().slice(0, 19);
  };
}
