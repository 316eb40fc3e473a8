import type { Counted, FeatureCounts } from './features.ts';
import { learnMeanings, type Meanings, meaningOf } from './meanings.ts';
import { placeOf } from './place-of.ts';
import type { WordVectors } from './word-vectors.ts';

/** The features a model knows, and how telling each is. A feature's place is its row in the model. */
export type Vocabulary = {
  /** Hashes, ascending. */
  readonly features: Uint32Array;
  readonly rarity: Float32Array;
  /** What words mean comes after the features; null: a word is only itself. */
  readonly meanings: Meanings | null;
};

/** How much of what a text has was met in training, 0…1: as a share of its features, and weighed by how rare they are. */
export type Met = { readonly share: number; readonly weighed: number };

type Kind = Exclude<keyof FeatureCounts, 'alone'>;

/** A text as the features it has. */
export type SparseVector = {
  readonly places: Int32Array;
  readonly values: Float32Array;
  readonly met: Readonly<Record<Kind, Met>>;
};

export type VocabularyLimits = { readonly leastTexts: number; readonly mostFeatures: number };

/** How long the part of each kind is. */
const SHARES = { words: 0.577, characters: 0.577, pairs: 0.577 } as const;
const MEANING_SHARE = 0.7;
/** A word that is rarer than this tells no more of a text's meaning: it may be a slip, or a name. */
const RAREST = 7;

/** Features in fewer texts than wanted are most of them; counted roughly first, they never take room. A power of two. */
const ROUGH_COUNTS = 2 ** 25;

/** The features found in enough texts; the commonest where there are too many. */
export function buildVocabulary(
  texts: readonly FeatureCounts[],
  { leastTexts, mostFeatures }: VocabularyLimits,
  vectors: WordVectors | null,
): Vocabulary {
  const roughly = new Uint8Array(ROUGH_COUNTS);
  eachFeature(texts, (feature) => {
    const at = feature & (ROUGH_COUNTS - 1);
    roughly[at] = Math.min((roughly[at] ?? 0) + 1, 255);
  });
  const found = new Map<number, number>();
  eachFeature(texts, (feature) => {
    if ((roughly[feature & (ROUGH_COUNTS - 1)] ?? 0) < Math.min(leastTexts, 255)) return;
    found.set(feature, (found.get(feature) ?? 0) + 1);
  });
  const kept = [...found]
    .filter(([, count]) => count >= leastTexts)
    .sort(([a, countA], [b, countB]) => countB - countA || a - b)
    .slice(0, mostFeatures)
    .sort(([a], [b]) => a - b);
  const features = Uint32Array.from(kept, ([feature]) => feature);
  const rarity = Float32Array.from(
    kept,
    ([, count]) => Math.log((1 + texts.length) / (1 + count)) + 1,
  );
  const meanings =
    vectors &&
    learnMeanings(
      texts.map(({ alone }) => alone),
      rarityOf({ features, rarity }),
      vectors,
    );
  return { features, rarity, meanings };
}

/** How many weights a label has: one for each feature, and for each direction of meaning. */
export function widthOf({ features, meanings }: Vocabulary): number {
  return features.length + (meanings?.vectors.width ?? 0);
}

function rarityOf({ features, rarity }: Pick<Vocabulary, 'features' | 'rarity'>) {
  return (word: number) => Math.min(rarity[placeOf(word, features)] ?? RAREST, RAREST);
}

function eachFeature(texts: readonly FeatureCounts[], take: (feature: number) => void): void {
  for (const { words, characters, pairs } of texts)
    for (const { features } of [words, characters, pairs])
      for (const feature of features) take(feature);
}

export function vectorise(counts: FeatureCounts, vocabulary: Vocabulary): SparseVector {
  const { meanings } = vocabulary;
  const meaning = meanings && meaningOf(counts.alone, rarityOf(vocabulary), meanings);
  const most = [counts.words, counts.characters, counts.pairs].reduce(
    (sum, { features }) => sum + features.length,
    meaning?.length ?? 0,
  );
  const places = new Int32Array(most);
  const values = new Float32Array(most);
  const write = (kind: Kind, from: number) =>
    weigh(counts[kind], vocabulary, { places, values, from, share: SHARES[kind] });
  const words = write('words', 0);
  const characters = write('characters', words.end);
  const pairs = write('pairs', characters.end);
  meaning?.forEach((value, at) => {
    places[pairs.end + at] = vocabulary.features.length + at;
    values[pairs.end + at] = MEANING_SHARE * value;
  });
  const end = pairs.end + (meaning?.length ?? 0);
  return {
    places: places.slice(0, end),
    values: values.slice(0, end),
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
function weigh({ features, times }: Counted, vocabulary: Vocabulary, into: Written) {
  let end = into.from;
  let squares = 0;
  let rarities = 0;
  for (let at = 0; at < features.length; at++) {
    const place = placeOf(features[at] ?? 0, vocabulary.features);
    if (place < 0) continue;
    const rarity = vocabulary.rarity[place] ?? 0;
    const value = (1 + Math.log(times[at] ?? 1)) * rarity;
    into.places[end] = place;
    into.values[end] = value;
    squares += value * value;
    rarities += rarity;
    end += 1;
  }
  const scale = into.share / (Math.sqrt(squares) || 1);
  for (let at = into.from; at < end; at++) into.values[at] = (into.values[at] ?? 0) * scale;
  const known = end - into.from;
  const unmet = (features.length - known) * UNMET_RARITY;
  const met = {
    share: known / (features.length || 1),
    weighed: rarities / (rarities + unmet || 1),
  };
  return { end, met };
}
