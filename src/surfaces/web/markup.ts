import { html } from 'hono/html';

/** Markup that is already escaped. */
export type Html = ReturnType<typeof html>;

const NARROW = '\u202f';
const NO_BREAK = '\u00a0';
const UNITS = 'h|min|s|d|days?|hours?|points?|%|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec';
const IN_THOUSANDS = /(?<=\d)[ \u2009](?=\d{3}(?!\d))/g;
const IN_DURATION = /(?<=\d\u00a0(?:d|h|min)) (?=\d+\u00a0(?:h|min|s)\b)/g;
const BEFORE_UNIT = new RegExp(`(?<=\\d) (?=(?:${UNITS})(?![\\p{L}\\p{N}]))`, 'gu');

/** A figure and its unit stay on one line. */
export function unbroken(text: string): string {
  return text
    .replaceAll(IN_THOUSANDS, NARROW)
    .replaceAll(BEFORE_UNIT, NO_BREAK)
    .replaceAll(IN_DURATION, NO_BREAK);
}

/** `**…**` in an answer's sentences marks the figure that matters. An unpaired mark stands as written. */
export function emphasise(text: string): Html {
  const parts = unbroken(text).split('**');
  const paired = parts.length % 2 === 1 ? parts.length : parts.length - 1;
  const whole = parts.slice(0, paired);
  const rest = parts.slice(paired).map((part) => `**${part}`);
  return html`${whole.map((part, index) =>
    index % 2 === 1 ? html`<strong>${part}</strong>` : part,
  )}${rest}`;
}

/** The sentences as a screen reader should say them. */
export function plainText(text: string): string {
  return text.replaceAll('**', '');
}
