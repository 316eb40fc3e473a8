import type { SourceCheck } from './ticket-source.ts';

export type RunKind = 'incremental' | 'full';
export type RunOutcome = 'running' | 'done' | 'stopped' | 'failed' | 'interrupted';

/** One run as the log keeps it. Times ISO UTC. */
export type RunRecord = {
  readonly id: string;
  readonly source: string;
  readonly kind: RunKind;
  readonly outcome: RunOutcome;
  readonly trigger: 'schedule' | 'person' | 'start';
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly step: string | null;
  readonly done: number;
  readonly of: number | null;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly deleted: number;
  readonly rejected: number;
  readonly requests: number;
  readonly retries: number;
  readonly newestAt: string | null;
  readonly readUntil: string | null;
  /** What went wrong, and what to do about it. */
  readonly problem: string | null;
  readonly remedy: string | null;
};

/** A source as it stands, for `deskhand status` and the Data page. */
export type SourceState = {
  readonly source: string;
  readonly label: string;
  readonly isConfigured: boolean;
  readonly lastRun: RunRecord | null;
  readonly lastDone: RunRecord | null;
  readonly running: RunRecord | null;
  /** Of the run under way, once a page of it is in. */
  readonly progress: SyncProgress | null;
  /** When the service runs it next; null when nobody does. */
  readonly nextAt: string | null;
  /** Everything changed before it is in the store. */
  readonly readUntil: string | null;
  readonly rejects: readonly {
    readonly entity: string;
    readonly reason: string;
    readonly rows: number;
    /** The latest of them, as its source sent it: shortened. */
    readonly sample: string | null;
  }[];
};

export type SyncProgress = {
  readonly source: string;
  readonly label: string;
  readonly step: string;
  readonly done: number;
  readonly of: number | null;
  readonly rows: number;
  readonly rowsPerSecond: number;
  /** Null while nobody knows. */
  readonly secondsLeft: number | null;
};

export type SyncOptions = {
  /** None: every configured one. */
  readonly sources?: readonly string[];
  readonly kind?: RunKind;
  /** ISO UTC. */
  readonly since?: string;
  readonly trigger?: RunRecord['trigger'];
};

/** Everything that keeps the store fresh from its sources. */
export interface Syncing {
  readonly sources: readonly { readonly name: string; readonly label: string }[];
  /** Throws AskerError for a source that isn't configured, saying what to set. */
  test(names: readonly string[], signal: AbortSignal): Promise<readonly SourceCheck[]>;
  /**
   * One run of each, side by side; one that fails doesn't hold up the others, and none runs twice at once.
   * Resolves with how each went, also after the signal. Throws AskerError for a source that isn't configured.
   */
  sync(
    options: SyncOptions,
    onProgress: (progress: SyncProgress) => void,
    signal: AbortSignal,
  ): Promise<readonly RunRecord[]>;
  /** Ends a run that is under way, whoever began it, after the page at hand. Whether there was one. */
  stop(source: string): boolean;
  state(): Promise<readonly SourceState[]>;
  /** Newest first. */
  log(options: { readonly source?: string; readonly limit: number }): Promise<readonly RunRecord[]>;
  /** Runs each source by its schedule until disposed. */
  start(): AsyncDisposable;
}
