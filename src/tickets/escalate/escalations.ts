import type { AuditEntry, Verdict } from '../audit/seal-entry.ts';
import type { Action, Answered, Escalation, Step } from './escalation.ts';
import type { Stuck } from './find-stuck.ts';
import type { TicketLine } from './find-ticket.ts';
import type { OnCallBook } from './on-call-book.ts';

/** A call for help. */
export type Call = {
  readonly ticketId: string;
  /** What makes two calls the same; not shown. */
  readonly cause: string;
  /** In words; null: none was given, and what was said before stands. */
  readonly reason: string | null;
  readonly by: string;
  /** Its name; left out: the first one. */
  readonly chain?: string | undefined;
  /** Of the button or command; the same again is not done again. */
  readonly press?: string | undefined;
};

/** Who answers, and by which press of a button: the same again is not done again. */
export type Answering = { readonly by: string; readonly press?: string | undefined };

/** `opened`: somebody is paged. `folded`: the ticket has one open already, and the call is counted there. */
export type Called = {
  readonly kind: 'opened' | 'folded';
  readonly escalation: Escalation;
  readonly ticket: TicketLine | null;
};

/** What a tick did. */
export type Ticked = {
  readonly opened: number;
  readonly begun: number;
  readonly resolved: number;
};

/** Calls for help on tickets, and whoever answers them. Ids of escalations may be cut to what is unique, at least 4 letters. */
export interface Escalations {
  readonly onCall: OnCallBook;
  /** By hand: `words` name the ticket as people do. Throws AskerError for none, and for a chain that reaches nobody. */
  escalate(
    words: string,
    options: {
      readonly by: string;
      readonly reason?: string | undefined;
      readonly chain?: string | undefined;
      readonly press?: string | undefined;
    },
  ): Promise<Called>;
  /** Throws AskerError for a chain that isn't there, or reaches nobody. */
  call(call: Call): Promise<Called>;
  /** Throws AskerError for one that isn't there, or is over. */
  answer(id: string, action: Action, by: string, press?: string): Promise<Answered>;
  /** Newest first. */
  list(options?: {
    readonly isOpen?: boolean;
    readonly ticketId?: string;
    readonly limit?: number;
  }): Promise<readonly Escalation[]>;
  get(id: string): Promise<{
    readonly escalation: Escalation;
    readonly steps: readonly Step[];
    readonly ticket: TicketLine | null;
  }>;
  /** Open ones that would be forgotten. */
  stuck(): Promise<readonly Stuck[]>;
  /** What was done about a ticket, as people name it; also about one that is gone, by its id. */
  audit(words: string): Promise<readonly AuditEntry[]>;
  verifyAudit(): Promise<Verdict>;
  /** Resolves what was solved, applies the rules, and pages whoever is due. */
  tick(): Promise<Ticked>;
  /** Ticks as timers fall due, and every minute, until disposed. */
  start(): AsyncDisposable;
}
