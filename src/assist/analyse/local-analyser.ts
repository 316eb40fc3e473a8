import { setImmediate as breathe } from 'node:timers/promises';
import { judgeUrgency } from '../classify/judge-urgency.ts';
import type { Feelings } from '../classify/read-feelings.ts';
import type { Guess } from '../classify/text-classifier.ts';
import {
  type ConversationText,
  PRIORITIES,
  type TextAnalyser,
  type TextAnalysis,
  wordsOf,
} from './analysis.ts';
import { createPhraseFinder, type PhraseFinder, stemsOf } from './phrases.ts';
import { type Category, categoryNamed, type Taxonomy } from './taxonomy.ts';

/** What is learned, for what words alone don't tell. */
export type Judges = {
  /** Changes with any of them. */
  readonly version: string;
  /** One of the taxonomy's categories; null: nothing learned for this taxonomy, or not for texts in this language. */
  category(text: string): Guess | null;
  feelings(text: string): Feelings;
  /** ISO 639-1; null: too little to tell. */
  language(text: string): string | null;
};

const LEAST_CATEGORY_CONFIDENCE = 0.2;
/** How sure a category is that only words stand for. */
const BY_WORDS = { one: 0.4, several: 0.6 };
const MOST_TOPICS = 5;
/** Questions wait no longer than this for a text that is being looked at. */
const BREATH_MS = 8;

/** Analyses with what is on this machine: nothing leaves it, and nothing is paid. */
export function createLocalAnalyser(taxonomy: Taxonomy, judges: Judges): TextAnalyser {
  const analyse = createTextAnalysis(taxonomy, judges);
  const version = `local-2 ${taxonomyMark(taxonomy)} ${judges.version}`;
  return {
    name: 'local',
    version,
    async analyse(texts, signal) {
      const analysed = [];
      let breathedAt = performance.now();
      for (const text of texts) {
        analysed.push({ analysis: analyse(text), by: 'local', version });
        if (performance.now() - breathedAt < BREATH_MS) continue;
        await breathe();
        signal.throwIfAborted();
        breathedAt = performance.now();
      }
      return analysed;
    },
  };
}

/** The analysis itself, one text after another. */
export function createTextAnalysis(
  taxonomy: Taxonomy,
  judges: Judges,
): (text: ConversationText) => TextAnalysis {
  const topicsIn = createPhraseFinder(taxonomy.topics);
  const threatsIn = createPhraseFinder(
    taxonomy.threats.map((word) => ({ name: word, words: [word] })),
  );
  const categoriesIn = createPhraseFinder(
    taxonomy.categories.map(({ name, also, words, subcategories }) => ({
      name,
      words: [name, ...also, ...words, ...subcategories.flatMap((one) => one.words)],
    })),
  );
  const rest = categoryNamed(taxonomy, 'general');
  const subcategoriesIn: ReadonlyMap<string, PhraseFinder> = new Map(
    taxonomy.categories.map(({ name, subcategories }) => [name, createPhraseFinder(subcategories)]),
  );
  return (text) => {
    const words = wordsOf(text);
    const stems = stemsOf(words);
    const category = orRest(surer(judges.category(words), byWords(categoriesIn, stems)), rest);
    const priority = judgeUrgency(words);
    const { sentiment, emotion, confidence: feltSurely } = judges.feelings(words);
    return {
      category: category?.label ?? null,
      subcategory: subcategoriesIn.get(category?.label ?? '')?.find(stems)[0]?.label ?? null,
      priority: priority.label,
      sentiment,
      emotion,
      topics: topicsIn
        .find(stems)
        .slice(0, MOST_TOPICS)
        .map(({ label }) => label),
      threats: threatsIn.find(stems).map(({ label }) => label),
      language: judges.language(words),
      confidence: category?.confidence ?? 0,
      confidences: {
        ...(category && { category: category.confidence }),
        priority: priority.confidence,
        emotion: feltSurely,
      },
    };
  };
}

/** What was learned goes first; words make it surer where they say the same, and stand alone where nothing was learned. */
function surer(learned: Guess | null, worded: Guess | null): Guess | null {
  if (learned === null) return worded;
  const isSaid = worded?.label === learned.label && worded.confidence > learned.confidence;
  return isSaid ? worded : learned;
}

/** What is about none of the categories for sure is of the one for everything else, where there is one. */
function orRest(guess: Guess | null, rest: Category | null): Guess | null {
  if (guess !== null && guess.confidence >= LEAST_CATEGORY_CONFIDENCE) return guess;
  return rest && { label: rest.name, confidence: LEAST_CATEGORY_CONFIDENCE };
}

function byWords(finder: PhraseFinder, stems: readonly string[]): Guess | null {
  const [best, next] = finder.find(stems);
  if (!best || best.phrases.length === next?.phrases.length) return null;
  const { one, several } = BY_WORDS;
  return { label: best.label, confidence: best.phrases.length > 1 ? several : one };
}

/** Another taxonomy means other labels: what was analysed under the one before is looked at again. */
export function taxonomyMark({ name, categories, topics, threats }: Taxonomy): string {
  const text = JSON.stringify([categories, topics, threats]);
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) >>> 0;
  return `${name}-${hash.toString(36)}`;
}

/** Whether an analysis holds to the closed sets; else what is wrong with it. */
export function problemOf(analysis: TextAnalysis, taxonomy: Taxonomy): string | null {
  const { category, subcategory, priority, topics, sentiment } = analysis;
  const own = category === null ? null : categoryNamed(taxonomy, category);
  if (category !== null && !own) return `there is no category “${category}”`;
  if (subcategory !== null && !own?.subcategories.some(({ name }) => name === subcategory))
    return `there is no subcategory “${subcategory}” of “${category}”`;
  if (priority !== null && !PRIORITIES.includes(priority))
    return `there is no priority “${priority}”`;
  const stray = topics.find((topic) => !taxonomy.topics.some(({ name }) => name === topic));
  if (stray !== undefined) return `there is no topic “${stray}”`;
  return Math.abs(sentiment) <= 1 ? null : `a sentiment of ${sentiment} is not between −1 and 1`;
}
