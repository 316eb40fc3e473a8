import type { ClassifierWeights } from './classifier-weights.ts';
import { countFeatures } from './features.ts';
import { type SparseVector, vectorise } from './vocabulary.ts';

/** What a classifier adds up for a text, before it becomes confidence. */
export type ScoredText = {
  /** One per label. */
  readonly scores: Float64Array;
  /** How much like what is about none of the labels; 0 where none of that was learned from. */
  readonly beside: number;
  readonly met: SparseVector['met'];
};

export function scoreText(text: string, weights: ClassifierWeights): ScoredText {
  const vector = vectorise(countFeatures(text, weights.shape), weights);
  const width = weights.bias.length;
  const scores = Float64Array.from(weights.bias);
  for (let at = 0; at < vector.places.length; at++) {
    const place = vector.places[at] ?? 0;
    const value = (vector.values[at] ?? 0) * (weights.steps[place] ?? 0);
    const row = place * width;
    for (let column = 0; column < width; column++)
      scores[column] = (scores[column] ?? 0) + value * (weights.rows[row + column] ?? 0);
  }
  return apart(scores, weights.labels.length, vector.met);
}

/** What is about none of the labels is the last column, where there is one. */
export function apart(
  scores: Float64Array,
  labelCount: number,
  met: SparseVector['met'],
): ScoredText {
  return { scores: scores.subarray(0, labelCount), beside: scores[labelCount] ?? 0, met };
}
