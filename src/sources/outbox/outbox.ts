import type { TicketChange } from '../sync/ticket-source.ts';

/**
 * `waiting`: to be made when its turn comes. `sending`: being made now. `unsure`: it may have been made, and is looked for first.
 * `done`, `refused` and `cancelled` are final.
 */
export type OutboxState = 'waiting' | 'sending' | 'unsure' | 'done' | 'refused' | 'cancelled';

/** A change on its way into a support system. Times ISO UTC. */
export type OutboxEntry = {
  readonly id: string;
  readonly source: string;
  /** The source's own id of the ticket. */
  readonly ticketRef: string;
  /** Changes of one ticket are made in this order. */
  readonly place: number;
  readonly change: TicketChange;
  readonly state: OutboxState;
  readonly attempts: number;
  readonly nextAt: string;
  readonly askedBy: string;
  readonly askedAt: string;
  readonly settledAt: string | null;
  /** What stood in its way last. */
  readonly problem: string | null;
  /** What came of it, in words. */
  readonly outcome: string | null;
};

export type ChangeAsked = {
  /** The same id again is the same change, asked for once: a button pressed twice, a message delivered twice. */
  readonly id: string;
  readonly source: string;
  readonly ticketRef: string;
  readonly change: TicketChange;
  readonly askedBy: string;
};

/** Changes to tickets, kept until their support system has taken or refused them: over restarts, in order, each once. */
export interface Outbox {
  /** Keeps the change before anything is sent. Throws AskerError for a source that isn't set up, or an id that stands for another change. */
  enqueue(asked: ChangeAsked): Promise<OutboxEntry>;
  /** Newest first. */
  list(options?: {
    readonly states?: readonly OutboxState[];
    readonly limit?: number;
  }): Promise<readonly OutboxEntry[]>;
  /** Takes back what waits. Throws AskerError for what is being sent, may have been made, is over, or isn't there. */
  cancel(id: string): Promise<OutboxEntry>;
  /** Makes what is due, and says how many changes moved on. */
  deliver(signal: AbortSignal): Promise<number>;
  /** Makes changes as they come and fall due, until disposed. */
  start(): AsyncDisposable;
}
