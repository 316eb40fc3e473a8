/** The one place time comes from; tests and `--now` bring their own. */
export interface Clock {
  /** Milliseconds since the epoch, UTC. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that stands still. `iso` is any instant `Date` can read. */
export function fixedClock(iso: string): Clock {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) throw new TypeError(`not an instant: ${iso}`);
  return { now: () => at };
}
