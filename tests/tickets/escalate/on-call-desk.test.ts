import { describe, expect, it } from 'vitest';
import { PermissionError } from '../../../src/core/errors.ts';
import { createOnCallDesk } from '../../../src/tickets/escalate/on-call-desk.ts';
import { openWorld, type World } from './open-escalations.ts';
import { viewer } from './viewer.ts';

const HOUR_MS = 3_600_000;

const LEAD = viewer('Lead');
const AGENT = viewer('Nova', ['assign']);

/** Richie works here and takes no turns; Nova and Girly do. */
const deskOf = (world: World) =>
  createOnCallDesk({
    ...{ onCall: world.open().onCall, clock: world.clock },
    isKnown: async (name) => name === 'Richie',
    colleagues: async () => ['Richie', 'Nova'],
  });

const plain = (words: string | undefined) => words?.replaceAll(/\s/gu, ' ');
const supportOf = async (world: World) => (await deskOf(world).rotations(LEAD))[0];
const override = { rotation: 'support', person: 'richie', from: '', until: '2 h' };

describe('who is on call, in words', () => {
  it('is told with everybody’s turns, and whom one can put there', async () => {
    await using world = await openWorld();
    const support = await supportOf(world);
    expect(support).toMatchObject({ name: 'support', zone: 'UTC', changes: [] });
    expect(support?.people.length).toBeGreaterThan(1);
    const [first, next] = support?.turns ?? [];
    expect(support?.turns.at(-1)?.until).toBe('and on');
    expect(plain(support?.now)).toBe(
      `**${first?.person}** is on call until ${plain(first?.until)}, then ${next?.person} (support, UTC).`,
    );
    expect(await deskOf(world).people(LEAD)).toEqual([
      ...new Set([...(support?.people ?? []), 'Richie']),
    ]);
  });

  it('is changed from now on, or later, and “2 h” lasts two hours', async () => {
    await using world = await openWorld();
    const desk = deskOf(world);
    expect(plain(await desk.override({ ...override, person: 'Richie' }, LEAD))).toBe(
      'Richie is on call, 20 Nov 2026 09:00 – 20 Nov 2026 11:00 (UTC).',
    );
    const later = { ...override, person: 'Richie', from: '24 dec 9:00' };
    expect(plain(await desk.override(later, LEAD))).toContain(
      '24 Dec 2026 09:00 – 24 Dec 2026 11:00',
    );
    const [now] = await world.open().onCall.now();
    expect(now).toMatchObject({ person: 'Richie', to: world.clock.at + 2 * HOUR_MS });
    expect((await supportOf(world))?.changes).toHaveLength(2);
  });

  it('has two people take each other’s turns, where they have any', async () => {
    await using world = await openWorld();
    const [one = '', other = ''] = (await supportOf(world))?.people ?? [];
    const [before] = await world.open().onCall.now();
    const swap = { rotation: 'support', from: '', until: '2 h', one, other };
    expect(plain(await deskOf(world).swap({ ...swap, one: one.toLowerCase() }, LEAD))).toContain(
      `${one} and ${other} have each other’s turns, 20 Nov 2026 09:00`,
    );
    const [after] = await world.open().onCall.now();
    expect([one, other]).toContain(before?.person);
    expect(after?.person).toBe(before?.person === one ? other : one);
    await expect(deskOf(world).swap({ ...swap, other: 'Richie' }, LEAD)).rejects.toThrow(
      '“Richie” takes no turns in support. Those who do:',
    );
    await expect(deskOf(world).swap({ ...swap, other: one }, LEAD)).rejects.toThrow('name two');
  });

  it('has nothing to swap where neither has a turn', async () => {
    await using world = await openWorld();
    const [one = '', other = ''] = (await supportOf(world))?.people ?? [];
    await deskOf(world).override({ ...override, person: 'Richie', until: '4 h' }, LEAD);
    const swap = { rotation: 'support', from: '', until: '2 h', one, other };
    await expect(deskOf(world).swap(swap, LEAD)).rejects.toThrow('nothing to swap');
  });

  it('is as it was once a change is taken back', async () => {
    await using world = await openWorld();
    const before = await supportOf(world);
    await deskOf(world).override({ ...override, person: 'Richie' }, LEAD);
    const id = (await supportOf(world))?.changes[0]?.id ?? '';
    expect(plain(await deskOf(world).cancel(id, LEAD))).toBe(
      'Taken back: Richie is on call, 20 Nov 2026 09:00 – 20 Nov 2026 11:00.',
    );
    expect(await supportOf(world)).toEqual(before);
    await expect(deskOf(world).cancel(id, LEAD)).rejects.toThrow('could be taken back');
  });

  it('is for agents to read, and to change for themselves; managers change it for others', async () => {
    await using world = await openWorld();
    const desk = deskOf(world);
    await expect(desk.rotations(viewer('Guest', ['oncall']))).rejects.toThrow(PermissionError);
    await expect(desk.override({ ...override, person: 'Richie' }, AGENT)).rejects.toThrow(
      PermissionError,
    );
    await expect(
      desk.swap(
        { rotation: 'support', from: '', until: '2 h', one: 'Nova', other: 'Girly' },
        AGENT,
      ),
    ).rejects.toThrow(PermissionError);
    await desk.override({ ...override, person: 'Nova' }, AGENT);
    const [own] = (await supportOf(world))?.changes ?? [];
    await expect(desk.cancel(own?.id ?? '', viewer('Girly', ['assign']))).rejects.toThrow(
      PermissionError,
    );
    expect(await desk.cancel(own?.id ?? '', AGENT)).toContain('Taken back: Nova');
  });

  it('says what it can make nothing of', async () => {
    await using world = await openWorld();
    const desk = deskOf(world);
    const tried = (wish: Partial<typeof override>) =>
      desk.override({ ...override, person: 'Richie', ...wish }, LEAD);
    await expect(tried({ rotation: 'night' })).rejects.toThrow('There are: support');
    await expect(tried({ person: 'Nobody' })).rejects.toThrow('Nobody here is called “Nobody”');
    await expect(tried({ until: 'whenever' })).rejects.toThrow('“whenever” is no time');
    await expect(tried({ until: ' ' })).rejects.toThrow('Say until when');
    await expect(tried({ from: 'tomorrow', until: 'today 18:00' })).rejects.toThrow(
      'It has to end after it begins.',
    );
    expect((await supportOf(world))?.changes).toEqual([]);
  });
});
