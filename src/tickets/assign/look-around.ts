import type { Holding, Slot, Ticket, Waiting } from './assignment.ts';
import { type Draft, SELF } from './draft.ts';
import { drainQueue, UNREAD } from './drain-queue.ts';
import { asksWhatItSays } from './needs-of.ts';

/** Whoever let an assignment lapse isn't asked for the same ticket again before. */
const LAPSE_REST_MS = 3_600_000;

/**
 * What follows from what became of tickets and time: assignments end or lapse, tickets that were opened again find somebody,
 * `fresh` ones begin to wait, and the queue is gone through. Looking again changes nothing more.
 */
export function lookAround(draft: Draft, fresh: readonly string[]): void {
  const slots = draft.slots.toSorted((one, other) => (one.ticketId < other.ticketId ? -1 : 1));
  for (const slot of slots) {
    const ticket = draft.ticket(slot.ticketId);
    if (slot.holding) lookAtHeld(draft, slot, ticket);
    else if (slot.waiting) lookAtWaiting(draft, slot, ticket);
  }
  // Only now is it known what everybody has.
  for (const slot of slots) {
    const ticket = draft.ticket(slot.ticketId);
    const isOver = !slot.holding && !slot.waiting;
    if (isOver && slot.former !== null && ticket?.status === 'open') reopen(draft, slot, ticket);
  }
  for (const id of fresh) takeIn(draft, id);
  drainQueue(draft);
}

/** Has a new ticket wait, where it is still nobody's. */
function takeIn(draft: Draft, id: string): void {
  const ticket = draft.ticket(id);
  const { holding, waiting } = draft.slot(id);
  if (ticket?.status !== 'open' || ticket.owner !== null || holding || waiting) return;
  const { now, team } = draft.parts;
  const isUnread = !ticket.isAnalysed && asksWhatItSays(team.settings.needs);
  draft.wait(ticket, now, { reason: isUnread ? UNREAD : '' });
}

function lookAtHeld(draft: Draft, slot: Slot, ticket: Ticket | undefined): void {
  const { holding } = slot;
  const { now } = draft.parts;
  if (!holding) return;
  const isThere = holding.isConfirmed || ticket?.isTouchedSince;
  const isMoved = ticket?.isSettled && isThere && ticket.owner !== holding.member;
  const isOffered = !holding.isAccepted && holding.acceptBy !== null;
  if (!ticket) {
    draft.end(slot, 'gone', { excluded: [] });
  } else if (ticket.status === 'over') {
    draft.end(slot, 'resolved', { excluded: [], former: holding.member });
  } else if (isMoved) {
    draft.end(slot, 'moved', { excluded: [] });
  } else if (isOffered && holding.acceptBy <= now) {
    const lapsed = { member: holding.member, until: now + LAPSE_REST_MS };
    giveBack(draft, slot, ticket, { kind: 'lapsed', excluded: [...slot.excluded, lapsed] });
  } else if (isOffered && hasGone(draft, holding)) {
    giveBack(draft, slot, ticket, { kind: 'went away', excluded: slot.excluded });
  } else if (ticket.isSettled && !holding.isConfirmed && ticket.owner === holding.member) {
    draft.set({ ...slot, holding: { ...holding, isConfirmed: true } });
  }
}

/** By hand a ticket can be given to somebody who is away: that is not undone. */
function hasGone(draft: Draft, { member, since }: Holding): boolean {
  const absence = draft.member(member)?.absence;
  return absence != null && absence.from >= since;
}

/** Ends an assignment and has the ticket wait: since it was given away, where nobody had accepted it. */
export function giveBack(
  draft: Draft,
  slot: Slot,
  ticket: Ticket,
  end: {
    readonly kind: 'declined' | 'lapsed' | 'went away' | 'handed over';
    readonly excluded: Slot['excluded'];
    readonly actor?: string;
    readonly note?: string | null;
  },
): void {
  const since = slot.holding && !slot.holding.isAccepted ? slot.holding.since : draft.parts.now;
  const waiting = { since, reason: '', owner: ticket.owner };
  const { kind, excluded, actor = SELF, note = null } = end;
  draft.end(slot, kind, { waiting, excluded }, actor, note);
}

/** Somebody may have solved it, or taken it in the support system. */
function lookAtWaiting(draft: Draft, slot: Slot, ticket: Ticket | undefined): void {
  const { waiting } = slot;
  if (!waiting) return;
  if (!ticket || ticket.status === 'over' || isTaken(ticket, waiting)) {
    draft.set({ ...slot, waiting: null, excluded: [] });
  } else if (ticket.isSettled && ticket.owner !== waiting.owner) {
    draft.set({ ...slot, waiting: { ...waiting, owner: null } });
  }
}

const isTaken = ({ isSettled, owner }: Ticket, waiting: Waiting): boolean =>
  isSettled && owner !== null && owner !== waiting.owner;

/**
 * Back to whoever had it, if they could have it now like anybody else. Whom it was given to in the support system meanwhile keeps it; and
 * where tickets are given out by hand, so does its owner there.
 */
function reopen(draft: Draft, slot: Slot, ticket: Ticket): void {
  const { owner, isSettled } = ticket;
  const { isAutomatic } = draft.parts.team.settings;
  const decision = draft.decide(ticket);
  const former = decision.weighed.find(({ name }) => name === slot.former);
  if (owner !== null && isSettled && owner !== slot.former) draft.set({ ...slot, former: null });
  else if (former?.whyNot.length === 0)
    draft.hold(ticket, {
      ...{ member: former.name, how: 'reopened', actor: SELF },
      decision: { ...decision, assignee: former.name, reason: 'had it before it was opened again' },
    });
  else if (!isAutomatic && owner !== null) draft.set({ ...slot, former: null });
  else draft.wait(ticket, draft.parts.now);
}
