import type { Facts } from '../../analytics/facts.ts';
import type { AskOptions, Workspace } from '../../ask/workspace.ts';
import { type Access, may } from '../../core/access.ts';
import type { Clock } from '../../core/clock.ts';
import { permitFor } from '../access/permit.ts';
import type { Grantors } from '../access/refusal.ts';
import { figureCards } from './figure-cards.ts';
import type { DigestLine, Home, TicketOrder } from './home.ts';
import { sourceCards } from './source-cards.ts';
import { breachingTickets, myTickets } from './ticket-lists.ts';

export type HomeParts = {
  readonly workspace: Workspace;
  readonly clock: Clock;
  readonly zone: string;
  readonly grantors: Grantors;
  /** What is posted by itself. */
  readonly digests: () => Promise<readonly DigestLine[]>;
  /** Whether a support system is set up, to be synced and tested. */
  readonly hasSystems: boolean;
};

export type HomeRequest = { readonly access: Access; readonly order?: TicketOrder };

const MOST_SUGGESTIONS = 4;
const LIVE_MS = 2 * 86_400_000;

/** Somebody's first page, under their own rights. */
export async function buildHome(request: HomeRequest, parts: HomeParts): Promise<Home> {
  const { access, order = 'newest' } = request;
  const { workspace, clock, zone, grantors } = parts;
  const permit = permitFor(access, undefined, grantors);
  const options: AskOptions = { permit };
  const now = clock.now();
  const { facts } = await workspace.knowledge(options);
  const isBare = facts.rows.tickets + facts.rows.chats === 0;
  const isLive = facts.newestAt !== null && now - Date.parse(facts.newestAt) <= LIVE_MS;
  const seesTickets = !isBare && may(access, 'conversations');
  const agent = may(access, 'own-figures') ? access.agent : null;
  const leadsTeam = may(access, 'named-figures');
  const [figures, mine, breaching, suggestions, digests] = await Promise.all([
    isBare ? [] : figureCards(workspace, { rows: facts.rows, isLive }, options),
    seesTickets && agent !== null ? myTickets(workspace, agent, { ...options, order }) : null,
    seesTickets ? breachingTickets(workspace, leadsTeam ? null : agent, options) : [],
    isBare ? [] : workspace.suggestions(options),
    parts.digests(),
  ]);
  return {
    role: access.role,
    agent: access.agent,
    missing: isBare ? missingWords(facts, access, parts) : null,
    sources: sourceCards(facts, { now, zone }),
    figuresTitle: isLive ? 'Today' : 'All of the data',
    figures,
    mine,
    breaching,
    digests,
    suggestions: suggestions.slice(0, MOST_SUGGESTIONS),
    may: {
      sync: may(access, 'sync') && parts.hasSystems,
      seeRuns: may(access, 'run-log') && parts.hasSystems,
      seePermissions: may(access, 'permissions'),
    },
    whoWords: whoWords(access),
    at: new Date(now).toISOString(),
    zone,
  };
}

function missingWords(
  { systems = [] }: Facts,
  access: Access,
  { hasSystems }: HomeParts,
): NonNullable<Home['missing']> {
  if (systems.some(({ running }) => running !== null)) {
    return {
      words: 'The first tickets are being read.',
      next: 'This takes a few minutes; press Refresh then.',
    };
  }
  if (hasSystems) {
    return {
      words: 'Nothing has been read yet.',
      next: may(access, 'sync') ? 'Press “Sync now” to begin.' : 'An admin can start it from here.',
    };
  }
  return {
    words: 'There is no data yet, and no support system is connected.',
    next: 'Whoever runs Deskhand can connect HubSpot, LiveChat or Zendesk by their tokens in .env, or import a file in the console.',
  };
}

function whoWords({ role, agent }: Access): string {
  if (agent !== null) return `You are ${agent} in the data, and ${articled(role)} here.`;
  return `You are ${articled(role)} here, and no agent in the data: your e-mail address beside your name in config/team.yaml makes “my tickets” work.`;
}

export const articled = (role: string): string => `${/^[aeiou]/.test(role) ? 'an' : 'a'} ${role}`;
