import { AskerError } from '../../core/errors.ts';
import type { Viewer } from '../../core/ticket-card.ts';
import type { Assigned, AssignmentStory, Assignments, Told } from './assignments.ts';
import { readUntil } from './read-until.ts';
import { type Absence, findMember, type MemberState } from './roster.ts';

/** A wish of somebody; the same `key` again is the same wish. */
export type Wished = { readonly viewer: Viewer; readonly key?: string | undefined };

/** Assignment as people use it, each as far as they may: agents for themselves, whoever may assign for all. Names and times as people say them. */
export interface AssignDesk {
  /** `to` “me”: to themselves; left out: to whoever is best, or into the queue. */
  assign(ticket: string, wished: Wished & { readonly to?: string | undefined }): Promise<Told>;
  accept(ticket: string, wished: Wished): Promise<Told>;
  decline(ticket: string, wished: Wished & { readonly reason?: string | undefined }): Promise<Told>;
  handOver(ticket: string, wished: Wished & { readonly to?: string | undefined }): Promise<Told>;
  why(ticket: string, viewer: Viewer): Promise<AssignmentStory>;
  list(viewer: Viewer): Promise<readonly Assigned[]>;
  team(viewer: Viewer): Promise<readonly MemberState[]>;
  /** `name` left out: they themselves. `until` such as “monday 9:00” or “2 h”; left out: until they say that they are back. */
  away(wished: Wished & AwayWish): Promise<Absence>;
  /** Who it is, and whether they were away. */
  back(wished: Wished & Pick<AwayWish, 'name'>): ReturnType<Assignments['back']>;
}

export type AwayWish = {
  readonly name?: string | undefined;
  readonly until?: string | undefined;
  readonly note?: string | undefined;
};

export type AssignDeskParts = {
  readonly assignments: Omit<Assignments, 'start' | 'look'>;
  readonly clock: { now(): number };
  /** The team's zone. */
  readonly zone: string;
};

export function createAssignDesk({ assignments, clock, zone }: AssignDeskParts): AssignDesk {
  const members = async () => (await assignments.team()).map(({ member }) => member);
  const isSelf = async (viewer: Viewer, name: string): Promise<boolean> =>
    viewer.agent !== null && findMember(await members(), name)?.name === viewer.agent;

  /** Throws PermissionError for what concerns others, where they may only act for themselves. */
  const check = (viewer: Viewer, isOwn: boolean) => viewer.check(isOwn ? 'own-tickets' : 'assign');
  const checkHolder = async (ticket: string, viewer: Viewer) => {
    const { holding } = await assignments.why(ticket);
    check(viewer, holding !== null && holding.member === viewer.agent);
  };
  const asked = ({ viewer, key }: Wished) => ({ by: nameOf(viewer), eventId: key });

  return {
    async assign(ticket, { to, ...wished }) {
      const { viewer } = wished;
      const whom = to === undefined ? undefined : isMe(to) ? selfOf(viewer) : to;
      check(viewer, whom !== undefined && (await isSelf(viewer, whom)));
      return assignments.assign(ticket, { ...asked(wished), to: whom });
    },
    async accept(ticket, wished) {
      await checkHolder(ticket, wished.viewer);
      return assignments.accept(ticket, asked(wished));
    },
    async decline(ticket, { reason, ...wished }) {
      await checkHolder(ticket, wished.viewer);
      return assignments.decline(ticket, { ...asked(wished), reason });
    },
    async handOver(ticket, { to, ...wished }) {
      await checkHolder(ticket, wished.viewer);
      return assignments.handOver(ticket, { ...asked(wished), to });
    },
    async why(ticket, viewer) {
      viewer.check('conversations');
      return assignments.why(ticket);
    },
    async list(viewer) {
      viewer.check('conversations');
      return assignments.list();
    },
    async team(viewer) {
      viewer.check('own-tickets');
      return assignments.team();
    },
    async away({ name, until, note, ...wished }) {
      const { viewer } = wished;
      const whom = name === undefined || isMe(name) ? selfOf(viewer) : name;
      check(viewer, await isSelf(viewer, whom));
      const member = findMember(await members(), whom);
      const at = until === undefined ? null : untilOf(until, clock.now(), member?.zone ?? zone);
      return assignments.away(whom, { until: at, note, ...asked(wished) });
    },
    async back({ name, ...wished }) {
      const { viewer } = wished;
      const whom = name === undefined || isMe(name) ? selfOf(viewer) : name;
      check(viewer, await isSelf(viewer, whom));
      return assignments.back(whom, asked(wished));
    },
  };
}

const isMe = (name: string): boolean => /^(?:me|myself|i)$/i.test(name.trim());

const nameOf = ({ agent, name }: Viewer): string => agent ?? name;

function selfOf({ agent }: Viewer): string {
  if (agent !== null) return agent;
  throw new AskerError(
    'I don’t know which agent you are: your e-mail address has to stand beside your name in config/team.yaml. Or name somebody.',
  );
}

function untilOf(words: string, now: number, zone: string): number {
  const at = readUntil(words, { now, zone });
  if (at !== null) return at;
  throw new AskerError(
    `“${words}” is no time that is to come. Say it like 15:00, tomorrow 9:00, monday, 24 dec or 2 h.`,
  );
}
