import type { UsersInfoResponse, WebClient } from '@slack/web-api';
import type {
  ChannelSeen,
  PeopleDirectory,
  PersonSeen,
} from '../../bot/access/people-directory.ts';
import type { Clock } from '../../core/clock.ts';
import { UpstreamError } from '../../core/errors.ts';
import type { Log } from './log.ts';
import { createShelf } from './shelf.ts';
import { reasonOf } from './talk/refusals.ts';

export type SlackPeopleParts = {
  /** For the workspace there is when it isn't named. */
  clientOf(teamId?: string): Promise<WebClient>;
  readonly clock: Clock;
  readonly logger: Log;
};

/** What Slack said of people, groups and channels is believed so long. */
const KEPT_MS = 10 * 60_000;
const PAGE = 200;
const MOST_PEOPLE_PAGES = 25;
const MOST_MEMBERS = 1000;
/** More people of a channel than this who aren't known yet are looked up all at once. */
const ONE_BY_ONE = 15;

type Team = string | null;

/** Who is who in Slack. Slack not answering is an UpstreamError, but for channels it won't tell of: those count as too large to look at. */
export function createSlackPeople({ clientOf, clock, logger }: SlackPeopleParts): PeopleDirectory {
  const people = createShelf<PersonSeen | null>({ clock, keepMs: KEPT_MS, most: 20_000 });
  const handles = createShelf<ReadonlyMap<string, string>>({ clock, keepMs: KEPT_MS, most: 100 });
  const groups = createShelf<ReadonlySet<string>>({ clock, keepMs: KEPT_MS, most: 1000 });
  const channels = createShelf<ChannelSeen>({ clock, keepMs: KEPT_MS, most: 1000 });
  const listings = createShelf<true>({ clock, keepMs: KEPT_MS, most: 100 });

  const reach = (team: Team) => clientOf(team ?? undefined);
  const key = (team: Team, id: string): string => `${team ?? ''} ${id}`;

  const person = (id: string, team: Team) =>
    people.get(key(team, id), async () => {
      const client = await reach(team);
      try {
        const { user } = await told('who somebody is', () => client.users.info({ user: id }));
        return user ? personIn(user, team) : null;
      } catch (error) {
        if (reasonOf(causeOf(error)) === 'user_not_found') return null;
        throw error;
      }
    });

  /** Everybody of a workspace at once, as far as so many pages go. */
  const listAll = (team: Team) =>
    listings.get(team ?? '', async () => {
      const client = await reach(team);
      const pages = pagesOf('who is here', (page) => client.users.list(page));
      let taken = 0;
      for await (const { members = [] } of pages) {
        for (const user of members) people.put(key(team, user.id ?? ''), personIn(user, team));
        taken += 1;
        if (taken === MOST_PEOPLE_PAGES) break;
      }
      return true;
    });

  const channel = (id: string, team: Team) =>
    channels.get(key(team, id), async () => {
      const client = await reach(team);
      const members = await membersOf(client, id);
      if (members === null) return { members, isShared: await isShared(client, id) };
      const isKnown = (one: string) => people.has(key(team, one));
      if (members.filter((one) => !isKnown(one)).length > ONE_BY_ONE) await listAll(team);
      const strange = members.filter((one) => !isKnown(one)).length;
      return { members: strange > ONE_BY_ONE ? null : members, isShared: strange > 0 };
    });

  return {
    person,
    async groupMembers(group, team) {
      const client = await reach(team);
      const id = group.startsWith('@')
        ? (await handles.get(team ?? '', () => handlesOf(client))).get(group.toLowerCase())
        : group;
      if (id === undefined) {
        logger.warn({ group }, 'config/permissions.yaml names a user group Slack does not know');
        return new Set();
      }
      return groups.get(key(team, id), async () => {
        const asked = () => client.usergroups.users.list({ usergroup: id });
        return new Set((await told('who is in a user group', asked)).users ?? []);
      });
    },
    async channel(id, team) {
      try {
        return await channel(id, team);
      } catch (error) {
        if (!(error instanceof UpstreamError)) throw error;
        logger.warn({ err: error, channel: id }, 'could not see who is in a channel');
        return { members: null, isShared: true };
      }
    },
  };
}

type User = NonNullable<UsersInfoResponse['user']> & { readonly is_stranger?: boolean };

const SLACK_ITSELF = 'USLACKBOT';

function personIn(user: User, team: Team): PersonSeen {
  const { id = '', profile } = user;
  return {
    id,
    email: profile?.email ?? null,
    name: profile?.display_name || profile?.real_name || null,
    isWorkspaceAdmin: [user.is_admin, user.is_owner, user.is_primary_owner].includes(true),
    isGuest: [user.is_restricted, user.is_ultra_restricted].includes(true),
    isOutsider: isOfElsewhere(user, team),
    isBot: user.is_bot === true || id === SLACK_ITSELF,
  };
}

/** Of another workspace, and not one of the same organisation. */
function isOfElsewhere(user: User, team: Team): boolean {
  if (user.is_stranger === true) return true;
  if (team === null || !user.team_id || user.team_id === team) return false;
  return !(user.enterprise_user?.teams ?? []).includes(team);
}

/** null: more than can be looked at. */
async function membersOf(client: WebClient, channel: string): Promise<readonly string[] | null> {
  const found: string[] = [];
  const ask = (page: Page) => client.conversations.members({ channel, ...page });
  for await (const { members = [] } of pagesOf('who is in a channel', ask)) {
    found.push(...members);
    if (found.length > MOST_MEMBERS) return null;
  }
  return found;
}

type Page = { readonly limit: number; readonly cursor?: string };
type Paged = { readonly response_metadata?: { readonly next_cursor?: string } };

async function* pagesOf<T extends Paged>(
  what: string,
  ask: (page: Page) => Promise<T>,
): AsyncGenerator<T> {
  let cursor: string | undefined;
  do {
    const page = await told(what, () => ask({ limit: PAGE, ...(cursor && { cursor }) }));
    yield page;
    cursor = page.response_metadata?.next_cursor;
  } while (cursor);
}

async function isShared(client: WebClient, channel: string): Promise<boolean> {
  const asked = () => client.conversations.info({ channel });
  const seen = (await told('what a channel is', asked)).channel;
  return seen?.is_ext_shared === true || seen?.is_pending_ext_shared === true;
}

async function handlesOf(client: WebClient): Promise<ReadonlyMap<string, string>> {
  const { usergroups = [] } = await told('its user groups', () => client.usergroups.list());
  return new Map(
    usergroups.flatMap(({ handle, id }) =>
      handle && id ? [[`@${handle.toLowerCase()}`, id]] : [],
    ),
  );
}

/** Anything Slack's client throws is Slack not telling us. */
async function told<T>(what: string, asking: () => Promise<T>): Promise<T> {
  try {
    return await asking();
  } catch (cause) {
    const reason = reasonOf(cause) ?? 'no answer';
    throw new UpstreamError(
      `Slack did not say ${what} (${reason}), so I can’t tell what may be shown here. Try it once more.`,
      { cause },
    );
  }
}

const causeOf = (error: unknown): unknown => (error instanceof UpstreamError ? error.cause : error);
