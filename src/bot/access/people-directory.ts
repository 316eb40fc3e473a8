import type { Place } from '../../core/access.ts';

/** Somebody on the chat platform, as far as it matters who they are. */
export type PersonSeen = {
  readonly id: string;
  readonly email: string | null;
  /** What others call them; null or left out: it isn't said. */
  readonly name?: string | null;
  readonly isWorkspaceAdmin: boolean;
  readonly isGuest: boolean;
  /** Of another workspace, in a shared channel. */
  readonly isOutsider: boolean;
  readonly isBot: boolean;
};

/** Who is who on a chat platform; each surface has its own. What it can't find out it throws as UpstreamError. */
export interface PeopleDirectory {
  /** null: nobody by that id. */
  person(id: string, team: Place['team']): Promise<PersonSeen | null>;
  /** Members of a user group by its id or its `@handle`; none when there is no such group. */
  groupMembers(group: string, team: Place['team']): Promise<ReadonlySet<string>>;
  channel(id: string, team: Place['team']): Promise<ChannelSeen>;
}

export type ChannelSeen = {
  /** null: more than are looked at one by one. */
  readonly members: readonly string[] | null;
  /** Whether people of other workspaces are in it. */
  readonly isShared: boolean;
};

/** Who somebody is in the data, by e-mail address: an agent's name as it stands in `agent` columns; null: nobody. */
export type FindAgent = (email: string) => Promise<string | null>;
