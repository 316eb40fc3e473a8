import type { Clock } from '../core/clock.ts';
import type { StateSpace } from '../store/state.ts';
import type { Usage } from './language-model.ts';

/** One call as it was made: all of our words that left, and how it ended. */
export type SentCall = {
  readonly at: string;
  readonly vendor: string;
  readonly model: string;
  readonly purpose: string;
  /** File and version of the prompt. */
  readonly prompt: string;
  /** As it was sent: instructions, text, schema; or texts to embed. */
  readonly payload: unknown;
  readonly outcome: string;
  readonly usage: Usage | null;
  readonly tookMs: number;
};

export interface Recorder {
  record(call: Omit<SentCall, 'at'>): Promise<void>;
  /** Newest first. */
  latest(count: number): Promise<readonly SentCall[]>;
}

const KEPT_MS = 14 * 86_400_000;

/** Keeps what was sent for a fortnight, so that an admin can read what left the house. */
export function createRecorder(space: StateSpace<SentCall>, clock: Clock): Recorder {
  let nth = 0;
  return {
    async record(call) {
      const at = new Date(clock.now()).toISOString();
      nth = (nth + 1) % 100_000;
      await space.set(`${at}:${String(nth).padStart(5, '0')}`, { at, ...call }, { ttlMs: KEPT_MS });
    },
    async latest(count) {
      const calls = await space.list();
      return calls
        .slice(-count)
        .map(({ value }) => value)
        .toReversed();
    },
  };
}
