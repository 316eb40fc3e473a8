/** Names the language of a text by its ISO 639-1 code; null where there is too little to tell. */
export interface LanguageDetector {
  detect(text: string): string | null;
}

/** Longer texts show their language early. In characters. */
const LONGEST_TEXT = 1_000;
const SHORTEST_TEXT = 4;
const LEAST_LIKENESS = 0.6;
/** A few words look like several languages: the usual one is taken where it looks this nearly as well. */
const FEW_LETTERS = 24;
const NEARLY = 0.16;

const NOT_LANGUAGE = /(?:https?:\/\/|www\.)\S+|\S+@\S+|[\p{N}\p{P}\p{S}_]+/gu;

/** Loads the n-gram profiles of sixty languages (30 MB, a tenth of a second). `usual`: the language most customers write in. */
export async function openLanguageDetector(usual = 'en'): Promise<LanguageDetector> {
  const { eld } = await import('eld/extrasmall');
  return {
    detect(text) {
      const words = text.slice(0, LONGEST_TEXT).replace(NOT_LANGUAGE, ' ').trim();
      if (words.length < SHORTEST_TEXT) return null;
      const likeness = eld.detect(words).getScores();
      const [best] = Object.entries(likeness).toSorted(([, a], [, b]) => b - a);
      if (best === undefined) return null;
      const [language, share] = best;
      const usualIsNear = share - (likeness[usual] ?? 0) <= NEARLY;
      if (words.length <= FEW_LETTERS && usualIsNear) return usual;
      return share < LEAST_LIKENESS ? null : language;
    },
  };
}
