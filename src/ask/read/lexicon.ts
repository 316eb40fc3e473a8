import type { Catalogue, Dimension, Metric } from '../../analytics/catalogue.ts';
import type { Facts } from '../../analytics/facts.ts';
import type { Condition, Of, Statistic } from '../../analytics/query-plan.ts';
import type { AbsentThing, Language } from './language.ts';
import { stemOf, type Token, tokenise } from './tokens.ts';

/** What a stretch of words can stand for. */
export type Meaning =
  | { readonly kind: 'filler' }
  /** A function phrase of config/language.yaml, by its key. */
  | { readonly kind: 'word'; readonly tag: string; readonly spelt: string }
  | { readonly kind: 'noun'; readonly of: Of }
  | {
      readonly kind: 'metric';
      readonly metric: string;
      readonly of?: Of;
      readonly statistic?: Statistic;
      /** The other thing the words could mean. */
      readonly other?: {
        readonly metric: string;
        readonly label: string;
        readonly question: string;
      };
    }
  /** `groupable`: figures can be broken down by it. */
  | { readonly kind: 'field'; readonly field: string; readonly groupable: boolean }
  | { readonly kind: 'adjective'; readonly where: Condition }
  | { readonly kind: 'flag'; readonly field: string; readonly value: boolean }
  | {
      readonly kind: 'value';
      readonly field: string;
      readonly value: string;
      readonly alias: boolean;
    }
  | { readonly kind: 'absent'; readonly thing: AbsentThing };

type Node = { readonly next: Map<string, Node>; readonly meanings: Meaning[] };

const node = (): Node => ({ next: new Map(), meanings: [] });

export type Match = { readonly length: number; readonly meanings: readonly Meaning[] };

/** All the phrases that can be recognised, and the words they are made of. */
export class Lexicon {
  readonly #root = node();
  readonly #words = new Map<string, number>();
  /** Words that stand in names of the data: candidates for misspelt names. */
  readonly #nameWords = new Set<string>();

  add(phrase: string, meaning: Meaning): void {
    const stems = tokenise(phrase).map((token) => token.stem);
    if (stems.length === 0) return;
    let at = this.#root;
    for (const stem of stems) {
      let next = at.next.get(stem);
      if (!next) at.next.set(stem, (next = node()));
      at = next;
      this.#words.set(stem, (this.#words.get(stem) ?? 0) + 1);
      if (meaning.kind === 'value') this.#nameWords.add(stem);
    }
    if (!at.meanings.some((known) => sameMeaning(known, meaning))) at.meanings.push(meaning);
  }

  /**
   * Every phrase that begins at `index`, shortest first; an article may stand inside one ("within the SLA").
   * Quoted tokens only match values, and as a whole.
   */
  matchesAt(tokens: readonly Token[], index: number): readonly Match[] {
    const found: Match[] = [];
    let at: Node | undefined = this.#root;
    for (let end = index; end < tokens.length; end += 1) {
      const token = tokens[end];
      if (!token) break;
      if (token.quoted) {
        if (end === index) found.push(...this.#quoted(token));
        break;
      }
      const next: Node | undefined = at.next.get(token.stem);
      if (!next && end > index && ARTICLES.has(token.stem)) continue;
      at = next;
      if (!at) break;
      const meanings = at.meanings.filter((meaning) =>
        isSpelt(meaning, tokens.slice(index, end + 1)),
      );
      if (meanings.length > 0) found.push({ length: end - index + 1, meanings });
    }
    return found;
  }

  #quoted(token: Token): Match[] {
    const meanings = this.exactly(token.text).filter((meaning) => meaning.kind === 'value');
    return meanings.length > 0 ? [{ length: 1, meanings }] : [];
  }

  /** What a whole phrase means; empty when nothing. */
  exactly(phrase: string): readonly Meaning[] {
    let at: Node | undefined = this.#root;
    for (const token of tokenise(phrase)) {
      at = at.next.get(token.stem);
      if (!at) return [];
    }
    return at.meanings;
  }

  knows(stem: string): boolean {
    return this.#words.has(stem);
  }

  isNameWord(stem: string): boolean {
    return this.#nameWords.has(stem);
  }

  words(): IterableIterator<string> {
    return this.#words.keys();
  }
}

const ARTICLES: ReadonlySet<string> = new Set(['the', 'a', 'an', 'our']);

/** Function phrases are taken to the letter: "groups by" is no "group by". */
function isSpelt(meaning: Meaning, tokens: readonly Token[]): boolean {
  if (meaning.kind !== 'word') return true;
  const said = tokens.map(({ lower }) => lower).join(' ');
  return said === meaning.spelt || said.replaceAll(/ (?:the|a|an|our)(?= )/g, '') === meaning.spelt;
}

function sameMeaning(a: Meaning, b: Meaning): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function addLanguage(lexicon: Lexicon, language: Language): void {
  for (const filler of language.fillers) lexicon.add(filler, { kind: 'filler' });
  for (const [of, nouns] of Object.entries(language.populations)) {
    // The schema's keys are populations.
    for (const noun of nouns) lexicon.add(noun, { kind: 'noun', of: of as Of });
  }
  for (const [tag, phrases] of Object.entries(language.phrases)) {
    for (const phrase of phrases) {
      const spelt = tokenise(phrase)
        .map(({ lower }) => lower)
        .join(' ');
      lexicon.add(phrase, { kind: 'word', tag, spelt });
    }
  }
  for (const { words, where } of language.adjectives) {
    for (const phrase of words) lexicon.add(phrase, { kind: 'adjective', where });
  }
  for (const thing of language.absent) {
    for (const phrase of thing.words) lexicon.add(phrase, { kind: 'absent', thing });
  }
}

function metricPhrases(metric: Metric): readonly { phrase: string; of?: Of }[] {
  const own = [metric.label, metric.id.replaceAll('_', ' '), ...metric.synonyms];
  const perPopulation = Object.entries(metric.labels).map(([of, label]) => ({
    phrase: label,
    of: of as Of,
  }));
  return [...own.map((phrase) => ({ phrase })), ...perPopulation];
}

function addCatalogue(lexicon: Lexicon, catalogue: Catalogue, language: Language): void {
  const twice = new Map(
    language.twoMeanings.flatMap((two) =>
      two.words.map((phrase) => [stemsOf(phrase), two] as const),
    ),
  );
  const nouns = new Set(Object.values(language.populations).flat().map(stemsOf));
  for (const two of language.twoMeanings) {
    for (const phrase of two.words) {
      lexicon.add(phrase, { kind: 'metric', metric: two.metric, other: two.other });
    }
  }
  for (const metric of catalogue.metrics) {
    for (const { phrase, of } of metricPhrases(metric)) {
      if (twice.has(stemsOf(phrase))) continue;
      // "closed tickets" says a population and a state: that they are counted follows from the question.
      if (
        metric.kind === 'count' &&
        stemsOf(phrase)
          .split(' ')
          .some((stem) => nouns.has(stem))
      )
        continue;
      lexicon.add(phrase, { kind: 'metric', metric: metric.id, ...(of && { of }) });
    }
  }
  const metrics = new Set(catalogue.metrics.map(({ id }) => id));
  for (const dimension of catalogue.dimensions) {
    addDimension(lexicon, dimension, metrics.has(dimension.id));
  }
}

const UNGROUPED: ReadonlySet<string> = new Set(['seconds', 'text', 'time']);

function addDimension(lexicon: Lexicon, dimension: Dimension, isMetric: boolean): void {
  const { id } = dimension;
  // "created" and "resolved" are what happened to a ticket before they are columns.
  const columns = dimension.kind === 'time';
  // "open" says which tickets before it says what to break down by.
  const states = new Set([...dimension.whenTrue, ...dimension.whenFalse]);
  const groupable = !UNGROUPED.has(dimension.kind);
  for (const phrase of [
    dimension.label,
    dimension.plural,
    id.replace(/^x_/, '').replaceAll('_', ' '),
    ...dimension.synonyms,
  ]) {
    if (columns && !phrase.includes(' ')) continue;
    if (states.has(phrase.toLowerCase())) continue;
    // A duration of one conversation is asked about as the metric of the same name.
    if (isMetric && !groupable) lexicon.add(phrase, { kind: 'metric', metric: id });
    else lexicon.add(phrase, { kind: 'field', field: id, groupable });
  }
  for (const phrase of dimension.whenTrue)
    lexicon.add(phrase, { kind: 'flag', field: id, value: true });
  for (const phrase of dimension.whenFalse)
    lexicon.add(phrase, { kind: 'flag', field: id, value: false });
  for (const { value, label, synonyms } of dimension.values) {
    for (const phrase of [value, label, ...synonyms]) {
      if (isOwnName(phrase)) lexicon.add(phrase, { kind: 'value', field: id, value, alias: false });
    }
  }
}

const stemsOf = (phrase: string): string =>
  tokenise(phrase)
    .map((token) => token.stem)
    .join(' ');

/** Bare numbers and single letters only mean a value beside the name of its field ("group 70"). */
function isOwnName(value: string): boolean {
  return /\p{L}{2}/u.test(value) && !TRUTHS.has(value.toLowerCase());
}

const TRUTHS: ReadonlySet<string> = new Set(['true', 'false', 'yes', 'no']);

function addValues(lexicon: Lexicon, facts: Facts): void {
  for (const [field, values] of Object.entries(facts.values)) {
    for (const { value, aliases } of values) {
      if (isOwnName(value)) lexicon.add(value, { kind: 'value', field, value, alias: false });
      for (const alias of aliases) {
        if (isOwnName(alias)) lexicon.add(alias, { kind: 'value', field, value, alias: true });
      }
    }
    addFirstNames(lexicon, field, values);
  }
}

/** A person may be called by their first name alone where nobody else shares it; shared ones are asked back. */
function addFirstNames(lexicon: Lexicon, field: string, values: Facts['values'][string]): void {
  if (field !== 'agent' && field !== 'customer') return;
  for (const { value } of values) {
    const [first, ...rest] = value.split(/\s+/);
    if (!first || rest.length === 0 || !isOwnName(first)) continue;
    if (field === 'customer' && lexicon.exactly(first).some((meaning) => meaning.kind !== 'value'))
      continue;
    if (field === 'agent') lexicon.add(first, { kind: 'value', field, value, alias: true });
  }
}

/** Prefixes systems put before the words of a column's name. */
const SYSTEM_WORDS: ReadonlySet<string> = new Set([
  'u',
  'x',
  'cf',
  'hs',
  'custom',
  'field',
  'case',
  'ticket',
  'sys',
]);
const LONG_NAMES: readonly string[] = ['pipeline', 'group', 'category', 'subcategory', 'company'];

/** What people shorten names to, where the short form says nothing else: "symptom" for u_symptom, "engineering" for Engineering Desk. */
function addNicknames(lexicon: Lexicon, catalogue: Catalogue, facts: Facts): void {
  const short = new Map<string, Meaning[]>();
  const offer = (word: string, meaning: Meaning): void => {
    const stem = stemOf(word);
    if (stem.length >= 4 && !/^\d/.test(stem))
      short.set(stem, [...(short.get(stem) ?? []), meaning]);
  };
  for (const { id, label, extra } of catalogue.dimensions) {
    if (!extra) continue;
    const words = label
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word && !SYSTEM_WORDS.has(word));
    lexicon.add(words.join(' '), { kind: 'field', field: id, groupable: true });
    for (const word of words) offer(word, { kind: 'field', field: id, groupable: true });
  }
  for (const field of LONG_NAMES) {
    for (const { value } of facts.values[field] ?? []) {
      const words = value.split(/\s+/);
      if (words.length < 2 || words.length > 4) continue;
      for (const word of words) offer(word, { kind: 'value', field, value, alias: true });
    }
  }
  for (const [stem, meanings] of short) {
    if (lexicon.exactly(stem).length > 0) continue;
    for (const meaning of meanings) lexicon.add(stem, meaning);
  }
}

/** Everything a question may be made of: function words, metrics, fields, and the values that really occur. */
export function buildLexicon(language: Language, catalogue: Catalogue, facts: Facts): Lexicon {
  const lexicon = new Lexicon();
  addLanguage(lexicon, language);
  addCatalogue(lexicon, catalogue, language);
  addValues(lexicon, facts);
  addNicknames(lexicon, catalogue, facts);
  return lexicon;
}

export { stemOf };
