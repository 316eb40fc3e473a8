import type { AssignmentSettings } from '../../../src/core/assignment-settings.ts';
import type { Move, Slot, Ticket } from '../../../src/tickets/assign/assignment.ts';
import type { AssignmentState } from '../../../src/tickets/assign/draft.ts';
import type { OwnerWrite, Plan } from '../../../src/tickets/assign/plan-assignment.ts';
import type { Absence } from '../../../src/tickets/assign/roster.ts';
import { isAwayAt } from '../../../src/tickets/assign/roster.ts';
import { stateOf } from './team.ts';

/** What a process has read before it writes. */
export type Snapshot = {
  readonly turn: number;
  readonly now: number;
  readonly state: AssignmentState;
};

/** A support system with an outbox before it, and the places of its tickets, as several processes see them. */
export class World {
  readonly rules: AssignmentSettings;
  now: number;
  turn = 0;
  readonly tickets = new Map<string, Ticket>();
  slots: ReadonlyMap<string, Slot> = new Map();
  absences: readonly Absence[] = [];
  readonly events = new Set<string>();
  readonly moves: Move[] = [];
  /** Those that haven’t arrived, in order. */
  readonly outbox: OwnerWrite[] = [];
  readonly written = new Map<string, number>();
  /** Who works when; members not in it always do. */
  readonly isOnShift: (member: string, at: number) => boolean;
  readonly #arrived = new Map<string, string>();
  readonly #touched = new Set<string>();
  readonly #last = new Map<string, number>();

  constructor(
    rules: AssignmentSettings,
    now: number,
    isOnShift: (member: string, at: number) => boolean,
  ) {
    this.rules = rules;
    this.now = now;
    this.isOnShift = isOnShift;
  }

  read(): Snapshot {
    const { turn, now } = this;
    const underway = new Set(this.outbox.map(({ ticketId }) => ticketId));
    const tickets = [...this.tickets.values()].map((one) => ({
      ...one,
      isSettled: !underway.has(one.id),
      isTouchedSince: this.#touched.has(`assign:${this.slots.get(one.id)?.holding?.id}`),
    }));
    const isIdle = (id: string) => {
      const slot = this.slots.get(id);
      return !slot?.holding && !slot?.waiting && !slot?.former;
    };
    const fresh = tickets
      .filter(({ id, owner, status }) => status === 'open' && !owner && isIdle(id))
      .filter(() => this.rules.isAutomatic)
      .map(({ id }) => id);
    const state = stateOf(this.rules, tickets, [...this.slots.values()], {
      ...{ now, fresh, absences: this.absences },
      last: Object.fromEntries(this.#last),
    });
    const members = state.members.map((one) => ({
      ...one,
      isOnShift: this.isOnShift(one.member.name, now),
    }));
    return { turn, now, state: { ...state, members } };
  }

  /** Writes all of it, unless somebody wrote since it was read. */
  commit(turn: number, plan: Plan, eventId: string | null): boolean {
    if (turn !== this.turn) return false;
    this.turn += 1;
    const slots = new Map(this.slots);
    for (const move of plan.moves) {
      slots.set(move.ticketId, move.after);
      const { holding } = move.after;
      if (holding && holding.id !== move.before?.holding?.id)
        this.#last.set(holding.member, move.at);
    }
    this.slots = slots;
    this.moves.push(...plan.moves);
    for (const write of plan.writes) {
      this.outbox.push(write);
      this.written.set(write.id, (this.written.get(write.id) ?? 0) + 1);
    }
    if (eventId) this.events.add(eventId);
    return true;
  }

  /** Whatever is said of who is here is one of our own writes. */
  say(absences: readonly Absence[]): void {
    this.absences = absences;
    this.turn += 1;
  }

  isAway(member: string, at = this.now): boolean {
    return this.absences.some((one) => one.member === member && isAwayAt(one, at));
  }

  change(id: string, change: Partial<Ticket>): void {
    const ticket = this.tickets.get(id);
    if (ticket) this.tickets.set(id, { ...ticket, ...change });
  }

  /** The oldest change arrives. */
  deliver(): void {
    const write = this.outbox.shift();
    if (!write) return;
    this.change(write.ticketId, { owner: write.member });
    this.#arrived.set(write.ticketId, write.id);
  }

  /** Somebody changes the owner there. */
  own(id: string, owner: string | null): void {
    this.change(id, { owner });
    this.#touched.add(this.#arrived.get(id) ?? '');
  }
}
