import { refusalOf } from '../../../bot/access/refusal.ts';
import type { Refused } from '../../../bot/create-desk.ts';
import type { HomeParts as BuildParts } from '../../../bot/home/build-home.ts';
import type { Upkeep } from '../../../bot/upkeep.ts';
import { type Ability, type Access, may } from '../../../core/access.ts';
import { PermissionError } from '../../../core/errors.ts';
import type { Permissions } from '../../../core/permissions.ts';
import type { Person } from '../../../core/settings.ts';
import type { Speaking } from '../talk/talk.ts';

export type HomeParts = Omit<BuildParts, 'hasSystems'> & {
  readonly upkeep: Upkeep;
  readonly permissions: Permissions;
  readonly people: readonly Person[];
  /** Told of every refusal. */
  readonly audit: (refused: Refused) => void;
  accessOf(user: string, team: string): Promise<Access>;
  /** Answers a question as a direct message to whoever asks. */
  askDirectly(words: string, speaking: Speaking): Promise<void>;
};

/** Whoever may. Throws PermissionError for anybody else, which is written down. */
export async function admitted(
  { user, team, jobKey }: Speaking,
  ability: Ability,
  { accessOf, grantors, audit }: HomeParts,
): Promise<Access> {
  const access = await accessOf(user, team);
  if (may(access, ability)) return access;
  audit({ person: access.person, role: access.role, ability, turnId: jobKey });
  throw new PermissionError(refusalOf(ability, grantors).text);
}
