import type { App } from './app.ts';
import type { TicketDesk, TicketPart, Viewer } from './core/ticket-card.ts';
import { type Assigning, joinAssignments } from './join-assignments.ts';
import { type AlertOutlet, createReach, joinEscalations } from './join-escalations.ts';
import type { Suggesting } from './join-suggestions.ts';
import { auditPart } from './tickets/audit/audit-part.ts';
import { auditLine } from './tickets/audit/audit-words.ts';
import { createTicketDesk } from './tickets/card/create-ticket-desk.ts';
import { customerPart } from './tickets/card/customer-line.ts';
import { historyPart, messagesPart } from './tickets/card/story-parts.ts';
import { coverOnCall } from './tickets/escalate/cover-on-call.ts';
import { emailsOf } from './tickets/escalate/emails-of.ts';
import { escalationPart } from './tickets/escalate/escalation-part.ts';
import type { Escalations } from './tickets/escalate/escalations.ts';
import { createOnCallDesk, type OnCallDesk } from './tickets/escalate/on-call-desk.ts';
import { onCallLines } from './tickets/escalate/on-call-lines.ts';
import type { Prepare } from './tickets/escalate/prepare-alerts.ts';

/** Tickets on every surface, and what goes on about them by itself. */
export type Tickets = {
  readonly desk: TicketDesk;
  readonly escalations: Escalations;
  readonly assigning: Assigning;
  /** Who is on call, or one rotation's turns, a sentence each. */
  onCall(rotation: string): Promise<readonly string[]>;
  readonly onCallDesk: OnCallDesk;
  /** Puts somebody on call from now on, and says so; null for words that don't ask for that. */
  cover(words: string, viewer: Viewer): Promise<readonly string[] | null>;
  /** What was done about a ticket, as people name it, a sentence each. */
  audit(words: string): Promise<readonly string[]>;
  /** Posts there what is drafted before anybody asks, until disposed; undefined: nothing is. */
  postBy: Suggesting['postBy'];
  /** From here on people are called there. */
  reachBy(outlet: AlertOutlet): void;
};

/** Tickets with what there is to know and do about each. `parts` stand between who asks and the escalation, in their order. */
export function joinTickets(
  app: App,
  parts: readonly TicketPart[] = [],
  { postBy, suggestions }: Pick<Suggesting, 'postBy'> & Partial<Pick<Suggesting, 'suggestions'>> = {
    postBy: () => undefined,
  },
): Tickets {
  const { db, clock, logger, settings } = app;
  const { zone } = settings;
  const assigning = joinAssignments(app);
  const reach = createReach(app, (ticket) => desk.about(ticket));
  const escalations = joinEscalations(app, {
    ...reach,
    ...(suggestions && { prepare: draftingOf(suggestions) }),
  });
  const desk = createTicketDesk({
    ...{ db, logger },
    parts: [
      customerPart({ db }),
      assigning.part,
      ...parts,
      escalationPart({ escalations, clock, zone, isHeard: reach.isHeard }),
      messagesPart({ db, zone }),
      historyPart({ db, zone }),
      auditPart({ db, zone }),
    ],
  });
  const isKnown = async (name: string) =>
    (await emailsOf(name, { db, people: settings.people })).length > 0;
  return {
    desk,
    escalations,
    assigning,
    onCallDesk: createOnCallDesk({
      ...{ onCall: escalations.onCall, clock, isKnown },
      colleagues: async () => {
        const team = await assigning.assignments.team();
        const names = [...settings.people, ...team.map(({ member }) => member)].map(
          ({ name }) => name,
        );
        const reached = await Promise.all(names.map(isKnown));
        return names.filter((_, index) => reached[index]);
      },
    }),
    onCall: (rotation) => onCallLines(rotation, { onCall: escalations.onCall, clock }),
    cover: (words, viewer) =>
      coverOnCall(words, viewer, { onCall: escalations.onCall, clock, isKnown }),
    async audit(words) {
      const entries = await escalations.audit(words);
      return entries.map((entry) => auditLine(entry, zone));
    },
    postBy,
    reachBy: reach.by,
  };
}

/** Has a reply at hand for whoever is called: those who answer a call for help read what to say beside it. */
function draftingOf(suggestions: Suggesting['suggestions']): Prepare {
  return async ({ id, ticketId }, signal) => {
    if (await suggestions.latest(ticketId)) return;
    const key = `escalation:${id}`;
    await suggestions.suggest(ticketId, { by: 'Deskhand', key, isAutomatic: true, signal });
  };
}
