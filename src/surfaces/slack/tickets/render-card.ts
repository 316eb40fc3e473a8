import type { Button, RichTextSection, StaticSelect } from '@slack/types';
import { formatInstant } from '../../../core/format-time.ts';
import type { CardButton, CardTicket, TicketCard } from '../../../core/ticket-card.ts';
import { LIMITS, pack, shorten } from '../blocks/fit.ts';
import type { SlackBlock, SlackMessage } from '../blocks/slack-message.ts';
import { asides, fallback, oneLine, plain, points, prose, shown } from '../blocks/words.ts';
import { cardActionId } from './card-actions.ts';

type Section = TicketCard['sections'][number];

const LINE = 500;
const TEXT = 2500;
const MOST_CHOICES = 100;
const CHOICE_VALUE = 150;

/** A ticket as one person reads it in Slack. `told`: what was just done. What is long stands in the console. */
export function renderCard(
  { ticket, sections }: TicketCard,
  { zone, told = null }: { readonly zone: string; readonly told?: string | null },
): SlackMessage {
  const nth = counter();
  const blocks = [
    ...(told === null ? [] : prose([`**${line(told)}**`])),
    ...renderHead(ticket),
    ...asides([factsOf(ticket, zone)]),
    ...sections.flatMap((section) => renderSection(section, ticket.id, nth)),
  ];
  const [first = []] = pack(blocks);
  return { text: fallback([...(told === null ? [] : [told]), titleOf(ticket)]), blocks: first };
}

/** Numbers the buttons of a message. */
export function counter(): () => number {
  let count = 0;
  return () => count++;
}

/** What it is about, leading to it in its support system. */
export function renderHead(ticket: CardTicket): SlackBlock[] {
  const words = shorten(oneLine(titleOf(ticket)), LINE);
  const url = webAddress(ticket.url);
  const title: RichTextSection = {
    type: 'rich_text_section',
    elements: [
      { type: 'text', text: words, style: { bold: true } },
      ...(url === null
        ? []
        : [
            { type: 'text' as const, text: '  ' },
            { type: 'link' as const, url, text: 'Open' },
          ]),
    ],
  };
  return [{ type: 'rich_text', elements: [title] }];
}

/** "4312: Parcel never arrived" */
export function titleOf({ ref, subject }: CardTicket): string {
  return subject === null ? `Ticket ${ref}` : `${ref}: ${subject}`;
}

/** What is known of it, in one line. */
export function factsOf(ticket: CardTicket, zone: string): string {
  const { status, priority, agent, category, createdAt } = ticket;
  return [
    status ?? '',
    priority === null ? '' : `${priority} priority`,
    `owner ${agent ?? 'nobody'}`,
    category ?? '',
    createdAt === null ? '' : `created ${formatInstant(createdAt, zone)}`,
  ]
    .filter((one) => one !== '')
    .map(line)
    .join(' · ');
}

/** What one part says, and its buttons. */
export function renderSection(section: Section, ticketId: string, nth: () => number): SlackBlock[] {
  const { title, lines = [], facts = [], texts = [], notes = [], length } = section;
  const buttons = renderButtons(section, ticketId, nth);
  if (length === 'long') {
    const last = texts.at(-1);
    const rest = texts.length > 1 ? `, the last of ${texts.length}` : '';
    return last ? [...prose([`**${line(title)}**${rest}`]), ...quote(last), ...buttons] : buttons;
  }
  const told = facts.map(({ name, value }) => `${line(name)}: **${line(value)}**`);
  const all = [...lines.map(line), ...told];
  return [
    ...prose([`**${line(title)}**`]),
    ...(all.length === 1 ? prose(all) : points(all)),
    ...texts.flatMap(quote),
    ...asides(notes.map(line)),
    ...buttons,
  ];
}

function quote({ head, text }: NonNullable<Section['texts']>[number]): SlackBlock[] {
  const words = shorten(shown(text).trim(), TEXT);
  if (words === '') return asides([line(head)]);
  return [
    ...asides([line(head)]),
    {
      type: 'rich_text',
      elements: [{ type: 'rich_text_quote', elements: [{ type: 'text', text: words }] }],
    },
  ];
}

function renderButtons(
  { part, buttons = [] }: Section,
  ticketId: string,
  nth: () => number,
): SlackBlock[] {
  const elements = buttons.map((button) => renderButton(button, part, ticketId, nth()));
  const rows = Math.ceil(elements.length / LIMITS.actionsElements);
  return Array.from({ length: rows }, (_, at) => ({
    type: 'actions',
    elements: elements.slice(at * LIMITS.actionsElements, (at + 1) * LIMITS.actionsElements),
  }));
}

function renderButton(
  button: CardButton,
  part: string,
  ticketId: string,
  nth: number,
): Button | StaticSelect {
  const { label, value, look, choices, confirm } = button;
  const action_id = cardActionId(button, { part, ticketId, nth });
  if (choices)
    return {
      type: 'static_select',
      action_id,
      placeholder: plain(label, LIMITS.buttonText),
      options: choices
        .filter((one) => one.value.length <= CHOICE_VALUE)
        .slice(0, MOST_CHOICES)
        .map((one) => ({ text: plain(oneLine(one.label), LIMITS.buttonText), value: one.value })),
    };
  return {
    type: 'button',
    action_id,
    text: plain(oneLine(label), LIMITS.buttonText),
    ...(value !== undefined && value !== '' && { value }),
    ...(look && { style: look }),
    ...(confirm !== undefined && {
      confirm: {
        title: plain(oneLine(label), 100),
        text: plain(confirm, 300),
        confirm: plain('Yes', 30),
        deny: plain('No', 30),
      },
    }),
  };
}

const line = (words: string): string => shorten(oneLine(words), LINE);

function webAddress(address: string | null): string | null {
  if (address === null || address.length > 1000 || !URL.canParse(address)) return null;
  const url = new URL(address);
  const isPlain = /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  return isPlain ? url.href : null;
}
