import type { ClassifierWeights } from '../../src/assist/classify/classifier-weights.ts';
import { createCueFinder } from '../../src/assist/classify/cues.ts';
import { countFeatures } from '../../src/assist/classify/features.ts';
import { FEELING_CUES } from '../../src/assist/classify/feeling-cues.ts';
import { scoreText } from '../../src/assist/classify/score-text.ts';
import type { Example } from '../../src/assist/classify/train-classifier.ts';
import { USUAL_TRAINING } from '../../src/assist/classify/train-classifier.ts';
import { scoreLinear, trainLinear } from '../../src/assist/classify/train-linear.ts';
import {
  buildVocabulary,
  type SparseVector,
  type Vocabulary,
  vectorise,
  widthOf,
} from '../../src/assist/classify/vocabulary.ts';
import type { WordVectors } from '../../src/assist/classify/word-vectors.ts';

/** Chosen on five parts of TweetEval's `train`. */
const TRAINING = { ...USUAL_TRAINING, pairReach: 0, cost: 0.5, balance: 1 };
const SHIPPED_SHARE = 0.6;
const CUES_SHARE = 0.3;

const CUE_KINDS = FEELING_CUES.map(({ kind }) => kind);
const findCues = createCueFinder(FEELING_CUES);

/** What is read without having learned from tweets: scores of the shipped emotions, and cues. */
function readShipped(text: string, shipped: ClassifierWeights): number[] {
  const cues = findCues(text);
  return [
    ...Array.from(scoreText(text, shipped).scores, (score) => SHIPPED_SHARE * score),
    ...CUE_KINDS.map(
      (kind) =>
        CUES_SHARE *
        cues.reduce((sum, cue) => sum + (cue.kind === kind ? (cue.negated ? -1 : 1) : 0), 0),
    ),
  ];
}

/** Learns tweets' four emotions over what ships: their own words, and what the shipped emotions and cues make of them. */
export function learnEmotions(
  examples: readonly Example[],
  shipped: ClassifierWeights,
  vectors: WordVectors,
): (text: string) => string {
  const labels = [...new Set(examples.map(({ label }) => label ?? ''))].sort();
  const vocabulary = buildVocabulary(
    examples.map(({ text }) => countFeatures(plain(text), TRAINING)),
    TRAINING,
    vectors,
  );
  const texts = examples.map(({ text }) => vectorOf(text, vocabulary, shipped));
  const classes = Int32Array.from(examples, ({ label }) => labels.indexOf(label ?? ''));
  const features = widthOf(vocabulary) + shipped.labels.length + CUE_KINDS.length;
  const model = trainLinear(texts, classes, { features, classes: labels.length }, TRAINING);
  return (text) => {
    const scores = scoreLinear(vectorOf(text, vocabulary, shipped), model);
    return labels[scores.indexOf(Math.max(...scores))] ?? '';
  };
}

function vectorOf(text: string, vocabulary: Vocabulary, shipped: ClassifierWeights): SparseVector {
  const own = vectorise(countFeatures(plain(text), TRAINING), vocabulary);
  const read = readShipped(plain(text), shipped);
  const from = widthOf(vocabulary);
  return {
    ...own,
    places: Int32Array.from([...own.places, ...read.map((_, at) => from + at)]),
    values: Float32Array.from([...own.values, ...read]),
  };
}

/** The set stands "@user" in the place of every name, and leaves some marks escaped. */
function plain(text: string): string {
  return text.replaceAll('@user', ' ').replaceAll('\\n', ' ').replaceAll('&amp;', '&');
}
