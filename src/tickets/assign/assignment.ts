import type { Priority } from '../../core/assignment-settings.ts';

/** What is known of a ticket when it is assigned. */
export type Ticket = {
  readonly id: string;
  readonly source: string;
  /** The number its support system gave it. */
  readonly ref: string;
  readonly subject: string | null;
  /** Only an open one takes of a capacity: one that is pending waits for its customer. */
  readonly status: 'open' | 'pending' | 'over';
  readonly priority: Priority | null;
  readonly pipeline: string | null;
  /** What its support system says, and what its analysis does; what people put right stands alone. */
  readonly categories: readonly string[];
  /** Its English name. */
  readonly language: string | null;
  readonly tags: readonly string[];
  /** Who owns it in its support system. */
  readonly owner: string | null;
  /** No change to it is on its way there: the owner is as it will stay. */
  readonly isSettled: boolean;
  /** It was changed there after the owner it has by us had arrived. */
  readonly isTouchedSince: boolean;
  /** Its words have been read: category and language are known as far as they ever will. */
  readonly isAnalysed: boolean;
};

/** Why somebody doesn't get a ticket. */
export type WhyNotKind =
  | 'not in line'
  | 'inactive'
  | 'declined'
  | 'missing skill'
  | 'away'
  | 'off shift'
  | 'kept free'
  | 'full';

/** One member as they were weighed. Times are milliseconds since the epoch. */
export type Weighed = {
  readonly name: string;
  readonly load: number;
  readonly capacity: number;
  /** Sum of their levels in what the ticket needs. */
  readonly level: number;
  readonly lastAssignedAt: number | null;
  /** Empty: they could have it. `words` go on from the name: “is away until 3 Dec”. */
  readonly whyNot: readonly { readonly kind: WhyNotKind; readonly words: string }[];
};

/** How a ticket found somebody, or why not: kept, and shown as it was. */
export type Decision = {
  readonly at: number;
  /** null: it waits. */
  readonly assignee: string | null;
  readonly reason: string;
  readonly needs: Readonly<Record<string, number>>;
  /** It had waited so long that skills no longer counted. */
  readonly isRelaxed: boolean;
  /** Those who could have it first, in order. */
  readonly weighed: readonly Weighed[];
};

/** `automatic`: the best one at that time. `by hand`: somebody said who. */
export type How = 'automatic' | 'by hand' | 'handed over' | 'reopened';

/** Somebody has a ticket. */
export type Holding = {
  readonly id: string;
  readonly member: string;
  readonly how: How;
  readonly since: number;
  readonly isAccepted: boolean;
  /** Goes on to somebody else then, unless it is accepted; null: it stays. */
  readonly acceptBy: number | null;
  /** The support system has shown them as its owner since. */
  readonly isConfirmed: boolean;
};

/** A ticket waits for somebody. */
export type Waiting = {
  readonly since: number;
  readonly reason: string;
  /** Its owner in the support system when it began to wait, which an earlier assignment may have left there. */
  readonly owner: string | null;
};

/** What stands in the way of giving it to somebody again; `until` null: for as long as the ticket is open. */
export type Exclusion = { readonly member: string; readonly until: number | null };

/** A ticket's place in assignment. Held by one, waiting, or neither: over for now. */
export type Slot = {
  readonly ticketId: string;
  readonly holding: Holding | null;
  readonly waiting: Waiting | null;
  readonly excluded: readonly Exclusion[];
  /** Who had it when it was resolved: they get it back when it is opened again. */
  readonly former: string | null;
};

export type EndKind =
  | 'declined'
  | 'lapsed'
  | 'handed over'
  | 'replaced'
  | 'resolved'
  | 'went away'
  | 'moved'
  | 'gone';

/** One step of one ticket, made whole or not at all. */
export type Move = {
  readonly ticketId: string;
  readonly at: number;
  /** Who did it: a name, or `assignment` by itself. */
  readonly actor: string;
  readonly before: Slot | null;
  readonly after: Slot;
  readonly ended: { readonly kind: EndKind; readonly note: string | null } | null;
  readonly decision: Decision | null;
};

export const nowhere = (ticketId: string): Slot => ({
  ...{ ticketId, holding: null, waiting: null },
  ...{ excluded: [], former: null },
});
