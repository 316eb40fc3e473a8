import { stemOf } from '../read/tokens.ts';

/** What may leave as it was typed. */
export interface Speech {
  /** Whether a word is one that anybody uses, and tells nobody's name. */
  mayLeave(word: string): boolean;
  /** Whether a word is a name here, or no word of the language, so that it may be somebody's. */
  mayBeName(word: string): boolean;
  /** Whether a bare number is a name's. */
  isNumberOfName(digits: string): boolean;
}

/** Words of the language, in lower case: those said every day, those anybody uses, and all there are. */
export type Words = Readonly<Record<'everyday' | 'plain' | 'all', ReadonlySet<string>>>;

const SHORTEST_PART = 5;
const SHORTEST_NUMBER = 3;
const POSSESSIVE = /'s?$/;

/**
 * `names`: words of names the store holds, in lower case.
 * A name's word is known in the plural, without its accents, and inside a longer word.
 */
export function createSpeech(words: Words, names: ReadonlySet<string>): Speech {
  const stems = new Set([...names].map(stemOf));
  const isName = (word: string): boolean => names.has(word) || stems.has(stemOf(word));
  return {
    mayLeave(word) {
      const lower = word.normalize('NFC').toLowerCase();
      if (!words.plain.has(lower)) return false;
      return !isName(lower) && !partsOf(lower).some(isName);
    },
    mayBeName(word) {
      const lower = word.normalize('NFC').toLowerCase().replace(POSSESSIVE, '');
      if (isName(lower)) return !words.everyday.has(lower);
      return !words.all.has(lower) && !words.all.has(stemOf(lower));
    },
    isNumberOfName: (digits) => digits.length >= SHORTEST_NUMBER && names.has(digits),
  };
}

/** Every stretch of a word that is long enough to give a name away. */
function partsOf(word: string): readonly string[] {
  const parts: string[] = [];
  for (let from = 0; from + SHORTEST_PART <= word.length; from += 1) {
    for (let to = from + SHORTEST_PART; to <= word.length; to += 1)
      parts.push(word.slice(from, to));
  }
  return parts;
}
