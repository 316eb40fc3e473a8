import type { WebClient } from '@slack/web-api';
import type { Clock } from '../../../core/clock.ts';
import { AskerError } from '../../../core/errors.ts';
import { createShelf } from '../shelf.ts';
import { reasonOf } from '../talk/refusals.ts';

const KEPT_MS = 10 * 60_000;
const MEMBER = /^[UW][A-Z0-9]{5,}$/;

export type FindPersonParts = {
  /** E-mail addresses of somebody by their name in the team. */
  emailsOf(name: string): Promise<readonly string[]>;
  readonly clock: Clock;
};

/** Finds people in Slack by their names in the team, or their member ids. Throws AskerError where Slack knows nobody of that name. */
export function createFindPerson({ emailsOf, clock }: FindPersonParts) {
  const known = createShelf<string>({ clock, keepMs: KEPT_MS, most: 1000 });
  return async (name: string, client: WebClient, team: string): Promise<string> => {
    if (MEMBER.test(name)) return name;
    return known.get(`${team} ${name}`, async () => {
      const emails = await emailsOf(name);
      for (const email of emails) {
        const user = await userWith(email, client);
        if (user !== null) return user;
      }
      throw new AskerError(
        emails.length === 0
          ? `${name} can’t be called: put their e-mail address beside their name in config/team.yaml.`
          : `${name} can’t be called: nobody in Slack has their e-mail address. config/team.yaml may name another.`,
      );
    });
  };
}

async function userWith(email: string, client: WebClient): Promise<string | null> {
  try {
    const { user } = await client.users.lookupByEmail({ email });
    return user?.id ?? null;
  } catch (error) {
    if (reasonOf(error) === 'users_not_found') return null;
    throw error;
  }
}
