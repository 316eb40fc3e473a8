import type { Priority } from '../../core/assignment-settings.ts';
import type { Decision, Slot, Ticket, Waiting } from './assignment.ts';
import { costOf } from './decide-assignment.ts';
import type { Draft, PlanParts } from './draft.ts';

const RANK: Readonly<Record<Priority, number>> = { low: 0, medium: 1, high: 2, urgent: 3 };

/** Why a new ticket waits at first. */
export const UNREAD = 'what it is about is not known yet';
/** In which a new ticket's words should have been read; then it goes out by what is known. */
const READ_WITHIN_MS = 600_000;

/**
 * Gives waiting tickets to whoever is free: by priority, then by how long they have waited. For each stretch of patience a ticket
 * ranks one priority higher, so that after three of them only those that have waited longer come before it. From then on somebody is kept
 * free for one that takes more room than there is, where smaller ones would go on taking whatever becomes free.
 */
export function drainQueue(draft: Draft): void {
  const kept = new Map<string, Ticket>();
  for (const { ticket, slot, waiting, isOverdue } of inTurn(draft)) {
    if (isBeingRead(ticket, waiting, draft.parts)) continue;
    const decision = draft.decide(ticket, kept);
    if (decision.assignee !== null) {
      const { assignee: member } = decision;
      draft.hold(ticket, { member, how: 'automatic', actor: 'assignment', decision });
      continue;
    }
    if (decision.reason !== waiting.reason)
      draft.set({ ...slot, waiting: { ...waiting, reason: decision.reason } }, decision);
    const member = isOverdue ? closestTo(ticket, decision, draft) : null;
    if (member !== null) kept.set(member, ticket);
  }
}

type Turn = {
  readonly ticket: Ticket;
  readonly slot: Slot;
  readonly waiting: Waiting;
  readonly rank: number;
  /** Nothing but what has waited longer comes before it. */
  readonly isOverdue: boolean;
};

function inTurn(draft: Draft): readonly Turn[] {
  const { now, team } = draft.parts;
  const { patienceMs } = team.settings;
  return draft.slots
    .flatMap((slot): readonly Turn[] => {
      const { waiting } = slot;
      const ticket = waiting ? draft.ticket(slot.ticketId) : undefined;
      if (ticket?.status !== 'open' || !waiting) return [];
      const stretches = Math.floor((now - waiting.since) / patienceMs);
      const rank = Math.min(RANK[ticket.priority ?? 'medium'] + stretches, RANK.urgent);
      return [{ ticket, slot, waiting, rank, isOverdue: stretches > 0 && rank === RANK.urgent }];
    })
    .toSorted(
      (one, other) =>
        other.rank - one.rank ||
        one.waiting.since - other.waiting.since ||
        (one.ticket.id < other.ticket.id ? -1 : 1),
    );
}

/** A new ticket whose words say what it needs, and nobody has read them yet. */
function isBeingRead(ticket: Ticket, { since, reason }: Waiting, { now }: PlanParts): boolean {
  return reason === UNREAD && !ticket.isAnalysed && now - since < READ_WITHIN_MS;
}

/** Who lacks least room for it, of those whom nothing else keeps from having it, now or ever. */
function closestTo(ticket: Ticket, { weighed }: Decision, draft: Draft): string | null {
  const cost = costOf(ticket, draft.parts.team.settings);
  const priority = ticket.priority ?? 'medium';
  const lacking = weighed.filter(({ name, load, capacity, whyNot }) => {
    const { member, open = {} } = draft.member(name) ?? {};
    const isLimited = (open[priority] ?? 0) >= (member?.limits[priority] ?? Number.MAX_VALUE);
    const isOnlyFull = whyNot.every(({ kind }) => kind === 'full') && !isLimited;
    return isOnlyFull && cost <= capacity && load + cost > capacity;
  });
  const [closest] = lacking.toSorted(
    (one, other) => one.load - one.capacity - (other.load - other.capacity),
  );
  return closest?.name ?? null;
}
