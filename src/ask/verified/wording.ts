import type { Lexicon, Meaning } from '../read/lexicon.ts';
import { plainText } from '../read/plain-text.ts';
import { type Token, tokenise } from '../read/tokens.ts';

const POLITE: ReadonlySet<string> = new Set('please pls plz kindly hi hello hey thanks'.split(' '));
const PUNCTUATION: ReadonlySet<string> = new Set(['.', ',', '?', '!', ';']);

/**
 * What a question says, whatever its case, punctuation, politeness and choice among our own synonyms.
 * Every other word counts, and so does their order: equal wordings ask the same, similar ones aren't equal.
 */
export function wordingOf(question: string, lexicon: Lexicon): string {
  const tokens = tokenise(plainText(question)).filter(
    ({ quoted, lower }) => quoted || !(PUNCTUATION.has(lower) || POLITE.has(lower)),
  );
  const said: string[] = [];
  for (let index = 0; index < tokens.length; ) {
    const { word, length } = wordAt(tokens, index, lexicon);
    said.push(word);
    index += length;
  }
  return JSON.stringify(said);
}

function wordAt(tokens: readonly Token[], index: number, lexicon: Lexicon) {
  const longest = lexicon.matchesAt(tokens, index).at(-1);
  const [meaning, ...more] = longest?.meanings ?? [];
  if (longest && meaning && more.length === 0 && isNamed(meaning))
    return { word: JSON.stringify(meaning), length: longest.length };
  const token = tokens[index];
  return { word: token?.quoted ? `"${token.lower}"` : (token?.stem ?? ''), length: 1 };
}

const isNamed = ({ kind }: Meaning): boolean => kind === 'metric' || kind === 'noun';
