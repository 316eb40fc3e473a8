import type { ActionsBlock } from '@slack/types';
import type { ListedTicket } from '../../../bot/listed-tickets.ts';
import { LIMITS } from './fit.ts';
import { oneLine, plain } from './words.ts';

const MOST = 25;
const LONGEST_REF = 150;

/** A way to each ticket of a list: a button for one, a menu for more. */
export function ticketMenu(tickets: readonly ListedTicket[]): ActionsBlock[] {
  const all = tickets.filter(({ ref }) => ref !== '' && ref.length <= LONGEST_REF).slice(0, MOST);
  const [one, ...more] = all;
  if (!one) return [];
  if (more.length === 0) {
    const text = plain(`Open ticket ${oneLine(one.ref)}`, LIMITS.buttonText);
    return [
      {
        type: 'actions',
        elements: [{ type: 'button', action_id: 'ticket_open', text, value: one.ref }],
      },
    ];
  }
  const options = all.map(({ ref, subject }) => ({
    text: plain(
      [ref, subject ?? '']
        .filter((part) => part !== '')
        .map(oneLine)
        .join(': '),
      LIMITS.buttonText,
    ),
    value: ref,
  }));
  const placeholder = plain('Open a ticket', LIMITS.buttonText);
  return [
    {
      type: 'actions',
      elements: [{ type: 'static_select', action_id: 'ticket_open', placeholder, options }],
    },
  ];
}
