import { type Access, type Audience, lesser, type Place, type Role } from '../../core/access.ts';
import type { Permissions } from '../../core/permissions.ts';
import { type AccessParts, accessOrNone } from './access-of.ts';

const NOBODY: Audience = { role: null, agent: null };

/**
 * The least of all who read in a place; undefined where it is the asker alone. What is posted by itself has an asker of no id. Too many to look at one by one, or not to be found out:
 * the least anybody could be.
 */
export async function audienceOf(
  asker: Access,
  place: Place,
  parts: AccessParts,
): Promise<Audience | undefined> {
  if (place.channel === null) return undefined;
  const { members, isShared } = await parts.directory.channel(place.channel, place.team);
  if (members === null) return { role: leastOf(parts.permissions, isShared), agent: null };
  return leastAccess([...new Set([asker.person, ...members])].filter(Boolean), place, parts);
}

/** The least of these people, bots not counted; undefined for one alone. Agents' own figures are none of anybody else's. */
async function leastAccess(
  members: readonly string[],
  place: Place,
  parts: AccessParts,
): Promise<Audience | undefined> {
  const seen = await Promise.all(members.map((id) => parts.directory.person(id, place.team)));
  const people = members.filter((_, index) => seen[index]?.isBot !== true);
  if (people.length <= 1) return undefined;
  const all = await Promise.all(people.map((id) => accessOrNone(id, place, parts)));
  const roles = all.map((access) => access?.role ?? null);
  return roles.reduce<Audience>(
    (least, role) =>
      role === null || least.role === null
        ? NOBODY
        : { role: lesser(least.role, role), agent: null },
    { role: 'admin', agent: null },
  );
}

/** The least role anybody could have; null where outsiders read along and get nothing. */
function leastOf(permissions: Permissions, isShared: boolean): Role | null {
  const { default: usual, guests, outsiders, users, groups, channels } = permissions;
  if (isShared && outsiders === null) return null;
  const given = [...users.values(), ...groups.values(), ...channels.values()];
  return [guests, ...(isShared && outsiders ? [outsiders] : []), ...given].reduce(lesser, usual);
}
