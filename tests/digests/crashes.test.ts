import { describe, expect, it } from 'vitest';
import type { Messenger } from '../../src/core/messenger.ts';
import type { StateSpace, StateStore } from '../../src/core/state.ts';
import type { DigestPart } from '../../src/digests/deliver.ts';
import { openWorld } from './open-digests.ts';
import { digestSpec } from './sample-digest.ts';

const THURSDAY = '2026-11-19T16:00:00.000Z';
const SLOT = '2026-11-20T13:00:00.000Z';
const EXPECTED = ['head', 'section-1', 'section-2'].map(
  (part) => `digest:daily:2026-11-20T09:00:${part}`,
);

/** A process that is killed at its n-th step outside itself: from then on nothing it waits for ever comes. */
class Fate {
  steps = 0;
  readonly #at: number;
  readonly #when: 'before' | 'after';
  #die: () => void = () => {};
  readonly died = new Promise<'died'>((resolve) => {
    this.#die = () => resolve('died');
  });

  constructor(at: number, when: 'before' | 'after') {
    this.#at = at;
    this.#when = when;
  }

  readonly step = async <T>(work: () => Promise<T>): Promise<T> => {
    this.steps++;
    if (this.steps > this.#at || (this.steps === this.#at && this.#when === 'before'))
      return this.#end();
    const done = await work();
    return this.steps === this.#at ? this.#end() : done;
  };

  #end(): Promise<never> {
    this.#die();
    return new Promise(() => {});
  }
}

function mortalState(state: StateStore, { step }: Fate): StateStore {
  return {
    ...state,
    space: <T>(name: string): StateSpace<T> => {
      const space = state.space<T>(name);
      return {
        get: (...args) => step(() => space.get(...args)),
        set: (...args) => step(() => space.set(...args)),
        delete: (...args) => step(() => space.delete(...args)),
        list: (...args) => step(() => space.list(...args)),
        claim: (...args) => step(() => space.claim(...args)),
        swap: (...args) => step(() => space.swap(...args)),
        update: (...args) => step(() => space.update(...args)),
      };
    },
  };
}

function mortalMessenger(messenger: Messenger<DigestPart>, { step }: Fate): Messenger<DigestPart> {
  return {
    pieces: (content) => messenger.pieces(content),
    post: (posting, check) => step(() => messenger.post(posting, check)),
    find: (where) => step(() => messenger.find(where)),
    tell: (...args) => step(() => messenger.tell(...args)),
  };
}

/** A process killed at a step, then others a while later. Gives what stands there, and whether it was killed at all. */
async function killedAt(at: number, when: 'before' | 'after', secondAt: number | null) {
  const world = openWorld(THURSDAY);
  const file = [digestSpec()];
  await world.open({ file }).catchUp();
  world.clock.to(SLOT);
  const fates = [new Fate(at, when), ...(secondAt === null ? [] : [new Fate(secondAt, when)])];
  let killed = 0;
  for (const fate of fates) {
    const state = mortalState(world.state, fate);
    const messenger = mortalMessenger(world.messenger, fate);
    const run = world.open({ file, state, messenger }).catchUp();
    if ((await Promise.race([run, fate.died])) === 'died') killed++;
    world.clock.pass(1);
  }
  for (let minute = 0; minute < 5; minute++) {
    await Promise.all([world.open({ file }).catchUp(), world.open({ file }).catchUp()]);
    world.clock.pass(1);
  }
  const slots = (await world.open({ file }).list())[0]?.runs;
  return {
    killed,
    keys: world.messenger.messages.map(({ key }) => key),
    asked: world.asked,
    slots,
  };
}

describe('a digest whose process is killed', () => {
  it.each(['before', 'after'] as const)('%s any step is posted exactly once', async (when) => {
    let steps = 0;
    for (let at = 1; ; at++) {
      const { killed, keys, slots } = await killedAt(at, when, null);
      expect(keys, `killed ${when} step ${at}`).toEqual(EXPECTED);
      expect(slots).toMatchObject([{ state: 'posted', late: false }]);
      if (killed === 0) break;
      steps = at;
    }
    expect(steps).toBeGreaterThanOrEqual(15);
  });

  it('twice is posted exactly once', async () => {
    for (let first = 5; first < 30; first += 3) {
      for (let second = 3; second < 30; second += 4) {
        const { keys } = await killedAt(first, 'after', second);
        expect(keys, `killed after steps ${first} and ${second}`).toEqual(EXPECTED);
      }
    }
  });

  it('goes on with the figures it began with', async () => {
    const { killed, keys, asked } = await killedAt(16, 'after', null);
    expect(killed).toBe(1);
    expect(keys).toEqual(EXPECTED);
    expect(asked.length).toBe(2);
  });
});
