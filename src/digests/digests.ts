import type { QueryPlan } from '../analytics/query-plan.ts';
import type { Digest, DigestSpec } from './digest.ts';
import type { SlotRun } from './slot-runs.ts';

/** A digest as it is listed. */
export type DigestView = {
  readonly name: string;
  readonly title: string;
  /** "every weekday at 09:00" */
  readonly words: string;
  readonly zone: string;
  /** null: it is off until it is given one. */
  readonly channel: string | null;
  readonly owner: string | null;
  readonly paused: boolean;
  readonly from: DigestSpec['from'];
  readonly questions: readonly string[];
  /** ISO, UTC; null where it is off or paused. */
  readonly nextAt: string | null;
  /** Newest first. */
  readonly runs: readonly SlotRun[];
};

export type NewDigest = {
  /** Of the wish: wished again under the same, it gives the digest that is there. */
  readonly key: string;
  readonly question: string;
  /** What the question meant in its thread; null: it stands on its own. */
  readonly plan: QueryPlan | null;
  /** "every weekday at 9" */
  readonly schedule: string;
  readonly channel: string;
  readonly owner: string | null;
  /** Stands in for the team's where the words name no zone. */
  readonly zone?: string | undefined;
};

export type Added =
  | {
      readonly kind: 'added';
      readonly digest: DigestView;
      /** Its figures are of the same stretch of time whenever it is posted. */
      readonly isFixed: boolean;
    }
  | { readonly kind: 'unclear'; readonly question: string; readonly choices: readonly string[] };

export type RunResult =
  | { readonly kind: 'posted'; readonly channel: string }
  | { readonly kind: 'empty' }
  /** Another process is at it. */
  | { readonly kind: 'running' };

/**
 * What is posted by itself. Names that there are none of, and what can't be done with one, are AskerErrors;
 * who may do what is for the surface to have asked.
 */
export interface Digests {
  list(): Promise<readonly DigestView[]>;
  /** As it would be posted now; nothing is. */
  preview(name: string, signal?: AbortSignal): Promise<Digest>;
  /** Posts it now, once for each `key`. Throws AskerError where it has no channel. */
  run(name: string, key: string): Promise<RunResult>;
  pause(name: string): Promise<DigestView>;
  resume(name: string): Promise<DigestView>;
  /** Gives it a channel, and whoever did so as owner where it has none. */
  move(name: string, channel: string, owner: string | null): Promise<DigestView>;
  /** Throws AskerError for one of the file. */
  remove(name: string): Promise<DigestView>;
  add(request: NewDigest): Promise<Added>;
  /** Brings everything that is due now to its end, as every minute does once it is started. */
  catchUp(): Promise<void>;
  /** Posts what is due from now on, and what was missed and isn't too late. Disposing waits for what is in hand. */
  start(): AsyncDisposable;
}
