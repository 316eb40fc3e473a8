import { stem, tokenise } from './normalise.ts';

/** What of a text is counted: runs of words, runs of characters within words and their edges, and words that stand near each other. */
export type FeatureShape = {
  readonly longestWords: number;
  readonly shortestCharacters: number;
  readonly longestCharacters: number;
  /** How many words on a word may stand to make a pair with it; 0: no pairs. */
  readonly pairReach: number;
};

/** Features by their 32-bit hashes, and how often each occurs, up to 255 times. Thousands of texts are learned from at once, and maps would take ten times the memory. */
export type Counted = { readonly features: Uint32Array; readonly times: Uint8Array };

/** The kinds are weighed apart. */
export type FeatureCounts = {
  /** Words and words in a row. */
  readonly words: Counted;
  readonly characters: Counted;
  readonly pairs: Counted;
  /** Each word alone, which `words` has too: it is what meanings are looked up by. */
  readonly alone: Counted;
};

/** Only the first words make pairs: there would be thousands in a long text. */
const MOST_PAIRED = 100;

const WORD_SEED = 0x811c9dc5;
const PAIR_SEED = 0x5bd1e995;
const CHARACTER_SEED = 0x2b5ad3f1;
const BETWEEN_WORDS = 0x1f;

export function countFeatures(text: string, shape: FeatureShape): FeatureCounts {
  const tokens = tokenise(text);
  return {
    words: packed(countWords(tokens, shape)),
    characters: packed(countCharacters(tokens, shape)),
    pairs: packed(countPairs(tokens, shape)),
    alone: packed(countWords(tokens, { longestWords: 1 })),
  };
}

/** The feature a word alone is. */
export function hashOfWord(word: string): number {
  return finish(mix(mixAll(WORD_SEED, word), BETWEEN_WORDS));
}

/** "card was lost" and "lost my cards" share a pair. */
function countPairs(tokens: readonly string[], { pairReach }: FeatureShape) {
  const counts = new Map<number, number>();
  if (pairReach === 0) return counts;
  const stems = tokens.slice(0, MOST_PAIRED).map((token) => finish(mixAll(PAIR_SEED, stem(token))));
  stems.forEach((one, at) => {
    for (const other of stems.slice(at + 1, at + 1 + pairReach))
      count(counts, finish(Math.imul(Math.min(one, other), 31) ^ Math.max(one, other)));
  });
  return counts;
}

function countWords(
  tokens: readonly string[],
  { longestWords }: Pick<FeatureShape, 'longestWords'>,
) {
  const counts = new Map<number, number>();
  for (let start = 0; start < tokens.length; start++) {
    let hash = WORD_SEED;
    for (const token of tokens.slice(start, start + longestWords)) {
      hash = mix(mixAll(hash, token), BETWEEN_WORDS);
      count(counts, finish(hash));
    }
  }
  return counts;
}

function countCharacters(tokens: readonly string[], shape: FeatureShape) {
  const counts = new Map<number, number>();
  for (const token of tokens) {
    const edged = ` ${token} `;
    for (let start = 0; start < edged.length; start++) {
      let hash = CHARACTER_SEED;
      const longest = Math.min(shape.longestCharacters, edged.length - start);
      for (let length = 1; length <= longest; length++) {
        hash = mix(hash, edged.charCodeAt(start + length - 1));
        if (length >= shape.shortestCharacters) count(counts, finish(hash));
      }
    }
  }
  return counts;
}

function mixAll(seed: number, word: string): number {
  let hash = seed;
  for (let at = 0; at < word.length; at++) hash = mix(hash, word.charCodeAt(at));
  return hash;
}

/** One step of FNV-1a, over UTF-16 units. */
function mix(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

/** Spreads what FNV leaves close together (murmur's last steps). */
function finish(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function count(counts: Map<number, number>, feature: number): void {
  counts.set(feature, (counts.get(feature) ?? 0) + 1);
}

function packed(counts: ReadonlyMap<number, number>): Counted {
  return {
    features: Uint32Array.from(counts.keys()),
    times: Uint8Array.from(counts.values(), (times) => Math.min(times, 255)),
  };
}
