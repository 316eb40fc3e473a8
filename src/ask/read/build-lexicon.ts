import type { Catalogue, Dimension, Metric } from '../../analytics/catalogue.ts';
import type { Facts } from '../../analytics/facts.ts';
import { type Of, ofSchema } from '../../analytics/query-plan.ts';
import { addNames, isOwnName } from './add-names.ts';
import type { Language } from './language.ts';
import { Lexicon, type Meaning, spelling } from './lexicon.ts';
import { tokenise } from './tokens.ts';

/** Everything a question may be made of: function words, metrics, fields, and the values that really occur. */
export function buildLexicon(language: Language, catalogue: Catalogue, facts: Facts): Lexicon {
  const lexicon = new Lexicon();
  addLanguage(lexicon, language);
  addMetrics(lexicon, catalogue, language);
  addDimensions(lexicon, catalogue);
  addNames(lexicon, catalogue, facts);
  return lexicon;
}

function addAll(lexicon: Lexicon, phrases: Iterable<string>, meaning: Meaning): void {
  for (const phrase of phrases) lexicon.add(phrase, meaning);
}

function addLanguage(lexicon: Lexicon, language: Language): void {
  addAll(lexicon, language.fillers, { kind: 'filler' });
  for (const of of ofSchema.options) {
    addAll(lexicon, language.populations[of], { kind: 'noun', of });
  }
  for (const [tag, phrases] of Object.entries(language.phrases)) {
    for (const phrase of phrases) {
      lexicon.add(phrase, { kind: 'word', tag, spelt: spelling(tokenise(phrase)) });
    }
  }
  for (const { words, where } of language.adjectives) {
    addAll(lexicon, words, { kind: 'adjective', where });
  }
  for (const thing of language.absent) addAll(lexicon, thing.words, { kind: 'absent', thing });
}

type MetricPhrase = { readonly phrase: string; readonly of?: Of };

function metricPhrases({ id, label, labels, synonyms }: Metric): readonly MetricPhrase[] {
  const own = [label, id.replaceAll('_', ' '), ...synonyms].map((phrase) => ({ phrase }));
  const perPopulation = ofSchema.options.flatMap((of) => {
    const phrase = labels[of];
    return phrase === undefined ? [] : [{ phrase, of }];
  });
  return [...own, ...perPopulation];
}

/** Metrics by their names, but for words with two meanings, which the language settles. */
function addMetrics(
  lexicon: Lexicon,
  catalogue: Catalogue,
  { twoMeanings, populations }: Language,
): void {
  for (const { words, metric, other } of twoMeanings) {
    addAll(lexicon, words, { kind: 'metric', metric, other });
  }
  const settled = new Set(twoMeanings.flatMap(({ words }) => words.map(stems)));
  const nouns = new Set(Object.values(populations).flat().map(stems));
  // "closed tickets" says a population and a state: that they are counted follows from the question.
  const namesPopulation = (phrase: string): boolean =>
    stems(phrase)
      .split(' ')
      .some((stem) => nouns.has(stem));
  for (const metric of catalogue.metrics) {
    for (const { phrase, of } of metricPhrases(metric)) {
      if (settled.has(stems(phrase))) continue;
      if (metric.kind === 'count' && namesPopulation(phrase)) continue;
      const named = of ?? populationIn(phrase, metric, populations);
      lexicon.add(phrase, { kind: 'metric', metric: metric.id, ...(named && { of: named }) });
    }
  }
}

/** "messages per chat" are those of chats; "first contact resolution" says nothing of contacts. */
function populationIn(
  phrase: string,
  metric: Metric,
  populations: Language['populations'],
): Of | undefined {
  const words = new Set(stems(phrase).split(' '));
  const named = (['tickets', 'chats'] as const).filter((of) =>
    populations[of].some((noun) => words.has(stems(noun))),
  );
  const [only, ...more] = named;
  return only && more.length === 0 && metric.of.includes(only) ? only : undefined;
}

const stems = (phrase: string): string =>
  tokenise(phrase)
    .map((token) => token.stem)
    .join(' ');

function addDimensions(lexicon: Lexicon, { metrics, dimensions }: Catalogue): void {
  const measured = new Set(metrics.map(({ id }) => id));
  for (const dimension of dimensions) {
    addAll(lexicon, fieldPhrases(dimension), fieldMeaning(dimension, measured));
    addFlags(lexicon, dimension);
    addFixedValues(lexicon, dimension);
  }
}

function fieldPhrases(dimension: Dimension): readonly string[] {
  const { id, kind, label, plural, synonyms } = dimension;
  // "open" says which tickets before it says what to break down by.
  const states = new Set([...dimension.whenTrue, ...dimension.whenFalse]);
  return [label, plural, id.replace(/^x_/, '').replaceAll('_', ' '), ...synonyms].filter(
    (phrase) =>
      !states.has(phrase.toLowerCase()) &&
      // "created" and "resolved" are what happened to a ticket before they are columns.
      (kind !== 'time' || phrase.includes(' ')),
  );
}

const UNGROUPED: ReadonlySet<Dimension['kind']> = new Set(['seconds', 'text', 'time']);

/** The field, but that a duration of one conversation is asked about as the metric of the same name. */
function fieldMeaning({ id, kind }: Dimension, measured: ReadonlySet<string>): Meaning {
  const groupable = !UNGROUPED.has(kind);
  return measured.has(id) && !groupable
    ? { kind: 'metric', metric: id }
    : { kind: 'field', field: id, groupable };
}

function addFlags(lexicon: Lexicon, { id, whenTrue, whenFalse }: Dimension): void {
  addAll(lexicon, whenTrue, { kind: 'flag', field: id, value: true });
  addAll(lexicon, whenFalse, { kind: 'flag', field: id, value: false });
}

function addFixedValues(lexicon: Lexicon, { id, values }: Dimension): void {
  for (const { value, label, synonyms } of values) {
    const names = [value, label, ...synonyms].filter(isOwnName);
    addAll(lexicon, names, { kind: 'value', field: id, value, alias: false });
  }
}
