import { AskerError } from '../../core/errors.ts';
import type { Decision, Holding, Slot, Ticket } from './assignment.ts';
import { bearerOf, type Draft } from './draft.ts';
import { drainQueue, UNREAD } from './drain-queue.ts';
import { giveBack } from './look-around.ts';
import { findMember, type MemberState } from './roster.ts';

/** What somebody does about a ticket. `to` null: to whoever is best. */
export type Wish =
  | { readonly kind: 'assign'; readonly to: string | null }
  | { readonly kind: 'accept' }
  | { readonly kind: 'decline'; readonly reason: string | null }
  | { readonly kind: 'hand over'; readonly to: string | null };

/** How it stands after. */
export type Outcome = {
  readonly isChanged: boolean;
  readonly holding: Holding | null;
  readonly waiting: Slot['waiting'];
  readonly decision: Decision | null;
  /** What spoke against whom somebody chose, in words. */
  readonly caveats: readonly string[];
};

/** Does what somebody asks for, and lets waiting tickets have what that freed. Throws AskerError for what can't be. */
export function respond(draft: Draft, ticketId: string, wish: Wish, actor: string): Outcome {
  const ticket = draft.ticket(ticketId);
  if (!ticket || ticket.status === 'over')
    throw new AskerError(
      `Ticket ${ticket?.ref ?? ticketId} is resolved: open it again before somebody gets it.`,
    );
  const caveats = act(draft, ticket, wish, actor);
  drainQueue(draft);
  const { holding, waiting } = draft.slot(ticketId);
  const decision = draft.moves.findLast((move) => move.ticketId === ticketId && move.decision);
  return {
    isChanged: draft.moves.some((move) => move.ticketId === ticketId),
    ...{ holding, waiting, caveats, decision: decision?.decision ?? null },
  };
}

function act(draft: Draft, ticket: Ticket, wish: Wish, actor: string): readonly string[] {
  const slot = draft.slot(ticket.id);
  if (wish.kind === 'assign')
    return wish.to === null
      ? assignBest(draft, ticket, actor)
      : giveTo(draft, ticket, { to: wish.to, how: 'by hand', actor });
  const { holding } = slot;
  if (!holding) throw new AskerError(`Nobody was given ticket ${ticket.ref} by Deskhand.`);
  refuseOthers(draft, holding, wish, actor);
  switch (wish.kind) {
    case 'accept':
      if (!holding.isAccepted)
        draft.set({ ...slot, holding: { ...holding, isAccepted: true } }, null, actor);
      return [];
    case 'decline':
      return passOn(draft, ticket, slot, { kind: 'declined', actor, note: wish.reason });
    case 'hand over':
      return wish.to === null
        ? passOn(draft, ticket, slot, { kind: 'handed over', actor, note: null })
        : giveTo(draft, ticket, { to: wish.to, how: 'handed over', actor });
  }
}

/** A member answers for themselves only; anybody who isn't one acts for the team. */
function refuseOthers(draft: Draft, { member }: Holding, wish: Wish, actor: string): void {
  const known = findMember(membersIn(draft), actor);
  if (wish.kind === 'hand over' || !known || known.name === member) return;
  throw new AskerError(`${member} has it: only they can ${wish.kind} it.`);
}

function assignBest(draft: Draft, ticket: Ticket, actor: string): readonly string[] {
  const { holding, waiting } = draft.slot(ticket.id);
  const owner = holding?.member ?? (waiting ? null : ticket.owner);
  if (owner !== null)
    throw new AskerError(`${owner} has ticket ${ticket.ref}. Name whom it shall go to instead.`);
  if (!waiting) draft.wait(ticket, draft.parts.now, { actor });
  // Asked for by name of the ticket, it comes before those that wait.
  const decision = draft.decide(ticket);
  if (decision.assignee !== null)
    draft.hold(ticket, { member: decision.assignee, how: 'automatic', actor, decision });
  else if (waiting?.reason === UNREAD)
    draft.set({ ...draft.slot(ticket.id), waiting: { ...waiting, reason: '' } }, null, actor);
  return [];
}

function giveTo(
  draft: Draft,
  ticket: Ticket,
  { to, how, actor }: { to: string; how: 'by hand' | 'handed over'; actor: string },
): readonly string[] {
  const member = findMember(membersIn(draft), to);
  if (!member)
    throw new AskerError(
      draft.names.length === 0
        ? 'There is nobody to assign to yet: list people in config/team.yaml.'
        : `There is no “${to}” in the team. There are: ${draft.names.join(', ')}.`,
    );
  const slot = draft.slot(ticket.id);
  if (slot.holding?.member === member.name) return [];
  const state = draft.member(member.name);
  const caveats = state ? caveatsOf(draft, ticket, state) : [];
  const decision: Decision = {
    ...draft.decide(ticket),
    ...{ assignee: member.name, reason: reasonOf(how, member.name, actor), isRelaxed: false },
  };
  draft.hold(ticket, { member: member.name, how, actor, decision });
  return caveats;
}

function reasonOf(how: 'by hand' | 'handed over', member: string, actor: string): string {
  if (how === 'handed over') return `handed over by ${actor}`;
  return member === actor ? 'they took it' : `given by ${actor}`;
}

/** By hand all of it is allowed, and said. */
function caveatsOf(draft: Draft, ticket: Ticket, state: MemberState): readonly string[] {
  const { name } = state.member;
  const slot = draft.slot(ticket.id);
  if (bearerOf(ticket, slot) === name) return [];
  const weighed = draft.decide(ticket).weighed.find((one) => one.name === name);
  return (weighed?.whyNot ?? [])
    .filter(({ kind }) => kind !== 'not in line')
    .map(({ words }) => `${name} ${words}`);
}

function passOn(
  draft: Draft,
  ticket: Ticket,
  slot: Slot,
  end: {
    readonly kind: 'declined' | 'handed over';
    readonly actor: string;
    readonly note: string | null;
  },
): readonly string[] {
  const member = slot.holding?.member ?? '';
  giveBack(draft, slot, ticket, {
    ...end,
    excluded: [...slot.excluded, { member, until: null }],
  });
  return [];
}

function membersIn(draft: Draft) {
  return draft.names.flatMap((name) => draft.member(name)?.member ?? []);
}
