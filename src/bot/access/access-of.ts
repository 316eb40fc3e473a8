import { type Access, isAtLeast, lesser, type Place, type Role } from '../../core/access.ts';
import { PermissionError, UpstreamError } from '../../core/errors.ts';
import type { Permissions } from '../../core/permissions.ts';
import type { Person } from '../../core/settings.ts';
import type { FindAgent, PeopleDirectory, PersonSeen } from './people-directory.ts';

export type AccessParts = {
  readonly permissions: Permissions;
  /** Those of config/team.yaml. */
  readonly people: readonly Person[];
  readonly directory: PeopleDirectory;
  readonly findAgent: FindAgent;
};

const OUTSIDE =
  'Deskhand answers people of this workspace only. Whoever edits config/permissions.yaml can let others in.';

/** Who this person is where they ask. Throws PermissionError for people of other workspaces, unless they are let in. */
export async function accessOf(id: string, place: Place, parts: AccessParts): Promise<Access> {
  const access = await accessOrNone(id, place, parts);
  if (!access) throw new PermissionError(OUTSIDE);
  return access;
}

/** The same; null for somebody who may see nothing. */
export async function accessOrNone(
  id: string,
  place: Place,
  parts: AccessParts,
): Promise<Access | null> {
  const seen = await parts.directory.person(id, place.team);
  const person = seen ?? strangerCalled(id);
  const role = await roleOf(person, place, parts);
  return role && { role, agent: await agentOf(person, parts), person: id };
}

/** An id the platform knows nobody by is treated as coming from outside. */
const strangerCalled = (id: string): PersonSeen => ({
  id,
  email: null,
  isWorkspaceAdmin: false,
  isGuest: false,
  isOutsider: true,
  isBot: false,
});

/** What is said most closely about somebody: as a user, of their groups, in the channel, in the team's file, as an admin of the workspace, by default. */
async function roleOf(person: PersonSeen, place: Place, parts: AccessParts): Promise<Role | null> {
  const { permissions } = parts;
  const own = permissions.users.get(person.id) ?? permissions.users.get(addressOf(person) ?? '');
  if (own) return own;
  const rest = restOf(person, place, parts);
  return permissions.groups.size === 0 ? rest : groupRole(person, place, rest, parts);
}

/** The highest role of the groups somebody is in. When groups can't be looked up, the least that could come of it. */
async function groupRole(
  { id }: PersonSeen,
  { team }: Place,
  rest: Role | null,
  { permissions: { groups }, directory }: AccessParts,
): Promise<Role | null> {
  try {
    const roles = await Promise.all(
      [...groups].map(async ([group, role]) =>
        (await directory.groupMembers(group, team)).has(id) ? role : null,
      ),
    );
    const held = roles.filter((role) => role !== null);
    return held.length > 0 ? held.reduce(higher) : rest;
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return rest && [...groups.values()].reduce(lesser, rest);
  }
}

const higher = (one: Role, other: Role): Role => (isAtLeast(one, other) ? one : other);

function restOf(
  person: PersonSeen,
  { channel }: Place,
  { permissions, people }: AccessParts,
): Role | null {
  const { channels, outsiders, guests } = permissions;
  if (person.isOutsider) return outsiders;
  const inChannel = channel === null ? undefined : channels.get(channel);
  if (inChannel) return inChannel;
  const listed = listedAs(person, people);
  if (listed && listed.role !== 'bot') return listed.role;
  if (person.isWorkspaceAdmin && permissions.workspaceAdmins) return 'admin';
  return person.isGuest ? guests : permissions.default;
}

async function agentOf(
  person: PersonSeen,
  { people, findAgent }: Pick<AccessParts, 'people' | 'findAgent'>,
): Promise<string | null> {
  const address = addressOf(person);
  if (address === null) return null;
  return listedAs(person, people)?.name ?? findAgent(address);
}

/** Somebody is known by their e-mail address, but what another workspace says is anybody's proves nothing. */
const addressOf = ({ email, isOutsider }: PersonSeen): string | null =>
  (!isOutsider && email?.trim().toLowerCase()) || null;

function listedAs(person: PersonSeen, people: readonly Person[]): Person | undefined {
  const address = addressOf(person);
  if (address === null) return undefined;
  return people.find(({ emails }) => emails.some((one) => one.trim().toLowerCase() === address));
}
