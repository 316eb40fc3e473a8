import type { Page, PageRows, Reject, SyncState } from './page.ts';

/** What `deskhand sources test` tells of one source. */
export type SourceCheck = {
  readonly source: string;
  readonly label: string;
  readonly isWorking: boolean;
  /** One line each, as it was tried: `Tickets: 4,312, oldest 3 Mar 2024`. */
  readonly findings: readonly {
    readonly what: string;
    readonly isOk: boolean;
    /** What was seen, or what is wrong. */
    readonly words: string;
    /** What to do about it: the scope to add, the plan or the region to set. */
    readonly remedy?: string;
  }[];
  readonly seen: {
    readonly tickets: number | null;
    readonly chats: number | null;
    readonly agents: number | null;
    readonly pipelines: number | null;
    /** ISO UTC. */
    readonly oldestAt: string | null;
    readonly newestAt: string | null;
  };
};

export type PullStart = {
  /** As the last committed page left it; null: nothing was ever read. */
  readonly state: SyncState | null;
  /** `full` begins a pass over everything, unless `state` says that one is under way. */
  readonly kind: 'incremental' | 'full';
  /** Read what changed since then rather than since the last pass; ISO UTC. */
  readonly since?: string | undefined;
  /** Conversations that began before it are left out (retention), but for tickets that are `known`: they are open still. ISO UTC. */
  readonly notBefore: string | null;
  /** Versions the store has of these, by `source_id`; absent: unknown. */
  known(
    entity: 'tickets' | 'chats',
    sourceIds: readonly string[],
  ): Promise<ReadonlyMap<string, number>>;
  readonly signal: AbortSignal;
};

/** A change to a ticket, asked for here and made in its support system. */
export type TicketChange =
  | { readonly kind: 'set-owner'; readonly agentRef: string | null }
  | { readonly kind: 'set-priority'; readonly priority: 'low' | 'medium' | 'high' | 'urgent' }
  | {
      readonly kind: 'set-status';
      readonly status: 'open' | 'pending' | 'solved' | 'closed';
      /** The stage meant, where the source has stages. */
      readonly stageRef?: string;
    }
  | { readonly kind: 'add-note'; readonly text: string };

export type WriteRequest = {
  /** Stays the same over every attempt; a note carries it as its mark. */
  readonly id: string;
  readonly ticketRef: string;
  readonly change: TicketChange;
};

/**
 * `done`: made, or found made already. `refused`: will never work, and why. `unsure`: it may have been made;
 * `confirm` has to be asked before another try. `later`: it was not made, and may be tried again.
 */
export type WriteOutcome =
  | { readonly kind: 'done'; readonly words: string }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'unsure'; readonly reason: string }
  | { readonly kind: 'later'; readonly reason: string; readonly retryAfterMs?: number };

/** A support system that rows come from and changes go to. Every implementation passes tests/contracts/ticket-source. */
export interface TicketSource {
  /** `hubspot`; what `source` columns hold. */
  readonly name: string;
  /** `HubSpot`. */
  readonly label: string;
  /** Names the mapping; rejects made under another one are tried again. */
  readonly mapping: string;
  /** Never throws for what the operator can put right: it is a finding. */
  test(signal: AbortSignal): Promise<SourceCheck>;
  /**
   * Pages, each complete in itself, the last one with `complete`. Applying a page twice, or pages out of order, changes nothing.
   * Throws ConfigError (credentials, scopes) or UpstreamError (down, or not the API this was written for).
   */
  pull(start: PullStart): AsyncIterable<Page>;
  /** A rejected row once more, under this mapping. */
  remap(reject: Reject): PageRows;
  write(request: WriteRequest, signal: AbortSignal): Promise<WriteOutcome>;
  /** Whether a write that may have been made was made. */
  confirm(request: WriteRequest, signal: AbortSignal): Promise<'made' | 'not-made'>;
  /** The tickets as they stand now, read by id: for after a write, when searches still lag behind. */
  readTickets(ticketRefs: readonly string[], signal: AbortSignal): Promise<PageRows>;
  /** Requests and repeated ones since it was made. */
  readonly traffic: { readonly requests: number; readonly retries: number };
}
