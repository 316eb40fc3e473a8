import { type Ability, may, type Role } from '../../../src/core/access.ts';
import { PermissionError } from '../../../src/core/errors.ts';
import type { Viewer } from '../../../src/core/ticket-card.ts';

/** Somebody of a role; `agent`: who they are in the data. */
export const viewer = (role: Role, agent: string | null = null): Viewer => ({
  ...{ name: agent ?? role, agent },
  may: (ability: Ability) => may({ role }, ability),
  check(ability) {
    if (!may({ role }, ability)) throw new PermissionError(`${role} may not ${ability}`);
  },
});
