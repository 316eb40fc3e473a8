import { describe, expect, it } from 'vitest';
import { nowhere } from '../../../src/tickets/assign/assignment.ts';
import { decideAssignment } from '../../../src/tickets/assign/decide-assignment.ts';
import { isOnShift } from '../../../src/tickets/assign/roster.ts';
import { HOUR, member, NOW, settings, stateOf, ticket, waiting } from './team.ts';

const own = (id: string, owner: string) => ticket(id, { owner });

function decide(
  rules = settings(),
  {
    tickets = [ticket('1')],
    slot = nowhere('1'),
    now = NOW,
    ...rest
  }: Partial<{
    tickets: ReturnType<typeof ticket>[];
    slot: ReturnType<typeof nowhere>;
    now: number;
  }> &
    Parameters<typeof stateOf>[3] = {},
) {
  const { members } = stateOf(rules, tickets, [], { now, ...rest });
  const [first = ticket('1')] = tickets;
  return decideAssignment(first, slot, members, { team: { settings: rules, zone: 'UTC' }, now });
}

const whyNot = (decision: ReturnType<typeof decide>, name: string) =>
  decision.weighed.find((one) => one.name === name)?.whyNot.map(({ words }) => words);

describe('who gets a ticket', () => {
  it('is the least busy for their capacity', () => {
    const rules = settings({
      members: [member('Girly', { capacity: 10 }), member('Nova', { capacity: 2 })],
    });
    const tickets = [ticket('1'), own('2', 'Girly'), own('3', 'Girly'), own('4', 'Nova')];
    expect(decide(rules, { tickets })).toMatchObject({ assignee: 'Girly', reason: 'least busy' });
  });

  it('is then the more skilled, then the longest without one, then the first by name', () => {
    const needs = [{ when: { tag: ['vip'] }, needs: { german: 1 } }];
    const members = [
      member('Girly', { skills: { german: 2 } }),
      member('Nova', { skills: { german: 5 } }),
    ];
    const tickets = [ticket('1', { tags: ['VIP'] })];
    expect(decide(settings({ needs, members }), { tickets }).assignee).toBe('Nova');
    expect(decide(settings(), { last: { Girly: NOW - 1, Nova: NOW - 2 } }).assignee).toBe('Nova');
    expect(decide(settings(), { last: { Girly: NOW - 1 } }).assignee).toBe('Nova');
    expect(decide().assignee).toBe('Girly');
  });

  it('is nobody at capacity, and says what each has', () => {
    const tickets = ['2', '3'].flatMap((id) => [own(id, 'Girly'), own(`${id}b`, 'Nova')]);
    const decision = decide(settings(), { tickets: [ticket('1'), ...tickets] });
    expect(decision).toMatchObject({
      assignee: null,
      reason: 'everybody who could take it is at capacity',
    });
    expect(whyNot(decision, 'Nova')).toEqual(['has 2 of 2']);
  });

  it('counts what a priority costs, and limits of a priority', () => {
    const rules = settings({
      members: [member('Girly', { capacity: 3 }), member('Nova', { limits: { urgent: 0 } })],
      cost: { low: 1, medium: 1, high: 1, urgent: 3 },
    });
    const tickets = [ticket('1', { priority: 'urgent' }), own('2', 'Girly')];
    const decision = decide(rules, { tickets });
    expect(decision.assignee).toBeNull();
    expect(whyNot(decision, 'Girly')).toEqual(['has 1 of 3']);
    expect(whyNot(decision, 'Nova')).toEqual(['has 0 of 2', 'has 0 urgent tickets already']);
  });

  it('is nobody who is away, off shift, gone, or has given it away', () => {
    const absences = [
      { id: 'a', member: 'Girly', from: NOW, until: NOW + HOUR, note: null },
      { id: 'b', member: 'Nova', from: NOW - HOUR, until: NOW, note: null },
    ];
    const decision = decide(settings(), { absences });
    expect(decision).toMatchObject({ assignee: 'Nova', reason: 'the only one who could' });
    expect(whyNot(decision, 'Girly')).toEqual(['is away until 20 Nov 2026 10:00']);
    const slot = { ...nowhere('1'), excluded: [{ member: 'Nova', until: null }] };
    const declined = decide(settings(), { absences, slot });
    expect(declined).toMatchObject({
      assignee: null,
      reason: 'nobody who could take it is here now',
    });
    expect(whyNot(declined, 'Nova')).toEqual(['has given it away already']);
  });

  it('has the skills, unless the ticket waited too long; then that is said', () => {
    const rules = settings({
      needs: [{ when: { language: ['de'] }, needs: { german: 2 } }],
      relaxSkillsAfterMs: HOUR,
    });
    const tickets = [ticket('1', { language: 'de' })];
    const before = decide(rules, { tickets, slot: waiting('1', NOW - HOUR + 1) });
    expect(before).toMatchObject({
      ...{ assignee: null, isRelaxed: false },
      reason: 'nobody has the skills it needs',
    });
    expect(whyNot(before, 'Nova')).toEqual(['lacks german at level 2']);
    const after = decide(rules, { tickets, slot: waiting('1', NOW - HOUR) });
    expect(after).toMatchObject({ assignee: 'Girly', isRelaxed: true });
    expect(after.reason).toContain('skills no longer counted');
  });

  it('is not a manager', () => {
    const members = [member('Kim', { isInLine: false })];
    expect(decide(settings({ members }))).toMatchObject({
      ...{ assignee: null, reason: 'nobody takes tickets yet' },
    });
  });
});

describe('a shift', () => {
  const nights = member('Nova', {
    zone: 'America/Halifax',
    shifts: [{ from: 5 * 1440 + 1320, to: 6 * 1440 + 360 }], // Saturday 22:00 to Sunday 06:00
  });
  const on = (iso: string) => isOnShift(nights, Date.parse(iso), 'UTC');

  it('goes on over midnight by the clocks of its own zone', () => {
    expect(on('2026-11-22T01:59:59Z')).toBe(false); // Saturday 21:59:59 in Halifax
    expect(on('2026-11-22T02:00:00Z')).toBe(true);
    expect(on('2026-11-22T09:59:59Z')).toBe(true);
    expect(on('2026-11-22T10:00:00Z')).toBe(false);
  });

  it('is an hour longer in the night the clocks go back, and shorter when they go on', () => {
    expect(on('2026-11-01T01:00:00Z')).toBe(true); // 22:00 in summer time
    expect(on('2026-11-01T09:59:59Z')).toBe(true); // 05:59:59 in winter time
    expect(on('2026-11-01T10:00:00Z')).toBe(false);
    expect(on('2026-03-08T02:00:00Z')).toBe(true);
    expect(on('2026-03-08T09:00:00Z')).toBe(false); // 06:00 in summer time
  });

  it('runs past Sunday', () => {
    const late = member('Nova', { shifts: [{ from: 6 * 1440 + 1320, to: 7 * 1440 + 360 }] });
    expect(isOnShift(late, Date.parse('2026-11-23T05:00Z'), 'UTC')).toBe(true); // a Monday
  });
});
