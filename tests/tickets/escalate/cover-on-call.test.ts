import { describe, expect, it } from 'vitest';
import { AskerError, PermissionError } from '../../../src/core/errors.ts';
import { coverOnCall } from '../../../src/tickets/escalate/cover-on-call.ts';
import { openWorld, setup, type World } from './open-escalations.ts';
import { viewer } from './viewer.ts';

/** Everybody but Nobody works here. */
const cover = (world: World, words: string, who = viewer('Kim')) =>
  coverOnCall(words, who, {
    ...{ onCall: world.open().onCall, clock: world.clock },
    isKnown: async (name) => name !== 'Nobody',
  });

const now = async (world: World) => (await world.open().onCall.now())[0];

describe('putting somebody on call from now on', () => {
  it('takes whoever says it, and others by name', async () => {
    await using world = await openWorld();
    const told = await cover(world, 'me until 18:00');
    expect(told?.[0]?.replaceAll(/\s/gu, ' ')).toBe(
      '**support**: **Kim** until 20 Nov 2026 18:00, then Nova (UTC)',
    );
    expect((await now(world))?.person).toBe('Kim');
    await cover(world, 'support girly for 2 h');
    expect(await now(world)).toMatchObject({
      ...{ person: 'Girly', to: world.clock.at + 2 * 3_600_000 },
      next: { person: 'Kim' },
    });
    await cover(world, 'until tomorrow 9:00');
    expect((await now(world))?.person).toBe('Kim');
  });

  it('is what the next page goes by', async () => {
    await using world = await openWorld();
    await cover(world, 'Richie until 18:00');
    const desk = world.open();
    await desk.escalate('1', { by: 'Kim' });
    await desk.tick();
    expect(world.paged()).toEqual(['09:00 DM Richie']);
  });

  it('takes the right to assign for somebody else', async () => {
    await using world = await openWorld();
    const agent = viewer('Kim', ['assign']);
    await cover(world, 'Kim until 18:00', agent);
    await expect(cover(world, 'Nova until 18:00', agent)).rejects.toThrow(PermissionError);
    expect((await now(world))?.person).toBe('Kim');
  });

  it('says what it can make nothing of', async () => {
    const [rotation] = setup().rotations;
    if (!rotation) throw new Error('no rotation');
    await using world = await openWorld(
      setup({ rotations: [rotation, { ...rotation, name: 'night' }] }),
    );
    await expect(cover(world, 'me until 18:00')).rejects.toThrow('support, night');
    await expect(cover(world, 'night me until whenever')).rejects.toThrow('“whenever” is no time');
    await expect(cover(world, 'night Nobody until 18:00')).rejects.toThrow(AskerError);
    expect(await cover(world, 'night')).toBeNull();
    expect(await cover(world, '')).toBeNull();
    expect(await world.open().onCall.changes()).toEqual([]);
  });
});
