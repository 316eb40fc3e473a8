import { createHash, randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import { AskerError } from '../../../core/errors.ts';
import type { Press } from '../../../core/ticket-card.ts';
import { OPERATOR } from '../operator.ts';
import { renderNothingHere } from '../pages/problem.ts';
import { renderTicket, renderTickets } from '../pages/ticket.ts';
import { sectionPlace, type Told, ticketAddress } from '../pages/ticket-section.ts';
import type { Site } from '../parts.ts';
import { fieldOf, sendPage } from '../respond.ts';
import { createTold } from '../told.ts';

/** Tickets by their number, what is to be done about them, and doing it. */
export function addTicketRoutes(app: Hono, { tickets, onCall, ...rest }: Site): void {
  const site = { ...rest, tickets, onCall };
  const told = createTold<Told>();

  app.get('/tickets', async (c) => {
    const wanted = (c.req.query('find') ?? '').trim();
    const found = wanted === '' ? null : await find(wanted);
    if (found?.kind === 'found') return c.redirect(ticketAddress(found.card.ticket.id), 303);
    const waiting = await tickets.waiting(OPERATOR);
    const notes = {
      ...{
        wanted,
        problem: found?.kind === 'missing' ? found.problem : null,
        told: told.take(c.req.query('told')),
      },
      onCall: (await onCall.rotations(OPERATOR)).map(({ now }) => now),
    };
    return sendPage(c, site, (shell) => ({
      title: 'Tickets · Deskhand',
      current: 'tickets',
      main: renderTickets(waiting, notes, { ...shell, page: randomUUID() }),
    }));
  });

  app.get('/tickets/:id', async (c) => {
    const found = await find(c.req.param('id'));
    if (found.kind === 'missing') return sendPage(c, site, () => noTicket(found.problem), 404);
    const { card } = found;
    const words = told.take(c.req.query('told'));
    return sendPage(c, site, (shell) => ({
      title: `Ticket ${card.ticket.ref} · Deskhand`,
      current: 'tickets',
      main: renderTicket(card, words, { ...shell, page: randomUUID() }),
    }));
  });

  app.post('/tickets/:id/press', async (c) => {
    const id = c.req.param('id');
    const form = await c.req.parseBody();
    const fields = ['part', 'act', 'value', 'words', 'page'].map((name) => fieldOf(form, name));
    const [part, act, value, words, page] = fields as [string, string, string, string, string]; // one each
    const press = {
      act,
      value,
      words,
      key: keyOf([id, part, act, value, words, page || randomUUID()]),
    };
    const key = told.keep({ part, ...(await carryOut(id, part, press)) });
    const isList = new URL(c.req.header('Referer') ?? 'http://-/').pathname === '/tickets';
    return c.redirect(
      isList ? `/tickets?told=${key}` : `${ticketAddress(id)}?told=${key}#${sectionPlace(part)}`,
      303,
    );
  });

  /** What can't be done is said where it was pressed, with the words it was pressed with. */
  async function carryOut(id: string, part: string, press: Press): Promise<Omit<Told, 'part'>> {
    try {
      return { words: await tickets.press(id, part, press, OPERATOR), refused: null };
    } catch (error) {
      if (!(error instanceof AskerError)) throw error;
      return { words: error.message, refused: press };
    }
  }

  async function find(words: string) {
    try {
      return { kind: 'found' as const, card: await tickets.card(words, OPERATOR) };
    } catch (error) {
      if (!(error instanceof AskerError)) throw error;
      return { kind: 'missing' as const, problem: error.message };
    }
  }
}

const noTicket = (problem: string) => ({
  title: 'No such ticket · Deskhand',
  current: 'tickets',
  main: renderNothingHere(
    problem,
    'The number may be mistyped, or the ticket was erased or is no longer kept.',
    { href: '/tickets', label: 'To the tickets' },
  ),
});

/** Whoever clicks twice on a page presses once. */
function keyOf(fields: readonly string[]): string {
  return `console:${createHash('sha256').update(JSON.stringify(fields)).digest('base64url')}`;
}
