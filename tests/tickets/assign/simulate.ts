import type { AssignmentSettings, Member } from '../../../src/core/assignment-settings.ts';
import { AskerError } from '../../../src/core/errors.ts';
import {
  type AssignmentEvent,
  type Plan,
  planAssignment,
} from '../../../src/tickets/assign/plan-assignment.ts';
import type { Wish } from '../../../src/tickets/assign/respond.ts';
import { Dice } from './dice.ts';
import { Judge } from './judge.ts';
import { HOUR, MINUTE, member, NOW, settings, ticket } from './team.ts';
import { type Snapshot, World } from './world.ts';

export type Tally = {
  runs: number;
  steps: number;
  assigned: number;
  retried: number;
  repeated: number;
  readonly broken: string[];
};

export const emptyTally = (): Tally => ({
  ...{ runs: 0, steps: 0, assigned: 0, retried: 0, repeated: 0 },
  broken: [],
});

const PRIORITIES = ['low', 'medium', 'high', 'urgent'] as const;
const SKILLS = ['german', 'billing'];
/** No ticket is in that language; but who is to know before it was read. */
const OF_WORDS = { when: { language: ['latin'] }, needs: { latin: 1 } };
const STEPS = 60;

/** Something a process does: read now, written some steps later. */
type Attempt = {
  readonly event: AssignmentEvent;
  readonly eventId: string | null;
  read: Snapshot;
  tries: number;
};

/** One team for a few days: tickets come, are resolved and opened again, people come and go, and processes cut in on one another. */
export function simulate(seed: number, tally: Tally): void {
  const dice = new Dice(seed);
  const rules = randomRules(dice);
  const shifts = new Map(rules.members.map(({ name }) => [name, randomShift(dice)]));
  const world = new World(rules, NOW + dice.below(24) * HOUR, (name, at) => {
    const hours = shifts.get(name);
    return !hours || isWithin(hours, Math.floor(at / HOUR) % 24);
  });
  const report = (what: string) => tally.broken.push(`run ${seed}: ${what}`);
  const judge = new Judge(world, report);
  const attempts: Attempt[] = [];
  let ids = 0;
  const newId = () => {
    ids += 1;
    return `${ids}`;
  };

  const finish = (attempt: Attempt) => {
    const { event, eventId } = attempt;
    for (;;) {
      const { read } = attempt;
      if (eventId && world.events.has(eventId) && world.turn === read.turn) {
        tally.repeated += 1;
        return;
      }
      const first = ids;
      const plan = planOf(event, read, { rules, newId });
      if (!plan) return;
      if (dice.chance(0.05)) {
        ids = first;
        const again = planOf(event, read, { rules, newId });
        if (JSON.stringify(again) !== JSON.stringify(plan)) report('the same state, another plan');
      }
      if (world.commit(read.turn, plan, eventId)) {
        judge.judge(plan, read, event.kind === 'wish' ? event.ticketId : null);
        return;
      }
      tally.retried += 1;
      attempt.read = world.read();
      attempt.tries += 1;
    }
  };

  for (let step = 0; step < STEPS; step++) {
    tally.steps += 1;
    if (attempts.length > 0 && dice.chance(0.5)) {
      const [attempt] = attempts.splice(dice.below(attempts.length), 1);
      if (attempt) finish(attempt);
      continue;
    }
    const event = happen(world, dice);
    if (!event) continue;
    const eventId = event.kind === 'wish' ? `e${step}` : null;
    // Delivered to two processes now and then.
    const times = dice.chance(0.15) ? 2 : 1;
    for (let each = 0; each < times; each++)
      attempts.push({ event, eventId, read: world.read(), tries: 0 });
  }
  for (const attempt of attempts) finish(attempt);
  settle(world, { finish, report });
  tally.runs += 1;
  tally.assigned += judge.assigned;
}

function planOf(
  event: AssignmentEvent,
  { state, now }: Snapshot,
  { rules, newId }: { rules: AssignmentSettings; newId: () => string },
): Plan | null {
  try {
    return planAssignment(event, state, { team: { settings: rules, zone: 'UTC' }, now, newId });
  } catch (error) {
    if (error instanceof AskerError) return null; // refused, as people would be told
    throw error;
  }
}

/** Everything arrives, everybody comes back with nothing left to do: then whoever waits gets somebody. */
function settle(
  world: World,
  { finish, report }: { finish: (attempt: Attempt) => void; report: (what: string) => void },
): void {
  const look = () =>
    finish({ event: { kind: 'look' }, eventId: null, read: world.read(), tries: 0 });
  while (world.outbox.length > 0) world.deliver();
  look();
  while (world.outbox.length > 0) world.deliver();
  for (const { ticketId, holding } of world.slots.values()) {
    const { owner, status } = world.tickets.get(ticketId) ?? {};
    if (holding && status !== 'over' && !holding.isConfirmed && owner !== holding.member)
      report(`${ticketId} never arrived: ${owner}, not ${holding.member}`);
  }
  for (const [id, times] of world.written) if (times > 1) report(`${id} was written twice`);
  world.say([]);
  for (let round = 0; round < 60; round++) {
    for (const [id, one] of world.tickets)
      if (one.status === 'pending') world.change(id, { status: 'open' });
      else if (one.status === 'open' && !world.slots.get(id)?.waiting)
        world.change(id, { status: 'over' });
    world.now += 2 * HOUR;
    look();
    while (world.outbox.length > 0) world.deliver();
  }
  for (const { ticketId, waiting, excluded } of world.slots.values()) {
    if (!waiting) continue;
    const one = world.tickets.get(ticketId);
    const able = world.rules.members.some(
      (each) =>
        each.isInLine &&
        each.capacity >= world.rules.cost[one?.priority ?? 'medium'] &&
        (each.limits[one?.priority ?? 'medium'] ?? 1) > 0 &&
        !excluded.some(({ member: name, until }) => name === each.name && until === null) &&
        (world.rules.needs.length === 0 ||
          one?.tags.every((tag) => each.skills[tag.replace('+', '')] === 2)),
    );
    if (able) report(`${ticketId} starved: ${waiting.reason}`);
  }
}

/** Something happens in the world, or somebody asks a process for something. */
function happen(world: World, dice: Dice): AssignmentEvent | null {
  const open = [...world.tickets.values()];
  const names = world.rules.members.map(({ name }) => name);
  const held = [...world.slots.values()].flatMap(({ ticketId, holding }) =>
    holding ? [{ ticketId, member: holding.member }] : [],
  );
  const roll = dice.roll();
  if (open.length < 3 || roll < 0.22) {
    const id = `t${open.length}`;
    const tags = dice.chance(0.4) ? [`${dice.pick(SKILLS)}${dice.chance(0.4) ? '+' : ''}`] : [];
    const owner = dice.chance(0.1) ? dice.pick(names) : null;
    const isAnalysed = dice.chance(0.7);
    world.tickets.set(id, ticket(id, { priority: dice.pick(PRIORITIES), tags, owner, isAnalysed }));
    return { kind: 'look' };
  }
  const any = dice.pick(open);
  if (roll < 0.36) {
    const status = dice.pick(['open', 'open', 'over', 'over', 'pending'] as const);
    world.change(any.id, { status });
    return dice.chance(0.7) ? { kind: 'look' } : null;
  }
  if (roll < 0.42) {
    world.now += dice.pick([MINUTE, 20 * MINUTE, HOUR, 5 * HOUR]);
    return { kind: 'look' };
  }
  if (roll < 0.5) {
    const name = dice.pick(names);
    const others = world.absences.filter((one) => one.member !== name);
    const until = dice.chance(0.5) ? world.now + 3 * HOUR : null;
    const absence = { id: name, member: name, from: world.now, until, note: null };
    world.say(world.isAway(name) ? others : [...others, absence]);
    return { kind: 'look' };
  }
  if (roll < 0.6) {
    world.deliver();
    return null;
  }
  if (roll < 0.61) {
    world.change(any.id, { isAnalysed: true });
    return { kind: 'look' };
  }
  if (roll < 0.63) {
    world.own(any.id, dice.chance(0.3) ? null : dice.pick(names));
    return { kind: 'look' };
  }
  const wish: Wish = dice.pick([
    { kind: 'assign', to: null },
    { kind: 'assign', to: null },
    { kind: 'assign', to: dice.pick(names) },
    { kind: 'accept' },
    { kind: 'accept' },
    { kind: 'decline', reason: null },
    { kind: 'hand over', to: dice.chance(0.5) ? dice.pick(names) : null },
  ]);
  const theirs = held.length > 0 ? dice.pick(held) : null;
  if (wish.kind === 'assign' || !theirs)
    return { kind: 'wish', ticketId: any.id, wish, actor: 'Kim' };
  const actor = dice.chance(0.9) ? theirs.member : dice.pick(names);
  return { kind: 'wish', ticketId: theirs.ticketId, wish, actor };
}

function randomRules(dice: Dice): AssignmentSettings {
  const hasSkills = dice.chance(0.7);
  const people = Array.from({ length: 1 + dice.below(4) }, (_, index): Member => {
    const skills = SKILLS.flatMap((skill) =>
      dice.chance(0.6) ? [[skill, 1 + dice.below(2)] as const] : [],
    );
    return member(`P${index}`, {
      ...{ skills: Object.fromEntries(skills), isInLine: index === 0 || dice.chance(0.9) },
      capacity: dice.pick([0, 1, 2, 3, 4.5]),
      limits: dice.chance(0.2) ? { urgent: dice.below(2) } : {},
    });
  });
  return settings({
    members: people,
    isAutomatic: dice.chance(0.85),
    acceptWithinMs: dice.chance(0.4) ? 15 * MINUTE : null,
    relaxSkillsAfterMs: dice.chance(0.4) ? 2 * HOUR : null,
    patienceMs: dice.pick([HOUR, 8 * HOUR]),
    cost: { low: dice.pick([0.5, 1]), medium: 1, high: 1, urgent: dice.pick([1, 2]) },
    needs: hasSkills
      ? [
          ...SKILLS.flatMap((skill) => [
            { when: { tag: [skill] }, needs: { [skill]: 1 } },
            { when: { tag: [`${skill}+`] }, needs: { [skill]: 2 } },
          ]),
          ...(dice.chance(0.5) ? [OF_WORDS] : []),
        ]
      : [],
  });
}

type Hours = { readonly from: number; readonly to: number };

function randomShift(dice: Dice): Hours | null {
  return dice.chance(0.5)
    ? null
    : dice.pick([
        { from: 8, to: 16 },
        { from: 20, to: 6 },
      ]);
}

/** Over midnight where it ends before it begins. */
function isWithin({ from, to }: Hours, hour: number): boolean {
  return from < to ? from <= hour && hour < to : hour >= from || hour < to;
}
