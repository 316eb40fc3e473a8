import { AskerError } from '../../src/core/errors.ts';
import type { CardTicket, Press, TicketCard, TicketDesk } from '../../src/core/ticket-card.ts';

export const FAKE_TICKET: CardTicket = {
  ...{ id: 'zendesk:4312', source: 'zendesk', ref: '4312' },
  subject: 'Parcel never arrived',
  description: null,
  ...{ status: 'open', priority: 'urgent', category: 'shipping', channel: 'email' },
  requester: { id: 'kim@example.com', name: 'Kim Park', email: 'kim@example.com' },
  ...{ company: 'Acme Ltd', agent: null, tags: ['vip'] },
  ...{ createdAt: '2026-11-20T12:00:00Z', updatedAt: '2026-11-21T12:00:00Z' },
  ...{ firstResponseAt: null, resolvedAt: null, url: 'https://acme.example/tickets/4312' },
};

export type Pressed = Press & { readonly ticketId: string; readonly part: string };

/** One ticket, with the sections it is given; remembers what was pressed. Nothing can be done in vain. */
export function createFakeTicketDesk(
  sections: TicketCard['sections'] = [],
): TicketDesk & { readonly presses: readonly Pressed[] } {
  const presses: Pressed[] = [];
  const [section] = sections;
  return {
    presses,
    async card(words) {
      if (words !== FAKE_TICKET.id && words !== FAKE_TICKET.ref)
        throw new AskerError(`There is no ticket ${words}.`);
      return { ticket: FAKE_TICKET, sections };
    },
    async press(ticketId, part, press) {
      if (press.words === 'in vain') throw new AskerError('That is no reason.');
      presses.push({ ...press, ticketId, part });
      return 'Done as you said.';
    },
    about: async () => [],
    pressing: async () => sections.length,
    async waiting() {
      const tickets = section ? [{ ticket: FAKE_TICKET, section }] : [];
      return [
        {
          part: 'escalation',
          title: 'Open escalations',
          empty: 'Nobody is waited for.',
          tickets,
          unshown: 0,
        },
      ];
    },
  };
}
