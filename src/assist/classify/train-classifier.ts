import type { ClassifierWeights } from './classifier-weights.ts';
import { fitSharpness } from './confidence.ts';
import { countFeatures, type FeatureShape } from './features.ts';
import { holdOut } from './hold-out.ts';
import { fitKnown } from './known.ts';
import { quantise } from './quantise.ts';
import type { ScoredText } from './score-text.ts';
import { type LinearModel, type LinearOptions, scoreLinear, trainLinear } from './train-linear.ts';
import { buildVocabulary, type VocabularyLimits, vectorise } from './vocabulary.ts';

export type Example = {
  readonly text: string;
  /** null: it is about none of the labels. */
  readonly label: string | null;
  /** Texts of one kin are alike: all of them are learned from, or all measured on. */
  readonly kin?: string;
};

export type TrainingOptions = FeatureShape &
  VocabularyLimits &
  LinearOptions & {
    /** Share of the examples that confidences are measured on before all are learned from. */
    readonly measuredShare: number;
  };

export const USUAL_TRAINING: TrainingOptions = {
  longestWords: 2,
  shortestCharacters: 2,
  longestCharacters: 5,
  pairReach: 12,
  leastTexts: 2,
  mostFeatures: 60_000,
  cost: 1,
  passes: 30,
  seed: 1,
  measuredShare: 0.2,
};

export type Trained = {
  readonly weights: ClassifierWeights;
  /** What was made of the examples put aside, before the weights learned from them too. */
  readonly measured: readonly Measured[];
};

export type Measured = Example & { readonly guess: string };

/**
 * Learns to label texts as the examples are labelled. The same examples in the same order give the same weights.
 * Takes seconds to a minute for some ten thousand examples: in the service, off the event loop.
 */
export function trainClassifier(
  examples: readonly Example[],
  version: string,
  options: TrainingOptions = USUAL_TRAINING,
): Trained {
  const labels = [...new Set(examples.map(({ label }) => label))].filter(isLabel).sort();
  const classes = Int32Array.from(examples, ({ label }) => labels.indexOf(label ?? ''));
  const counted = examples.map(({ text }) => countFeatures(text, options));
  const vocabulary = buildVocabulary(counted, options);
  const vectors = counted.map((counts) => vectorise(counts, vocabulary));
  const size = { features: vocabulary.features.length, classes: labels.length };
  const learn = (texts: readonly number[]): LinearModel =>
    trainLinear(pick(vectors, texts), pickClasses(classes, texts), size, options);

  const { learned, measured } = holdOut(examples, options.measuredShare, options.seed);
  const trial = learn(learned);
  const scored = measured.map((text) => score(vectors[text], trial));
  const model = learn(vectors.map((_, text) => text));
  return {
    weights: {
      version,
      labels,
      shape: shapeOf(options),
      ...vocabulary,
      ...quantise(model),
      bias: model.bias,
      ...measure(scored, pickClasses(classes, measured)),
    },
    measured: pick(examples, measured).map((example, at) => ({
      ...example,
      guess: labels[highest(scored[at]?.scores ?? new Float64Array())] ?? '',
    })),
  };
}

function highest(scores: Float64Array): number {
  return scores.reduce((best, score, at) => (score > (scores[best] ?? 0) ? at : best), 0);
}

/** How scores become confidences, from texts the scores were not learned from. */
function measure(scored: readonly ScoredText[], classes: Int32Array) {
  const isInside = (_: unknown, text: number) => (classes[text] ?? -1) >= 0;
  const inside = scored.filter(isInside);
  const outside = scored.filter((_, text) => !isInside(_, text));
  return {
    sharpness: fitSharpness(
      inside.map(({ scores }) => scores),
      classes.filter((own) => own >= 0),
    ),
    known: fitKnown(inside, outside),
  };
}

function score(vector: Parameters<typeof scoreLinear>[0] | undefined, model: LinearModel) {
  if (vector === undefined) throw new TypeError('measured a text that is not there');
  return { scores: scoreLinear(vector, model), familiar: vector.familiar };
}

function shapeOf({ longestWords, shortestCharacters, longestCharacters, pairReach }: FeatureShape) {
  return { longestWords, shortestCharacters, longestCharacters, pairReach };
}

function isLabel(label: string | null): label is string {
  return label !== null;
}

function pick<T>(all: readonly T[], places: readonly number[]): T[] {
  return places.flatMap((place) => all.slice(place, place + 1));
}

function pickClasses(classes: Int32Array, places: readonly number[]): Int32Array {
  return Int32Array.from(places, (place) => classes[place] ?? -1);
}
