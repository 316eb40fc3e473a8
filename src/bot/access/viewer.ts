import { type Access, may } from '../../core/access.ts';
import { PermissionError } from '../../core/errors.ts';
import type { Viewer } from '../../core/ticket-card.ts';
import type { Refused } from '../create-desk.ts';
import { type Grantors, refusalOf } from './refusal.ts';

/** Somebody as those who have something to say about tickets know them. `name`: what to call them who are no agent in the data. */
export function viewerOf(
  access: Access,
  {
    name,
    turnId,
    grantors,
    audit,
  }: {
    readonly name: string | null;
    /** What a refusal is written down with. */
    readonly turnId: string;
    readonly grantors: Grantors;
    readonly audit: (refused: Refused) => void;
  },
): Viewer {
  const { agent, person, role } = access;
  return {
    name: agent ?? name ?? person,
    agent,
    may: (ability) => may(access, ability),
    check(ability) {
      if (may(access, ability)) return;
      audit({ person, role, ability, turnId });
      throw new PermissionError(refusalOf(ability, grantors).text);
    },
  };
}
