import type { FeatureCounts } from './features.ts';

/** The features a model knows, and how telling each is. A feature's place is its row in the model. */
export type Vocabulary = {
  /** Hashes, ascending. */
  readonly features: Uint32Array;
  readonly rarity: Float32Array;
};

/** How much of what a text has was met in training, 0…1: as a share of its features, and weighed by how rare they are. */
export type Met = { readonly share: number; readonly weighed: number };

/** A text as the features it has. */
export type SparseVector = {
  readonly places: Int32Array;
  readonly values: Float32Array;
  readonly met: Readonly<Record<keyof FeatureCounts, Met>>;
};

export type VocabularyLimits = { readonly leastTexts: number; readonly mostFeatures: number };

/** Of a text's length 1, by kind. */
const SHARES = { words: 0.577, characters: 0.577, pairs: 0.577 } as const;

/** The features found in enough texts; the commonest where there are too many. */
export function buildVocabulary(
  texts: readonly FeatureCounts[],
  { leastTexts, mostFeatures }: VocabularyLimits,
): Vocabulary {
  const found = new Map<number, number>();
  for (const { words, characters, pairs } of texts)
    for (const part of [words, characters, pairs])
      for (const feature of part.keys()) found.set(feature, (found.get(feature) ?? 0) + 1);
  const kept = [...found]
    .filter(([, count]) => count >= leastTexts)
    .sort(([a, countA], [b, countB]) => countB - countA || a - b)
    .slice(0, mostFeatures)
    .sort(([a], [b]) => a - b);
  return {
    features: Uint32Array.from(kept, ([feature]) => feature),
    rarity: Float32Array.from(kept, ([, count]) => Math.log((1 + texts.length) / (1 + count)) + 1),
  };
}

export function vectorise(counts: FeatureCounts, vocabulary: Vocabulary): SparseVector {
  const most = counts.words.size + counts.characters.size + counts.pairs.size;
  const places = new Int32Array(most);
  const values = new Float32Array(most);
  const write = (kind: keyof FeatureCounts, from: number) =>
    weigh(counts[kind], vocabulary, { places, values, from, share: SHARES[kind] });
  const words = write('words', 0);
  const characters = write('characters', words.end);
  const pairs = write('pairs', characters.end);
  return {
    places: places.subarray(0, pairs.end),
    values: values.subarray(0, pairs.end),
    met: { words: words.met, characters: characters.met, pairs: pairs.met },
  };
}

type Written = {
  readonly places: Int32Array;
  readonly values: Float32Array;
  readonly from: number;
  readonly share: number;
};

/** What is as rare as anything that was learned. */
const UNMET_RARITY = 8;

/** Writes the known features one after the other, and gives where they end. */
function weigh(counts: ReadonlyMap<number, number>, vocabulary: Vocabulary, into: Written) {
  let end = into.from;
  let squares = 0;
  let rarities = 0;
  for (const [feature, count] of counts) {
    const place = placeOf(feature, vocabulary.features);
    if (place < 0) continue;
    const rarity = vocabulary.rarity[place] ?? 0;
    const value = (1 + Math.log(count)) * rarity;
    into.places[end] = place;
    into.values[end] = value;
    squares += value * value;
    rarities += rarity;
    end += 1;
  }
  const scale = into.share / (Math.sqrt(squares) || 1);
  for (let at = into.from; at < end; at++) into.values[at] = (into.values[at] ?? 0) * scale;
  const known = end - into.from;
  const unmet = (counts.size - known) * UNMET_RARITY;
  const met = { share: known / (counts.size || 1), weighed: rarities / (rarities + unmet || 1) };
  return { end, met };
}

function placeOf(feature: number, features: Uint32Array): number {
  let low = 0;
  let high = features.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = features[middle] ?? 0;
    if (found === feature) return middle;
    if (found < feature) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
