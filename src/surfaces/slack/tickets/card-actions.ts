import type { CardButton } from '../../../core/ticket-card.ts';

/** What comes back of a button of a card. */
export type CardAction = {
  readonly kind: 'press' | 'choose' | 'ask';
  readonly part: string;
  readonly act: string;
  readonly ticketId: string;
};

/** Every button of a card, and those that open one. */
export const CARD_ACTIONS = {
  press: /^card_press:/,
  choose: /^card_choose:/,
  ask: /^card_ask:/,
  /** Value: the ticket's id. */
  open: /^ticket_open(?:_\d+)?$/,
} as const;

/** The form that asks for a button's words. */
export const CARD_FORM = 'card_form';

/** Ids are unique in a message: `nth` counts them. */
export function cardActionId(
  { act, choices, ask }: Pick<CardButton, 'act' | 'choices' | 'ask'>,
  { part, ticketId, nth }: Pick<CardAction, 'part' | 'ticketId'> & { readonly nth: number },
): string {
  const kind: CardAction['kind'] = choices ? 'choose' : ask ? 'ask' : 'press';
  return [`card_${kind}`, nth, part, act, ticketId].join(':');
}

const ID = /^card_(press|choose|ask):\d+:([^:]+):([^:]+):(.+)$/s;

/** Only our own buttons have one. */
export function readCardAction(actionId: string): CardAction {
  const [, kind, part, act, ticketId] = ID.exec(actionId) ?? [];
  if (!kind || !part || !act || !ticketId) throw new TypeError('no button of a card');
  return { kind: kind as CardAction['kind'], part, act, ticketId }; // one of the three in the pattern
}
