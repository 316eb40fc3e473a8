import type { ClassifierWeights } from '../classify/classifier-weights.ts';
import { openLanguageDetector } from '../classify/detect-language.ts';
import { createFeelingsReader } from '../classify/read-feelings.ts';
import { loadShippedWeights, SHIPPED_WEIGHTS } from '../classify/shipped-weights.ts';
import {
  createTextClassifier,
  type Guess,
  type TextClassifier,
} from '../classify/text-classifier.ts';
import type { Judges } from './local-analyser.ts';
import type { Taxonomy } from './taxonomy.ts';

/**
 * Nearly all that reaches a support desk is its business, far more than what `known` was learned from, and customers word it in more ways:
 * its odds are raised by as much. Chosen on evals/assist/desk-tickets/looked-at.yaml.
 */
const BUSINESS_ODDS = 5;
/** Where fewer of a text's words were met before, it is in another language. */
const LEAST_FAMILIAR = 0.25;
/** Nothing is certain of what somebody means. */
const MOST_SURE = 0.99;

/**
 * What Deskhand has learned, opened for this taxonomy. `own`: learned from the team's own tickets, goes before what ships;
 * where nothing was learned for a taxonomy of theirs, categories are found by the words of their subcategories.
 */
export async function openJudges(
  taxonomy: Taxonomy,
  own: ClassifierWeights | null,
): Promise<Judges> {
  const [shipped, emotion, languages] = await Promise.all([
    shippedCategories(taxonomy),
    loadShippedWeights('emotion'),
    openLanguageDetector(),
  ]);
  const feelings = createFeelingsReader(emotion);
  const weights = own ?? shipped;
  const categories = weights && createTextClassifier(weights);
  const others = own && shipped && createTextClassifier(shipped);
  return {
    version: [categories?.version ?? 'words', feelings.version].join(' · '),
    category(text) {
      const guess = categories && judgeCategory(categories, taxonomy, text);
      const other = others && judgeCategory(others, taxonomy, text);
      // Own weights know nothing of categories that nobody labelled tickets with.
      const isUnlearned = other !== null && !categories?.labels.includes(other.label);
      return isUnlearned && other.confidence > (guess?.confidence ?? 0) ? other : guess;
    },
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

function judgeCategory(classifier: TextClassifier, taxonomy: Taxonomy, text: string): Guess | null {
  const { label, confidence, known, familiar } = classifier.classify(text);
  const isOurs = taxonomy.categories.some(({ name }) => name === label);
  if (!isOurs || familiar < LEAST_FAMILIAR) return null;
  return { label, confidence: Math.min(MOST_SURE, confidence * asBusiness(known)) };
}

function asBusiness(known: number): number {
  return (known * BUSINESS_ODDS) / (known * BUSINESS_ODDS + 1 - known);
}
