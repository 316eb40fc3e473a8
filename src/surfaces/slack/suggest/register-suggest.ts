import type { App } from '@slack/bolt';
import { AskerError } from '../../../core/errors.ts';
import type { TicketDesk, Viewer } from '../../../core/ticket-card.ts';
import { shorten } from '../blocks/fit.ts';
import { renderNotice } from '../blocks/render-notes.ts';
import { oneLine } from '../blocks/words.ts';
import { sayAside } from '../talk/answer-aside.ts';
import { type Speaking, speakingIn } from '../talk/talk.ts';
import { renderCard } from '../tickets/render-card.ts';

export type SlackSuggestParts = {
  readonly tickets: TicketDesk;
  viewerOf(speaking: Speaking): Promise<Viewer>;
  readonly zone: string;
};

/** What the part of a ticket that drafts replies is known by. */
const PART = 'suggestion';
const MANNERS = ['shorter', 'warmer', 'another'] as const;
const LONGEST_WORD = 60;

/** `/suggest-reply NUMBER [shorter | warmer | another]`, answered to whoever asks. Called again with the same `context.jobKey`, it drafts nothing twice. */
export function registerSuggest(app: App, { tickets, viewerOf, zone }: SlackSuggestParts): void {
  app.command('/suggest-reply', async ({ ack, command, respond, ...request }) => {
    await ack();
    const speaking = speakingIn(request, command.user_id);
    const { ticket: words, act } = readSuggestCommand(command.text);
    await sayAside(respond, renderNotice(`Reading ticket ${words} …`), speaking);
    const viewer = await viewerOf(speaking);
    const { ticket } = await tickets.card(words, viewer);
    const press = { act, value: '', words: '', key: `slack:${speaking.jobKey}` };
    const told = await tickets.press(ticket.id, PART, press, viewer);
    const { sections } = await tickets.card(ticket.id, viewer);
    const own = sections.filter(({ part }) => part === PART);
    await sayAside(respond, renderCard({ ticket, sections: own }, { zone, told }), speaking);
  });
}

/** What somebody wants drafted, and how. Throws AskerError for words that mean nothing here. */
export function readSuggestCommand(text: string): {
  readonly ticket: string;
  readonly act: string;
} {
  const [ticket, manner, ...rest] = text.trim().split(/\s+/).filter(Boolean);
  if (ticket === undefined)
    throw new AskerError('Which ticket? Say its number, such as “/suggest-reply 4312”.');
  if (manner === undefined)
    return { ticket: shorten(oneLine(ticket), LONGEST_WORD), act: 'suggest' };
  const act = MANNERS.find((one) => one === manner.toLowerCase());
  if (!act || rest.length > 0)
    throw new AskerError(
      `“/suggest-reply ${ticket}” may be followed by ${MANNERS.join(', ')}; I don’t know “${shorten(oneLine([manner, ...rest].join(' ')), LONGEST_WORD)}”.`,
    );
  return { ticket, act };
}
