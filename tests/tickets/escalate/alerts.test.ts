import { describe, expect, it } from 'vitest';
import type { Alert } from '../../../src/core/ticket-card.ts';
import { createOnce, type DeedEntry } from '../../../src/store/once.ts';
import {
  type AlertsParts,
  createAlerts,
  type StandingAlert,
} from '../../../src/tickets/escalate/alerts.ts';
import { createEscalations } from '../../../src/tickets/escalate/create-escalations.ts';
import { FakeNoticeboard } from '../../fakes/fake-noticeboard.ts';
import { chain, openWorld, SLA, setup } from './open-escalations.ts';

const CHANNEL = 'C0123456789';

async function openDesk(own: Partial<AlertsParts> = {}) {
  const file = setup({ chains: [chain({ channel: CHANNEL })] });
  const world = await openWorld(file);
  const { db, clock, state } = world;
  const board = new FakeNoticeboard<Alert>(() => clock.at);
  const standing = state.space<StandingAlert>('alerts');
  const warnings: string[] = [];
  const logger = {
    warn: (_: object, message: string) => warnings.push(message),
    error: (_: object, message: string) => warnings.push(message),
  };
  const alerts = createAlerts({
    ...{ board, db, clock, standing, logger, zone: 'UTC' },
    about: async ({ ref }) => [`What is known of ${ref}.`],
    mayTell: async () => true,
    ...own,
  });
  const desk = createEscalations({
    ...{ setup: file, settings: { sla: SLA }, db, clock, logger, pager: alerts, alerts },
    once: createOnce({ space: state.space<DeedEntry>('pages'), clock, leaseMs: 30_000 }),
  });
  const at = (channel: string) => board.messages.filter((one) => one.channel === channel);
  return { ...world, board, standing, desk, alerts, at, warnings };
}

const statusOf = (alert: { readonly content: Alert } | undefined) =>
  alert?.content.section.lines?.[0];

describe('alerts', () => {
  it('tell whoever is called and the channel, and go on telling how it stands', async () => {
    await using world = await openDesk();
    const { desk, at, clock, board } = world;
    const { escalation } = await desk.escalate('1', { by: 'Kim', reason: 'it burns' });
    await desk.tick();
    const [inChannel] = at(CHANNEL);
    expect(inChannel?.content).toMatchObject({
      ...{ ref: '1', called: ['Nova'], about: ['What is known of 1.'], isBrief: false },
      section: { part: 'escalation', lines: ['**Nobody has answered yet.**', 'Why: it burns'] },
    });
    expect(at('@Nova')).toHaveLength(1);
    clock.pass(10);
    await desk.tick();
    const [first, second] = at(CHANNEL);
    expect(second).toMatchObject({
      thread: { id: first?.id },
      content: { isBrief: true, called: ['Richie'] },
    });
    expect(first?.content.section.notes?.join()).toContain('level 2 of 2, Richie was called');
    await desk.answer(escalation.id, { kind: 'take' }, 'Richie');
    await desk.tick();
    for (const message of board.messages) expect(statusOf(message)).toBe('**Richie** has it.');
    const { revisions } = board;
    await desk.tick();
    expect(board.revisions).toBe(revisions);
  });

  it('are left alone once what they tell is over', async () => {
    await using world = await openDesk();
    const { desk, standing, at } = world;
    const { escalation } = await desk.escalate('1', { by: 'Kim' });
    await desk.tick();
    await desk.answer(escalation.id, { kind: 'resolve' }, 'Nova');
    await desk.tick();
    await desk.tick();
    expect(statusOf(at(CHANNEL)[0])).toContain('**Resolved** by Nova');
    expect(await standing.list()).toEqual([]);
  });

  it('say no word of a ticket that was removed', async () => {
    await using world = await openDesk();
    const { desk, db, at } = world;
    await desk.escalate('1', { by: 'Kim', reason: 'Karin Okafor is angry' });
    await desk.tick();
    await db.write(async (writer) => {
      for (const [table, column] of [
        ['tickets', 'id'],
        ['escalations', 'ticket_id'],
        ['escalation_causes', 'ticket_id'],
        ['escalation_steps', 'ticket_id'],
      ])
        await writer.run(`DELETE FROM ${table} WHERE ${column} = 't:1'`);
    });
    await desk.tick();
    expect(JSON.stringify(at(CHANNEL))).not.toContain('Okafor');
    expect(JSON.stringify(at(CHANNEL))).not.toContain('Ticket 1');
    expect(statusOf(at(CHANNEL)[0])).toBe('Its ticket is no longer here.');
  });

  it('tell nothing of a ticket where somebody reads along who may not see it', async () => {
    await using world = await openDesk({ mayTell: async ({ kind }) => kind === 'person' });
    const { desk, at } = world;
    await desk.escalate('1', { by: 'Kim', reason: 'Karin Okafor is angry' });
    await desk.tick();
    const [inChannel] = at(CHANNEL);
    expect(inChannel?.content).toMatchObject({ ticket: null, ref: '1', about: [] });
    expect(JSON.stringify(inChannel?.content)).not.toContain('Okafor');
    expect(JSON.stringify(at('@Nova'))).toContain('Okafor');
  });

  it('that can’t be changed keep nobody from being called', async () => {
    await using world = await openDesk();
    const { desk, board, clock, at, warnings } = world;
    await desk.escalate('1', { by: 'Kim' });
    await desk.tick();
    board.revise = async () => {
      throw new Error('the network is gone');
    };
    clock.pass(10);
    await desk.tick();
    expect(at('@Richie')).toHaveLength(1);
    expect(warnings).toContain('an alert could not be brought up to date');
  });
});
