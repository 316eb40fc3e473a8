// How well our classifier reads intents it is taught: node evals/assist/classify.ts
import { dealFolds } from '../../src/assist/classify/deal-folds.ts';
import {
  createTextClassifier,
  type TextClassifier,
} from '../../src/assist/classify/text-classifier.ts';
import {
  type Example,
  type TrainingOptions,
  trainClassifier,
  USUAL_TRAINING,
} from '../../src/assist/classify/train-classifier.ts';
import { decodeWeights, encodeWeights } from '../../src/assist/classify/weights-file.ts';
import { type CategoryPreset, readBook } from './category-examples.ts';
import { readBanking, readClinc } from './data-sets.ts';
import { type ClassifierFigure, print } from './print-figures.ts';
import { writeSentences } from './sentences.ts';

/** Seed of the split: set once, before anything was measured. */
const SPLIT_SEED = 77;
const TENTHS = 10;
/** Below it a question is taken to be beside the point; chosen on parts of CLINC150's `train`. */
const LEAST_KNOWN = 0.5;
const MEGABYTE = 1_000_000;

/** The shipped form, so that what is measured is what runs. */
function learn(examples: readonly Example[], options: TrainingOptions) {
  const { weights } = trainClassifier(examples, 'eval', options);
  const file = encodeWeights(weights);
  return {
    classifier: createTextClassifier(decodeWeights(file)),
    megabytes: file.length / MEGABYTE,
  };
}

function shareRight({ classify }: TextClassifier, examples: readonly Example[]): number {
  return (
    examples.filter(({ text, label }) => classify(text).label === label).length / examples.length
  );
}

function slowestUsual({ classify }: TextClassifier, examples: readonly Example[]): number {
  const tookMs = examples.slice(0, 1_000).map(({ text }) => {
    const startedAt = performance.now();
    classify(text);
    return performance.now() - startedAt;
  });
  return tookMs.toSorted((a, b) => a - b)[Math.floor(tookMs.length * 0.95)] ?? 0;
}

/** Every tenth of train.csv is classified by what was learned from the other nine. */
function measureBanking(all: readonly Example[]): ClassifierFigure[] {
  const folds = dealFolds(all, TENTHS, SPLIT_SEED);
  const rounds = Array.from({ length: TENTHS }, (_, tenth) => {
    const aside = all.filter((_one, at) => folds[at] === tenth);
    const rest = all.filter((_one, at) => folds[at] !== tenth);
    const { classifier, megabytes } = learn(rest, USUAL_TRAINING);
    const plain = learn(rest, { ...USUAL_TRAINING, pairReach: 0 });
    return {
      right: shareRight(classifier, aside) * aside.length,
      plainRight: shareRight(plain.classifier, aside) * aside.length,
      megabytes,
      tookMs: slowestUsual(classifier, aside),
    };
  });
  const sum = (of: (round: (typeof rounds)[number]) => number) =>
    rounds.reduce((total, round) => total + of(round), 0);
  const most = (of: (round: (typeof rounds)[number]) => number) => Math.max(...rounds.map(of));
  return [
    {
      name: 'Banking77, ten parts of train.csv',
      percent: (100 * sum(({ right }) => right)) / all.length,
      least: 91.5,
      of: all.length,
    },
    {
      name: '  without pairs of words',
      percent: (100 * sum(({ plainRight }) => plainRight)) / all.length,
      of: all.length,
    },
    { name: '  ms a text, p95', value: most(({ tookMs }) => tookMs), most: 2 },
    { name: '  MB of weights', value: most(({ megabytes }) => megabytes), most: 8 },
  ];
}

/** Learned from `train` and `oos_train`, measured on `val` and `oos_val`. */
function measureClinc({
  learned,
  measured,
}: {
  learned: Example[];
  measured: Example[];
}): ClassifierFigure[] {
  const { classifier, megabytes } = learn(learned, { ...USUAL_TRAINING, measuredFifths: 3 });
  const judged = measured.map((one) => ({ ...one, guess: classifier.classify(one.text) }));
  const inside = judged.filter(({ label }) => label !== null);
  const outside = judged.filter(({ label }) => label === null);
  const isKept = ({ guess }: (typeof judged)[number]) => guess.known >= LEAST_KNOWN;
  const right = inside.filter(({ label, guess }) => guess.label === label);
  return [
    {
      name: 'CLINC150 in scope',
      percent: (100 * right.length) / inside.length,
      least: 93,
      of: inside.length,
    },
    {
      name: '  in scope, and known to be',
      percent: (100 * right.filter(isKept).length) / inside.length,
      least: 93,
      of: inside.length,
    },
    {
      name: '  out of scope, and known to be',
      percent: 100 - (100 * outside.filter(isKept).length) / outside.length,
      least: 80,
      of: outside.length,
    },
    { name: '  ms a text, p95', value: slowestUsual(classifier, inside), most: 2 },
    { name: '  MB of weights', value: megabytes, most: 8 },
  ];
}

/** Our own sentences by what was learned from sentences of other patterns. */
function measureBook(preset: CategoryPreset): ClassifierFigure[] {
  const sentences = writeSentences(readBook(preset), 8, 2).map(({ text, label, pattern }) => ({
    text,
    label,
    kin: `${label} ${pattern}`,
  }));
  const { measured } = trainClassifier(sentences, 'eval', { ...USUAL_TRAINING, measuredFifths: 5 });
  const right = measured.filter(({ label, guess }) => label === guess).length;
  return [
    {
      name: `${preset}, unseen patterns`,
      percent: (100 * right) / measured.length,
      of: measured.length,
    },
  ];
}

const banking = readBanking();
const clinc = readClinc();
if (banking === null || clinc === null) {
  console.log('no data beside the repository: nothing measured');
} else {
  print([
    ...measureClinc(clinc),
    ...measureBanking(banking),
    ...measureBook('e-commerce'),
    ...measureBook('software'),
  ]);
}
