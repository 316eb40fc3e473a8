import type { CardButton } from '../../../core/ticket-card.ts';
import { LIMITS } from '../blocks/fit.ts';
import type { SlackModal } from '../blocks/slack-message.ts';
import { oneLine, plain } from '../blocks/words.ts';
import { CARD_FORM } from './card-actions.ts';

/** What a form goes on from once it is filled in. */
export type CardFormOrigin = {
  readonly ticketId: string;
  readonly part: string;
  readonly act: string;
  readonly value: string;
  /** Where the button was; null: nowhere anybody could be told. */
  readonly channel: string | null;
};

const WORDS = { block: 'words', action: 'words' } as const;
const MOST_WORDS = 3000;

/** Asks for the words a button needs. */
export function renderCardForm(
  { label, ask }: Pick<CardButton, 'label'> & { readonly ask: NonNullable<CardButton['ask']> },
  origin: CardFormOrigin,
): SlackModal {
  const { text = '', isLong = false, isOptional = false, send = 'Send' } = ask;
  return {
    type: 'modal',
    callback_id: CARD_FORM,
    private_metadata: JSON.stringify(origin),
    title: plain(oneLine(label), LIMITS.modalTitle),
    submit: plain(send, LIMITS.modalTitle),
    close: plain('Cancel', LIMITS.modalTitle),
    blocks: [
      {
        type: 'input',
        block_id: WORDS.block,
        optional: isOptional,
        label: plain(oneLine(ask.label), 2000),
        element: {
          type: 'plain_text_input',
          action_id: WORDS.action,
          multiline: isLong,
          max_length: MOST_WORDS,
          ...(text !== '' && { initial_value: text.slice(0, MOST_WORDS) }),
        },
      },
    ],
  };
}

type State = {
  readonly values: Readonly<
    Record<string, Readonly<Record<string, { readonly value?: string | null }>>>
  >;
};

/** What somebody wrote, and what for. Only our own forms come back. */
export function readCardForm(view: {
  readonly private_metadata: string;
  readonly state: State;
}): CardFormOrigin & { readonly words: string } {
  const origin = JSON.parse(view.private_metadata) as CardFormOrigin; // as it was written above
  return { ...origin, words: view.state.values[WORDS.block]?.[WORDS.action]?.value ?? '' };
}

/** Errors stand below the field. */
export const formErrors = (words: string): Readonly<Record<string, string>> => ({
  [WORDS.block]: words,
});
