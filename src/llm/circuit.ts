import type { Clock } from '../core/clock.ts';

const FAILURES_TO_OPEN = 5;
const OPEN_MS = 30_000;

/** Keeps us from asking somebody who has just failed several times in a row. */
export interface Circuit {
  /** Milliseconds until it is worth trying again; 0: now. While one tries after a pause, the others wait. */
  pauseMs(): number;
  succeeded(): void;
  /** `forMs`: as long as the other side wants to be left alone. */
  failed(forMs?: number): void;
}

/** Opens after five failures in a row, or for as long as it is told; then lets one through to see. */
export function createCircuit(clock: Clock): Circuit {
  let failures = 0;
  let closedUntil = 0;
  return {
    pauseMs() {
      const left = closedUntil - clock.now();
      if (left > 0) return left;
      if (failures >= FAILURES_TO_OPEN) closedUntil = clock.now() + OPEN_MS; // whoever asked now is the one who tries
      return 0;
    },
    succeeded() {
      failures = 0;
      closedUntil = 0;
    },
    failed(forMs = 0) {
      failures++;
      const opens = failures >= FAILURES_TO_OPEN ? OPEN_MS : 0;
      closedUntil = Math.max(closedUntil, clock.now() + Math.max(opens, forMs));
    },
  };
}
