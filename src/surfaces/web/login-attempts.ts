import type { Clock } from '../../core/clock.ts';

const ALLOWED_FAILURES = 5;
const WINDOW_MS = 60_000;

/** How often the token was guessed wrong, by anyone: a guesser has many addresses, the console one token. */
export interface LoginAttempts {
  /** Seconds until the next attempt is looked at; 0 when it would be now. */
  secondsToWait(): number;
  noteFailure(): void;
}

export function createLoginAttempts(clock: Clock): LoginAttempts {
  let startedAt = 0;
  let failures = 0;
  const isOver = () => clock.now() - startedAt >= WINDOW_MS;
  return {
    secondsToWait() {
      if (failures < ALLOWED_FAILURES || isOver()) return 0;
      return Math.ceil((startedAt + WINDOW_MS - clock.now()) / 1000);
    },
    noteFailure() {
      if (failures === 0 || isOver()) {
        startedAt = clock.now();
        failures = 0;
      }
      failures += 1;
    },
  };
}
