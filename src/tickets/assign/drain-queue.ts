import type { Priority } from '../../core/assignment-settings.ts';
import type { Slot, Ticket } from './assignment.ts';
import type { Draft } from './draft.ts';

const RANK: Readonly<Record<Priority, number>> = { low: 0, medium: 1, high: 2, urgent: 3 };

/**
 * Gives waiting tickets to whoever is free: by priority, then by how long they have waited. For each stretch of patience a ticket
 * ranks one priority higher, so that after three of them only those that have waited longer come before it.
 */
export function drainQueue(draft: Draft): void {
  for (const { slot, ticket } of inTurn(draft)) {
    const { waiting } = slot;
    if (!waiting) continue;
    const decision = draft.decide(ticket);
    if (decision.assignee !== null)
      draft.hold(ticket, {
        ...{ member: decision.assignee, how: 'automatic' },
        ...{ actor: 'assignment', decision },
      });
    else if (decision.reason !== waiting.reason)
      draft.set({ ...slot, waiting: { ...waiting, reason: decision.reason } }, decision);
  }
}

function inTurn(draft: Draft): readonly { readonly slot: Slot; readonly ticket: Ticket }[] {
  const { now, team } = draft.parts;
  const { patienceMs } = team.settings;
  return draft.slots
    .flatMap((slot) => {
      const ticket = slot.waiting ? draft.ticket(slot.ticketId) : undefined;
      if (ticket?.status !== 'open' || !slot.waiting) return [];
      const { since } = slot.waiting;
      const raised = RANK[ticket.priority ?? 'medium'] + Math.floor((now - since) / patienceMs);
      return [{ slot, ticket, since, rank: Math.min(raised, RANK.urgent) }];
    })
    .toSorted(
      (one, other) =>
        other.rank - one.rank ||
        one.since - other.since ||
        (one.ticket.id < other.ticket.id ? -1 : 1),
    );
}
