import { describe, expect, it } from 'vitest';
import { Fate, mortalMessenger, mortalState } from '../fakes/mortal.ts';
import { openWorld } from './open-digests.ts';
import { digestSpec } from './sample-digest.ts';

const THURSDAY = '2026-11-19T16:00:00.000Z';
const SLOT = '2026-11-20T13:00:00.000Z';
const EXPECTED = ['head', 'section-1', 'section-2'].map(
  (part) => `digest:daily:2026-11-20T09:00:${part}`,
);

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
