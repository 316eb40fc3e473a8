import { describe, expect, it } from 'vitest';
import { createAssignDesk } from '../../../src/tickets/assign/assign-desk.ts';
import { openWorld } from './open-assignments.ts';
import { viewer } from './viewers.ts';

const girly = { viewer: viewer('agent', 'Girly') };
const nova = { viewer: viewer('agent', 'Nova') };
const kim = { viewer: viewer('manager') };
const guest = { viewer: viewer('viewer', 'Nova') };

async function openDesk() {
  const world = await openWorld();
  const desk = createAssignDesk({ assignments: world.open(), clock: world.clock, zone: 'UTC' });
  return { desk, world, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
}

describe('who may assign', () => {
  it('are agents for themselves, and managers for all', async () => {
    await using opened = await openDesk();
    const { desk } = opened;
    for (const to of [undefined, 'Nova', 'nobody'])
      await expect(desk.assign('1', { ...girly, to })).rejects.toThrow('agent may not assign');
    for (const to of ['me', 'girly', 'Girly'])
      expect((await desk.assign('1', { ...girly, to })).outcome.holding?.member).toBe('Girly');
    await expect(desk.assign('2', { ...guest, to: 'me' })).rejects.toThrow('may not own-tickets');
    expect((await desk.assign('2', { ...kim, to: 'nova' })).outcome.holding?.how).toBe('by hand');
  });

  it('hand over what is theirs, to anybody', async () => {
    await using opened = await openDesk();
    const { desk } = opened;
    await desk.assign('1', { ...girly, to: 'me' });
    await expect(desk.handOver('1', { ...nova, to: 'me' })).rejects.toThrow('may not assign');
    await expect(desk.decline('1', nova)).rejects.toThrow('may not assign');
    await expect(desk.accept('1', nova)).rejects.toThrow('may not assign');
    expect((await desk.accept('1', girly)).outcome.holding?.isAccepted).toBe(true);
    expect((await desk.handOver('1', { ...girly, to: 'nova' })).outcome.holding?.member).toBe(
      'Nova',
    );
    expect((await desk.decline('1', { ...kim, reason: 'ill' })).outcome.isChanged).toBe(true);
  });

  it('say of themselves that they are away, and managers of all', async () => {
    await using opened = await openDesk();
    const { desk, world } = opened;
    const absence = await desk.away({ ...nova, until: 'monday 9:00', note: 'at the fair' });
    expect(absence).toMatchObject({ member: 'Nova', until: Date.parse('2026-11-23T09:00Z') });
    await expect(desk.away({ ...nova, name: 'girly' })).rejects.toThrow('may not assign');
    expect((await desk.away({ ...kim, name: 'girly', until: '2 h' })).until).toBe(
      world.clock.at + 2 * 3_600_000,
    );
    expect(await desk.back(nova)).toEqual({ member: 'Nova', wasAway: true });
    await expect(desk.away({ ...nova, until: 'soon' })).rejects.toThrow(
      'is no time that is to come',
    );
    await expect(desk.away(kim)).rejects.toThrow('I don’t know which agent you are');
  });
});
