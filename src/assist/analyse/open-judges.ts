import type { ClassifierWeights } from '../classify/classifier-weights.ts';
import { openLanguageDetector } from '../classify/detect-language.ts';
import { createFeelingsReader } from '../classify/read-feelings.ts';
import { loadShippedWeights, SHIPPED_WEIGHTS } from '../classify/shipped-weights.ts';
import { createTextClassifier, type TextClassifier } from '../classify/text-classifier.ts';
import type { Judges } from './local-analyser.ts';
import type { Taxonomy } from './taxonomy.ts';

/** Below it a text is about none of the categories. */
const LEAST_KNOWN = 0.15;

/**
 * What Deskhand has learned, opened for this taxonomy. `own`: learned from the team's own tickets, in the place of what ships;
 * where nothing was learned for a taxonomy of theirs, categories are found by the words of their subcategories.
 */
export async function openJudges(
  taxonomy: Taxonomy,
  own: ClassifierWeights | null,
): Promise<Judges> {
  const [weights, emotion, languages] = await Promise.all([
    own ?? shippedCategories(taxonomy),
    loadShippedWeights('emotion'),
    openLanguageDetector(),
  ]);
  const feelings = createFeelingsReader(emotion);
  const categories = weights && createTextClassifier(weights);
  return {
    version: [categories?.version ?? 'words', feelings.version].join(' · '),
    category: (text) => categories && judgeCategory(categories, taxonomy, text),
    feelings: (text) => feelings.read(text),
    language: (text) => languages.detect(text),
  };
}

/** Shipped weights serve as long as the list still has all of their labels. */
export async function shippedCategories({
  name,
  categories,
}: Taxonomy): Promise<ClassifierWeights | null> {
  const shipped = SHIPPED_WEIGHTS.find((one) => one === name);
  if (shipped === undefined) return null;
  const weights = await loadShippedWeights(shipped);
  const names = new Set(categories.map((category) => category.name));
  return weights.labels.every((label) => names.has(label)) ? weights : null;
}

function judgeCategory(classifier: TextClassifier, taxonomy: Taxonomy, text: string) {
  const { label, confidence, known } = classifier.classify(text);
  const isOurs = taxonomy.categories.some(({ name }) => name === label);
  if (!isOurs) return null;
  // What is beside the point of the taxonomy is general, where it has such a category.
  const rest = taxonomy.categories.find(({ name }) => name === 'general')?.name;
  if (known < LEAST_KNOWN)
    return rest === undefined ? null : { label: rest, confidence: 1 - known };
  return { label, confidence: confidence * known };
}
