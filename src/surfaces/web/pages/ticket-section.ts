import type { CardButton, TicketCard } from '../../../core/ticket-card.ts';
import { emphasise, type Html, html } from '../markup.ts';

type Section = TicketCard['sections'][number];

/** Where presses go. */
export const pressAddress = (ticketId: string): string => `${ticketAddress(ticketId)}/press`;

export const ticketAddress = (ticketId: string): string =>
  `/tickets/${encodeURIComponent(ticketId)}`;

/** Where a part's section is on its page. */
export const sectionPlace = (part: string, nth = ''): string => `part-${part}${nth}`;

/** What came of a press, to be said where it was made. */
export type Told = {
  readonly part: string;
  readonly words: string;
  /** What was pressed, where that could not be done; its words are kept to be put right. */
  readonly refused: { readonly act: string; readonly words: string } | null;
};

export const renderTold = ({ words, refused }: Omit<Told, 'part'>): Html =>
  refused === null
    ? html`<p class="ticket-told" role="status">${words}</p>`
    : html`<p class="ticket-refused" role="alert">${words}</p>`;

/** Where a section stands. */
type Standing = {
  readonly ticketId: string;
  /** Of the page as it was made: a press that is sent twice comes with the same. */
  readonly page: string;
  /** Keeps addresses on the page apart. */
  readonly nth?: string;
  /** What was just done here. */
  readonly told?: Told | null;
};

const FEW_TEXTS = 6;
const FEW_NOTES = 6;
/** Of more than a few. */
const NOTES_SHOWN = 4;

/** What one part says about a ticket, with its buttons. Long ones are folded, but for what was written while that is little. */
export function renderSection(section: Section, standing: Standing): Html {
  const { title, part, length, texts = [] } = section;
  const place = sectionPlace(part, standing.nth);
  const said = standing.told ? renderTold(standing.told) : '';
  const body = html`${said}${renderLines(section)}${renderFacts(section)}${renderTexts(section)}${renderNotes(section)}${renderButtons(section, standing)}`;
  const isOpen = said !== '' || (texts.length > 0 && texts.length <= FEW_TEXTS);
  return length === 'long'
    ? html`<section class="card-section" id="${place}"><details${isOpen ? html` open` : ''}><summary><h2>${title}</h2></summary>${body}</details></section>`
    : html`<section class="card-section" id="${place}" aria-labelledby="${place}-title"><h2 id="${place}-title">${title}</h2>${body}</section>`;
}

function renderLines({ lines = [] }: Section): Html | '' {
  if (lines.length === 0) return '';
  if (lines.length === 1) return html`<p class="context">${emphasise(lines[0] ?? '')}</p>`;
  return html`<ul class="highlights">${lines.map((line) => html`<li>${emphasise(line)}</li>`)}</ul>`;
}

function renderFacts({ facts = [] }: Section): Html | '' {
  if (facts.length === 0) return '';
  return html`<dl class="facts">${facts.map(({ name, value }) => html`<div><dt>${name}</dt><dd>${emphasise(value)}</dd></div>`)}</dl>`;
}

function renderTexts({ texts = [] }: Section): Html | '' {
  if (texts.length === 0) return '';
  return html`<div class="card-texts">${texts.map(
    ({ head, text }) =>
      html`<figure class="card-text"><figcaption class="note">${head}</figcaption><blockquote dir="auto">${text}</blockquote></figure>`,
  )}</div>`;
}

function renderNotes({ notes = [], named = [] }: Section): Html | '' {
  if (notes.length === 0) return '';
  const isLong = notes.length > FEW_NOTES;
  const rest = isLong ? notes.slice(NOTES_SHOWN) : [];
  return html`${renderNoteList(isLong ? notes.slice(0, NOTES_SHOWN) : notes, named)}${
    isLong
      ? html`<details class="card-more"><summary class="note">${rest.length} more</summary>${renderNoteList(rest, named)}</details>`
      : ''
  }`;
}

type Named = NonNullable<Section['named']>;

const renderNoteList = (notes: readonly string[], named: Named): Html =>
  html`<ul class="card-notes">${notes.map((note) => html`<li>${renderNote(note, named)}</li>`)}</ul>`;

/** A ticket that is named can be opened from there. */
function renderNote(note: string, named: Named): Html {
  for (const { words, ticketId } of named) {
    const at = note.indexOf(words);
    const rest = note.slice(at + words.length);
    if (at >= 0 && !/^\w/.test(rest))
      return html`${emphasise(note.slice(0, at))}<a href="${ticketAddress(ticketId)}">${words}</a>${emphasise(rest)}`;
  }
  return emphasise(note);
}

function renderButtons(
  { part, buttons = [] }: Section,
  { ticketId, page, nth = '', told }: Standing,
): Html | '' {
  if (buttons.length === 0) return '';
  return html`<div class="card-buttons" role="group" aria-label="What can be done">${buttons.map(
    (button, at) =>
      renderButton(button, {
        ...{ part, ticketId, page, id: `${part}${nth}-${at}` },
        tried: told?.refused?.act === button.act ? told.refused.words : null,
      }),
  )}</div>`;
}

type Place = Readonly<Record<'part' | 'ticketId' | 'page' | 'id', string>> & {
  /** Words it was pressed with in vain. */
  readonly tried: string | null;
};

function renderButton(button: CardButton, place: Place): Html {
  const { label, confirm, choices, ask } = button;
  if (choices) return renderChoice({ ...button, choices }, place);
  if (ask === undefined && confirm === undefined)
    return form(button, place, submit(button, label), 'card-press');
  const open = place.tried === null ? '' : html` open`;
  const inner = html`${confirm === undefined ? '' : html`<p>${confirm}</p>`}${ask ? renderAsk(ask, place) : ''}${submit(button, ask?.send ?? label)}`;
  return html`<details class="card-ask"${open}><summary class="${look(button)}">${label} …</summary>${form(button, place, inner, 'card-asked')}</details>`;
}

function renderChoice(
  button: CardButton & Required<Pick<CardButton, 'choices'>>,
  place: Place,
): Html {
  const { label, choices } = button;
  const select = html`<label class="sr" for="choice-${place.id}">${label}</label>
<select id="choice-${place.id}" name="value" required><option value="">choose …</option>${choices.map(({ label: words, value }) => html`<option value="${value}">${words}</option>`)}</select>`;
  return form(
    { ...button, value: undefined },
    place,
    html`${select}${submit(button, label)}`,
    'card-choice',
  );
}

function renderAsk(ask: NonNullable<CardButton['ask']>, { id, tried }: Place): Html {
  const { label, isLong, isOptional } = ask;
  const text = tried ?? ask.text ?? '';
  const needed = isOptional ? '' : html` required`;
  const field = isLong
    ? html`<textarea id="ask-${id}" name="words" rows="8" maxlength="20000" dir="auto"${needed}>${text}</textarea>`
    : html`<input id="ask-${id}" name="words" value="${text}" maxlength="1000" dir="auto" autocomplete="off"${needed}>`;
  return html`<label for="ask-${id}">${label}</label>${field}`;
}

function form(
  { act, value }: Pick<CardButton, 'act'> & { readonly value?: string | undefined },
  { part, ticketId, page }: Place,
  inner: Html,
  look: string,
): Html {
  return html`<form class="${look}" method="post" action="${pressAddress(ticketId)}">
<input type="hidden" name="page" value="${page}"><input type="hidden" name="part" value="${part}"><input type="hidden" name="act" value="${act}">${
    value === undefined ? '' : html`<input type="hidden" name="value" value="${value}">`
  }
${inner}</form>`;
}

const submit = (button: CardButton, label: string): Html =>
  html`<button type="submit" class="${look(button)}">${label}</button>`;

function look({ look: kind }: CardButton): string {
  return `card-button${kind === undefined ? '' : ` card-button-${kind}`}`;
}
