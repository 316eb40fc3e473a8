/** Words and phrases that say something about a text, and how much. */
export type Cue<Kind extends string> = {
  readonly kind: Kind;
  readonly weight: number;
  /** In lower case; the last word may end in "…" for any ending. */
  readonly phrases: readonly string[];
};

export type CueFound<Kind extends string> = {
  readonly kind: Kind;
  readonly phrase: string;
  readonly weight: number;
  /** "not", "no longer" or the like stands shortly before it. */
  readonly negated: boolean;
};

export type CueFinder<Kind extends string> = (text: string) => readonly CueFound<Kind>[];

type Phrase<Kind extends string> = Omit<CueFound<Kind>, 'negated'> & {
  readonly words: readonly string[];
};

const WORD = /[\p{L}\p{M}\p{N}]+(?:['.-][\p{L}\p{M}\p{N}]+)*/gu;
const NEGATIONS = new Set([
  ...['not', 'never', 'no', 'without', 'hardly', 'nothing', 'neither', 'nor', 'cannot'],
  ...['nicht', 'kein', 'keine', 'pas', 'non', 'nunca', 'niet', 'geen'],
]);
const FILLERS = new Set([
  ...['so', 'very', 'at', 'all', 'really', 'a', 'an', 'the', 'that', 'too', 'been', 'be', 'much'],
  ...['of', 'any', 'in', 'longer', 'feel', 'feeling', 'sehr', 'très', 'muy'],
]);
const NEGATION_REACH = 4;
/** "crash…" is looked up by this many of its first letters. */
const BEGINNING = 3;

/** The phrases of a list with commas between them. */
export function listed(phrases: string): string[] {
  return phrases.split(',').map((phrase) => phrase.trim());
}

/** Finds cues word by word, the longest first: what lies within a longer one isn't found again. */
export function createCueFinder<Kind extends string>(cues: readonly Cue<Kind>[]): CueFinder<Kind> {
  const phrases = cues.flatMap(({ kind, weight, phrases: said }) =>
    said.map((phrase): Phrase<Kind> => ({ kind, weight, phrase, words: phrase.split(' ') })),
  );
  const byBeginning = Map.groupBy(
    phrases.toSorted((a, b) => b.phrase.length - a.phrase.length),
    ({ phrase }) => phrase.slice(0, BEGINNING),
  );
  return (text) => {
    const words = text.toLowerCase().replaceAll('’', "'").match(WORD) ?? [];
    const found: CueFound<Kind>[] = [];
    for (let at = 0; at < words.length; at++) {
      const candidates = byBeginning.get(`${words[at]} ${words[at + 1]}`.slice(0, BEGINNING)) ?? [];
      const phrase = candidates.find((one) =>
        one.words.every((word, nth) => isSaid(word, words[at + nth])),
      );
      if (!phrase) continue;
      const { words: said, ...cue } = phrase;
      found.push({ ...cue, negated: isNegated(words, at) });
      at += said.length - 1;
    }
    return found;
  };
}

function isSaid(word: string, said: string | undefined): boolean {
  if (said === undefined) return false;
  return word.endsWith('…') ? said.startsWith(word.slice(0, -1)) : said === word;
}

function isNegated(words: readonly string[], at: number): boolean {
  for (let before = at - 1; before >= Math.max(0, at - NEGATION_REACH); before--) {
    const word = words[before] ?? '';
    if (NEGATIONS.has(word) || word.endsWith("n't")) return true;
    if (!FILLERS.has(word)) return false;
  }
  return false;
}
