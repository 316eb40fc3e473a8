import { describe, expect, it } from 'vitest';
import {
  renderAssigned,
  renderStory,
  renderTeam,
  renderTold,
} from '../../../../src/surfaces/cli/render/assignment.ts';
import { createPaint } from '../../../../src/surfaces/cli/render/paint.ts';
import { openWorld } from '../../../tickets/assign/open-assignments.ts';
import { HOUR, member, settings } from '../../../tickets/assign/team.ts';

const place = { zone: 'UTC', paint: createPaint(false), width: 100 };
const kim = { by: 'Kim' };
const rules = settings({
  members: [
    member('Girly', { capacity: 1, skills: { german: 1, billing: 5 } }),
    member('Nova', { isInLine: false }),
  ],
});

describe('what the command line says of assignments', () => {
  it('is who has a ticket, and what has to be known', async () => {
    await using world = await openWorld(rules);
    const desk = world.open();
    expect(renderAssigned(await desk.list(), place)).toBe(
      'Deskhand has assigned nothing, and nothing waits.\n',
    );
    expect(renderTold(await desk.assign('1', kim), place)).toBe(
      'Girly has ticket 1 now: the only one who could.\n',
    );
    expect(renderTold(await desk.assign('2', kim), place)).toBe(`\
Ticket 2 waits: everybody who could take it is at capacity.
  It goes to the first who can have it.
  Nova gets tickets by hand only
  Girly has 1 of 1
`);
    expect(renderTold(await desk.assign('3', { ...kim, to: 'Girly' }), place)).toBe(`\
Girly has ticket 3 now: given by Kim.
  Mind that Girly has 1 of 1.
`);
    expect(renderAssigned(await desk.list(), place)).toBe(`\
1  Ticket 1
  Girly has it since 20 Nov 2026 09:00.
3  Ticket 3
  Girly has it since 20 Nov 2026 09:00, by hand.
2  Ticket 2
  It waits since 20 Nov 2026 09:00: everybody who could take it is at capacity.
`);
  });

  it('is how a ticket came to whoever has it', async () => {
    await using world = await openWorld(rules);
    const desk = world.open();
    await desk.assign('1', kim);
    world.clock.pass(10);
    await desk.handOver('1', { by: 'Girly', to: 'Nova' });
    await world.change(`UPDATE outbox SET state = 'refused', problem = 'no such agent'`);
    expect(renderStory(await desk.why('1'), place)).toBe(`\
Ticket 1  Ticket 1
Nova has it since 20 Nov 2026 09:10, handed over.
Not accepted yet.
Written back to t: refused; no such agent.
  Girly could have it: 0 of 1
  Nova gets tickets by hand only
Nova, handed over by Girly, from 20 Nov 2026 09:10
Girly, automatic, 20 Nov 2026 09:00 – 20 Nov 2026 09:10: handed over
`);
  });

  it('is what everybody has, and whether they are here', async () => {
    await using world = await openWorld(rules);
    const desk = world.open();
    await desk.assign('1', kim);
    await desk.away('Girly', { until: world.clock.at + HOUR, note: 'ill', ...kim });
    expect(renderTeam(await desk.team(), place)).toBe(`\
who      load  has             now                                skills
Girly  1 of 1  1 open ticket   away until 20 Nov 2026 10:00, ill  german, billing 5
Nova   0 of 2  0 open tickets  by hand only
`);
    expect(renderTeam([], place)).toContain('There is nobody to assign to yet');
  });
});
