import type { TicketLine } from '../escalate/find-ticket.ts';
import type { How } from './assignment.ts';

/** What somebody is told of a ticket that is theirs, as it stands now. */
export type Offer = {
  /** Travels with the message, unseen: it is found again by it. */
  readonly key: string;
  readonly member: string;
  readonly ticket: TicketLine & { readonly priority: string | null };
  readonly how: How;
  readonly by: string;
  readonly reason: string | null;
  /** Milliseconds since the epoch; null: it stays theirs. */
  readonly acceptBy: number | null;
  /** `over`: it is theirs no more, as `end` says. */
  readonly state: 'offered' | 'accepted' | 'over';
  readonly end: string | null;
};

/** Where a message stands, as its platform names it. */
export type MailPlace = string;

/**
 * Messages to members about tickets of theirs. Throws UpstreamError for what may work later, AskerError for somebody who can’t be reached.
 * Where it throws, the message may stand there all the same.
 */
export interface MemberMail {
  /** `check` is called right before it is sent, when all that takes time is done, and throws where it is too late. */
  send(offer: Offer, check: () => Promise<void>): Promise<MailPlace>;
  /** The message with this key; null: it is not there. `since` in milliseconds since the epoch: it can’t have been sent before. */
  find(offer: Offer, since: number): Promise<MailPlace | null>;
  /** Has a message say how it stands now; one that is gone is left so. */
  revise(place: MailPlace, offer: Offer): Promise<void>;
}
