import type { Clock } from '../../core/clock.ts';

/** At most `requests` in any stretch of `perMs`. */
export type Limit = { readonly requests: number; readonly perMs: number };

/** Resolves after so long, or throws the signal's reason. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>;

type Line = { limit: Limit; sentAt: number[]; notBefore: number; last: Promise<void> };

/** Turn-taking for requests that count against one limit, by the limit's name. */
export interface Turns {
  /** Resolves when it may be sent. Names without a limit never wait, but for a pause. */
  take(name: string, signal?: AbortSignal): Promise<void>;
  /** Nobody's turn comes before so long from now: the API said it has had enough. */
  pause(name: string, ms: number): void;
  /** As the API's own headers tell it. */
  adapt(name: string, limit: Limit): void;
}

const UNLIMITED: Limit = { requests: Number.POSITIVE_INFINITY, perMs: 0 };

export function createTurns(
  limits: Readonly<Record<string, Limit>>,
  { clock, sleep }: { readonly clock: Clock; readonly sleep: Sleep },
): Turns {
  const lines = new Map<string, Line>();
  const lineOf = (name: string): Line => {
    const line = lines.get(name) ?? {
      limit: limits[name] ?? UNLIMITED,
      sentAt: [],
      notBefore: 0,
      last: Promise.resolve(),
    };
    lines.set(name, line);
    return line;
  };

  async function waitInLine(line: Line, signal?: AbortSignal): Promise<void> {
    let now = clock.now();
    for (let waitMs = waitOf(line, now); waitMs > 0; waitMs = waitOf(line, now)) {
      await sleep(waitMs, signal);
      // What was slept has passed, whatever a clock that is set back or stands still says.
      now = Math.max(clock.now(), now + waitMs);
    }
    if (Number.isFinite(line.limit.requests)) line.sentAt.push(now);
  }

  return {
    take(name, signal) {
      const line = lineOf(name);
      const turn = line.last.then(() => waitInLine(line, signal));
      // Whoever gave up in line doesn't hold up the next one.
      line.last = turn.catch(() => undefined);
      return turn;
    },
    pause(name, ms) {
      const line = lineOf(name);
      line.notBefore = Math.max(line.notBefore, clock.now() + ms);
    },
    adapt(name, limit) {
      lineOf(name).limit = limit;
    },
  };
}

/** How long until one more fits, by when the last ones were sent. Forgets those that no longer count. */
function waitOf(line: Line, now: number): number {
  const { requests, perMs } = line.limit;
  while (line.sentAt[0] !== undefined && line.sentAt[0] <= now - perMs) line.sentAt.shift();
  const oldest = line.sentAt[line.sentAt.length - requests];
  const untilFree = oldest === undefined ? 0 : oldest + perMs - now;
  return Math.max(untilFree, line.notBefore - now, 0);
}
