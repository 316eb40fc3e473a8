import type { Move } from './assignment.ts';
import { type AssignmentState, Draft, type PlanParts } from './draft.ts';
import { lookAround } from './look-around.ts';
import { type Outcome, respond, type Wish } from './respond.ts';

/** Something that happened, or somebody wants. */
export type AssignmentEvent =
  /** Tickets and time went on. */
  | { readonly kind: 'look' }
  | {
      readonly kind: 'wish';
      readonly ticketId: string;
      readonly wish: Wish;
      readonly actor: string;
    };

/** What to write, all of it or nothing. */
export type Plan = {
  readonly moves: readonly Move[];
  readonly writes: readonly OwnerWrite[];
  /** null for a look. */
  readonly outcome: Outcome | null;
};

/** An owner to be set in the support system; null: nobody. The id is the same however often it is asked for. */
export type OwnerWrite = {
  readonly id: string;
  readonly ticketId: string;
  readonly member: string | null;
  readonly actor: string;
};

/** Everything that follows from an event. The same state, time and ids give the same plan. */
export function planAssignment(
  event: AssignmentEvent,
  state: AssignmentState,
  parts: PlanParts,
): Plan {
  const draft = new Draft(state, parts);
  let outcome: Outcome | null = null;
  if (event.kind === 'look') lookAround(draft, state.fresh);
  else outcome = respond(draft, event.ticketId, event.wish, event.actor);
  const { moves } = draft;
  return { moves, outcome, writes: writesOf(moves, state, parts) };
}

/** What the support system has to be told: how tickets stand in the end, not each step on the way. */
function writesOf(
  moves: readonly Move[],
  state: AssignmentState,
  { newId }: PlanParts,
): readonly OwnerWrite[] {
  const byTicket = Map.groupBy(moves, ({ ticketId }) => ticketId);
  return [...byTicket].flatMap(([ticketId, steps]): readonly OwnerWrite[] => {
    const before = steps[0]?.before ?? null;
    const last = steps.at(-1);
    if (!last) return [];
    const { holding, waiting } = last.after;
    const { actor } = last;
    if (holding)
      return holding.id === before?.holding?.id || holding.isConfirmed
        ? []
        : [{ id: `assign:${holding.id}`, ticketId, member: holding.member, actor }];
    const owned = before?.holding?.member ?? state.tickets.get(ticketId)?.owner ?? null;
    return waiting && !before?.waiting && owned !== null
      ? [{ id: `assign:${newId()}`, ticketId, member: null, actor }]
      : [];
  });
}
