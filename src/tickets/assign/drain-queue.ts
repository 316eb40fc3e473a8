import type { Priority } from '../../core/assignment-settings.ts';
import type { Decision, Slot, Ticket, Waiting } from './assignment.ts';
import { costOf } from './decide-assignment.ts';
import type { Draft, PlanParts } from './draft.ts';
import { asksWhatItSays } from './needs-of.ts';

const RANK: Readonly<Record<Priority, number>> = { low: 0, medium: 1, high: 2, urgent: 3 };

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
    const isUnread = isBeingRead(ticket, waiting, draft.parts);
    const decision = isUnread ? unread(draft.decide(ticket, kept)) : draft.decide(ticket, kept);
    if (decision.assignee !== null) {
      const { assignee: member } = decision;
      draft.hold(ticket, { member, how: 'automatic', actor: 'assignment', decision });
      continue;
    }
    if (decision.reason !== waiting.reason)
      draft.set({ ...slot, waiting: { ...waiting, reason: decision.reason } }, decision);
    const member = isOverdue && !isUnread ? closestTo(ticket, decision, draft) : null;
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

/** What it needs depends on what its words say, and nobody has read them yet. */
function isBeingRead(ticket: Ticket, { since }: Waiting, { team, now }: PlanParts): boolean {
  const isLate = now - since >= READ_WITHIN_MS;
  return !ticket.isAnalysed && !isLate && asksWhatItSays(team.settings.needs);
}

const unread = (decision: Decision): Decision => ({
  ...decision,
  ...{ assignee: null, isRelaxed: false, reason: 'what it is about is not known yet' },
});

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
