import type { Chain } from './escalation-setup.ts';

/** `paging`: nobody has answered yet. `acknowledged`: somebody looks at it. `taken`: somebody has it. `snoozed`: put off; it comes again. */
export type EscalationStatus = 'paging' | 'acknowledged' | 'taken' | 'snoozed' | 'resolved';

export type Cause = {
  readonly cause: string;
  readonly reason: string;
  /** How often somebody called because of it. */
  readonly times: number;
  readonly firstAt: string;
  readonly lastAt: string;
};

/** A call for help on a ticket. Times ISO UTC. */
export type Escalation = {
  readonly id: string;
  readonly ticketId: string;
  /** As it was when this was opened. */
  readonly chain: Chain;
  readonly status: EscalationStatus;
  /** Who answered; null: nobody yet. */
  readonly owner: string | null;
  readonly openedBy: string;
  readonly openedAt: string;
  readonly answeredAt: string | null;
  readonly snoozedUntil: string | null;
  readonly resolvedBy: string | null;
  readonly resolvedAt: string | null;
  /** Oldest first. */
  readonly causes: readonly Cause[];
};

/** Where in a chain somebody is called. Rounds and levels from 0; rounds past the chain's repeats are reminders. */
export type Position = { readonly round: number; readonly level: number };

/** `waiting` for its time, `paging` people now, all of them `paged`, `missed` by some, or `void`: somebody answered first. */
export type StepState = 'waiting' | 'paging' | 'paged' | 'missed' | 'void';

export type Recipient =
  | { readonly kind: 'person'; readonly name: string }
  | { readonly kind: 'channel'; readonly channel: string };

/** A timer of an escalation, and what came of it. Times ISO UTC. */
export type Step = Position & {
  readonly escalationId: string;
  readonly number: number;
  readonly state: StepState;
  readonly dueAt: string;
  readonly beganAt: string | null;
  readonly endedAt: string | null;
  /** Empty until it begins, and where nobody was on call. */
  readonly recipients: readonly Recipient[];
  readonly problem: string | null;
};

/** What somebody does about an escalation. */
export type Action =
  | { readonly kind: 'acknowledge' | 'take' | 'resolve' | 'further' }
  | { readonly kind: 'snooze'; readonly ms: number };

export type Answered = {
  /** false: it was so already. */
  readonly isChanged: boolean;
  readonly escalation: Escalation;
};
