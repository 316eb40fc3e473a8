import type { FeatureShape } from './features.ts';

/** A trained classifier as data: everything needed to classify, and nothing that quotes what it learned from. */
export type ClassifierWeights = {
  readonly version: string;
  readonly labels: readonly string[];
  readonly shape: FeatureShape;
  /** Hashes of the features it knows, ascending; a feature's place is its row. */
  readonly features: Uint32Array;
  /** How telling each feature is: it is in few texts. */
  readonly rarity: Float32Array;
  /** A row per feature, a column per label, in steps of the row's own size. */
  readonly rows: Int8Array;
  readonly steps: Float32Array;
  readonly bias: Float32Array;
  /** Scores times this, through softmax, are confidences. */
  readonly sharpness: number;
  readonly known: KnownCurve | null;
};

/** How likely a text is to be about one of the labels: a logistic curve over signs of it (see known.ts). */
export type KnownCurve = { readonly slopes: readonly number[]; readonly start: number };
