import type { App as BoltApp } from '@slack/bolt';
import type { App } from './app.ts';
import type { PeopleDirectory } from './bot/access/people-directory.ts';
import { viewerOf } from './bot/access/viewer.ts';
import type { Who } from './bot/access/who.ts';
import { type Access, may } from './core/access.ts';
import { UpstreamError } from './core/errors.ts';
import type { KnowledgeDesk } from './core/knowledge-desk.ts';
import type { AlertOutlet } from './join-escalations.ts';
import type { Tickets } from './join-tickets.ts';
import { registerAssign } from './surfaces/slack/assign/register-assign.ts';
import { createSlackNotices } from './surfaces/slack/assign/slack-notices.ts';
import { readSlackAddress } from './surfaces/slack/digests/slack-address.ts';
import { createFindPerson } from './surfaces/slack/escalate/find-person.ts';
import { registerEscalate } from './surfaces/slack/escalate/register-escalate.ts';
import { createSlackBoard } from './surfaces/slack/escalate/slack-board.ts';
import { registerKnowledge } from './surfaces/slack/knowledge/register-knowledge.ts';
import type { SlackTools } from './surfaces/slack/slack-surface.ts';
import { registerSuggest } from './surfaces/slack/suggest/register-suggest.ts';
import type { Speaking } from './surfaces/slack/talk/talk.ts';
import type { TalkParts } from './surfaces/slack/talk/talk-parts.ts';
import { createThreadMemory } from './surfaces/slack/talk/thread-memory.ts';
import { registerTickets } from './surfaces/slack/tickets/register-tickets.ts';
import { emailsOf } from './tickets/escalate/emails-of.ts';

type Joining = SlackTools & {
  readonly app: App;
  readonly who: Who;
  readonly directory: PeopleDirectory;
  readonly talk: TalkParts;
  /** What replies are made from; null: nothing is told of it. */
  readonly knowledge: KnowledgeDesk | null;
};

/** Tickets in Slack: their cards, commands about them, and calls for help. Gives what begins with Slack: telling people of tickets that are theirs. */
export function joinSlackTickets(
  bolt: BoltApp,
  tickets: Tickets,
  joining: Joining,
): () => AsyncDisposable {
  const { app, who, directory, knowledge } = joining;
  const { grantors, audit } = app.access;
  const parts = {
    tickets: tickets.desk,
    zone: app.settings.zone,
    async viewerOf({ user, team, jobKey }: Speaking) {
      const place = { team: team || null, channel: null };
      const access = await who.accessOf(user, place);
      const name = (await directory.person(user, place.team))?.name ?? null;
      return viewerOf(access, { name, turnId: jobKey, grantors, audit });
    },
  };
  registerTickets(bolt, parts);
  registerSuggest(bolt, parts);
  if (knowledge) registerKnowledge(bolt, { ...parts, knowledge });
  const agentOf = async (user: string, { team }: Speaking) =>
    (await who.accessOf(user, { team: team || null, channel: null })).agent;
  const { onCall, cover, audit: done } = tickets;
  registerEscalate(bolt, { ...parts, agentOf, onCall, cover, audit: done });
  registerAssign(bolt, { ...parts, agentOf, assigning: tickets.assigning.inWords });
  const reaching = reachingOf(joining);
  const outlet = outletOf(joining, reaching);
  tickets.reachBy(outlet);
  return () => {
    const board = createSlackNotices(reaching);
    const running = new AsyncDisposableStack();
    running.use(tickets.assigning.tellBy(board));
    running.use(tickets.postBy(board, (channel) => outlet.mayTell({ kind: 'channel', channel })));
    return running;
  };
}

/** What it takes to write to people about tickets. */
function reachingOf({ app: { db, clock, settings }, clientOf, talk }: Joining) {
  const { leave } = createThreadMemory(talk);
  const findPerson = createFindPerson({
    emailsOf: (name) => emailsOf(name, { db, people: settings.people }),
    clock,
  });
  return { clientOf, findPerson, leave, zone: settings.zone };
}

/** Nobody's own: what is posted by itself has the audience it has. */
const NOBODY: Access = { role: 'admin', agent: null, person: '' };

function outletOf({ who }: Joining, reaching: ReturnType<typeof reachingOf>): AlertOutlet {
  return {
    board: createSlackBoard(reaching),
    async mayTell(recipient) {
      if (recipient.kind === 'person') return true; // whom config/escalation.yaml names works on tickets
      const { team, id } = readSlackAddress(recipient.channel);
      try {
        return may(await who.audienceOf(NOBODY, { team, channel: id }), 'conversations');
      } catch (error) {
        if (!(error instanceof UpstreamError)) throw error;
        return false; // whoever is called has to be called; they can open the ticket
      }
    },
  };
}
