import type { Who } from '../../bot/access/who.ts';
import type { Rights } from '../../bot/desk.ts';

/** Where a person asks, as Slack names it. */
export type AskedBy = {
  readonly team: string;
  readonly user: string;
  /** null: between the person and Deskhand alone. */
  readonly channel: string | null;
};

/** What somebody may be told where they ask, and with whom reading along. Throws PermissionError for people who may ask nothing. */
export async function rightsOf({ team, user, channel }: AskedBy, who: Who): Promise<Rights> {
  const place = { team: team || null, channel };
  const access = await who.accessOf(user, place);
  const audience = await who.audienceOf(access, place);
  return { access, ...(audience && { audience }) };
}
