import type { Ticket } from '../../../src/tickets/assign/assignment.ts';
import type { AssignmentEvent } from '../../../src/tickets/assign/plan-assignment.ts';
import type { Wish } from '../../../src/tickets/assign/respond.ts';
import type { Dice } from './dice.ts';
import { SKILLS } from './random-rules.ts';
import { HOUR, MINUTE, ticket } from './team.ts';
import type { World } from './world.ts';

const PRIORITIES = ['low', 'medium', 'high', 'urgent'] as const;
const LOOK: AssignmentEvent = { kind: 'look' };

type Scene = {
  readonly world: World;
  readonly dice: Dice;
  readonly names: readonly string[];
  readonly any: Ticket;
};

/** Something happens in the world, or somebody asks a process for something: what it has to see to; null: nothing. */
export function happen(world: World, dice: Dice): AssignmentEvent | null {
  const tickets = [...world.tickets.values()];
  const names = world.rules.members.map(({ name }) => name);
  const roll = dice.roll();
  if (tickets.length < 3 || roll < 0.22) return addTicket(world, dice, names);
  const scene = { world, dice, names, any: dice.pick(tickets) };
  const [, come = wish] = HAPPENINGS.find(([below]) => roll < below) ?? [];
  return come(scene);
}

function addTicket(world: World, dice: Dice, names: readonly string[]): AssignmentEvent {
  const id = `t${world.tickets.size}`;
  const tags = dice.chance(0.4) ? [`${dice.pick(SKILLS)}${dice.chance(0.4) ? '+' : ''}`] : [];
  const owner = dice.chance(0.1) ? dice.pick(names) : null;
  const isAnalysed = dice.chance(0.7);
  world.tickets.set(id, ticket(id, { priority: dice.pick(PRIORITIES), tags, owner, isAnalysed }));
  return LOOK;
}

/** Each up to its share of all that happens. */
const HAPPENINGS: readonly (readonly [number, (scene: Scene) => AssignmentEvent | null])[] = [
  [0.36, changeStatus],
  [0.42, passTime],
  [0.5, comeOrGo],
  [0.6, deliver],
  [0.61, analyse],
  [0.63, giveElsewhere],
];

function changeStatus({ world, dice, any }: Scene): AssignmentEvent | null {
  const status = dice.pick(['open', 'open', 'over', 'over', 'pending'] as const);
  world.change(any.id, { status });
  return dice.chance(0.7) ? LOOK : null;
}

function passTime({ world, dice }: Scene): AssignmentEvent {
  world.now += dice.pick([MINUTE, 20 * MINUTE, HOUR, 5 * HOUR]);
  return LOOK;
}

function comeOrGo({ world, dice, names }: Scene): AssignmentEvent {
  const name = dice.pick(names);
  const others = world.absences.filter((one) => one.member !== name);
  const until = dice.chance(0.5) ? world.now + 3 * HOUR : null;
  const absence = { id: name, member: name, from: world.now, until, note: null };
  world.say(world.isAway(name) ? others : [...others, absence]);
  return LOOK;
}

function deliver({ world }: Scene): null {
  world.deliver();
  return null;
}

function analyse({ world, any }: Scene): AssignmentEvent {
  world.change(any.id, { isAnalysed: true });
  return LOOK;
}

function giveElsewhere({ world, dice, names, any }: Scene): AssignmentEvent {
  world.own(any.id, dice.chance(0.3) ? null : dice.pick(names));
  return LOOK;
}

/** Managers assign any ticket; whoever holds one answers for it, and now and then somebody who doesn’t. */
function wish({ world, dice, names, any }: Scene): AssignmentEvent {
  const wished: Wish = dice.pick([
    { kind: 'assign', to: null },
    { kind: 'assign', to: null },
    { kind: 'assign', to: dice.pick(names) },
    { kind: 'accept' },
    { kind: 'accept' },
    { kind: 'decline', reason: null },
    { kind: 'hand over', to: dice.chance(0.5) ? dice.pick(names) : null },
  ]);
  const held = [...world.slots.values()].flatMap(({ ticketId, holding }) =>
    holding ? [{ ticketId, member: holding.member }] : [],
  );
  const theirs = held.length > 0 ? dice.pick(held) : null;
  if (wished.kind === 'assign' || !theirs)
    return { kind: 'wish', ticketId: any.id, wish: wished, actor: 'Kim' };
  const actor = dice.chance(0.9) ? theirs.member : dice.pick(names);
  return { kind: 'wish', ticketId: theirs.ticketId, wish: wished, actor };
}
