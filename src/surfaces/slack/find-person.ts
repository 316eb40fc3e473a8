import type { WebClient } from '@slack/web-api';
import type { Clock } from '../../core/clock.ts';
import { UpstreamError } from '../../core/errors.ts';
import { createShelf } from './shelf.ts';
import { reasonOf } from './talk/refusals.ts';

/** The member id of whoever has one of these addresses, the first that is known; null: nobody here has. Throws UpstreamError where Slack won't say. */
export type FindPerson = (emails: readonly string[], team?: string) => Promise<string | null>;

const KEPT_MS = 10 * 60_000;
const MOST = 5000;
/** What Slack says where an address is nobody's, or of somebody who left. */
const UNKNOWN = new Set(['users_not_found', 'user_not_found', 'invalid_email']);

export function createFindPerson(parts: {
  clientOf(teamId?: string): Promise<WebClient>;
  readonly clock: Clock;
}): FindPerson {
  const shelf = createShelf<string | null>({ clock: parts.clock, keepMs: KEPT_MS, most: MOST });
  const lookUp = async (email: string, team: string | undefined): Promise<string | null> => {
    const client = await parts.clientOf(team);
    try {
      const { user } = await client.users.lookupByEmail({ email });
      return user?.deleted === true ? null : (user?.id ?? null);
    } catch (cause) {
      const reason = reasonOf(cause);
      if (reason !== null && UNKNOWN.has(reason)) return null;
      throw new UpstreamError(
        `Slack did not say who has an address (${reason ?? 'no answer'}), so they could not be written to.`,
        { cause },
      );
    }
  };
  return async (emails, team) => {
    for (const email of emails) {
      const found = await shelf.get(`${team ?? ''} ${email}`, () => lookUp(email, team));
      if (found !== null) return found;
    }
    return null;
  };
}
