import type { FollowUp } from '../../../core/answer.ts';
import { sinceWords } from '../../../core/days.ts';
import { formatCounted } from '../../../core/format.ts';
import { formatInstant } from '../../../core/format-time.ts';
import type { CardTicket, TicketCard, WaitingTickets } from '../../../core/ticket-card.ts';
import { emphasise, type Html, html } from '../markup.ts';
import { renderSection, renderTold, type Told, ticketAddress } from './ticket-section.ts';
import { renderFollowUps } from './turn.ts';

type Place = {
  readonly zone: string;
  readonly now: number;
  /** Of the page, as presses name it. */
  readonly page: string;
};

const WEB_ADDRESS = /^https?:\/\//i;

/** One ticket: what it is, and what every part has to say and offer. `told`: what was just done. */
export function renderTicket(card: TicketCard, told: Told | null, { zone, page }: Place): Html {
  const { ticket, sections } = card;
  const isSaidBelow = sections.some(({ part }) => part === told?.part);
  return html`<div class="page page-narrow ticket">
<p class="note"><a href="/tickets">Tickets</a></p>
<div class="page-head"><h1>${titleOf(ticket)}</h1>${renderElsewhere(ticket)}</div>
${told === null || isSaidBelow ? '' : renderTold(told)}
${renderFacts(ticket, zone)}
${sections.map((section) =>
  renderSection(section, {
    ...{ ticketId: ticket.id, page },
    told: section.part === told?.part ? told : null,
  }),
)}
</div>`;
}

/** A way to any ticket by its number, and those somebody is waited for on. */
export function renderTickets(
  waiting: readonly WaitingTickets[],
  { told, wanted, problem, onCall }: TicketsNotes,
  place: Place,
): Html {
  return html`<div class="page page-narrow ticket">
<h1>Tickets</h1>
<form class="catalogue-search" role="search" method="get" action="/tickets">
  <label class="sr" for="ticket-number">Open a ticket by its number</label>
  <input id="ticket-number" type="search" name="find" value="${wanted}" placeholder="Open a ticket by its number" autocomplete="off">
</form>
${problem === null ? renderFollowUps(LISTS, null, 'Lists of tickets', 'follow-ups') : renderMissed(problem, wanted)}
${told === null ? '' : renderTold(told)}
<h2>On call</h2>
${onCall.map((line) => html`<p class="context">${emphasise(line)}</p>`)}
<p class="note"><a href="/oncall">${onCall.length === 0 ? 'Set up who is called' : 'Turns, and changing them'}</a></p>
${waiting.map((group) => renderWaiting(group, place))}
</div>`;
}

/** Lists that begin a thread, in which they can be narrowed. */
const LISTS: readonly FollowUp[] = [
  { label: 'oldest open', question: 'the 10 oldest open tickets' },
  { label: 'urgent and open', question: 'urgent open tickets' },
  { label: 'awaiting a first reply', question: 'open tickets without a first reply' },
  { label: 'most at risk', question: 'open tickets with the highest escalation risk' },
];

/** Words that are no number may be what a ticket is about. */
function renderMissed(problem: string, wanted: string): Html {
  const search = {
    label: `find tickets about ${wanted}`,
    question: `find tickets about ${wanted}`,
  };
  return html`<p class="ticket-refused" role="alert">${problem}</p>
${renderFollowUps([search], null, 'What can be asked instead', 'follow-ups')}`;
}

export type TicketsNotes = {
  readonly told: Told | null;
  /** What was looked for. */
  readonly wanted: string;
  readonly problem: string | null;
  /** Who is, a sentence a rotation. */
  readonly onCall: readonly string[];
};

function renderWaiting(
  { title, empty, tickets, unshown }: WaitingTickets,
  { zone, now, page }: Place,
): Html {
  if (tickets.length === 0) return html`<h2>${title}</h2><p class="context">${empty}</p>`;
  return html`<h2>${title}</h2><p class="note">${formatCounted(tickets.length + unshown, 'ticket')}${unshown > 0 ? `, the first ${tickets.length} of them` : ''}</p>
${tickets.map(
  ({ ticket, section }, at) => html`<article class="ticket-waiting">
<h3><a href="${ticketAddress(ticket.id)}">${titleOf(ticket)}</a></h3>
<p class="note">${[ticket.priority ?? '', ticket.requester.name ?? '', ticket.createdAt === null ? '' : `since ${sinceWords(ticket.createdAt, now, zone)}`].filter((one) => one !== '').join(' · ')}</p>
${renderSection(section, { ticketId: ticket.id, page, nth: `-${at}` })}
</article>`,
)}`;
}

function titleOf({ ref, subject }: CardTicket): string {
  return subject === null ? `Ticket ${ref}` : `${ref} · ${subject}`;
}

function renderElsewhere({ url, source }: CardTicket): Html | '' {
  if (url === null || !WEB_ADDRESS.test(url)) return '';
  return html`<a class="quiet" href="${url}" target="_blank" rel="noreferrer">Open in ${source}</a>`;
}

function renderFacts(ticket: CardTicket, zone: string): Html {
  const when = (instant: string | null) => (instant === null ? '' : formatInstant(instant, zone));
  const facts = [
    ['Status', ticket.status ?? ''],
    ['Priority', ticket.priority ?? ''],
    ['Owner', ticket.agent ?? 'nobody'],
    ['Category', ticket.category ?? ''],
    ['Channel', ticket.channel ?? ''],
    ['Tags', ticket.tags.join(', ')],
    ['Created', when(ticket.createdAt)],
    ['First reply', when(ticket.firstResponseAt)],
    ['Resolved', when(ticket.resolvedAt)],
    ['Updated', when(ticket.updatedAt)],
  ].filter(([, value]) => value !== '');
  return html`<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}
