import { AskerError } from '../../core/errors.ts';
import type {
  CardTicket,
  TicketCard,
  TicketDesk,
  TicketPart,
  Viewer,
  WaitingTickets,
} from '../../core/ticket-card.ts';
import type { Reader } from '../../store/database.ts';
import { readCardTicket, readCardTicketById } from './read-ticket.ts';

export type TicketDeskParts = {
  readonly db: Reader;
  /** In the order they are shown. */
  readonly parts: readonly TicketPart[];
  readonly logger: { error(fields: object, message: string): void };
};

const MOST_WAITING = 50;

/** Tickets over the store and whoever has something to say about them. */
export function createTicketDesk({ db, parts, logger }: TicketDeskParts): TicketDesk {
  const sectionOf = async (
    part: TicketPart,
    ticket: CardTicket,
    viewer: Viewer,
  ): Promise<TicketCard['sections']> => {
    try {
      const section = await part.section(ticket, viewer);
      return section ? [{ ...section, part: part.id }] : [];
    } catch (error) {
      // One part that fails must not keep the rest of a ticket from being seen.
      logger.error({ err: error, part: part.id }, 'a part of a ticket could not be shown');
      return [
        {
          title: 'Not to be had',
          lines: [`What “${part.id}” has to say can’t be shown now.`],
          part: part.id,
        },
      ];
    }
  };
  const waitingFor = async (
    part: TicketPart,
    { title, empty, list }: NonNullable<TicketPart['waiting']>,
    viewer: Viewer,
  ): Promise<WaitingTickets> => {
    const ids = await list(viewer);
    const tickets = await Promise.all(
      ids.slice(0, MOST_WAITING).map(async (id) => {
        const ticket = await readCardTicketById(db, id);
        const [section] = ticket ? await sectionOf(part, ticket, viewer) : [];
        return ticket && section ? [{ ticket, section }] : [];
      }),
    );
    const unshown = Math.max(0, ids.length - MOST_WAITING);
    return { part: part.id, title, empty, tickets: tickets.flat(), unshown };
  };
  return {
    async card(words, viewer) {
      viewer.check('conversations');
      const ticket = await readCardTicket(db, words);
      const sections = await Promise.all(parts.map((part) => sectionOf(part, ticket, viewer)));
      return { ticket, sections: sections.flat() };
    },
    async press(ticketId, id, press, viewer) {
      viewer.check('conversations');
      const part = parts.find((one) => one.id === id);
      if (!part?.act)
        throw new AskerError('That button is of an older version: open the ticket anew.');
      return part.act(press, await readCardTicket(db, ticketId), viewer);
    },
    async about(ticket) {
      const said = parts.map(async (part) => {
        try {
          return (await part.alert?.(ticket)) ?? [];
        } catch (error) {
          // Whoever is called has to be called, whatever else is known.
          logger.error({ err: error, part: part.id }, 'a part had nothing to say for an alert');
          return [];
        }
      });
      return (await Promise.all(said)).flat();
    },
    async pressing() {
      const counts = parts.map(async ({ id, waiting }) => {
        try {
          return (await waiting?.pressing?.()) ?? 0;
        } catch (error) {
          // It stands beside everything: nothing else may fail with it.
          logger.error({ err: error, part: id }, 'it could not be told how many tickets press');
          return 0;
        }
      });
      return (await Promise.all(counts)).reduce((sum, one) => sum + one, 0);
    },
    async waiting(viewer) {
      viewer.check('conversations');
      const rank = ({ waiting }: TicketPart) => (waiting?.pressing ? 0 : 1);
      return Promise.all(
        parts
          .toSorted((one, other) => rank(one) - rank(other))
          .flatMap((part) => (part.waiting ? [waitingFor(part, part.waiting, viewer)] : [])),
      );
    },
  };
}
