import type { AssignmentSettings, Member } from '../../../src/core/assignment-settings.ts';
import type { Slot, Ticket } from '../../../src/tickets/assign/assignment.ts';
import { nowhere } from '../../../src/tickets/assign/assignment.ts';
import type { AssignmentState, PlanParts } from '../../../src/tickets/assign/draft.ts';
import { type Absence, isAwayAt, type MemberState } from '../../../src/tickets/assign/roster.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const NOW = Date.parse('2026-11-20T09:00Z');

export const member = (name: string, rest: Partial<Member> = {}): Member => ({
  ...{ name, aliases: [], emails: [], isInLine: true, zone: null },
  ...{ skills: {}, capacity: 2, limits: {}, shifts: null },
  ...rest,
});

export const settings = (rest: Partial<AssignmentSettings> = {}): AssignmentSettings => ({
  members: [member('Girly'), member('Nova')],
  usual: { ...{ isInLine: true, zone: null, skills: {} }, capacity: 2, limits: {}, shifts: null },
  isAutomatic: true,
  acceptWithinMs: null,
  relaxSkillsAfterMs: null,
  patienceMs: 8 * HOUR,
  cost: { low: 1, medium: 1, high: 1, urgent: 1 },
  needs: [],
  ...rest,
});

export const ticket = (id: string, rest: Partial<Ticket> = {}): Ticket => ({
  ...{ id, source: 't', ref: id, subject: null, status: 'open', priority: 'medium' },
  ...{ pipeline: null, categories: [], language: null, tags: [], owner: null, isSettled: true },
  ...{ isTouchedSince: false, isAnalysed: true },
  ...rest,
});

export const waiting = (ticketId: string, since = NOW, reason = ''): Slot => ({
  ...nowhere(ticketId),
  waiting: { since, reason, owner: null },
});

/** A state worked out from tickets and slots, as the store does. */
export function stateOf(
  { members, cost }: AssignmentSettings,
  tickets: readonly Ticket[],
  slots: readonly Slot[] = [],
  {
    now = NOW,
    absences = [],
    last = {},
    fresh = [],
  }: {
    readonly now?: number;
    readonly absences?: readonly Absence[];
    readonly last?: Readonly<Record<string, number>>;
    readonly fresh?: readonly string[];
  } = {},
): AssignmentState {
  const bySlot = new Map(slots.map((slot) => [slot.ticketId, slot]));
  const held = tickets.flatMap((one) => {
    const slot = bySlot.get(one.id);
    const name = slot?.holding?.member ?? (slot?.waiting ? null : one.owner);
    return one.status === 'open' && name ? [{ name, priority: one.priority ?? 'medium' }] : [];
  });
  return {
    tickets: new Map(tickets.map((one) => [one.id, one])),
    slots: bySlot,
    fresh,
    members: members.map((one): MemberState => {
      const own = held.filter(({ name }) => name === one.name);
      const open: Record<string, number> = {};
      for (const { priority } of own) open[priority] = (open[priority] ?? 0) + 1;
      return {
        ...{ member: one, isActive: true, open, isOnShift: true },
        load: own.reduce((sum, { priority }) => sum + cost[priority], 0),
        lastAssignedAt: last[one.name] ?? null,
        absence: absences.find((each) => each.member === one.name && isAwayAt(each, now)) ?? null,
      };
    }),
  };
}

/** Ids `1`, `2`, … */
export function planParts(rest: AssignmentSettings = settings(), now = NOW): PlanParts {
  let count = 0;
  return {
    team: { settings: rest, zone: 'UTC' },
    now,
    newId: () => {
      count += 1;
      return String(count);
    },
  };
}
