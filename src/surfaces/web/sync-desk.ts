import type { Clock } from '../../core/clock.ts';
import type { RunKind, RunRecord, SourceState, Syncing } from '../../sources/sync/syncing.ts';
import type { SourceCheck } from '../../sources/sync/ticket-source.ts';
import type { Log } from './parts.ts';

const RUNS_SHOWN = 10;
const TEST_TAKES_MS = 60_000;

/** One support system as the Data page shows it. */
export type SystemView = {
  readonly state: SourceState;
  /** The latest test asked for here, since the start. */
  readonly tested: { readonly at: number; readonly check: SourceCheck } | null;
  /** Newest first. */
  readonly log: readonly RunRecord[];
};

/** What people do with support systems from the console: runs go on when the page is left. */
export interface SyncDesk {
  /** Begins a run unless one is under way. Throws AskerError for a source that isn't set up. */
  run(source: string, kind: RunKind): void;
  stop(source: string): void;
  /** Throws AskerError for a source that isn't set up. */
  test(source: string): Promise<void>;
  view(): Promise<readonly SystemView[]>;
  /** Stops the runs begun here, and waits for them. */
  close(): Promise<void>;
}

export function createSyncDesk(parts: {
  readonly syncing: Syncing;
  readonly clock: Clock;
  readonly logger: Log;
}): SyncDesk {
  const { syncing, clock, logger } = parts;
  const closing = new AbortController();
  const runs = new Map<string, Promise<unknown>>();
  const tested = new Map<string, NonNullable<SystemView['tested']>>();

  return {
    run(source, kind) {
      if (runs.has(source)) return;
      const run = syncing
        .sync({ sources: [source], kind, trigger: 'person' }, () => undefined, closing.signal)
        // Whoever pressed the button is gone by now: the log of runs has what went wrong, ours the bug.
        .catch((error: unknown) =>
          logger.error({ err: error, source }, 'a sync begun in the console failed'),
        )
        .finally(() => runs.delete(source));
      runs.set(source, run);
    },
    stop: (source) => void syncing.stop(source),
    async test(source) {
      const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(TEST_TAKES_MS)]);
      const [check] = await syncing.test([source], signal);
      if (check) tested.set(source, { at: clock.now(), check });
    },
    async view() {
      const states = await syncing.state();
      return Promise.all(
        states.map(async (state) => ({
          state,
          tested: tested.get(state.source) ?? null,
          log: await syncing.log({ source: state.source, limit: RUNS_SHOWN }),
        })),
      );
    },
    async close() {
      closing.abort(new Error('the console is closing'));
      await Promise.allSettled(runs.values());
    },
  };
}
