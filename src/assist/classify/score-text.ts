import type { ClassifierWeights } from './classifier-weights.ts';
import { countFeatures } from './features.ts';
import { type SparseVector, vectorise } from './vocabulary.ts';

/** What a classifier adds up for a text, before it becomes confidence. */
export type ScoredText = {
  /** One per label. */
  readonly scores: Float64Array;
  readonly met: SparseVector['met'];
};

export function scoreText(text: string, weights: ClassifierWeights): ScoredText {
  const vector = vectorise(countFeatures(text, weights.shape), weights);
  const labelCount = weights.labels.length;
  const scores = Float64Array.from(weights.bias);
  for (let at = 0; at < vector.places.length; at++) {
    const place = vector.places[at] ?? 0;
    const value = (vector.values[at] ?? 0) * (weights.steps[place] ?? 0);
    const row = place * labelCount;
    for (let label = 0; label < labelCount; label++)
      scores[label] = (scores[label] ?? 0) + value * (weights.rows[row + label] ?? 0);
  }
  return { scores, met: vector.met };
}
