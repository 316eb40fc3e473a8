import { describe, expect, it } from 'vitest';
import type { Viewer } from '../../../src/core/ticket-card.ts';
import { createAssignDesk } from '../../../src/tickets/assign/assign-desk.ts';
import { assignmentPart } from '../../../src/tickets/assign/assignment-part.ts';
import { readCardTicket } from '../../../src/tickets/card/read-ticket.ts';
import { openWorld } from './open-assignments.ts';
import { viewer } from './viewers.ts';

const girly = viewer('agent', 'Girly');
const nova = viewer('agent', 'Nova');
const kim = viewer('manager');

async function openPart() {
  const world = await openWorld();
  const assignments = world.open();
  const desk = createAssignDesk({ assignments, clock: world.clock, zone: 'UTC' });
  const part = assignmentPart(desk, { zone: 'UTC' });
  const section = async (who: Viewer) => part.section(await readCardTicket(world.db, '1'), who);
  let presses = 0;
  const press = async (who: Viewer, act: string, rest: { value?: string; words?: string } = {}) => {
    presses += 1;
    const pressed = { act, value: '', words: '', key: `press ${presses}`, ...rest };
    return part.act?.(pressed, await readCardTicket(world.db, '1'), who);
  };
  return { world, part, section, press, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
}

const acts = (section: Awaited<ReturnType<Awaited<ReturnType<typeof openPart>>['section']>>) =>
  section?.buttons?.map(({ act }) => act);

describe('the assignment on a ticket’s card', () => {
  it('offers to each what they may', async () => {
    await using opened = await openPart();
    const { section } = opened;
    expect(await section(kim)).toMatchObject({
      lines: ['Nobody has it.'],
      buttons: [
        {
          act: 'assign',
          choices: [
            { label: 'Whoever is best', value: '*' },
            { label: 'Girly: 0 of 2, here', value: 'Girly' },
            { label: 'Nova: 0 of 2, here', value: 'Nova' },
          ],
        },
      ],
    });
    expect(acts(await section(girly))).toEqual(['take']);
    expect(acts(await section(viewer('viewer')).catch(() => null))).toBeUndefined();
  });

  it('says who has it, why, and why nobody else, and lets them act', async () => {
    await using opened = await openPart();
    const { section, press, world } = opened;
    expect(await press(kim, 'assign', { value: '*' })).toBe(
      'Girly has ticket 1 now: as good as others, first by name.',
    );
    expect(await section(girly)).toMatchObject({
      lines: [
        '**Girly** has it since 20 Nov 2026 09:00.',
        'Not accepted yet.',
        'Why: as good as others, first by name.',
      ],
      facts: [
        { name: 'Girly', value: 'could have it: 0 of 2' },
        { name: 'Nova', value: 'could have it: 0 of 2' },
      ],
      notes: ['Written back to t: waiting.'],
    });
    expect(acts(await section(girly))).toEqual(['accept', 'decline', 'hand over']);
    expect(acts(await section(nova))).toEqual(['take']);
    expect((await readCardTicket(world.db, '1')).agent).toBe('Girly');
    expect((await section(kim))?.buttons?.map(({ label }) => label)).toEqual([
      ...['Accept for Girly', 'Decline for Girly', 'Assign'],
    ]);
    expect(await press(girly, 'accept')).toBe('Girly has ticket 1, and has accepted it.');
    expect(acts(await section(girly))).toEqual(['hand over']);
    world.clock.pass(5);
    expect(await press(girly, 'hand over', { value: 'Nova' })).toContain('Nova has ticket 1 now');
    expect(await press(nova, 'decline', { words: 'ill' })).toContain('Ticket 1 waits: everybody');
    expect(await opened.part.waiting?.list(kim)).toEqual(['t:1']);
    expect((await section(kim))?.notes).toEqual([
      'Nova, handed over by Girly, 20 Nov 2026 09:05 – 20 Nov 2026 09:05: declined, ill',
      'Girly, automatic, 20 Nov 2026 09:00 – 20 Nov 2026 09:05: handed over',
    ]);
    await world.change(
      `UPDATE tickets SET status = 'solved', resolved_at = now() WHERE id = 't:1'`,
    );
    expect(acts(await section(kim))).toEqual([]);
    await expect(press(kim, 'juggle')).rejects.toThrow('of an older version');
  });
});
