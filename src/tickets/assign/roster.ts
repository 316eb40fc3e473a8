import type { AssignmentSettings, Member } from '../../core/assignment-settings.ts';
import { isInStretches } from '../../core/week-stretch.ts';

/** Somebody away. Milliseconds since the epoch; `until` null: until they say that they are back. */
export type Absence = {
  readonly id: string;
  readonly member: string;
  readonly from: number;
  readonly until: number | null;
  readonly note: string | null;
};

/** What holds for a member right now. */
export type MemberState = {
  readonly member: Member;
  /** False: their account in every support system that has one is closed. */
  readonly isActive: boolean;
  readonly load: number;
  /** Open tickets by priority. */
  readonly open: Readonly<Record<string, number>>;
  readonly lastAssignedAt: number | null;
  readonly absence: Absence | null;
  readonly isOnShift: boolean;
};

export type IsOnShift = (member: Member, at: number, teamZone: string) => boolean;

export const isOnShift: IsOnShift = ({ shifts, zone }, at, teamZone) =>
  shifts === null || isInStretches(shifts, at, zone ?? teamZone);

export const isAwayAt = ({ from, until }: Absence, at: number): boolean =>
  from <= at && (until === null || at < until);

/** Those whom tickets can be given to: those of the file, else `known` agents of support systems. */
export function membersOf(
  { members, usual }: AssignmentSettings,
  known: readonly string[],
): readonly Member[] {
  if (members.length > 0) return members;
  return known.map((name) => ({ ...usual, name, aliases: [], emails: [] }));
}

/** The member somebody means, in any capitals, by alias, address, or first name where only one has it. */
export function findMember(members: readonly Member[], words: string): Member | null {
  const key = words.trim().toLowerCase();
  const called = members.find(({ name, aliases, emails }) =>
    [name, ...aliases, ...emails].some((one) => one.toLowerCase() === key),
  );
  if (called) return called;
  const byFirstName = members.filter(({ name }) => name.toLowerCase().split(' ', 1)[0] === key);
  return byFirstName.length === 1 ? (byFirstName[0] ?? null) : null;
}
