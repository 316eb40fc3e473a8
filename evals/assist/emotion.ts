// How well emotions are read without a key: node evals/assist/emotion.ts
import { createFeelingsReader } from '../../src/assist/classify/read-feelings.ts';
import { loadShippedWeights } from '../../src/assist/classify/shipped-weights.ts';
import { createTextClassifier } from '../../src/assist/classify/text-classifier.ts';
import {
  type Example,
  trainClassifier,
  USUAL_TRAINING,
} from '../../src/assist/classify/train-classifier.ts';
import { readGoEmotions, readTweets } from './data-sets.ts';
import { macroF1 } from './macro-f1.ts';
import { type ClassifierFigure, print } from './print-figures.ts';

/** Chosen on parts of TweetEval's `train`. Weights learned from tweets are measured here and never ship. */
const TWEETS = { ...USUAL_TRAINING, pairReach: 0, balance: 1 };

function measureTweets(train: readonly Example[], val: readonly Example[]): ClassifierFigure[] {
  const { classify } = createTextClassifier(trainClassifier(train, 'eval', TWEETS).weights);
  const judged = val.map(({ text, label }) => ({ label, guess: classify(text).label }));
  const { measured } = trainClassifier([...train, ...val], 'eval', {
    ...TWEETS,
    measuredFifths: 5,
  });
  return [
    {
      name: 'TweetEval emotion, val, macro-F1',
      percent: 100 * macroF1(judged),
      least: 66,
      of: val.length,
    },
    {
      name: '  five parts of train and val',
      percent: 100 * macroF1(measured),
      least: 66,
      of: measured.length,
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
async function measureShipped(dev: readonly Example[]): Promise<ClassifierFigure[]> {
  const weights = await loadShippedWeights('emotion');
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
else print([...measureTweets(train, val), ...(await measureShipped(dev))]);
