// How well emotions are read without a key: node evals/assist/emotion.ts
import type { ClassifierWeights } from '../../src/assist/classify/classifier-weights.ts';
import { dealFolds } from '../../src/assist/classify/deal-folds.ts';
import { createFeelingsReader } from '../../src/assist/classify/read-feelings.ts';
import { loadShippedWeights } from '../../src/assist/classify/shipped-weights.ts';
import { createTextClassifier } from '../../src/assist/classify/text-classifier.ts';
import {
  type Example,
  trainClassifier,
  USUAL_TRAINING,
} from '../../src/assist/classify/train-classifier.ts';
import { loadWordVectors, type WordVectors } from '../../src/assist/classify/word-vectors.ts';
import { readGoEmotions, readTweets } from './data-sets.ts';
import { learnEmotions } from './learn-emotions.ts';
import { macroF1 } from './macro-f1.ts';
import { type ClassifierFigure, print } from './print-figures.ts';

const FIFTHS = 5;
const SPLIT_SEED = 77;

/** Weights learned from tweets are measured here and never ship. */
function measureTweets(
  train: readonly Example[],
  val: readonly Example[],
  shipped: ClassifierWeights,
  vectors: WordVectors,
): ClassifierFigure[] {
  const classify = learnEmotions(train, shipped, vectors);
  const plain = createTextClassifier(
    trainClassifier(train, 'eval', vectors, { ...USUAL_TRAINING, pairReach: 0, balance: 1 })
      .weights,
  );
  const judgedBy = (guess: (text: string) => string, tweets: readonly Example[]) =>
    tweets.map(({ text, label }) => ({ label, guess: guess(text) }));
  const all = [...train, ...val];
  const folds = dealFolds(all, FIFTHS, SPLIT_SEED);
  const fifths = Array.from({ length: FIFTHS }, (_, fifth) => {
    const rest = all.filter((_one, at) => folds[at] !== fifth);
    return judgedBy(
      learnEmotions(rest, shipped, vectors),
      all.filter((_one, at) => folds[at] === fifth),
    );
  }).flat();
  return [
    {
      name: 'TweetEval emotion, val, macro-F1',
      percent: 100 * macroF1(judgedBy(classify, val)),
      least: 66,
      of: val.length,
    },
    {
      name: '  by the tweets’ words alone',
      percent: 100 * macroF1(judgedBy((text) => plain.classify(text).label, val)),
      of: val.length,
    },
    {
      name: '  five parts of train and val',
      percent: 100 * macroF1(fifths),
      least: 66,
      of: fifths.length,
    },
  ];
}

const VALUE: Readonly<Record<string, number>> = {
  joy: 1,
  anger: -1,
  disgust: -1,
  fear: -1,
  sadness: -1,
};

/** What ships, on comments it did not learn from: emotions, and which side of neutral a feeling is on. */
function measureShipped(dev: readonly Example[], weights: ClassifierWeights): ClassifierFigure[] {
  const { classify } = createTextClassifier(weights);
  const { read } = createFeelingsReader(weights);
  const judged = dev.map(({ text, label }) => ({ label, guess: classify(text).label }));
  const right = judged.filter(({ label, guess }) => label === guess).length;
  const felt = dev.filter(({ label }) => VALUE[label ?? ''] !== undefined);
  const sides = felt.map(({ text, label }) => (VALUE[label ?? ''] ?? 0) * read(text).sentiment);
  return [
    { name: 'GoEmotions dev, shipped, right', percent: (100 * right) / dev.length, of: dev.length },
    { name: '  macro-F1', percent: 100 * macroF1(judged), of: dev.length },
    {
      name: '  sentiment on the right side',
      percent: (100 * sides.filter((side) => side > 0).length) / felt.length,
      of: felt.length,
    },
  ];
}

const train = readTweets('train');
const val = readTweets('val');
const dev = readGoEmotions('dev');
if (train === null || val === null || dev === null)
  console.log('no data beside the repository: nothing measured');
else {
  const shipped = await loadShippedWeights('emotion');
  print([
    ...measureTweets(train, val, shipped, await loadWordVectors()),
    ...measureShipped(dev, shipped),
  ]);
}
