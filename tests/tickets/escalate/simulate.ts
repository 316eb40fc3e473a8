import type { Action } from '../../../src/tickets/escalate/escalation.ts';
import type { Chain } from '../../../src/tickets/escalate/escalation-setup.ts';
import type { Escalations } from '../../../src/tickets/escalate/escalations.ts';
import { Fate, mortalDatabase, mortalPager, mortalState } from '../../fakes/mortal.ts';
import { MINUTE, setup, type World } from './open-escalations.ts';
import { type Seen, Watcher } from './watcher.ts';

export type Tally = {
  runs: number;
  kills: number;
  pages: number;
  answers: number;
  troubles: number;
  readonly broken: string[];
};

export const emptyTally = (): Tally => ({
  ...{ runs: 0, kills: 0, pages: 0, answers: 0, troubles: 0 },
  broken: [],
});

const PEOPLE = ['Nova', 'Girly', 'Richie', 'Kim'];
const LONGEST_MINUTES = 90;

/**
 * An escalation from its call to its end, on two processes that are killed at any step while people answer, put off and escalate further.
 * Adds to the tally whatever doesn't hold.
 */
export async function simulate(world: World, seed: number, tally: Tally): Promise<void> {
  const { clock, pager } = world;
  const dice = new Dice(seed);
  const chain = randomChain(dice);
  const file = setup({ chains: [chain] });
  const report = (what: string) => tally.broken.push(`run ${seed}: ${what}`);
  const processes = [0, 1].map(() => new MortalProcess(world, file, dice, tally));
  const hasTrouble = dice.chance(0.3);
  pager.trouble = () => {
    if (!hasTrouble || !dice.chance(0.1)) return null;
    tally.troubles += 1;
    return { error: new Error('the network is gone'), after: dice.chance(0.5) };
  };
  pager.delay = () => aWhile(world, 15, dice);
  const intact = world.open({ file });
  const ask = (words: string) =>
    intact.list({ isOpen: true }).then((open) => open.find(({ ticketId }) => ticketId === words));
  while (!(await ask('t:1')))
    await dice.pick(processes).live((desk) => desk.escalate('1', { by: 'Kim' }));
  const { id } = (await ask('t:1')) ?? { id: '' };
  const watcher = new Watcher(world, id, report);

  const presses: string[] = [];
  const endsAt = clock.at + LONGEST_MINUTES * MINUTE;
  let answerAt = clock.at + dice.below(40) * MINUTE;
  let seen = await watcher.look('in the beginning');
  for (;;) {
    const from = clock.at;
    const ticks = processes.map((process) => process.live((desk) => desk.tick()));
    // Most of all where people are just being paged.
    if (from >= answerAt || (isDue(seen, from) && dice.chance(0.2))) {
      const action = randomAction(dice, from >= endsAt);
      await aWhile(world, 30, dice); // beside the ticks, at any moment of them
      tally.answers += 1;
      const press = `press ${seed}.${presses.length}`;
      presses.push(press);
      await pressUntilWorked({ id, action, press }, processes, dice);
      const sent = watcher.pages.length;
      watcher.noteAnswer(await watcher.look('after an answer'), sent);
      answerAt = from + (1 + dice.below(30)) * MINUTE;
    }
    const ended = await Promise.all(ticks);
    watcher.checkQuiet();
    seen = await watcher.look('after a tick');
    if (ended.includes('lived')) watcher.checkBegun(seen, from);
    if (!hasTrouble && !ended.includes('died')) watcher.checkReached(seen, from);
    if (seen.escalation.status === 'resolved') break;
    clock.at += minutesToNext(seen, { now: from, answerAt, dice }) * MINUTE;
  }
  pager.trouble = () => null;
  tally.runs += 1;
  tally.pages += watcher.pages.length;
  await tickLate(watcher, [intact, world.open({ file })], world);
  watcher.checkWhole((await watcher.look('in the end')).steps, chain);
  for (const press of await pressedTwice(world, presses)) report(`${press} was done twice`);
}

/** Timers that come late, after it is over. */
async function tickLate(
  watcher: Watcher,
  processes: readonly Pick<Escalations, 'tick'>[],
  { clock }: World,
): Promise<void> {
  const sent = watcher.pages.length;
  clock.pass(LONGEST_MINUTES);
  await Promise.all(processes.map((process) => process.tick()));
  watcher.checkNone(sent);
}

/** A press that nobody said was worked arrives again, and now and then one that was. */
async function pressUntilWorked(
  { id, action, press }: { readonly id: string; readonly action: Action; readonly press: string },
  processes: readonly MortalProcess[],
  dice: Dice,
): Promise<void> {
  const by = dice.pick(PEOPLE);
  const arrive = () => dice.pick(processes).live((desk) => desk.answer(id, action, by, press));
  while ((await arrive()) === 'died' || dice.chance(0.1));
}

/** Presses that the log tells of more than once. */
async function pressedTwice({ db }: World, presses: readonly string[]): Promise<readonly string[]> {
  const { rows } = await db.read(
    `SELECT details->>'press' AS press FROM audit_log WHERE list_contains($presses, details->>'press') GROUP BY press HAVING count(*) > 1`,
    { presses },
  );
  return rows.map(([press]) => String(press));
}

/** As long as some statements take. */
async function aWhile({ db }: World, most: number, dice: Dice): Promise<void> {
  for (let turn = dice.below(most); turn > 0; turn--) await db.read('SELECT 1');
}

/** Numbers by chance, the same for the same seed. */
class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** 0 up to 1. */
  roll(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  below(most: number): number {
    return Math.floor(this.roll() * most);
  }

  chance(share: number): boolean {
    return this.roll() < share;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)] as T; // nobody picks from nothing
  }
}

/** Killed now and then, and started again at once. */
class MortalProcess {
  readonly #start: () => { readonly desk: Escalations; readonly fate: Fate };
  readonly #tally: Tally;
  #now: { readonly desk: Escalations; readonly fate: Fate };

  constructor(world: World, file: ReturnType<typeof setup>, dice: Dice, tally: Tally) {
    this.#tally = tally;
    this.#start = () => {
      const at = dice.chance(0.7) ? 1 + dice.below(70) : Number.POSITIVE_INFINITY;
      const fate = new Fate(at, dice.pick(['before', 'after']));
      const desk = world.open({
        file,
        db: mortalDatabase(world.db, fate),
        state: mortalState(world.state, fate),
        pager: mortalPager(world.pager, fate),
      });
      return { desk, fate };
    };
    this.#now = this.#start();
  }

  async live(work: (desk: Escalations) => Promise<unknown>): Promise<'lived' | 'died'> {
    const { desk, fate } = this.#now;
    const ended = await Promise.race([work(desk).then(() => 'lived' as const), fate.died]);
    if (ended === 'died' && this.#now.fate === fate) {
      this.#tally.kills += 1;
      this.#now = this.#start();
    }
    return ended;
  }
}

const isDue = ({ steps }: Seen, now: number): boolean =>
  steps.some(({ state, dueAt }) => state === 'waiting' && Date.parse(dueAt) <= now);

/** Mostly as far as something may happen: ticks of minutes in which nothing is due show nothing. */
function minutesToNext(
  { steps }: Seen,
  { now, answerAt, dice }: { readonly now: number; readonly answerAt: number; readonly dice: Dice },
): number {
  const isBusy = steps.some(({ state }) => state === 'paging');
  if (isBusy || dice.chance(0.1)) return 1;
  const due = steps.flatMap(({ state, dueAt }) => (state === 'waiting' ? [Date.parse(dueAt)] : []));
  return Math.max(1, Math.floor((Math.min(answerAt, ...due) - now) / MINUTE));
}

function randomChain(dice: Dice): Chain {
  return {
    name: 'usual',
    channel: dice.chance(0.3) ? 'C1' : null,
    levels: Array.from({ length: 1 + dice.below(3) }, (_, level) => ({
      page: [
        dice.chance(0.4)
          ? { kind: 'rotation' as const, name: 'support' }
          : { kind: 'person' as const, name: `P${level}` },
        ...(dice.chance(0.2) ? [{ kind: 'person' as const, name: 'Kim' }] : []),
      ],
      waitMs: (1 + dice.below(10)) * MINUTE,
    })),
    repeats: dice.below(3),
    remindMs: (5 + dice.below(30)) * MINUTE,
  };
}

function randomAction(dice: Dice, isEnd: boolean): Action {
  if (isEnd) return { kind: 'resolve' };
  const share = dice.roll();
  if (share < 0.25) return { kind: 'acknowledge' };
  if (share < 0.35) return { kind: 'take' };
  if (share < 0.55) return { kind: 'snooze', ms: (1 + dice.below(20)) * MINUTE };
  return share < 0.7 ? { kind: 'further' } : { kind: 'resolve' };
}
