// How fast the shipped classifiers are loaded and read, and what they hold in memory: node bench/classify.ts
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readBook } from '../evals/assist/category-examples.ts';
import { writeSentences } from '../evals/assist/sentences.ts';
import { loadTaxonomy } from '../src/assist/analyse/load-taxonomy.ts';
import { createTextAnalysis } from '../src/assist/analyse/local-analyser.ts';
import { openJudges } from '../src/assist/analyse/open-judges.ts';
import { loadShippedWeights, SHIPPED_WEIGHTS } from '../src/assist/classify/shipped-weights.ts';
import { createTextClassifier } from '../src/assist/classify/text-classifier.ts';
import { print, quantile, spread } from './statistics.ts';

const ROOT = join(import.meta.dirname, '..');
const LOADS = 9;
const TEXTS = 2_000;
const LONG_TEXTS = 100;
/** About as long as the longest text that is read to its end. */
const LONG_CHARACTERS = 4_000;
const KILOBYTE = 1024;

const sentences = writeSentences(readBook('e-commerce'), 20, 3).map(({ text }) => text);
const texts = sentences.slice(0, TEXTS);
const longTexts = Array.from({ length: LONG_TEXTS }, (_, at) =>
  sentences.slice(at).concat(sentences).join(' ').slice(0, LONG_CHARACTERS),
);

/** In ms, the quickest of three goes: whatever else the machine does is no matter of ours. */
function timed(work: () => unknown): number {
  const goes = [1, 2, 3].map(() => {
    const startedAt = performance.now();
    work();
    return performance.now() - startedAt;
  });
  return Math.min(...goes);
}

async function measureWeights(name: (typeof SHIPPED_WEIGHTS)[number]): Promise<void> {
  const loads: number[] = [];
  for (let load = 0; load < LOADS; load++) {
    const startedAt = performance.now();
    await loadShippedWeights(name);
    loads.push(performance.now() - startedAt);
    await delay(5);
  }
  const weights = await loadShippedWeights(name);
  const arrays = [weights.features, weights.rarity, weights.rows, weights.steps, weights.bias];
  const held = arrays.reduce((sum, { byteLength }) => sum + byteLength, 0) / KILOBYTE;
  const path = join(ROOT, 'src', 'assist', 'classify', 'weights', `${name}.weights`);
  print(
    `${name}: ${(statSync(path).size / KILOBYTE).toFixed(0)} kB on disk, ${held.toFixed(0)} kB in memory`,
  );
  print(
    `  loaded      first ${(loads[0] ?? 0).toFixed(1)} ms, then p50 ${quantile(loads, 0.5).toFixed(1)} ms`,
  );
  const { classify } = createTextClassifier(weights);
  for (const text of texts.slice(0, 200)) classify(text);
  print(`  a sentence  ${spread(texts.map((text) => timed(() => classify(text))))}`);
  print(`  4,000 chars ${spread(longTexts.map((text) => timed(() => classify(text))))}`);
}

async function measureAnalysis(): Promise<void> {
  const taxonomy = loadTaxonomy(
    readFileSync(join(ROOT, 'config', 'taxonomy.yaml'), 'utf8'),
    'config/taxonomy.yaml',
  );
  const before = process.memoryUsage().rss;
  const startedAt = performance.now();
  const judges = await openJudges(taxonomy, null);
  const openedMs = performance.now() - startedAt;
  const analyse = createTextAnalysis(taxonomy, judges);
  const tookMs = texts.map((text) =>
    timed(() => analyse({ subject: text, description: '', messages: [], people: [] })),
  );
  const grown = (process.memoryUsage().rss - before) / KILOBYTE / KILOBYTE;
  print(`whole analysis: opened in ${openedMs.toFixed(0)} ms, ${grown.toFixed(0)} MB resident`);
  print(`  a sentence  ${spread(tookMs)}`);
}

for (const name of SHIPPED_WEIGHTS) await measureWeights(name);
await measureAnalysis();
