import type { FeatureShape } from './features.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A trained classifier as data: everything needed to classify, and nothing that quotes what it learned from. */
export type ClassifierWeights = Vocabulary & {
  readonly version: string;
  readonly labels: readonly string[];
  readonly shape: FeatureShape;
  /** A row per feature and direction of meaning, a column per label (and one for what is about none of them, if that was learned from), in steps of the row's own size. */
  readonly rows: Int8Array;
  readonly steps: Float32Array;
  readonly bias: Float32Array;
  /** Scores times this, through softmax, are confidences. */
  readonly sharpness: number;
  readonly known: KnownCurve | null;
};

/** How likely a text is to be about one of the labels: a logistic curve over signs of it (see known.ts). */
export type KnownCurve = { readonly slopes: readonly number[]; readonly start: number };
