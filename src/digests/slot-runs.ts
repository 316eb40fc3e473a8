import type { PostedMessage } from '../core/messenger.ts';
import type { StateStore } from '../core/state.ts';
import type { Attempts } from './attempts.ts';
import { KEEP_MS } from './deliver.ts';
import type { Slot } from './slots.ts';

/** How a slot of a digest ended. */
export type SlotRun = {
  readonly name: string;
  readonly slot: Slot;
  /** `skipped`: missed for longer than its grace; `failed`: tried until then; `empty`: there was nothing to say. */
  readonly state: 'posted' | 'empty' | 'skipped' | 'failed';
  readonly late: boolean;
  readonly endedAt: string;
  readonly message: PostedMessage | null;
  readonly problem: string | null;
};

/** What is known of a digest's slots. */
export interface SlotRuns {
  /** ms: every slot up to here is over; 0 when none is. */
  through(name: string): Promise<number>;
  over(run: SlotRun): Promise<void>;
  /** Slots up to this one are over. */
  advance(name: string, slot: Slot): Promise<void>;
  attempts(key: string): Promise<Attempts | undefined>;
  failed(key: string, attempts: Attempts): Promise<void>;
  /** Newest first. */
  recent(name: string): Promise<readonly SlotRun[]>;
}

const KEPT_RUNS = 20;

export function createSlotRuns(state: StateStore): SlotRuns {
  const progress = state.space<string>('digest-progress');
  const tries = state.space<Attempts>('digest-attempts');
  const runs = state.space<readonly SlotRun[]>('digest-runs');
  return {
    through: async (name) => Date.parse((await progress.get(name)) ?? '1970-01-01'),
    async over(run) {
      await runs.update(run.name, (known = []) => {
        const others = known.filter(({ slot }) => slot.local !== run.slot.local);
        return [run, ...others]
          .toSorted((a, b) => (a.slot.at < b.slot.at ? 1 : -1))
          .slice(0, KEPT_RUNS);
      });
    },
    async advance(name, { at }) {
      await progress.update(name, (known) => (known !== undefined && known > at ? known : at));
    },
    attempts: (key) => tries.get(key),
    failed: (key, attempts) => tries.set(key, attempts, { ttlMs: KEEP_MS }),
    recent: async (name) => (await runs.get(name)) ?? [],
  };
}
