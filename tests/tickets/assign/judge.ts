import type { AssignmentSettings, Member } from '../../../src/core/assignment-settings.ts';
import type { Slot, Ticket } from '../../../src/tickets/assign/assignment.ts';
import type { Plan } from '../../../src/tickets/assign/plan-assignment.ts';
import type { Snapshot, World } from './world.ts';

const RANKS = ['low', 'medium', 'high', 'urgent'];

/** Says what doesn’t hold, worked out anew from tickets and their places, without any of the code that decides. */
export class Judge {
  readonly #world: World;
  readonly #report: (what: string) => void;
  /** `ticket member`, since it was last opened. */
  readonly #refused = new Set<string>();
  readonly #former = new Map<string, string>();
  /** Assignments that began and haven’t ended, by ticket. */
  readonly #running = new Map<string, string>();
  assigned = 0;

  constructor(world: World, report: (what: string) => void) {
    this.#world = world;
    this.#report = report;
  }

  /** After `plan`, made from `read`, was written; `isAsked`: somebody asked for one ticket. */
  judge(plan: Plan, read: Snapshot, asked: string | null): void {
    this.#noteRefusals(plan);
    this.#judgeTurns(plan);
    for (const { after, decision, before: was } of plan.moves) {
      const { holding } = after;
      if (!holding || holding.id === was?.holding?.id) continue;
      this.assigned += 1;
      if (holding.how === 'by hand' || holding.how === 'handed over') continue;
      const ticket = read.state.tickets.get(after.ticketId);
      if (!ticket || !decision) this.#report(`${after.ticketId} was assigned without a decision`);
      else this.#judgeFit(holding.member, ticket, { read, decision, was });
      if (holding.how === 'reopened' && this.#former.get(after.ticketId) !== holding.member)
        this.#report(`${after.ticketId} came back to somebody who never had it`);
    }
    for (const move of plan.moves)
      if (move.ended?.kind === 'resolved' && move.before?.holding)
        this.#former.set(move.ticketId, move.before.holding.member);
    this.#judgeQueue(plan, read, asked);
  }

  /** Whoever gave a ticket away doesn’t get it again by itself while it isn’t over. */
  #noteRefusals({ moves }: Plan): void {
    for (const { ended, before, after, ticketId } of moves) {
      const name = before?.holding?.member;
      if (name && (ended?.kind === 'declined' || ended?.kind === 'handed over'))
        this.#refused.add(`${ticketId} ${name}`);
      if (after.holding || after.waiting) continue;
      for (const one of [...this.#refused])
        if (one.startsWith(`${ticketId} `)) this.#refused.delete(one);
    }
  }

  /** One after another: none begins before the one before it has ended. */
  #judgeTurns(plan: Plan): void {
    for (const { ticketId, before, after, ended } of plan.moves) {
      const running = this.#running.get(ticketId);
      if (before?.holding?.id !== running) this.#report(`${ticketId} was changed behind a back`);
      if (after.holding && after.waiting) this.#report(`${ticketId} is held and waits`);
      const isNew = after.holding !== null && after.holding.id !== running;
      if (running && (isNew || !after.holding) && !ended)
        this.#report(`${ticketId} has two assignees`);
      if (after.holding) this.#running.set(ticketId, after.holding.id);
      else this.#running.delete(ticketId);
    }
  }

  #judgeFit(
    name: string,
    ticket: Ticket,
    {
      read,
      decision,
      was,
    }: {
      read: Snapshot;
      decision: NonNullable<Plan['moves'][number]['decision']>;
      was: Slot | null;
    },
  ): void {
    const { rules } = this.#world;
    const member = rules.members.find((one) => one.name === name);
    const what = `${ticket.id} to ${name}`;
    if (!member) {
      this.#report(`${what}, who is nobody`);
      return;
    }
    // Those of this plan that came later are counted too: together they have to fit.
    if (this.#loadOf(name, read) > member.capacity) this.#report(`${what} beyond capacity`);
    const own = this.#openOf(name, read).filter(({ priority }) => priority === ticket.priority);
    const limit = member.limits[ticket.priority ?? 'medium'];
    if (limit !== undefined && own.length > limit) this.#report(`${what} beyond a limit`);
    if (this.#world.isAway(name, read.now)) this.#report(`${what}, who is away`);
    if (!this.#world.isOnShift(name, read.now)) this.#report(`${what}, who is off shift`);
    if (!member.isInLine) this.#report(`${what}, who isn’t in line`);
    if (this.#refused.has(`${ticket.id} ${name}`)) this.#report(`${what}, who gave it away`);
    if (!isSkilled(member, ticket, rules)) {
      const waited = was?.waiting ? read.now - was.waiting.since : 0;
      const { relaxSkillsAfterMs: after } = rules;
      if (!decision.isRelaxed || after === null || waited < after)
        this.#report(`${what}, who lacks a skill`);
    }
  }

  /** Nobody waits whom somebody could take, and whoever got somebody didn’t overtake. */
  #judgeQueue(plan: Plan, read: Snapshot, asked: string | null): void {
    const { slots, rules } = this.#world;
    const waiting = [...slots.values()].flatMap((slot) => {
      const ticket = read.state.tickets.get(slot.ticketId);
      return slot.waiting && ticket?.status === 'open' ? [{ slot, ticket }] : [];
    });
    const couldHave = (
      member: Member,
      { slot, ticket }: { slot: Slot; ticket: Ticket },
      freed: number,
    ) =>
      member.isInLine &&
      !this.#world.isAway(member.name, read.now) &&
      this.#world.isOnShift(member.name, read.now) &&
      !slot.excluded.some(
        ({ member: name, until }) => name === member.name && (until === null || until > read.now),
      ) &&
      isSkilled(member, ticket, rules) &&
      this.#loadOf(member.name, read) - freed + costOf(ticket, rules) <= member.capacity &&
      this.#openOf(member.name, read).filter(({ priority }) => priority === ticket.priority)
        .length < (member.limits[ticket.priority ?? 'medium'] ?? Number.POSITIVE_INFINITY);
    for (const one of waiting)
      for (const member of rules.members)
        if (couldHave(member, one, 0))
          this.#report(`${one.ticket.id} waits although ${member.name} could have it`);
    for (const { after, before } of plan.moves) {
      const { holding } = after;
      const ticket = read.state.tickets.get(after.ticketId);
      const isDrained = holding?.how === 'automatic' && holding.id !== before?.holding?.id;
      if (!isDrained || !ticket || !before?.waiting || asked === after.ticketId) continue;
      const member = rules.members.find(({ name }) => name === holding.member);
      const rank = this.#rank(ticket, before.waiting.since, read.now);
      for (const one of waiting) {
        const since = one.slot.waiting?.since ?? 0;
        const other = this.#rank(one.ticket, since, read.now);
        const isFirst = other > rank || (other === rank && since < before.waiting.since);
        if (isFirst && member && couldHave(member, one, costOf(ticket, rules)))
          this.#report(`${ticket.id} overtook ${one.ticket.id}`);
      }
    }
  }

  #rank({ priority }: Ticket, since: number, now: number): number {
    const raised =
      RANKS.indexOf(priority ?? 'medium') +
      Math.floor((now - since) / this.#world.rules.patienceMs);
    return Math.min(raised, 3);
  }

  #openOf(name: string, { state }: Snapshot): readonly Ticket[] {
    return [...state.tickets.values()].filter((ticket) => {
      const slot = this.#world.slots.get(ticket.id);
      const bearer = slot?.holding ? slot.holding.member : slot?.waiting ? null : ticket.owner;
      return ticket.status === 'open' && bearer === name;
    });
  }

  #loadOf(name: string, read: Snapshot): number {
    return this.#openOf(name, read).reduce(
      (sum, ticket) => sum + costOf(ticket, this.#world.rules),
      0,
    );
  }
}

const costOf = ({ priority }: Ticket, { cost }: AssignmentSettings): number =>
  cost[priority ?? 'medium'];

/** The runs' own rule: a ticket tagged with a skill needs it, `skill+` at level 2. */
function isSkilled(member: Member, { tags }: Ticket, { needs }: AssignmentSettings): boolean {
  if (needs.length === 0) return true;
  return tags.every(
    (tag) => (member.skills[tag.replace('+', '')] ?? 0) >= (tag.endsWith('+') ? 2 : 1),
  );
}
