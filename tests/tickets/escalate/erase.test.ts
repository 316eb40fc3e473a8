import { describe, expect, it } from 'vitest';
import { eraseCustomer } from '../../../src/store/erase-customer.ts';
import { addTickets, BEGAN, openWorld } from './open-escalations.ts';

describe('erasing a person', () => {
  it('takes their escalations, and leaves a log that holds', async () => {
    await using world = await openWorld();
    await addTickets(world.db, ['hers'], { customer: 'ann@x.com', customer_email: 'ann@x.com' });
    const desk = world.open();
    await desk.escalate('hers', { by: 'ann@x.com', reason: 'Ann is ann@x.com' });
    await desk.escalate('1', { by: 'Kim', reason: 'like ann@x.com' });
    await desk.tick();
    const { removed } = await world.db.write((writer) =>
      eraseCustomer(writer, { email: 'ann@x.com', now: BEGAN }),
    );
    expect(removed).toMatchObject({ escalations: 1, escalation_causes: 1, escalation_steps: 2 });
    expect(await desk.list()).toMatchObject([
      { ticketId: 't:1', causes: [{ reason: 'like [erased]' }] },
    ]);
    expect(await desk.verifyAudit()).toMatchObject({ kind: 'whole', entries: 6 });
    expect(await desk.audit('t:hers')).toHaveLength(3);
    world.clock.pass(60);
    await desk.tick();
    expect(await desk.stuck()).toEqual([]);
  });
});
