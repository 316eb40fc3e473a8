import type { Catalogue, Dimension } from '../../analytics/catalogue.ts';
import type { Facts } from '../../analytics/facts.ts';
import type { Lexicon, Meaning } from './lexicon.ts';
import { stemOf } from './tokens.ts';

/** The names that occur in the data: whole, by alias, by first name and shortened. */
export function addNames(lexicon: Lexicon, { dimensions }: Catalogue, { values }: Facts): void {
  for (const [field, known] of Object.entries(values)) {
    for (const { value, aliases } of known) {
      if (isOwnName(value)) lexicon.add(value, { kind: 'value', field, value, alias: false });
      for (const alias of aliases.filter(isOwnName)) {
        lexicon.add(alias, { kind: 'value', field, value, alias: true });
      }
    }
  }
  addFirstNames(lexicon, values);
  const columns = dimensions.filter(({ extra }) => extra);
  for (const { id, label } of columns) {
    lexicon.add(ownWords(label).join(' '), { kind: 'field', field: id, groupable: true });
  }
  addShortNames(lexicon, [...columns.flatMap(shortColumns), ...shortValues(values)]);
}

const TRUTHS: ReadonlySet<string> = new Set(['true', 'false', 'yes', 'no']);

/** Bare numbers and single letters only mean a value beside the name of its field ("group 70"). */
export function isOwnName(value: string): boolean {
  return /\p{L}{2}/u.test(value) && !TRUTHS.has(value.toLowerCase());
}

/** An agent may be called by their first name alone; one that several share is asked back. */
function addFirstNames(lexicon: Lexicon, { agent: agents = [] }: Facts['values']): void {
  for (const { value } of agents) {
    const [first, ...rest] = value.split(/\s+/);
    if (first && rest.length > 0 && isOwnName(first)) {
      lexicon.add(first, { kind: 'value', field: 'agent', value, alias: true });
    }
  }
}

type ShortName = { readonly stem: string; readonly meaning: Meaning };

/** What people shorten names to, where the short form says nothing else: "symptom" for u_symptom, "engineering" for Engineering Desk. */
function addShortNames(lexicon: Lexicon, names: readonly ShortName[]): void {
  const free = names.filter(({ stem }) => lexicon.exactly(stem).length === 0);
  for (const { stem, meaning } of free) lexicon.add(stem, meaning);
}

/** Short enough to be a slip of another word, or a number: no name on its own. */
function shortNames(words: readonly string[], meaning: Meaning): readonly ShortName[] {
  return words
    .map(stemOf)
    .filter((stem) => stem.length >= 4 && !/^\d/.test(stem))
    .map((stem) => ({ stem, meaning }));
}

/** Prefixes systems put before the words of a column's name. */
const SYSTEM_WORDS: ReadonlySet<string> = new Set(
  'u x cf hs custom field case ticket sys'.split(' '),
);

function ownWords(label: string): readonly string[] {
  return label
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word && !SYSTEM_WORDS.has(word));
}

function shortColumns({ id, label }: Dimension): readonly ShortName[] {
  return shortNames(ownWords(label), { kind: 'field', field: id, groupable: true });
}

/** Fields whose values people call by one of their words; categories are made of everyday ones ("Order change"). */
const SHORTENED: readonly string[] = ['pipeline', 'group', 'company'];
const MOST_WORDS = 4;

function shortValues(values: Facts['values']): readonly ShortName[] {
  return SHORTENED.flatMap((field) =>
    (values[field] ?? []).flatMap(({ value }) => {
      const words = value.split(/\s+/);
      if (words.length < 2 || words.length > MOST_WORDS) return [];
      return shortNames(words, { kind: 'value', field, value, alias: true });
    }),
  );
}
