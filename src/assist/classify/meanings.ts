import type { Counted } from './features.ts';
import { placeOf } from './place-of.ts';
import type { WordVectors } from './word-vectors.ts';

/** What texts mean by their words, as a model sees it. */
export type Meanings = {
  readonly vectors: WordVectors;
  /** What the texts learned from mean on the whole: only what differs from it tells them apart. */
  readonly middle: Float32Array;
};

type Rarity = (word: number) => number;

/** Learns the middle of texts. */
export function learnMeanings(
  texts: readonly Counted[],
  rarityOf: Rarity,
  vectors: WordVectors,
): Meanings {
  const sum = new Float64Array(vectors.width);
  for (const alone of texts) {
    const mean = meanOf(alone, rarityOf, vectors);
    for (let at = 0; at < sum.length; at++) sum[at] = (sum[at] ?? 0) + (mean[at] ?? 0);
  }
  return { vectors, middle: Float32Array.from(sum, (total) => total / (texts.length || 1)) };
}

/** The direction a text's words point to together, of length 1; zeros where no word of it is known. */
export function meaningOf(
  alone: Counted,
  rarityOf: Rarity,
  { vectors, middle }: Meanings,
): Float64Array {
  const mean = meanOf(alone, rarityOf, vectors);
  if (mean.every((value) => value === 0)) return mean;
  const apart = mean.map((value, at) => value - (middle[at] ?? 0));
  const length = Math.hypot(...apart) || 1;
  return apart.map((value) => value / length);
}

/** The mean of the words' directions, the rarer the word the more. */
function meanOf({ features, times }: Counted, rarityOf: Rarity, vectors: WordVectors) {
  const mean = new Float64Array(vectors.width);
  let total = 0;
  features.forEach((word, at) => {
    const place = placeOf(word, vectors.words);
    if (place < 0) return;
    const weight = rarityOf(word) * (1 + Math.log(times[at] ?? 1));
    addDirection(vectors, place, weight, mean);
    total += weight;
  });
  return mean.map((value) => value / (total || 1));
}

function addDirection(
  { rows, width }: WordVectors,
  place: number,
  weight: number,
  to: Float64Array,
) {
  const from = place * width;
  let squares = 0;
  for (let at = 0; at < width; at++) squares += (rows[from + at] ?? 0) ** 2;
  const scale = weight / (Math.sqrt(squares) || 1);
  for (let at = 0; at < width; at++) to[at] = (to[at] ?? 0) + (rows[from + at] ?? 0) * scale;
}
