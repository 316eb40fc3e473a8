import { describe, expect, it, vi } from 'vitest';
import { type AskerError, UpstreamError } from '../../../src/core/errors.ts';
import type { Pager } from '../../../src/tickets/escalate/pager.ts';
import { chain, MINUTE, openWorld, setup } from './open-escalations.ts';

describe('an escalation', () => {
  it('pages one level after another, begins anew, and then reminds the last, until somebody answers', async () => {
    await using world = await openWorld();
    const desk = world.open();
    const { kind, escalation, ticket } = await desk.escalate('#1', { by: 'Kim', reason: 'odd' });
    expect(kind).toBe('opened');
    expect(ticket).toMatchObject({ id: 't:1', subject: 'Ticket 1' });
    expect(escalation).toMatchObject({ status: 'paging', owner: null, openedBy: 'Kim' });
    for (let minute = 0; minute <= 190; minute += 1) {
      await desk.tick();
      world.clock.pass(1);
    }
    expect(world.paged()).toEqual([
      '09:00 DM Nova',
      '09:10 DM Richie',
      '09:30 DM Nova',
      '09:40 DM Richie',
      '10:00 DM Richie',
      '11:00 DM Richie',
      '12:00 DM Richie',
    ]);
    expect(world.pager.pages.map(({ isReminder }) => isReminder)).toEqual([
      ...[false, false, false, false],
      ...[true, true, true],
    ]);
    await desk.answer(escalation.id, { kind: 'acknowledge' }, 'Richie');
    world.clock.pass(600);
    await desk.tick();
    expect(world.pager.pages).toHaveLength(7);
    expect(world.warnings).toEqual([]);
  });

  it('goes on after a restart where it was', async () => {
    await using world = await openWorld();
    await world.open().escalate('1', { by: 'Kim' });
    await world.open().tick();
    world.clock.pass(10);
    await world.open().tick();
    expect(world.paged()).toEqual(['09:00 DM Nova', '09:10 DM Richie']);
  });

  it('is paged by one of several processes', async () => {
    await using world = await openWorld();
    await world.open().escalate('1', { by: 'Kim' });
    const processes = [world.open(), world.open(), world.open()];
    for (let minute = 0; minute < 12; minute++) {
      await Promise.all(processes.map((one) => one.tick()));
      world.clock.pass(1);
    }
    expect(world.paged()).toEqual(['09:00 DM Nova', '09:10 DM Richie']);
  });

  it('pages nobody once answered, though a timer fires late', async () => {
    await using world = await openWorld();
    const desk = world.open();
    const { escalation } = await desk.escalate('1', { by: 'Kim' });
    await desk.tick();
    const answered = await desk.answer(escalation.id, { kind: 'acknowledge' }, 'Nova');
    expect(answered).toMatchObject({
      isChanged: true,
      escalation: { status: 'acknowledged', owner: 'Nova', answeredAt: '2026-11-20T09:00:00.000Z' },
    });
    world.clock.pass(500);
    await Promise.all([desk.tick(), world.open().tick()]);
    expect(world.paged()).toEqual(['09:00 DM Nova']);
    const again = await desk.answer(escalation.id, { kind: 'acknowledge' }, 'Girly');
    expect(again).toMatchObject({ isChanged: false, escalation: { owner: 'Nova' } });
  });

  it('doesn’t page anybody who is on their way to be paged when somebody answers', async () => {
    await using world = await openWorld();
    const desk = world.open();
    const { escalation } = await desk.escalate('1', { by: 'Kim' });
    world.pager.delay = async () => {
      world.pager.delay = async () => {};
      await desk.answer(escalation.id, { kind: 'take' }, 'Girly');
    };
    await desk.tick();
    world.clock.pass(60);
    await desk.tick();
    expect(world.paged()).toEqual([]);
    expect((await desk.get(escalation.id)).steps.map(({ state }) => state)).toEqual([
      'void',
      'void',
    ]);
  });

  it('folds what is called again, and counts it', async () => {
    await using world = await openWorld();
    const desk = world.open();
    await desk.escalate('1', { by: 'Kim', reason: 'first' });
    const again = await desk.escalate('1', { by: 'Lou', reason: 'second' });
    const other = await desk.call({ ticketId: 't:1', cause: 'rule x', reason: 'x', by: 'rule x' });
    expect([again.kind, other.kind]).toEqual(['folded', 'folded']);
    expect(other.escalation.causes).toMatchObject([
      { cause: 'by hand', reason: 'second', times: 2 },
      { cause: 'rule x', times: 1 },
    ]);
    await desk.tick();
    expect(world.paged()).toEqual(['09:00 DM Nova']);
    expect(await desk.list({ isOpen: true })).toHaveLength(1);
  });

  it('comes again when it was put off, and pages further when somebody wants that', async () => {
    await using world = await openWorld();
    const desk = world.open();
    const { escalation } = await desk.escalate('1', { by: 'Kim' });
    await desk.tick();
    const snoozed = await desk.answer(escalation.id, { kind: 'snooze', ms: 45 * MINUTE }, 'Nova');
    expect(snoozed.escalation).toMatchObject({
      status: 'snoozed',
      owner: 'Nova',
      snoozedUntil: '2026-11-20T09:45:00.000Z',
    });
    world.clock.pass(44);
    await desk.tick();
    expect(world.paged()).toEqual(['09:00 DM Nova']);
    world.clock.pass(1);
    await desk.tick();
    expect((await desk.get(escalation.id)).escalation.status).toBe('paging');
    await desk.answer(escalation.id, { kind: 'further' }, 'Nova');
    await desk.tick();
    world.clock.pass(20);
    await desk.tick();
    expect(world.paged()).toEqual([
      '09:00 DM Nova',
      '09:45 DM Nova',
      '09:45 DM Richie',
      '10:05 DM Nova',
    ]);
  });

  it('is over when resolved, by hand or with its ticket', async () => {
    await using world = await openWorld();
    const desk = world.open();
    const one = await desk.escalate('1', { by: 'Kim' });
    const two = await desk.escalate('2', { by: 'Kim' });
    await desk.tick();
    await desk.answer(one.escalation.id, { kind: 'resolve' }, 'Nova');
    await world.db.write((writer) =>
      writer.run(
        `UPDATE tickets SET status = 'solved', resolved_at = '2026-11-20 09:05:00' WHERE id = 't:2'`,
      ),
    );
    world.clock.pass(10);
    expect(await desk.tick()).toMatchObject({ resolved: 1 });
    expect(world.pager.pages).toHaveLength(2);
    expect((await desk.get(two.escalation.id)).escalation).toMatchObject({
      status: 'resolved',
      resolvedBy: 'the ticket',
    });
    await expect(desk.answer(one.escalation.id, { kind: 'take' }, 'Girly')).rejects.toThrow(
      'Nova has resolved it already.',
    );
    const anew = await desk.escalate('1', { by: 'Kim' });
    expect(anew).toMatchObject({ kind: 'opened' });
    expect(anew.escalation.id).not.toBe(one.escalation.id);
  });

  it('follows the chain as it was, and whoever is on call by then', async () => {
    await using world = await openWorld();
    world.clock.at = Date.parse('2026-11-23T08:55:00Z');
    await world.open().escalate('1', { by: 'Kim' });
    await world.open().tick();
    const changed = setup({
      chains: [
        chain({
          levels: [{ page: [{ kind: 'person', name: 'Zoe' }], waitMs: MINUTE }],
          repeats: 5,
        }),
      ],
    });
    for (let minute = 0; minute < 31; minute++) {
      world.clock.pass(1);
      await world.open({ file: changed }).tick();
    }
    // On call changes at 09:00.
    expect(world.paged()).toEqual(['08:55 DM Nova', '09:05 DM Richie', '09:25 DM Girly']);
  });

  it('passes over a level nobody is on call for, and tells the channel when all are', async () => {
    const nobody = setup().rotations.map((rotation) => ({ ...rotation, layers: [] }));
    await using world = await openWorld(setup({ rotations: nobody }));
    await world.open().escalate('1', { by: 'Kim' });
    await world.open().tick();
    expect(world.paged()).toEqual(['09:00 DM Richie']);

    const onlyChannel = chain({ channel: 'C1', levels: chain().levels.slice(0, 1) });
    const file = setup({ rotations: nobody, chains: [onlyChannel] });
    await world.open({ file }).escalate('2', { by: 'Kim' });
    await world.open({ file }).tick();
    world.clock.pass(59);
    await world.open({ file }).tick();
    world.clock.pass(1);
    await world.open({ file }).tick();
    expect(world.paged().filter((one) => one.endsWith('C1'))).toEqual(['09:00 C1', '10:00 C1']);
  });

  it('is tried again while people can’t be reached, and goes on to the next level all the same', async () => {
    await using world = await openWorld();
    const desk = world.open();
    const { escalation } = await desk.escalate('1', { by: 'Kim' });
    world.pager.trouble = ({ recipient }) =>
      recipient.kind === 'person' && recipient.name === 'Nova'
        ? { error: new UpstreamError('slack does not answer'), after: false }
        : null;
    for (let minute = 0; minute < 12; minute++) {
      await desk.tick();
      world.clock.pass(1);
    }
    expect(world.paged()).toEqual(['09:10 DM Richie']);
    const { steps } = await desk.get(escalation.id);
    expect(steps.map(({ state }) => state)).toEqual(['missed', 'paged', 'waiting']);
    expect(steps[0]?.problem).toBe('slack does not answer');
  });

  it('is paged once where a page stood there though it seemed to fail', async () => {
    await using world = await openWorld();
    await world.open().escalate('1', { by: 'Kim' });
    world.pager.trouble = () => ({ error: new UpstreamError('timed out'), after: true });
    await world.open().tick();
    world.pager.trouble = () => null;
    world.clock.pass(1);
    await world.open().tick();
    expect(world.paged()).toEqual(['09:00 DM Nova']);
    expect(world.pager.searches).toBe(1);
  });

  it('says what can’t be done, and what would work', async () => {
    await using world = await openWorld();
    const desk = world.open();
    const refused = (work: Promise<unknown>) => work.catch((error: AskerError) => error.message);
    expect(await refused(desk.escalate('77', { by: 'Kim' }))).toBe('There is no ticket 77.');
    expect(await refused(desk.escalate('1', { by: 'Kim', chain: 'x' }))).toBe(
      'There is no chain “x”. There are: usual.',
    );
    expect(await refused(desk.answer('beef', { kind: 'take' }, 'Kim'))).toBe(
      'There is no escalation beef.',
    );
    const { escalation } = await desk.escalate('1', { by: 'Kim' });
    const short = escalation.id.slice(0, 6);
    expect(await refused(desk.answer(short, { kind: 'snooze', ms: 0 }, 'Kim'))).toContain('30 min');
    const empty = setup({
      rotations: setup().rotations.map((rotation) => ({ ...rotation, layers: [] })),
      chains: [chain({ levels: chain().levels.slice(0, 1) })],
    });
    expect(await refused(world.open({ file: empty }).escalate('2', { by: 'Kim' }))).toContain(
      'the chain “usual” has no channel and nobody to page yet',
    );
  });

  it('waits, where nobody can be reached from a process, for one that can', async () => {
    await using world = await openWorld();
    await world.open({ pager: null }).escalate('1', { by: 'Kim' });
    await world.open({ pager: null }).tick();
    expect(world.paged()).toEqual([]);
    await world.open().tick();
    expect(world.paged()).toEqual(['09:00 DM Nova']);
  });
});

describe('a service', () => {
  it('pages as soon as somebody calls, and stops when it is told to', async () => {
    await using world = await openWorld();
    const desk = world.open();
    {
      await using _running = desk.start();
      await desk.escalate('1', { by: 'Kim' });
      await vi.waitFor(() => expect(world.paged()).toEqual(['09:00 DM Nova']));
      const [open] = await desk.list();
      await desk.answer(open?.id ?? '', { kind: 'further' }, 'Nova');
      await vi.waitFor(() => expect(world.paged()).toEqual(['09:00 DM Nova', '09:00 DM Richie']));
    }
    await desk.escalate('2', { by: 'Kim' });
    expect(world.pager.pages).toHaveLength(2);
  });
});

describe('the log of an escalation', () => {
  it('holds every step, and nothing a customer or anybody about them said', async () => {
    await using world = await openWorld();
    const desk = world.open();
    const { escalation } = await desk.escalate('1', { by: 'Kim', reason: 'Ann Smith is furious' });
    await desk.tick();
    world.clock.pass(10);
    await desk.tick();
    await desk.answer(escalation.id, { kind: 'take' }, 'Richie');
    await desk.answer(escalation.id, { kind: 'resolve' }, 'Richie');
    const entries = await desk.audit('#1');
    expect(entries.map(({ actor, action }) => `${actor}: ${action}`)).toEqual([
      'Kim: escalation opened',
      'chain usual: level called',
      'chain usual: level reached',
      'chain usual: level called',
      'chain usual: level reached',
      'Richie: escalation taken',
      'Richie: escalation resolved',
    ]);
    expect(entries[1]?.details).toMatchObject({ round: 1, level: 1, recipients: ['Nova'] });
    expect(JSON.stringify(entries)).not.toContain('Ann');
    expect(await desk.verifyAudit()).toMatchObject({ kind: 'whole', entries: 7 });
  });
});

describe('the log where nobody is sent anything', () => {
  it('says that a level stands in the console, not that anybody was reached', async () => {
    await using world = await openWorld();
    const { pager } = world;
    const silent: Pager = {
      ...{ page: (page, check) => pager.page(page, check), isHeard: () => false },
      find: (page) => pager.find(page),
    };
    const desk = world.open({ pager: silent });
    await desk.escalate('1', { by: 'Kim' });
    await desk.tick();
    expect((await desk.audit('1')).map(({ action }) => action)).toEqual([
      ...['escalation opened', 'level called', 'level shown in the console'],
    ]);
  });
});

describe('the auditor', () => {
  it('finds open escalations with no next step, and says why', async () => {
    await using world = await openWorld();
    const desk = world.open();
    const ids = [];
    for (const ref of ['1', '2', '3'])
      ids.push((await desk.escalate(ref, { by: 'Kim' })).escalation.id);
    await desk.tick();
    expect(await desk.stuck()).toEqual([]);
    await desk.answer(ids[2] ?? '', { kind: 'acknowledge' }, 'Nova');
    await world.db.write(async (writer) => {
      await writer.run(
        `DELETE FROM escalation_steps WHERE state = 'waiting' AND ticket_id = 't:1'`,
      );
      await writer.run(`UPDATE escalations SET owner = NULL WHERE ticket_id = 't:3'`);
    });
    world.clock.pass(30);
    expect((await desk.stuck()).map(({ ticketId, kind }) => `${ticketId} ${kind}`)).toEqual(
      expect.arrayContaining(['t:1 no-next-step', 't:2 overdue', 't:3 no-owner']),
    );
  });
});

describe('a service that works out more for alerts than a page may wait for', () => {
  it('lets no page wait for it, works it out once for each that nobody has answered, and has it told', async () => {
    await using world = await openWorld();
    const tried: string[] = [];
    const prepared: string[] = [];
    const told: number[] = [];
    const desk = world.open({
      async prepare({ ticketId }) {
        tried.push(ticketId);
        await vi.waitFor(() => expect(world.paged()).toHaveLength(2));
        if (ticketId === 't:2') throw new Error('the model is down');
        prepared.push(ticketId);
      },
      alerts: {
        async refresh() {
          told.push(prepared.length);
        },
      },
    });
    const { escalation } = await desk.escalate('3', { by: 'Kim' });
    await desk.answer(escalation.id, { kind: 'take' }, 'Nova');
    {
      await using _running = desk.start();
      for (const ref of ['1', '2']) await desk.escalate(ref, { by: 'Kim' });
      await vi.waitFor(() => expect(told.at(-1)).toBe(1));
      await vi.waitFor(() => expect(tried).toHaveLength(2));
      await vi.waitFor(() => expect(world.warnings).toContain('an alert tells less than it could'));
    }
    expect(tried.toSorted()).toEqual(['t:1', 't:2']);
    expect(prepared).toEqual(['t:1']);
  });
});

describe('a service with an escalation that would be forgotten', () => {
  it('tells the log, once for as long as it is so', async () => {
    await using world = await openWorld();
    const desk = world.open();
    await desk.escalate('1', { by: 'Kim' });
    await desk.tick();
    await world.db.write((writer) =>
      writer.run(`DELETE FROM escalation_steps WHERE state = 'waiting'`),
    );
    const told = () => world.warnings.filter((one) => one.includes('would be forgotten'));
    await using _running = desk.start();
    await vi.waitFor(() => expect(told()).toHaveLength(1));
    expect(told()[0]).toContain('nobody will be paged');
    await desk.escalate('2', { by: 'Kim' }); // has it look again
    await vi.waitFor(() => expect(world.paged()).toContain('09:00 DM Nova'));
    expect(told()).toHaveLength(1);
  });
});

describe('changes of who is on call', () => {
  it('count for rosters, answers and alerts alike, and are logged', async () => {
    await using world = await openWorld();
    const desk = world.open();
    const from = world.clock.at;
    const override = { kind: 'override' as const, person: 'Zoe', from, to: from + 60 * MINUTE };
    const kept = await desk.onCall.change('support', override, 'Nova');
    expect((await desk.onCall.now())[0]).toMatchObject({
      person: 'Zoe',
      to: from + 60 * MINUTE,
      next: { person: 'Nova' },
    });
    const { shifts } = await desk.onCall.roster('support', from, from + 120 * MINUTE);
    expect(shifts.map(({ person }) => person)).toEqual(['Zoe', 'Nova']);
    await desk.escalate('1', { by: 'Kim' });
    await desk.tick();
    expect(world.paged()).toEqual(['09:00 DM Zoe']);
    await desk.onCall.cancel(kept.id, 'Nova');
    expect((await desk.onCall.now())[0]).toMatchObject({ person: 'Nova' });
    expect(await desk.onCall.changes()).toEqual([]);
    await expect(desk.onCall.change('suport', override, 'Nova')).rejects.toThrow(
      'There is no rotation “suport”. There are: support.',
    );
    expect(await desk.verifyAudit()).toMatchObject({ kind: 'whole' });
  });
});
