import { describe, expect, it } from 'vitest';
import type {
  EscalationRule,
  RuleConditions,
} from '../../../src/tickets/escalate/escalation-setup.ts';
import { judgeRule, type TicketFacts } from '../../../src/tickets/escalate/judge-rule.ts';
import { addTickets, BEGAN, openWorld, SLA, setup } from './open-escalations.ts';

const NOW = Date.parse(BEGAN);
const HOUR = 3_600_000;

const rule = (when: RuleConditions, name = 'r'): EscalationRule => ({
  ...{ name, chain: 'usual', when, paused: false },
});
const facts = (rest: Partial<TicketFacts> = {}): TicketFacts => ({
  id: 't:1',
  ...{ priority: 'urgent', sentiment: -0.7, risk: 0.9, confidence: 0.2, company: 'Acme Ltd' },
  text: 'I will call my LAWYER\n now. Data  breach!',
  createdAt: NOW - HOUR / 2,
  updatedAt: NOW - HOUR / 4,
  firstResponseAt: null,
  reopenCount: 0,
  ...rest,
});
const judge = (when: RuleConditions, ticket = facts()) =>
  judgeRule(rule(when), ticket, { now: NOW, sla: SLA })?.reason.replaceAll('\u202f', ' ') ?? null;

describe('a rule', () => {
  it('holds for what is known and said, and tells why', () => {
    expect(judge({ priority: ['high', 'urgent'] })).toBe('urgent priority');
    expect(judge({ sentimentBelow: -0.6 })).toBe('sentiment −0.7');
    expect(judge({ riskAbove: 0.8 })).toBe('risk 90 %');
    expect(judge({ confidenceBelow: 0.3 })).toBe('only 20 % sure what it is about');
    expect(judge({ companies: ['acme ltd'] })).toBe('a ticket of Acme Ltd');
    expect(judge({ keywords: ['press', 'data breach'] })).toBe('mentions “data breach”');
    expect(judge({ priority: ['urgent'], riskAbove: 0.9 })).toBe('urgent priority, risk 90 %');
  });

  it('doesn’t for the rest', () => {
    expect(judge({ priority: ['low'] })).toBe(null);
    expect(judge({ sentimentBelow: -0.8 })).toBe(null);
    expect(judge({ keywords: ['law', 'breac', 'wyer'] })).toBe(null);
    expect(judge({ priority: ['urgent'], companies: ['Other'] })).toBe(null);
    const unknown = facts({
      priority: null,
      sentiment: null,
      risk: null,
      confidence: null,
      company: null,
    });
    for (const when of [
      { sentimentBelow: 1 },
      { riskAbove: 0 },
      { confidenceBelow: 1 },
      { slaWithinMs: HOUR * 99 },
      { companies: ['x'] },
    ])
      expect(judge(when, unknown)).toBe(null);
    expect(
      judgeRule({ ...rule({ riskAbove: 0 }), paused: true }, facts(), { now: NOW, sla: SLA }),
    ).toBe(null);
    expect(judge({})).toBe(null);
  });

  it('sees a target coming, missed, and the next one, as calls of their own', () => {
    const at = (minutes: number, rest: Partial<TicketFacts> = {}) =>
      judgeRule(
        rule({ slaWithinMs: HOUR / 2 }),
        facts({ createdAt: NOW - minutes * 60_000, ...rest }),
        { now: NOW, sla: SLA },
      );
    expect(at(29)).toBe(null);
    expect(at(30)).toMatchObject({
      reason: 'first response due in 30 min',
      cause: 'rule r, first response',
      since: NOW,
    });
    expect(at(90)).toMatchObject({ reason: 'first response overdue by 30 min' });
    expect(at(90, { firstResponseAt: NOW })).toBe(null);
    expect(at(7 * 60 + 40)).toMatchObject({
      reason: 'resolution due in 20 min',
      cause: 'rule r, resolution',
    });
    expect(at(90, { reopenCount: 2 })).toMatchObject({
      cause: 'rule r, first response, reopened 2',
    });
  });
});

describe('rules over the store', () => {
  const rules = [rule({ priority: ['urgent'] }, 'urgent'), rule({ keywords: ['lawyer'] }, 'grave')];
  const later = { created_at: '2026-11-20T09:05:00Z', updated_at: '2026-11-20T09:05:00Z' };

  it('escalate what came to hold since they were set, once, and fold what holds as well', async () => {
    await using world = await openWorld(setup({ rules }));
    await addTickets(world.db, ['old'], { priority: 'urgent' });
    expect(await world.open().tick()).toMatchObject({ opened: 0 });
    world.clock.pass(6);
    await addTickets(world.db, ['new'], { priority: 'urgent', ...later, description: 'my lawyer' });
    await addTickets(world.db, ['done'], { priority: 'urgent', ...later, status: 'solved' });
    await world.db.write((writer) =>
      writer.run(
        `INSERT INTO messages BY NAME SELECT 'm' AS id, 't:2' AS conversation_id, 'ticket' AS conversation_kind,
           'customer' AS author_kind, 'A lawyer!' AS text;
         UPDATE tickets SET updated_at = '2026-11-20 09:05:30' WHERE id = 't:2'`,
      ),
    );
    const desk = world.open();
    expect(await desk.tick()).toMatchObject({ opened: 2, begun: 2 });
    expect(await desk.tick()).toMatchObject({ opened: 0, begun: 0 });
    const open = await desk.list({ isOpen: true });
    expect(
      open
        .map(({ ticketId, causes }) => [
          ticketId,
          ...causes.map(({ reason, times }) => `${reason} ${times}`),
        ])
        .toSorted(),
    ).toEqual([
      ['t:2', 'mentions “lawyer” 1'],
      ['t:new', 'mentions “lawyer” 1', 'urgent priority 1'],
    ]);
    expect(open[0]?.openedBy).toMatch(/^rule (urgent|grave)$/);
    // Resolved by hand, while it still holds: nobody is called for it again, until it comes back.
    for (const { id } of open) await desk.answer(id, { kind: 'resolve' }, 'Nova');
    world.clock.pass(5);
    expect(await desk.tick()).toMatchObject({ opened: 0 });
    await world.db.write((writer) =>
      writer.run(
        `UPDATE tickets SET reopen_count = 1, updated_at = '2026-11-20 09:10:00' WHERE id = 't:new'`,
      ),
    );
    expect(await desk.tick()).toMatchObject({ opened: 1 });
  });

  it('go by the risk that stands with a ticket, once it was looked at', async () => {
    await using world = await openWorld(setup({ rules: [rule({ riskAbove: 0.8 }, 'risk')] }));
    const desk = world.open();
    await desk.tick();
    world.clock.pass(6);
    await addTickets(world.db, ['new', 'other'], later);
    expect(await desk.tick()).toMatchObject({ opened: 0 });
    await world.db.write((writer) =>
      writer.run(`UPDATE tickets SET escalation_risk = 0.85 WHERE id = 't:new'`),
    );
    expect(await desk.tick()).toMatchObject({ opened: 1 });
    expect((await desk.list())[0]).toMatchObject({ ticketId: 't:new', openedBy: 'rule risk' });
  });

  it('are off while their chain reaches nobody, and count from when it does', async () => {
    const nobody = setup().rotations.map((rotation) => ({ ...rotation, layers: [] }));
    const [first] = setup().chains;
    const chains = first ? [{ ...first, levels: first.levels.slice(0, 1) }] : [];
    const file = setup({ rules, rotations: nobody, chains });
    await using world = await openWorld(file);
    await world.open().tick();
    world.clock.pass(6);
    await addTickets(world.db, ['new'], { priority: 'urgent', ...later });
    expect(await world.open().tick()).toMatchObject({ opened: 0 });
    expect(await world.open({ file: setup({ rules }) }).tick()).toMatchObject({ opened: 0 });
    world.clock.pass(6);
    await addTickets(world.db, ['newer'], {
      priority: 'urgent',
      ...later,
      updated_at: '2026-11-20T09:10:00Z',
    });
    expect(await world.open({ file: setup({ rules }) }).tick()).toMatchObject({ opened: 1 });
  });
});
