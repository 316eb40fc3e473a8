import type { App } from './app.ts';
import { permitForAll } from './bot/access/permit.ts';
import { refusalOf } from './bot/access/refusal.ts';
import { createWho, type Who } from './bot/access/who.ts';
import { createDesk } from './bot/create-desk.ts';
import type { DigestLine } from './bot/home/home.ts';
import type { ChartSpec } from './core/answer.ts';
import type { KnowledgeDesk } from './core/knowledge-desk.ts';
import type { SlackSecrets } from './core/slack-config.ts';
import { createUpkeep } from './create-upkeep.ts';
import type { Digests } from './digests/digests.ts';
import { joinDigests } from './join-digests.ts';
import { joinSlackTickets } from './join-slack-tickets.ts';
import { joinTickets, type Tickets } from './join-tickets.ts';
import { createOnce } from './store/once.ts';
import type { SlackDigestsParts } from './surfaces/slack/digests/digest-parts.ts';
import { takeDigestWish } from './surfaces/slack/digests/make-digest.ts';
import { registerDigests } from './surfaces/slack/digests/register-digests.ts';
import { rememberDigest } from './surfaces/slack/digests/remember-digest.ts';
import { readSlackAddress } from './surfaces/slack/digests/slack-address.ts';
import { createSlackMessenger } from './surfaces/slack/digests/slack-messenger.ts';
import { registerHome } from './surfaces/slack/home/register-home.ts';
import { createSlackPeople } from './surfaces/slack/people.ts';
import { rightsOf } from './surfaces/slack/rights.ts';
import {
  createSlackSurface,
  type SlackParts,
  type SlackSurface,
  type SlackTools,
} from './surfaces/slack/slack-surface.ts';
import { isDirect } from './surfaces/slack/talk/conversation.ts';
import { registerTalk } from './surfaces/slack/talk/register-talk.ts';
import type { TalkParts } from './surfaces/slack/talk/talk-parts.ts';
import { createThreadMemory } from './surfaces/slack/talk/thread-memory.ts';

/** Slack, joined with what answers; null when it isn't set up. `waits` are for tests, which have less time. */
export function joinSlack(
  app: App,
  secrets: SlackSecrets | null,
  waits: Pick<SlackParts, 'pace' | 'patience' | 'socketWaits'> = {},
  tickets: Tickets = joinTickets(app),
  knowledge: KnowledgeDesk | null = null,
): SlackSurface | null {
  const { config, state, clock, logger, settings } = app;
  const { grantors, audit, ...access } = app.access;
  if (!config.slack || !secrets) return null;
  const desk = createDesk({ ...app, grantors, audit, threads: 'slack' });
  const once = createOnce({ space: state.space('slack-once'), clock });
  const upkeep = createUpkeep({ syncing: app.syncing, clock, zone: settings.zone, logger });
  let digests: Digests | null = null;
  let tellMembers: (() => AsyncDisposable) | null = null;
  const surface = createSlackSurface({
    ...waits,
    config: config.slack,
    secrets,
    state,
    clock,
    logger,
    register(bolt, { clientOf }) {
      const directory = createSlackPeople({ clientOf, clock, logger });
      const who = createWho({ ...access, directory, clock });
      const talk: TalkParts = {
        ...{ desk, state, once, clock, logger, zone: settings.zone },
        rightsOf: (asker) => rightsOf(asker, who),
      };
      const posting = joinDigests(app, digestsOutlet(app, { clientOf, talk, who }));
      digests = posting;
      const managing: SlackDigestsParts = {
        ...talk,
        digests: posting,
        refusal: refusalOf('digests', grantors).text,
        draw: drawing(app),
      };
      const takeOver: TalkParts['takeOver'] = (said) => takeDigestWish(said, managing);
      const { askDirectly } = registerTalk(bolt, { ...talk, takeOver });
      registerDigests(bolt, managing);
      tellMembers = joinSlackTickets(bolt, tickets, {
        ...{ app, clientOf, who, talk, directory, knowledge },
      });
      registerHome(bolt, {
        ...{ workspace: app.workspace, clock, zone: settings.zone, grantors, audit, upkeep },
        permissions: access.permissions,
        people: access.people,
        digests: () => digestLines(posting),
        accessOf: (user, team) => who.accessOf(user, { team: team || null, channel: null }),
        askDirectly,
      });
    },
  });
  return withBackground(surface, upkeep, () => [digests?.start(), tellMembers?.()]);
}

async function digestLines(digests: Digests): Promise<readonly DigestLine[]> {
  const all = await digests.list();
  return all.map(({ title, words, channel, nextAt, paused }) => ({
    ...{ title, schedule: words, nextAt, isPaused: paused },
    channel: channel === null ? null : readSlackAddress(channel).id,
  }));
}

const drawing =
  ({ charts }: App) =>
  (chart: ChartSpec) =>
    charts.draw(chart, { theme: 'light' });

type Joining = SlackTools & { readonly talk: TalkParts; readonly who: Who };

/** Where digests go in Slack: only what everybody in the channel may see, and its replies are follow-ups. */
function digestsOutlet(
  app: App,
  { clientOf, talk, who }: Joining,
): NonNullable<Parameters<typeof joinDigests>[1]> {
  const { logger, access } = app;
  const memory = createThreadMemory(talk);
  const teamOf = async () => (await (await clientOf()).auth.test()).team_id ?? '';
  return {
    messenger: createSlackMessenger({ clientOf, draw: drawing(app), logger }),
    async permitFor({ channel, owner }) {
      const { team, id } = readSlackAddress(channel);
      const place = { team, channel: isDirect(id) ? null : id };
      const asker = await who.accessOf(readSlackAddress(owner).id, place);
      const readers = (await who.audienceOf(asker, place)) ?? asker;
      return permitForAll(readers, access.grantors);
    },
    onPosted: (posted) => rememberDigest(posted, { desk: talk.desk, memory, teamOf }),
  };
}

/** Digests and notices begin when Slack does, and end before it; so do runs begun from there. */
function withBackground(
  surface: SlackSurface,
  upkeep: AsyncDisposable,
  begin: () => readonly (AsyncDisposable | undefined)[],
): SlackSurface {
  let running: ReturnType<typeof begin> = [];
  return {
    ...surface,
    async start() {
      await surface.start();
      running = begin();
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...running, upkeep].map((one) => one?.[Symbol.asyncDispose]()));
      await surface[Symbol.asyncDispose]();
    },
  };
}
