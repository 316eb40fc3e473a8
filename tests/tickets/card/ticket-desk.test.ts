import { describe, expect, it } from 'vitest';
import { AskerError, PermissionError } from '../../../src/core/errors.ts';
import type { TicketPart, Viewer } from '../../../src/core/ticket-card.ts';
import { createTicketDesk } from '../../../src/tickets/card/create-ticket-desk.ts';
import { customerPart } from '../../../src/tickets/card/customer-line.ts';
import { historyPart, messagesPart } from '../../../src/tickets/card/story-parts.ts';
import { escalationPart } from '../../../src/tickets/escalate/escalation-part.ts';
import { addTickets, openWorld } from '../escalate/open-escalations.ts';

const NOVA: Viewer = { name: 'Nova', agent: 'Nova', may: () => true, check: () => {} };
const VIEWER: Viewer = {
  ...{ name: 'Lee', agent: null, may: () => false },
  check: () => {
    throw new PermissionError('That is for the team.');
  },
};
const logged: string[] = [];
const logger = { error: (_: object, message: string) => logged.push(message) };

async function openDesk(more: readonly TicketPart[] = [], isHeard = true) {
  const world = await openWorld();
  const { db, clock } = world;
  const escalations = world.open();
  const parts = [
    customerPart({ db }),
    ...more,
    escalationPart({ escalations, clock, zone: 'UTC', isHeard: () => isHeard }),
    messagesPart({ db, zone: 'UTC' }),
    historyPart({ db, zone: 'UTC' }),
  ];
  const desk = createTicketDesk({ db, parts, logger });
  const press = (act: string, value = '', words = '', key = `${act} ${value}`) =>
    desk.press('t:1', 'escalation', { act, value, words, key }, NOVA);
  return { ...world, desk, escalations, press };
}

const customer = { customer: 'kim@example.com', customer_name: 'Kim Park', company: 'Acme Ltd' };

describe('a ticket’s card', () => {
  it('holds what every part says, in order', async () => {
    await using world = await openDesk();
    const { desk, db } = world;
    await addTickets(db, ['10', '11'], customer);
    await db.write(async (writer) => {
      await writer.run(
        `INSERT INTO messages BY NAME SELECT 'm1' AS id, 't:10' AS conversation_id, 'ticket' AS conversation_kind, 'customer' AS author_kind,
           '2026-11-20 08:00:00'::TIMESTAMP AS sent_at, 'Where is it?' AS text, true AS public`,
      );
      await writer.run(
        `INSERT INTO ticket_history BY NAME SELECT 't:10' AS ticket_id, 'status' AS field, 'new' AS from_value, 'open' AS to_value,
           'Nova' AS changed_by, '2026-11-20 08:30:00'::TIMESTAMP AS changed_at`,
      );
    });
    const { ticket, sections } = await desk.card('#10', NOVA);
    expect(ticket).toMatchObject({ id: 't:10', ref: '10', company: 'Acme Ltd', priority: 'low' });
    expect(sections.map(({ part }) => part)).toEqual([
      'customer',
      'escalation',
      'messages',
      'history',
    ]);
    expect(sections[0]?.facts).toContainEqual({
      name: 'Before',
      value: '1 other ticket, 1 of them open',
    });
    expect(sections[2]?.texts).toEqual([
      { head: 'Kim Park, 20 Nov 2026 08:00', text: 'Where is it?' },
    ]);
    expect(sections[3]?.lines).toEqual(['20 Nov 2026 08:30: status from new to open, Nova']);
    expect(await desk.about(ticket)).toEqual([
      '**Kim Park, Acme Ltd**: 1 other ticket, 1 of them open',
    ]);
  });

  it('is for those who may see tickets', async () => {
    await using world = await openDesk();
    await expect(world.desk.card('1', VIEWER)).rejects.toThrow(PermissionError);
    const press = { act: 'escalate', value: '', words: '', key: 'k' };
    await expect(world.desk.press('1', 'escalation', press, VIEWER)).rejects.toThrow(
      PermissionError,
    );
    await expect(world.desk.card('4711', NOVA)).rejects.toThrow(AskerError);
  });

  it('is whole but for a part that fails', async () => {
    const broken: TicketPart = {
      id: 'broken',
      section: () => Promise.reject(new Error('gone')),
      alert: () => Promise.reject(new Error('gone')),
    };
    await using world = await openDesk([broken]);
    const { ticket, sections } = await world.desk.card('1', NOVA);
    expect(sections.map(({ part }) => part)).toContain('escalation');
    expect(sections.find(({ part }) => part === 'broken')?.lines?.[0]).toContain('can’t be shown');
    expect(await world.desk.about(ticket)).toEqual([]);
    expect(logged).toContain('a part of a ticket could not be shown');
  });
});

describe('the escalation on a card', () => {
  it('is called for, answered and called for again by its buttons', async () => {
    await using world = await openDesk();
    const { desk, press } = world;
    const buttons = async () => {
      const { sections } = await desk.card('1', NOVA);
      return sections.find(({ part }) => part === 'escalation')?.buttons ?? [];
    };
    expect((await buttons()).map(({ act }) => act)).toEqual(['escalate']);
    expect(await press('escalate', '', 'it burns')).toBe('Whoever is on call is called now.');
    const open = await buttons();
    expect(open.map(({ act }) => act)).toEqual([
      'acknowledge',
      'take',
      'snooze',
      'resolve',
      'further',
    ]);
    const snooze = open.find(({ act }) => act === 'snooze')?.choices?.[0]?.value;
    expect(await press('snooze', snooze)).toBe('Put off until 09:15; then it is called again.');
    const id = open[0]?.value;
    expect(await press('take', id)).toBe('Nova has it; nobody else is called.');
    expect((await buttons()).map(({ act }) => act)).toEqual(['snooze', 'resolve', 'further']);
    expect(await press('resolve', id)).toBe('Resolved; nobody is called any more.');
    expect((await buttons()).map(({ act }) => act)).toEqual(['escalate']);
  });

  it('names surfaces that know nobody as people would', async () => {
    await using world = await openDesk();
    const { desk, press, escalations } = world;
    await press('escalate');
    const [open] = await escalations.list();
    await escalations.answer(open?.id ?? '', { kind: 'acknowledge' }, 'console');
    const lines = async () =>
      (await desk.card('1', NOVA)).sections.find(({ part }) => part === 'escalation')?.lines?.[0];
    expect(await lines()).toBe('**Somebody at the console** looks at it.');
    await escalations.answer(open?.id ?? '', { kind: 'resolve' }, 'command line');
    expect(await lines()).toContain('**Resolved** by somebody at the command line');
  });

  it('counts a press that arrives again once', async () => {
    await using world = await openDesk();
    const { escalations, press } = world;
    await press('escalate', '', 'it burns', 'same');
    await press('escalate', '', 'it burns', 'same');
    const [escalation] = await escalations.list();
    expect(escalation?.causes[0]?.times).toBe(1);
    const id = escalation?.id ?? '';
    await press('resolve', id, '', 'over');
    await press('escalate', '', 'it burns', 'same');
    expect(await escalations.list({ isOpen: true })).toEqual([]);
  });

  it('refuses what is no press of ours', async () => {
    await using world = await openDesk();
    for (const [act, value] of [
      ['explode', 'x'],
      ['take', ''],
      ['snooze', 'x for ever'],
    ] as const)
      await expect(world.press(act, value)).rejects.toThrow('older version');
    await expect(world.press('take', 'nothing')).rejects.toThrow('There is no escalation nothing.');
  });

  it('lists those nobody has answered before others, the oldest first', async () => {
    await using world = await openDesk();
    const { desk, escalations, clock } = world;
    for (const ref of ['1', '2', '3']) {
      await escalations.escalate(ref, { by: 'Kim' });
      clock.pass(1);
    }
    const [, , first] = await escalations.list();
    await escalations.answer(first?.id ?? '', { kind: 'acknowledge' }, 'Nova');
    const groups = await desk.waiting(NOVA);
    expect(groups).toHaveLength(1);
    expect(groups[0]?.tickets.map(({ ticket }) => ticket.ref)).toEqual(['2', '3', '1']);
  });

  it('stands before what waits less pressingly, and says how many more there are', async () => {
    const waiting = { title: 'Wait', empty: 'None.', list: async () => ['t:1'] };
    const slow: TicketPart = { id: 'slow', section: async () => ({ title: 'Slow' }), waiting };
    await using world = await openDesk([slow]);
    const { db, desk, escalations, clock } = world;
    const refs = Array.from({ length: 52 }, (_, at) => `${100 + at}`);
    await addTickets(db, refs);
    for (const ref of refs) {
      await escalations.escalate(ref, { by: 'Kim' });
      clock.pass(1);
    }
    const groups = await desk.waiting(NOVA);
    expect(groups.map(({ part }) => part)).toEqual(['escalation', 'slow']);
    expect(groups.map(({ tickets, unshown }) => [tickets.length, unshown])).toEqual([
      [50, 2],
      [1, 0],
    ]);
    expect(groups[0]?.tickets[0]?.ticket.ref).toBe('100');
    expect(await desk.pressing()).toBe(52);
    const [one] = await escalations.list();
    await escalations.answer(one?.id ?? '', { kind: 'acknowledge' }, 'Nova');
    expect(await desk.pressing()).toBe(51);
  });

  it('tells the latest of many calls', async () => {
    await using world = await openDesk();
    const { desk, escalations, clock } = world;
    await escalations.escalate('1', { by: 'Kim' });
    for (let hour = 0; hour < 48; hour += 1) {
      await escalations.tick();
      clock.pass(60);
    }
    const { sections } = await desk.card('1', NOVA);
    const notes = sections.find(({ part }) => part === 'escalation')?.notes ?? [];
    expect(notes).toHaveLength(9);
    expect(notes[0]).toMatch(/^\d+ calls before that$/);
    expect(notes.at(-1)).toContain('reminder is next');
  });

  it('says where nobody is sent anything, while it is open', async () => {
    await using world = await openDesk([], false);
    const { desk, press } = world;
    const notes = async () => {
      const { sections } = await desk.card('1', NOVA);
      return sections.find(({ part }) => part === 'escalation')?.notes?.join(' ') ?? '';
    };
    await press('escalate');
    expect(await notes()).toContain('Slack isn’t connected');
    const [open] = await world.escalations.list();
    await press('resolve', open?.id);
    expect(await notes()).not.toContain('Slack');
  });
});
