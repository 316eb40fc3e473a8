import type { Decision, EndKind, Holding, How, Move, Slot, Ticket } from './assignment.ts';
import { nowhere } from './assignment.ts';
import { costOf, decideAssignment, type KeptFree, type Team } from './decide-assignment.ts';
import type { MemberState } from './roster.ts';

/** What a plan is made from: all members, every ticket that is held or waits, and those it is about. */
export type AssignmentState = {
  readonly tickets: ReadonlyMap<string, Ticket>;
  readonly slots: ReadonlyMap<string, Slot>;
  /** Their load counts every open ticket of theirs, whoever gave it to them. */
  readonly members: readonly MemberState[];
  /** New tickets that shall find somebody by themselves, oldest first. */
  readonly fresh: readonly string[];
};

export type PlanParts = {
  readonly team: Team;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly newId: () => string;
};

/** Whose capacity a ticket takes of. */
export function bearerOf(ticket: Ticket, slot: Slot | undefined): string | null {
  if (ticket.status !== 'open') return null;
  if (slot?.holding) return slot.holding.member;
  return slot?.waiting ? null : ticket.owner;
}

type Hold = {
  readonly member: string;
  readonly how: How;
  readonly actor: string;
  readonly decision: Decision | null;
};

/** A plan being made: each step counts for those after it. */
export class Draft {
  readonly moves: Move[] = [];
  readonly parts: PlanParts;
  readonly #tickets: ReadonlyMap<string, Ticket>;
  readonly #slots: Map<string, Slot>;
  readonly #members: Map<string, MemberState>;

  constructor(state: AssignmentState, parts: PlanParts) {
    this.parts = parts;
    this.#tickets = state.tickets;
    this.#slots = new Map(state.slots);
    this.#members = new Map(state.members.map((one) => [one.member.name, one]));
  }

  ticket(id: string): Ticket | undefined {
    return this.#tickets.get(id);
  }

  slot(id: string): Slot {
    return this.#slots.get(id) ?? nowhere(id);
  }

  get slots(): readonly Slot[] {
    return [...this.#slots.values()];
  }

  member(name: string): MemberState | undefined {
    return this.#members.get(name);
  }

  get names(): readonly string[] {
    return [...this.#members.keys()];
  }

  /** Who would get it, as things stand in this plan; not those who are `kept` free for another, by name. */
  decide(ticket: Ticket, kept?: KeptFree): Decision {
    const slot = this.slot(ticket.id);
    const bearer = bearerOf(ticket, this.#slots.get(ticket.id));
    const members = [...this.#members.values()].map((one) =>
      one.member.name === bearer ? this.#withLoad(one, ticket, -1) : one,
    );
    return decideAssignment(ticket, slot, members, { ...this.parts, ...(kept && { kept }) });
  }

  hold(ticket: Ticket, { member, how, actor, decision }: Hold): Holding {
    const { team, now, newId } = this.parts;
    const { acceptWithinMs } = team.settings;
    const isBack = how === 'reopened';
    const holding: Holding = {
      ...{ id: newId(), member, how, since: now },
      isAccepted: isBack,
      acceptBy: acceptWithinMs === null || isBack ? null : now + acceptWithinMs,
      isConfirmed: isBack && ticket.owner === member,
    };
    const before = this.slot(ticket.id);
    const isHandedOver = how === 'handed over';
    const ended = before.holding && {
      kind: isHandedOver ? ('handed over' as const) : ('replaced' as const),
      note: null,
    };
    const giver = isHandedOver ? before.holding?.member : undefined;
    const excluded = giver ? [{ member: giver, until: null }] : [];
    this.#make(
      {
        ...{ ...before, holding, waiting: null, former: null },
        excluded: [...before.excluded, ...excluded],
      },
      { actor, decision, ended },
    );
    return holding;
  }

  /** Takes a ticket from whoever has it, and puts `after` in its place. */
  end(slot: Slot, kind: EndKind, after: Partial<Slot>, actor = SELF, note: string | null = null) {
    this.#make({ ...slot, holding: null, ...after }, { actor, ended: { kind, note } });
  }

  /** Has a ticket wait; what it waits for is found when the queue is gone through, where no `reason` is known. */
  wait(ticket: Ticket, since: number, { actor = SELF, reason = '' } = {}): void {
    const slot = this.slot(ticket.id);
    const waiting = { since, reason, owner: ticket.owner };
    this.#make({ ...slot, holding: null, former: null, waiting }, { actor });
  }

  /** Anything else that changes about a ticket’s place. */
  set(slot: Slot, decision: Decision | null = null, actor = SELF): void {
    this.#make(slot, { actor, decision });
  }

  #make(
    after: Slot,
    rest: { readonly actor: string } & Partial<Pick<Move, 'ended' | 'decision'>>,
  ): void {
    const { ticketId } = after;
    const before = this.#slots.get(ticketId);
    const ticket = this.#tickets.get(ticketId);
    if (ticket) {
      this.#count(bearerOf(ticket, before), ticket, -1);
      this.#count(bearerOf(ticket, after), ticket, 1);
    }
    const isNew = after.holding !== null && after.holding.id !== before?.holding?.id;
    const member = isNew ? this.#members.get(after.holding.member) : undefined;
    if (member)
      this.#members.set(member.member.name, { ...member, lastAssignedAt: this.parts.now });
    this.#slots.set(ticketId, after);
    this.moves.push({
      ...{ ticketId, at: this.parts.now, before: before ?? null, after },
      ...{ ended: null, decision: null, ...rest },
    });
  }

  #count(name: string | null, ticket: Ticket, sign: 1 | -1): void {
    const state = name === null ? undefined : this.#members.get(name);
    if (state) this.#members.set(state.member.name, this.#withLoad(state, ticket, sign));
  }

  #withLoad(state: MemberState, ticket: Ticket, sign: 1 | -1): MemberState {
    const priority = ticket.priority ?? 'medium';
    const open = { ...state.open, [priority]: (state.open[priority] ?? 0) + sign };
    const load = state.load + sign * costOf(ticket, this.parts.team.settings);
    return { ...state, load, open };
  }
}

/** Who does what nobody asked for. */
export const SELF = 'assignment';
