import { describe, expect, it, vi } from 'vitest';
import { addTickets } from '../escalate/open-escalations.ts';
import { openWorld } from './open-assignments.ts';
import { HOUR, MINUTE, member, settings } from './team.ts';

const kim = { by: 'Kim' };

describe('assigning a ticket', () => {
  it('gives it to whoever is best, and tells its support system in the same transaction', async () => {
    await using world = await openWorld();
    const told = await world.open().assign('#1', kim);
    expect(told).toMatchObject({
      ticket: { ref: '1' },
      unwritten: null,
      outcome: { isChanged: true, holding: { member: 'Girly', how: 'automatic' } },
    });
    const outbox = await world.db.read('SELECT id, ticket_ref, change, asked_by FROM outbox');
    expect(outbox.rows).toEqual([
      [`assign:${told.outcome.holding?.id}`, '1', '{"kind":"set-owner","agentRef":"12"}', 'Kim'],
    ]);
    expect(world.hurried).toEqual([`assign:${told.outcome.holding?.id}`]);
  });

  it('keeps who was weighed and what spoke against them', async () => {
    await using world = await openWorld();
    const desk = world.open();
    await desk.away('girly', { until: null, note: 'ill', ...kim });
    await desk.assign('1', kim);
    const { decisions, history, holding } = await desk.why('1');
    expect(holding?.member).toBe('Nova');
    expect(decisions[0]?.weighed).toMatchObject([
      { name: 'Nova', whyNot: [] },
      { name: 'Girly', whyNot: [{ kind: 'away', words: 'is away' }] },
    ]);
    expect(history).toMatchObject([{ member: 'Nova', assignedBy: 'Kim', ended: null }]);
    expect(history[0]?.written).toMatchObject({ state: 'waiting', problem: null });
  });

  it('does what arrives twice once', async () => {
    await using world = await openWorld();
    const asked = { ...kim, eventId: 'press 1' };
    const [one, other] = await Promise.all([
      world.open().assign('1', asked),
      world.open().assign('1', asked),
    ]);
    expect(one.outcome.holding?.id).toBe(other.outcome.holding?.id);
    expect([one.outcome.isChanged, other.outcome.isChanged].toSorted()).toEqual([false, true]);
    expect(await world.column('SELECT count(*) FROM assignments')).toEqual([1]);
    expect(await world.column('SELECT count(*) FROM outbox')).toEqual([1]);
  });

  it('never gives more than fits, and drains the queue as it gets less', async () => {
    await using world = await openWorld(settings({ members: [member('Nova', { capacity: 2 })] }));
    const desk = world.open();
    for (const ticket of ['1', '2', '3']) await desk.assign(ticket, kim);
    expect(await desk.list()).toMatchObject([
      { ticket: { ref: '1' }, holding: { member: 'Nova' } },
      { ticket: { ref: '2' }, holding: { member: 'Nova' } },
      { ticket: { ref: '3' }, waiting: { reason: 'everybody who could take it is at capacity' } },
    ]);
    await world.change(`UPDATE tickets SET status = 'solved' WHERE id = 't:1'`);
    await desk.look();
    expect((await desk.why('3')).holding?.member).toBe('Nova');
    expect((await desk.why('1')).history[0]?.ended).toBe('resolved');
    expect(await desk.look()).toEqual({ moves: 0 });
  });

  it('goes on to somebody else when it is declined, and keeps the reason', async () => {
    await using world = await openWorld();
    const desk = world.open();
    await desk.assign('1', kim);
    const declined = await desk.decline('1', { by: 'Girly', reason: ' too busy ' });
    expect(declined.outcome.holding?.member).toBe('Nova');
    expect((await desk.why('1')).history[1]).toMatchObject({ ended: 'declined', note: 'too busy' });
    await expect(desk.accept('1', { by: 'Girly' })).rejects.toThrow('Nova has it');
    expect((await desk.accept('1', { by: 'Nova' })).outcome.holding?.isAccepted).toBe(true);
    expect((await desk.handOver('1', { by: 'Nova', to: 'girly' })).outcome.holding).toMatchObject({
      member: 'Girly',
      how: 'handed over',
    });
  });

  it('says why a support system is not told', async () => {
    await using world = await openWorld();
    await world.change(`DELETE FROM agents WHERE name = 'Girly'`);
    const desk = world.open();
    const { unwritten } = await desk.assign('1', { ...kim, to: 'Girly' });
    expect(unwritten).toBe('Girly has no account in t that is known here');
    await addTickets(world.db, ['9'], { source: 'file' });
    expect((await desk.assign('9', { ...kim, to: 'Nova' })).unwritten).toBe(
      'it did not come from a support system that is set up',
    );
    expect(await world.column('SELECT count(*) FROM outbox')).toEqual([0]);
  });

  it('asks for skills by what the words of a ticket say, and by what people put right', async () => {
    const members = [
      member('Girly'),
      member('Nova', { skills: { german: 2 } }),
      member('Richie', { skills: { billing: 1 }, isInLine: false }),
    ];
    const needs = [
      { when: { language: ['german'] }, needs: { german: 2 } },
      { when: { category: ['refund'] }, needs: { billing: 1 } },
    ];
    await using world = await openWorld(settings({ members, needs }));
    const desk = world.open();
    await world.change(
      `UPDATE tickets SET language = 'German', analysis_confidence = 0.8 WHERE id = 't:1'`,
    );
    expect((await desk.assign('1', kim)).outcome.holding?.member).toBe('Nova');
    await world.change(
      `UPDATE tickets SET category = 'Refund', predicted_category = 'shipping', analysis_confidence = 0.8 WHERE id = 't:2'`,
    );
    expect((await desk.assign('2', kim)).outcome.waiting?.reason).toBe(
      'nobody has the skills it needs',
    );
    await world.change(
      `INSERT INTO analysis_corrections BY NAME SELECT 't:2' AS conversation_id, 'ticket' AS kind, 1 AS place, 'category' AS field, '"shipping"' AS value`,
    );
    await desk.look();
    expect((await desk.why('2')).holding?.member).toBe('Girly');
  });

  it('refuses what can’t be in words that help, and writes nothing', async () => {
    await using world = await openWorld();
    const desk = world.open();
    await world.change(`UPDATE tickets SET status = 'closed' WHERE id = 't:2'`);
    await expect(desk.assign('77', kim)).rejects.toThrow('There is no ticket 77.');
    await expect(desk.assign('2', kim)).rejects.toThrow('Ticket 2 is resolved');
    await expect(desk.assign('1', { ...kim, to: 'Zoe' })).rejects.toThrow(
      'There are: Girly, Nova.',
    );
    await expect(desk.accept('1', kim)).rejects.toThrow('Nobody was given ticket 1');
    await expect(desk.away('Nova', { until: world.clock.at - 1, ...kim })).rejects.toThrow(
      'That time has passed already',
    );
    expect(await world.column('SELECT count(*) FROM audit_log')).toEqual([0]);
  });
});

describe('automatic assignment', () => {
  it('leaves tickets alone that were there before, and takes new ones', async () => {
    await using world = await openWorld();
    const desk = world.open();
    await desk.look();
    expect(await desk.list()).toEqual([]);
    world.clock.pass(5);
    const at = new Date(world.clock.at).toISOString();
    await addTickets(world.db, ['new'], { created_at: at, updated_at: at });
    await desk.look();
    expect(await desk.list()).toMatchObject([
      { ticket: { ref: 'new' }, holding: { how: 'automatic' } },
    ]);
  });

  it('goes on by itself until nothing more follows, and as people do something', async () => {
    const members = [member('Nova', { capacity: 300 })];
    await using world = await openWorld(settings({ members }));
    const desk = world.open();
    await desk.look();
    const refs = Array.from({ length: 230 }, (_, at) => `new ${at}`);
    const at = new Date(world.clock.at + MINUTE).toISOString();
    await addTickets(world.db, refs, { created_at: at, updated_at: at });
    let told = 0;
    using _watching = desk.watch(() => {
      told += 1;
    });
    await using _running = desk.start();
    await vi.waitFor(async () => expect(await desk.list()).toHaveLength(230), 15_000);
    expect(told).toBe(2);
    await world.change(`UPDATE tickets SET status = 'solved' WHERE id = 't:new 0'`);
    await desk.assign('1', kim);
    await vi.waitFor(async () => expect((await desk.why('new 0')).holding).toBeNull(), 5000);
    expect(world.warnings).toEqual([]);
  }, 20_000);

  it('is off unless the file says so', async () => {
    await using world = await openWorld();
    const desk = world.open({ rules: settings({ isAutomatic: false }) });
    const at = new Date(world.clock.at + MINUTE).toISOString();
    await addTickets(world.db, ['new'], { created_at: at, updated_at: at });
    await desk.look();
    expect(await desk.list()).toEqual([]);
    expect(await world.column('SELECT count(*) FROM assignment_slots')).toEqual([0]);
  });

  it('passes on what nobody accepts in time', async () => {
    await using world = await openWorld(settings({ acceptWithinMs: 15 * MINUTE }));
    const desk = world.open();
    await desk.assign('1', kim);
    world.clock.pass(16);
    await desk.look();
    const { holding, history } = await desk.why('1');
    expect(holding?.member).toBe('Nova');
    expect(history.map(({ ended }) => ended)).toEqual([null, 'lapsed']);
  });

  it('follows what was changed in the support system once its own change has arrived', async () => {
    await using world = await openWorld();
    const desk = world.open();
    await desk.assign('1', { ...kim, to: 'Nova' });
    await world.change(`UPDATE tickets SET agent = 'Girly' WHERE id = 't:1'`);
    await desk.look();
    expect((await desk.why('1')).holding?.member).toBe('Nova'); // its change is on its way
    await world.deliver();
    await desk.look();
    expect((await desk.why('1')).holding).toMatchObject({ member: 'Nova', isConfirmed: true });
    await world.change(`UPDATE tickets SET agent = 'Girly' WHERE id = 't:1'`);
    await desk.look();
    const { holding, history } = await desk.why('1');
    expect(holding).toBeNull();
    expect(history[0]?.ended).toBe('moved');
  });

  it('gives a ticket that is opened again back to whoever had it, if they are here', async () => {
    await using world = await openWorld();
    const desk = world.open();
    for (const ticket of ['1', '2']) await desk.assign(ticket, { ...kim, to: 'Nova' });
    await world.deliver();
    await world.change(`UPDATE tickets SET status = 'solved' WHERE id IN ('t:1', 't:2')`);
    await desk.look();
    await world.change(`UPDATE tickets SET status = 'open' WHERE id = 't:1'`);
    await desk.look();
    expect((await desk.why('1')).holding).toMatchObject({ member: 'Nova', how: 'reopened' });
    await desk.away('Nova', { until: world.clock.at + HOUR, ...kim });
    await world.change(`UPDATE tickets SET status = 'open' WHERE id = 't:2'`);
    await desk.look();
    expect((await desk.why('2')).holding).toMatchObject({ member: 'Girly', how: 'automatic' });
  });
});

describe('the team', () => {
  it('shows loads, absences and who is back', async () => {
    await using world = await openWorld();
    const desk = world.open();
    await desk.assign('1', { ...kim, to: 'Nova' });
    await desk.away('nova', { until: world.clock.at + HOUR, ...kim });
    expect(await desk.team()).toMatchObject([
      { member: { name: 'Girly' }, load: 0, absence: null },
      { member: { name: 'Nova' }, load: 1, open: { low: 1 }, absence: { note: null } },
    ]);
    expect(await desk.back('Nova', kim)).toEqual({ member: 'Nova', wasAway: true });
    expect(await desk.back('Nova', kim)).toEqual({ member: 'Nova', wasAway: false });
    world.clock.pass(5);
    await desk.away('nova', { until: world.clock.at + HOUR, ...kim });
    world.clock.pass(61);
    expect((await desk.team())[1]?.absence).toBeNull();
  });

  it('take what arrives twice once', async () => {
    await using world = await openWorld();
    const desk = world.open();
    const away = { until: world.clock.at + HOUR, ...kim, eventId: 'said 1' };
    const first = await desk.away('Nova', away);
    world.clock.pass(5);
    expect(await desk.away('Nova', { ...away, until: world.clock.at + HOUR })).toEqual(first);
    const back = { ...kim, eventId: 'said 2' };
    await desk.back('Nova', back);
    await desk.away('Nova', { ...away, eventId: 'said 3' });
    await desk.back('Nova', back);
    expect((await desk.team())[1]?.absence).not.toBeNull();
  });

  it('are agents of the support systems where the file lists nobody', async () => {
    await using world = await openWorld(settings({ members: [] }));
    await world.change(
      `INSERT INTO agents BY NAME SELECT 'b' AS id, 't' AS source, '13' AS source_id, 'Bot' AS name, 'bot' AS role
       UNION ALL BY NAME SELECT 's' AS id, 'seen' AS source, '14' AS source_id, 'Seen' AS name`,
    );
    const names = (await world.open().team()).map(({ member: { name } }) => name);
    expect(names).toEqual(['Girly', 'Nova']);
  });
});
