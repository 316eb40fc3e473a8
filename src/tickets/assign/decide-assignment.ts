import type { AssignmentSettings, Priority, Skills } from '../../core/assignment-settings.ts';
import { formatCounted } from '../../core/format.ts';
import { formatInstant } from '../../core/format-time.ts';
import type { Decision, Slot, Ticket, Weighed, WhyNotKind } from './assignment.ts';
import { needsOf } from './needs-of.ts';
import type { MemberState } from './roster.ts';

export type Team = {
  readonly settings: AssignmentSettings;
  /** The team's zone. */
  readonly zone: string;
};

/** Tickets that have waited too long, by the member who gets no other before. */
export type KeptFree = ReadonlyMap<string, Ticket>;

/** What an open ticket takes of a capacity; one without a priority as one of medium. */
export function costOf(
  { priority }: Pick<Ticket, 'priority'>,
  { cost }: AssignmentSettings,
): number {
  return cost[priority ?? 'medium'];
}

/**
 * Who gets a ticket now: of those who may, the one with the smallest load for their capacity, then the highest skill, then the longest
 * since their last assignment, then by name. The same state gives the same answer. Skills are waived once it has waited long enough.
 * `members` count this ticket in nobody's load.
 */
export function decideAssignment(
  ticket: Ticket,
  slot: Slot,
  members: readonly MemberState[],
  {
    team,
    now,
    kept = new Map(),
  }: { readonly team: Team; readonly now: number; readonly kept?: KeptFree },
): Decision {
  const { settings } = team;
  const needs = needsOf(ticket, settings.needs);
  const hasNeeds = Object.keys(needs).length > 0;
  const waited = slot.waiting ? now - slot.waiting.since : 0;
  const isPatient = settings.relaxSkillsAfterMs === null || waited < settings.relaxSkillsAfterMs;
  const weigh = (isRelaxed: boolean) =>
    members
      .map((state) => weighMember(state, { ticket, slot, needs, isRelaxed, team, now, kept }))
      .toSorted(byTurn);
  const strict = weigh(false);
  // Somebody with the skills comes first, however long it has waited.
  const isRelaxed = hasNeeds && !isPatient && !strict.some(isEligible);
  const weighed = isRelaxed ? weigh(true) : strict;
  const best = weighed[0] && isEligible(weighed[0]) ? weighed[0] : null;
  return {
    ...{ at: now, assignee: best?.name ?? null, needs, isRelaxed, weighed },
    reason: best ? whyThem(best, weighed, isRelaxed) : whyNobody(weighed),
  };
}

type Weighing = {
  readonly ticket: Ticket;
  readonly slot: Slot;
  readonly needs: Skills;
  readonly isRelaxed: boolean;
  readonly team: Team;
  readonly now: number;
  readonly kept: KeptFree;
};

const isEligible = ({ whyNot }: Weighed): boolean => whyNot.length === 0;

/** Everything that speaks against one member. */
function weighMember(state: MemberState, weighing: Weighing): Weighed {
  const { member, load, lastAssignedAt } = state;
  const { needs, isRelaxed } = weighing;
  const whyNot = [
    ...whyNotAvailable(state, weighing),
    ...(isRelaxed ? [] : whyNotSkilled(member.skills, needs)),
    ...whyNotFree(state, weighing),
  ];
  const level = Object.keys(needs).reduce((sum, skill) => sum + (member.skills[skill] ?? 0), 0);
  return { name: member.name, load, capacity: member.capacity, level, lastAssignedAt, whyNot };
}

type WhyNots = Weighed['whyNot'];

const because = (kind: WhyNotKind, words: string): WhyNots => [{ kind, words }];

function whyNotAvailable(state: MemberState, { slot, team, now }: Weighing): WhyNots {
  const { member, isActive, absence } = state;
  const excluded = slot.excluded.find(
    (one) => one.member === member.name && (one.until === null || now < one.until),
  );
  const time = (at: number) => formatInstant(new Date(at).toISOString(), team.zone);
  const until = absence?.until == null ? '' : ` until ${time(absence.until)}`;
  return [
    ...(member.isInLine ? [] : because('not in line', 'gets tickets by hand only')),
    ...(isActive ? [] : because('inactive', 'has no active account')),
    ...(!excluded
      ? []
      : because(
          'declined',
          excluded.until === null
            ? 'has given it away already'
            : `did not accept it in time, and is not asked again until ${time(excluded.until)}`,
        )),
    ...(absence ? because('away', `is away${until}`) : []),
    ...(state.isOnShift ? [] : because('off shift', 'is off shift')),
  ];
}

function whyNotSkilled(skills: Skills, needs: Skills): WhyNots {
  const missing = Object.entries(needs).filter(([skill, level]) => (skills[skill] ?? 0) < level);
  if (missing.length === 0) return [];
  const words = missing.map(([skill, level]) => (level > 1 ? `${skill} at level ${level}` : skill));
  return because('missing skill', `lacks ${words.join(', ')}`);
}

function whyNotFree(
  { member, load, open }: MemberState,
  { ticket, team, kept }: Weighing,
): WhyNots {
  const other = kept.get(member.name);
  const priority: Priority = ticket.priority ?? 'medium';
  const limit = member.limits[priority];
  const cost = costOf(ticket, team.settings);
  return [
    ...(other
      ? because('kept free', `is kept free for ticket ${other.ref}, which has waited too long`)
      : []),
    ...(load + cost <= member.capacity
      ? []
      : because('full', `has ${rounded(load)} of ${rounded(member.capacity)}`)),
    ...(limit === undefined || (open[priority] ?? 0) < limit
      ? []
      : because('full', `has ${formatCounted(open[priority] ?? 0, `${priority} ticket`)} already`)),
  ];
}

/** Those who may come first; the order of the rest is the same, for whoever reads why. */
function byTurn(one: Weighed, other: Weighed): number {
  return (
    Number(one.whyNot.length > 0) - Number(other.whyNot.length > 0) ||
    shareOf(one) - shareOf(other) ||
    other.level - one.level ||
    (one.lastAssignedAt ?? 0) - (other.lastAssignedAt ?? 0) ||
    (one.name < other.name ? -1 : Number(one.name > other.name))
  );
}

function shareOf({ load, capacity }: Weighed): number {
  return capacity > 0 ? load / capacity : Number.MAX_VALUE;
}

function whyThem(best: Weighed, weighed: readonly Weighed[], isRelaxed: boolean): string {
  const others = weighed.filter((one) => one !== best && isEligible(one));
  const waived = isRelaxed ? '; it had waited so long that skills no longer counted' : '';
  if (others.length === 0) return `the only one who could${waived}`;
  const [next] = others;
  if (!next || shareOf(best) < shareOf(next)) return `least busy${waived}`;
  if (best.level > next.level) return `as busy as others, and more skilled${waived}`;
  if (best.lastAssignedAt !== next.lastAssignedAt)
    return `as busy as others, and longest without a new one${waived}`;
  return `as good as others, first by name${waived}`;
}

const TAKEN: ReadonlySet<WhyNotKind> = new Set(['full', 'kept free']);

/** Said by what stands between each member and the ticket first, without figures that move. */
function whyNobody(weighed: readonly Weighed[]): string {
  const inLine = weighed.filter(({ whyNot }) => whyNot[0]?.kind !== 'not in line');
  if (inLine.length === 0) return 'nobody takes tickets yet';
  const skilled = inLine.filter(
    ({ whyNot }) => !whyNot.some(({ kind }) => kind === 'missing skill'),
  );
  if (skilled.length === 0) return 'nobody has the skills it needs';
  const here = skilled.filter(({ whyNot }) => whyNot.every(({ kind }) => TAKEN.has(kind)));
  if (here.length > 0) return 'everybody who could take it is at capacity';
  const willing = skilled.filter(({ whyNot }) => !whyNot.some(({ kind }) => kind === 'declined'));
  return willing.length === 0
    ? 'everybody who could take it has passed it on'
    : 'nobody who could take it is here now';
}

const rounded = (value: number): string => String(Math.round(value * 100) / 100);
