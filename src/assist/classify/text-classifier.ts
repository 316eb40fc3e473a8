import type { ClassifierWeights } from './classifier-weights.ts';
import { confidencesOf } from './confidence.ts';
import { judgeKnown } from './known.ts';
import { scoreText } from './score-text.ts';

export type Guess = {
  readonly label: string;
  /** 0…1; of many guesses made with 0.8, about eight in ten are right. */
  readonly confidence: number;
};

/** What a classifier makes of a text: its likeliest label, and what else it could be. */
export type Classification = Guess & {
  /** The other labels, likeliest first. */
  readonly others: readonly Guess[];
  /** Whether the text is about any of the labels at all, 0…1; 1 where a classifier never learned what is beside the point. */
  readonly known: number;
  /** Share of the text's words that occurred in training, 0…1: hardly any in another language. */
  readonly familiar: number;
};

/** Gives one of a closed set of labels to a text, within two milliseconds, always the same. */
export interface TextClassifier {
  readonly labels: readonly string[];
  /** Names the weights: analyses made by another version are out of date. */
  readonly version: string;
  classify(text: string): Classification;
}

/** A classifier over trained weights, shipped (`loadShippedWeights`) or the team's own (`trainClassifier`). */
export function createTextClassifier(weights: ClassifierWeights): TextClassifier {
  return {
    labels: weights.labels,
    version: weights.version,
    classify(text) {
      const scored = scoreText(text, weights);
      const confidences = confidencesOf(scored.scores, weights.sharpness);
      const guesses = weights.labels
        .map((label, at) => ({ label, confidence: confidences[at] ?? 0 }))
        .sort((a, b) => b.confidence - a.confidence);
      const [best = { label: '', confidence: 0 }, ...others] = guesses;
      const familiar = scored.met.words.share;
      return { ...best, others, known: judgeKnown(scored, weights.known), familiar };
    },
  };
}
