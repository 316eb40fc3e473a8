/**
 * Signs that change how their neighbours look and show nothing themselves: embeddings, overrides and isolates of
 * direction, blanks of no width, fillers. Joiners and the marks of direction stay: Arabic, Persian and emoji need them.
 */
const UNSEEN =
  /[\u202A-\u202E\u2066-\u206F\u200B\u2060-\u2064\uFEFF\u180E\u115F\u1160\u3164\uFFA0\uFFF9-\uFFFB]/g;
/** Tags draw flags behind a black one, and smuggle text anywhere else. */
const STRAY_TAGS = /(?<![\u{1F3F4}\u{E0000}-\u{E007F}])[\u{E0000}-\u{E007F}]+/gu;

/** Somebody else's text without what steers the text around it; every word of it still stands, in its own order. */
export function withoutUnseen(text: string): string {
  return text.replace(UNSEEN, '').replace(STRAY_TAGS, '');
}

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
