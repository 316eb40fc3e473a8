import type { ClassifierWeights } from './classifier-weights.ts';
import { fitSharpness } from './confidence.ts';
import { dealFolds } from './deal-folds.ts';
import { countFeatures, type FeatureCounts, type FeatureShape } from './features.ts';
import { fitKnown } from './known.ts';
import { quantise } from './quantise.ts';
import type { ScoredText } from './score-text.ts';
import { type LinearModel, type LinearOptions, scoreLinear, trainLinear } from './train-linear.ts';
import {
  buildVocabulary,
  type Vocabulary,
  type VocabularyLimits,
  vectorise,
} from './vocabulary.ts';

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
    /** Confidences are measured on this many fifths of the examples, each by what was learned from the other four. */
    readonly measuredFifths: 1 | 2 | 3 | 4 | 5;
  };

export const USUAL_TRAINING: TrainingOptions = {
  longestWords: 2,
  shortestCharacters: 2,
  longestCharacters: 5,
  pairReach: 12,
  leastTexts: 2,
  mostFeatures: 60_000,
  cost: 1,
  balance: 0,
  passes: 30,
  seed: 1,
  measuredFifths: 1,
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
  const every = examples.map((_, text) => text);
  const learn = (texts: readonly number[]) =>
    learnFrom(texts, counted, classes, labels.length, options);

  const folds = dealFolds(examples, FIFTHS, options.seed);
  const measured: number[] = [];
  const scored: ScoredText[] = [];
  for (let fifth = 0; fifth < options.measuredFifths; fifth++) {
    const trial = learn(every.filter((text) => folds[text] !== fifth));
    const aside = every.filter((text) => folds[text] === fifth);
    measured.push(...aside);
    scored.push(...pick(counted, aside).map((counts) => scoreBy(trial, counts)));
  }
  const { vocabulary, model } = learn(every);
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

const FIFTHS = 5;

type Learned = { readonly vocabulary: Vocabulary; readonly model: LinearModel };

function learnFrom(
  texts: readonly number[],
  counted: readonly FeatureCounts[],
  classes: Int32Array,
  classCount: number,
  options: TrainingOptions,
): Learned {
  const own = pick(counted, texts);
  const vocabulary = buildVocabulary(own, options);
  const vectors = own.map((counts) => vectorise(counts, vocabulary));
  const size = { features: vocabulary.features.length, classes: classCount };
  return { vocabulary, model: trainLinear(vectors, pickClasses(classes, texts), size, options) };
}

function scoreBy({ vocabulary, model }: Learned, counts: FeatureCounts): ScoredText {
  const vector = vectorise(counts, vocabulary);
  return { scores: scoreLinear(vector, model), met: vector.met };
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
