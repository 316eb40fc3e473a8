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
    for (const move of plan.moves) this.#judgeMove(move, read);
    for (const move of plan.moves)
      if (move.ended?.kind === 'resolved' && move.before?.holding)
        this.#former.set(move.ticketId, move.before.holding.member);
    this.#judgeQueue(plan, read, asked);
  }

  /** Whoever gets a ticket by itself may have it. */
  #judgeMove({ after, decision, before: was }: Plan['moves'][number], read: Snapshot): void {
    const { holding, ticketId } = after;
    if (!holding || holding.id === was?.holding?.id) return;
    this.assigned += 1;
    if (holding.how === 'by hand' || holding.how === 'handed over') return;
    const ticket = read.state.tickets.get(ticketId);
    if (!ticket || !decision) this.#report(`${ticketId} was assigned without a decision`);
    else this.#judgeFit(holding.member, ticket, { read, decision, was });
    if (holding.how === 'reopened' && this.#former.get(ticketId) !== holding.member)
      this.#report(`${ticketId} came back to somebody who never had it`);
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

  /** Nobody waits whom somebody could take, and whoever got somebody didn’t overtake, or take room that is kept. */
  #judgeQueue(plan: Plan, read: Snapshot, asked: string | null): void {
    const queue = this.#queueOf(read);
    for (const [place, one] of queue.entries())
      this.#judgeWaiting(one, { overdue: queue.slice(0, place).filter(isOverdue), read });
    for (const { after, before } of plan.moves) {
      const { holding } = after;
      const ticket = read.state.tickets.get(after.ticketId);
      const isDrained = holding?.how === 'automatic' && holding.id !== before?.holding?.id;
      if (!isDrained || !ticket || !before?.waiting || asked === after.ticketId) continue;
      const got = this.#queued(ticket, before, read.now);
      const earlier = queue.filter((one) => byTurn(one, got) < 0);
      if (this.#isUnread(got, read.now) && isFirstMove(plan, after.ticketId))
        this.#report(`${ticket.id} went out unread`);
      this.#judgeDrained(got, holding.member, { earlier, read });
    }
  }

  #judgeWaiting(
    one: Queued,
    { overdue, read }: { overdue: readonly Queued[]; read: Snapshot },
  ): void {
    const free = this.#world.rules.members.filter((each) => this.#couldHave(each, one, read));
    const kept = free.filter((each) =>
      overdue.some((other) => this.#lacksRoomOnly(each, other, read)),
    );
    if (this.#isUnread(one, read.now)) return;
    // Each of those that are overdue keeps one at most.
    const excused = kept.length <= overdue.length ? kept : [];
    for (const each of free)
      if (!excused.includes(each))
        this.#report(`${one.ticket.id} waits although ${each.name} could have it`);
  }

  #judgeDrained(
    { ticket }: Queued,
    name: string,
    { earlier, read }: { earlier: readonly Queued[]; read: Snapshot },
  ): void {
    const { members } = this.#world.rules;
    const member = members.find((each) => each.name === name);
    const freed = costOf(ticket, this.#world.rules);
    for (const one of earlier) {
      if (this.#isUnread(one, read.now)) continue;
      if (member && this.#couldHave(member, one, read, freed))
        this.#report(`${ticket.id} overtook ${one.ticket.id}`);
      const able = members.filter((each) => this.#lacksRoomOnly(each, one, read));
      if (isOverdue(one) && able.length === 1 && able[0] === member)
        this.#report(`${ticket.id} took the room of ${one.ticket.id}`);
    }
  }

  #queueOf(read: Snapshot): readonly Queued[] {
    return [...this.#world.slots.values()]
      .flatMap((slot) => {
        const ticket = read.state.tickets.get(slot.ticketId);
        return slot.waiting && ticket?.status === 'open'
          ? [this.#queued(ticket, slot, read.now)]
          : [];
      })
      .toSorted(byTurn);
  }

  #queued(ticket: Ticket, slot: Slot, now: number): Queued {
    const since = slot.waiting?.since ?? 0;
    const stretches = Math.floor((now - since) / this.#world.rules.patienceMs);
    const raised = RANKS.indexOf(ticket.priority ?? 'medium') + stretches;
    return { ticket, slot, since, stretches, rank: Math.min(raised, 3) };
  }

  /** What it needs may stand in words that nobody has read. */
  #isUnread({ ticket, since }: Queued, now: number): boolean {
    const { needs } = this.#world.rules;
    return !ticket.isAnalysed && now - since < 600_000 && needs.some(({ when }) => when.language);
  }

  /** With `freed` of what they have given back. */
  #couldHave(member: Member, one: Queued, read: Snapshot, freed = 0): boolean {
    const { rules } = this.#world;
    const { ticket } = one;
    return (
      this.#mayHave(member, one, read) &&
      isSkilled(member, ticket, rules) &&
      this.#loadOf(member.name, read) - freed + costOf(ticket, rules) <= member.capacity
    );
  }

  /** All that stands between them is what they have by now, and that will go. */
  #lacksRoomOnly(member: Member, one: Queued, read: Snapshot): boolean {
    const { rules } = this.#world;
    const { ticket, since } = one;
    const { relaxSkillsAfterMs: after } = rules;
    const isWaived = after !== null && read.now - since >= after;
    const cost = costOf(ticket, rules);
    return (
      this.#mayHave(member, one, read) &&
      (isWaived || isSkilled(member, ticket, rules)) &&
      cost <= member.capacity &&
      this.#loadOf(member.name, read) + cost > member.capacity
    );
  }

  #mayHave({ name, isInLine, limits }: Member, { ticket, slot }: Queued, read: Snapshot): boolean {
    const { now } = read;
    const isOut = slot.excluded.some(
      ({ member, until }) => member === name && (until === null || until > now),
    );
    const own = this.#openOf(name, read).filter(({ priority }) => priority === ticket.priority);
    const most = limits[ticket.priority ?? 'medium'] ?? Number.POSITIVE_INFINITY;
    const isHere = !this.#world.isAway(name, now) && this.#world.isOnShift(name, now);
    return isInLine && isHere && !isOut && own.length < most;
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

/** A ticket that waits, by its turn. */
type Queued = {
  readonly ticket: Ticket;
  readonly slot: Slot;
  readonly since: number;
  /** Of patience that have passed. */
  readonly stretches: number;
  readonly rank: number;
};

const byTurn = (one: Queued, other: Queued): number =>
  other.rank - one.rank ||
  one.since - other.since ||
  (one.ticket.id < other.ticket.id ? -1 : Number(one.ticket.id > other.ticket.id));

const isOverdue = ({ stretches, rank }: Queued): boolean => stretches > 0 && rank === 3;

/** Nobody has had it, and nobody was to have it before. */
function isFirstMove({ moves }: Plan, ticketId: string): boolean {
  const before = moves.find((move) => move.ticketId === ticketId)?.before;
  return !before?.holding && !before?.waiting && !before?.former;
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
