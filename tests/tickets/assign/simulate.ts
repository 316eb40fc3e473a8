import type { AssignmentSettings, Member } from '../../../src/core/assignment-settings.ts';
import { AskerError } from '../../../src/core/errors.ts';
import type { Ticket } from '../../../src/tickets/assign/assignment.ts';
import {
  type AssignmentEvent,
  type Plan,
  planAssignment,
} from '../../../src/tickets/assign/plan-assignment.ts';
import { Dice } from './dice.ts';
import { happen } from './happen.ts';
import { Judge } from './judge.ts';
import { isWithin, randomRules, randomShift } from './random-rules.ts';
import { HOUR, NOW } from './team.ts';
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

const STEPS = 60;

/** Something a process does: read now, written some steps later. */
type Attempt = {
  readonly event: AssignmentEvent;
  readonly eventId: string | null;
  read: Snapshot;
  tries: number;
};

type Report = (what: string) => void;

/** What all processes of a run share. */
type Run = {
  readonly world: World;
  readonly rules: AssignmentSettings;
  readonly dice: Dice;
  readonly judge: Judge;
  readonly tally: Tally;
  readonly report: Report;
  readonly ids: { used: number };
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
  const run = { world, rules, dice, judge, tally, report, ids: { used: 0 } };
  for (const attempt of begin(run)) finish(attempt, run);
  settle(run);
  tally.runs += 1;
  tally.assigned += judge.assigned;
}

/** Gives what was begun and not finished. */
function begin(run: Run): readonly Attempt[] {
  const { world, dice, tally } = run;
  const attempts: Attempt[] = [];
  for (let step = 0; step < STEPS; step++) {
    tally.steps += 1;
    if (attempts.length > 0 && dice.chance(0.5)) {
      for (const attempt of attempts.splice(dice.below(attempts.length), 1)) finish(attempt, run);
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
  return attempts;
}

/** Plans out of what was read and writes that, reading anew as often as another process was quicker. */
function finish(attempt: Attempt, run: Run): void {
  const { world, judge, tally } = run;
  const { event, eventId } = attempt;
  for (;;) {
    const { read } = attempt;
    if (eventId && world.events.has(eventId) && world.turn === read.turn) {
      tally.repeated += 1;
      return;
    }
    const plan = planTwice(attempt, run);
    if (!plan) return;
    if (world.commit(read.turn, plan, eventId)) {
      judge.judge(plan, read, event.kind === 'wish' ? event.ticketId : null);
      return;
    }
    tally.retried += 1;
    attempt.read = world.read();
    attempt.tries += 1;
  }
}

/** Now and then once more: the same state makes the same plan. */
function planTwice({ event, read }: Attempt, { rules, dice, ids, report }: Run): Plan | null {
  const newId = () => {
    ids.used += 1;
    return `${ids.used}`;
  };
  const first = ids.used;
  const plan = planOf(event, read, { rules, newId });
  if (!plan || !dice.chance(0.05)) return plan;
  ids.used = first;
  const again = planOf(event, read, { rules, newId });
  if (JSON.stringify(again) !== JSON.stringify(plan)) report('the same state, another plan');
  return plan;
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
function settle(run: Run): void {
  const { world, report } = run;
  const look = () =>
    finish({ event: { kind: 'look' }, eventId: null, read: world.read(), tries: 0 }, run);
  deliverAll(world);
  look();
  deliverAll(world);
  judgeArrivals(world, report);
  world.say([]);
  for (let round = 0; round < 60; round++) {
    workOff(world);
    world.now += 2 * HOUR;
    look();
    deliverAll(world);
  }
  judgeWaiting(world, report);
}

function deliverAll(world: World): void {
  while (world.outbox.length > 0) world.deliver();
}

/** Whoever has a ticket is done with it; what waited for its customer goes on. */
function workOff(world: World): void {
  for (const [id, { status }] of world.tickets)
    if (status === 'pending') world.change(id, { status: 'open' });
    else if (status === 'open' && !world.slots.get(id)?.waiting)
      world.change(id, { status: 'over' });
}

function judgeArrivals(world: World, report: Report): void {
  for (const { ticketId, holding } of world.slots.values()) {
    const { owner, status } = world.tickets.get(ticketId) ?? {};
    if (holding && status !== 'over' && !holding.isConfirmed && owner !== holding.member)
      report(`${ticketId} never arrived: ${owner}, not ${holding.member}`);
  }
  for (const [id, times] of world.written) if (times > 1) report(`${id} was written twice`);
}

function judgeWaiting(world: World, report: Report): void {
  for (const { ticketId, waiting, excluded } of world.slots.values()) {
    if (!waiting) continue;
    const one = world.tickets.get(ticketId);
    const gaveItUp = new Set(
      excluded.filter(({ until }) => until === null).map(({ member: name }) => name),
    );
    const isAble = (each: Member) => !gaveItUp.has(each.name) && couldTake(each, one, world.rules);
    if (world.rules.members.some(isAble)) report(`${ticketId} starved: ${waiting.reason}`);
  }
}

/** Whether somebody with nothing else to do could take it, going by what everybody can do for certain. */
function couldTake(
  { isInLine, capacity, limits, skills }: Member,
  one: Ticket | undefined,
  { cost, needs }: AssignmentSettings,
): boolean {
  const priority = one?.priority ?? 'medium';
  const hasRoom = capacity >= cost[priority] && (limits[priority] ?? 1) > 0;
  const isSkilled =
    needs.length === 0 || one?.tags.every((tag) => skills[tag.replace('+', '')] === 2);
  return isInLine && hasRoom && isSkilled === true;
}
