// Trains the weights that come with Deskhand and writes them to src/assist/classify/weights: node evals/assist/train-shipped.ts [NAME…]
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SHIPPED_WEIGHTS, type ShippedWeights } from '../../src/assist/classify/shipped-weights.ts';
import {
  type Example,
  type TrainingOptions,
  trainClassifier,
  USUAL_TRAINING,
} from '../../src/assist/classify/train-classifier.ts';
import { encodeWeights } from '../../src/assist/classify/weights-file.ts';
import { loadWordVectors } from '../../src/assist/classify/word-vectors.ts';
import { readCategoryExamples } from './category-examples.ts';
import { readGoEmotions } from './data-sets.ts';

const FOLDER = join(import.meta.dirname, '..', '..', 'src', 'assist', 'classify', 'weights');
/** Raised whenever new weights are shipped: analyses by the ones before are then out of date. */
const EDITION = 4;

const OPTIONS: Readonly<Record<ShippedWeights, TrainingOptions>> = {
  'e-commerce': { ...USUAL_TRAINING, mostFeatures: 40_000, measuredFifths: 5 },
  software: { ...USUAL_TRAINING, mostFeatures: 40_000, measuredFifths: 5 },
  emotion: { ...USUAL_TRAINING, cost: 0.3, leastTexts: 3, mostFeatures: 60_000, pairReach: 0 },
};

function examplesOf(name: ShippedWeights): Example[] | null {
  return name === 'emotion' ? readGoEmotions('train') : readCategoryExamples(name);
}

const vectors = await loadWordVectors();
const wanted = process.argv.slice(2);
mkdirSync(FOLDER, { recursive: true });
for (const name of SHIPPED_WEIGHTS) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const examples = examplesOf(name);
  if (examples === null) throw new Error(`the data sets ${name} is trained on are not here`);
  const startedAt = performance.now();
  const { weights, measured } = trainClassifier(
    examples,
    `${name} ${EDITION}`,
    vectors,
    OPTIONS[name],
  );
  const file = encodeWeights(weights);
  writeFileSync(join(FOLDER, `${name}.weights`), file);
  const inside = measured.filter(({ label }) => label !== null);
  const right = inside.filter(({ label, guess }) => label === guess).length / inside.length;
  const took = Math.round((performance.now() - startedAt) / 1000);
  console.log(
    `${name}: ${examples.length} examples, ${weights.features.length} features, ${(100 * right).toFixed(1)} % right on ${inside.length} put aside, ${(file.length / 1024).toFixed(0)} kB, ${took} s`,
  );
}
