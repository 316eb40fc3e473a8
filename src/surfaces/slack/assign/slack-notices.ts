import type { Noticeboard } from '../../../core/messenger.ts';
import type { TicketNotice } from '../../../core/ticket-card.ts';
import { pack } from '../blocks/fit.ts';
import type { SlackMessage } from '../blocks/slack-message.ts';
import { asides, fallback, prose } from '../blocks/words.ts';
import { createSlackNoticeboard, type SlackNoticeboardParts } from '../calls/slack-noticeboard.ts';
import { counter, factsOf, renderHead, renderSection, titleOf } from '../tickets/render-card.ts';

type SlackNoticesParts = SlackNoticeboardParts & { readonly zone: string };

/** Tells people, and channels, what became of tickets: headline, ticket, and what they can do about it. */
export function createSlackNotices(parts: SlackNoticesParts): Noticeboard<TicketNotice> {
  return createSlackNoticeboard(parts, {
    eventType: 'deskhand_ticket',
    render: async (notice) => renderTicketNotice(notice, parts.zone),
  });
}

function renderTicketNotice(
  { headline, ticket, section }: TicketNotice,
  zone: string,
): SlackMessage {
  const { lines = [], buttons = [] } = section;
  const blocks = [
    ...prose([`**${headline}**`]),
    ...renderHead(ticket),
    ...asides([factsOf(ticket, zone)]),
    ...(lines.length + buttons.length > 0 ? renderSection(section, ticket.id, counter()) : []),
  ];
  const [first = []] = pack(blocks);
  return { text: fallback([headline, titleOf(ticket), ...lines]), blocks: first };
}
