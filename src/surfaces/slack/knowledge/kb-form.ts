import type { ViewStateValue } from '@slack/bolt';
import { LIMITS, shorten } from '../blocks/fit.ts';
import type { SlackBlock, SlackModal } from '../blocks/slack-message.ts';
import { asides, plain, prose } from '../blocks/words.ts';

/** The form that asks for files and pages. */
export const KB_FORM = 'kb_form';

const FILES = 'files';
const PAGE = 'page';
const AUDIENCE = 'audience';
const PRIVATE = 'private';
const MOST_FILES = 10;
const HEADING = 'Add to the knowledge';

/** Asks for files, a page, and for whom they are. */
export function renderKbForm(isPrivate: boolean): SlackModal {
  const alone = {
    text: plain('For the team alone, never in a reply'),
    value: PRIVATE,
  };
  const input = { type: 'input', optional: true } as const;
  return {
    type: 'modal',
    callback_id: KB_FORM,
    title: plain(HEADING, LIMITS.modalTitle),
    submit: plain('Add', LIMITS.modalTitle),
    close: plain('Cancel', LIMITS.modalTitle),
    blocks: [
      {
        ...input,
        block_id: FILES,
        label: plain('Files: PDF, Word, HTML, Markdown or text'),
        element: { type: 'file_input', action_id: FILES, max_files: MOST_FILES },
      },
      {
        ...input,
        block_id: PAGE,
        label: plain('Public page'),
        element: {
          type: 'url_text_input',
          action_id: PAGE,
          placeholder: plain('https://help.example.com/returns'),
        },
      },
      {
        ...input,
        block_id: AUDIENCE,
        label: plain('For whom'),
        element: {
          type: 'checkboxes',
          action_id: AUDIENCE,
          options: [alone],
          ...(isPrivate && { initial_options: [alone] }),
        },
      },
      ...asides([
        'A file of the same name, or a page at the same address, takes the place of the one before.',
      ]),
    ],
  };
}

export type KbWish = {
  readonly files: NonNullable<ViewStateValue['files']>;
  /** '': none. */
  readonly address: string;
  /** Undefined: as it was, at first public. */
  readonly isPrivate: boolean | undefined;
};

type Submitted = {
  readonly state: {
    readonly values: Readonly<Record<string, Readonly<Record<string, ViewStateValue>>>>;
  };
};

/** What somebody sent. */
export function readKbForm({ state: { values } }: Submitted): KbWish {
  const chosen = values[AUDIENCE]?.[AUDIENCE]?.selected_options ?? [];
  return {
    files: values[FILES]?.[FILES]?.files ?? [],
    address: (values[PAGE]?.[PAGE]?.value ?? '').trim(),
    isPrivate: chosen.length > 0 || undefined,
  };
}

/** Stands below the field for files. */
export const kbFormErrors = (words: string): Readonly<Record<string, string>> => ({
  [FILES]: words,
});

/** What stands in the form's place once it is sent: what is being read, then what came of it. */
export function renderKbProgress(lines: readonly string[]): SlackModal {
  const blocks: SlackBlock[] = prose(lines.map((line) => shorten(line, LONGEST_LINE)));
  return {
    type: 'modal',
    title: plain(HEADING, LIMITS.modalTitle),
    close: plain('Close', LIMITS.modalTitle),
    blocks: blocks.slice(0, LIMITS.viewBlocks),
  };
}

const LONGEST_LINE = 500;
