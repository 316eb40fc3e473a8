import type { ClassifierWeights } from './classifier-weights.ts';
import { fitSharpness } from './confidence.ts';
import { dealFolds } from './deal-folds.ts';
import { countFeatures, type FeatureCounts, type FeatureShape } from './features.ts';
import { fitKnown } from './known.ts';
import { quantise } from './quantise.ts';
import { apart, type ScoredText } from './score-text.ts';
import { type LinearModel, type LinearOptions, scoreLinear, trainLinear } from './train-linear.ts';
import {
  buildVocabulary,
  type Vocabulary,
  type VocabularyLimits,
  vectorise,
  widthOf,
} from './vocabulary.ts';
import type { WordVectors } from './word-vectors.ts';

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
  longestWords: 3,
  shortestCharacters: 2,
  longestCharacters: 5,
  pairReach: 12,
  leastTexts: 2,
  mostFeatures: 60_000,
  cost: 2,
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
 * Learns to label texts as the examples are labelled; without `vectors`, words mean only what the examples show. The same examples in the same order give the same weights.
 * Takes seconds to a minute for some ten thousand examples: in the service, off the event loop.
 */
export function trainClassifier(
  examples: readonly Example[],
  version: string,
  vectors: WordVectors | null,
  options: TrainingOptions = USUAL_TRAINING,
): Trained {
  const labels = [...new Set(examples.map(({ label }) => label))].filter(isLabel).sort();
  const classes = Int32Array.from(examples, ({ label }) =>
    label === null ? labels.length : labels.indexOf(label),
  ); // what is about none of them is a class of its own
  const classCount = labels.length + (examples.some(({ label }) => label === null) ? 1 : 0);
  const counted = examples.map(({ text }) => countFeatures(text, options));
  const every = examples.map((_, text) => text);
  const learn = (texts: readonly number[]) =>
    learnFrom(pick(counted, texts), pickClasses(classes, texts), classCount, vectors, options);

  const folds = dealFolds(examples, FIFTHS, options.seed);
  const measured: number[] = [];
  const scored: ScoredText[] = [];
  for (let fifth = 0; fifth < options.measuredFifths; fifth++) {
    const trial = learn(every.filter((text) => folds[text] !== fifth));
    const aside = every.filter((text) => folds[text] === fifth);
    measured.push(...aside);
    scored.push(...pick(counted, aside).map((counts) => scoreBy(trial, counts, labels.length)));
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
      ...measure(scored, pickClasses(classes, measured), labels.length),
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
  counted: readonly FeatureCounts[],
  classes: Int32Array,
  classCount: number,
  vectors: WordVectors | null,
  options: TrainingOptions,
): Learned {
  const vocabulary = buildVocabulary(counted, options, vectors);
  const texts = counted.map((counts) => vectorise(counts, vocabulary));
  const size = { features: widthOf(vocabulary), classes: classCount };
  return { vocabulary, model: trainLinear(texts, classes, size, options) };
}

function scoreBy(
  { vocabulary, model }: Learned,
  counts: FeatureCounts,
  labelCount: number,
): ScoredText {
  const vector = vectorise(counts, vocabulary);
  return apart(scoreLinear(vector, model), labelCount, vector.met);
}

function highest(scores: Float64Array): number {
  return scores.reduce((best, score, at) => (score > (scores[best] ?? 0) ? at : best), 0);
}

/** How scores become confidences, from texts the scores were not learned from. */
function measure(scored: readonly ScoredText[], classes: Int32Array, labelCount: number) {
  const isInside = (_: unknown, text: number) => (classes[text] ?? labelCount) < labelCount;
  const inside = scored.filter(isInside);
  const outside = scored.filter((_, text) => !isInside(_, text));
  return {
    sharpness: fitSharpness(
      inside.map(({ scores }) => scores),
      classes.filter((own) => own < labelCount),
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
  return Int32Array.from(places, (place) => classes[place] as number);
}
