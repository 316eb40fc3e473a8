import type { Escalation, Position, Recipient } from './escalation.ts';

/** An alert for somebody, or for all in a channel. */
export type Page = Position & {
  /** Travels with it, unseen: it is found again by it. */
  readonly key: string;
  readonly recipient: Recipient;
  readonly escalation: Escalation;
  /** All levels have been called, and nobody has answered. */
  readonly isReminder: boolean;
  /** Who is called beside this one, for the channel to know. */
  readonly called: readonly string[];
};

/** Where an alert stands, as its platform knows it. Must survive JSON. */
export type Paged = { readonly channel: string; readonly id: string };

/**
 * Reaches people. Throws UpstreamError for what may work later, AskerError for what somebody has to put right first.
 * Where it throws, the alert may stand there all the same.
 */
export interface Pager {
  /** `check` is called right before the alert is sent, when all that takes time is done, and throws where nobody is to be paged any more. */
  page(page: Page, check: () => Promise<void>): Promise<Paged>;
  /** The alert with this key; null: it is not there. `since` ISO UTC: it can't have been sent before. */
  find(page: Page, since: string): Promise<Paged | null>;
  /** Whether whoever is paged is sent anything; absent: they are. */
  isHeard?(): boolean;
}
