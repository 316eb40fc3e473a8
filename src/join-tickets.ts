import type { App } from './app.ts';
import type { TicketDesk, TicketPart } from './core/ticket-card.ts';
import { createTicketDesk } from './tickets/card/create-ticket-desk.ts';
import { customerPart } from './tickets/card/customer-line.ts';
import { historyPart, messagesPart } from './tickets/card/story-parts.ts';

/** Tickets with what there is to know and do about each. `parts` stand between who asks and what was written, in their order. */
export function joinTickets(
  { db, logger, settings: { zone } }: Pick<App, 'db' | 'logger' | 'settings'>,
  parts: readonly TicketPart[],
): TicketDesk {
  return createTicketDesk({
    ...{ db, logger },
    parts: [customerPart({ db }), ...parts, messagesPart({ db, zone }), historyPart({ db, zone })],
  });
}
