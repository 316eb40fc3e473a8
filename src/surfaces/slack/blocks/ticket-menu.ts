import type { ActionsBlock } from '@slack/types';
import type { ListedTicket } from '../../../bot/listed-tickets.ts';
import { LIMITS } from './fit.ts';
import { oneLine, plain } from './words.ts';

const MOST = 25;
const LONGEST_REF = 150;

/** A way to each ticket of a list: a button for one, a menu for more. `nth`: of several lists on a page. */
export function ticketMenu(tickets: readonly ListedTicket[], nth?: number): ActionsBlock[] {
  const action_id = nth === undefined ? 'ticket_open' : `ticket_open_${nth}`;
  const all = tickets.filter(({ ref }) => ref !== '' && ref.length <= LONGEST_REF).slice(0, MOST);
  const [one, ...more] = all;
  if (!one) return [];
  if (more.length === 0) {
    const text = plain(`Open ticket ${oneLine(one.ref)}`, LIMITS.buttonText);
    return [
      {
        type: 'actions',
        elements: [{ type: 'button', action_id, text, value: one.ref }],
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
      elements: [{ type: 'static_select', action_id, placeholder, options }],
    },
  ];
}
