import { plainWords } from '../../core/plain-words.ts';
import type { DurationMatch } from '../time/find-durations.ts';
import type { TimeMatch } from '../time/time-match.ts';
import type { Lexicon } from './lexicon.ts';
import { readNumber } from './numbers.ts';
import { stemOf, type Token } from './tokens.ts';

/** The question with one unknown word put right, and that word as typed. */
export type Correction = {
  readonly index: number;
  readonly tokens: readonly Token[];
  readonly typed: string;
};

/** For each unknown word, every equally near way to put it right. Words inside a time or an amount are known there. */
export function findCorrections(
  tokens: readonly Token[],
  lexicon: Lexicon,
  timed: readonly (TimeMatch | DurationMatch)[],
): readonly Correction[] {
  return tokens.flatMap((token, index) => {
    const isTimed = timed.some(({ from, to }) => from <= token.from && token.to <= to);
    if (isTimed || isKnown(token, lexicon)) return [];
    const drawn = drawnOut(token, lexicon);
    const meant = drawn ? [drawn] : meantBy(token, lexicon);
    return meant.map((stem) => ({
      index,
      tokens: tokens.with(index, { ...token, stem, lower: stem }),
      typed: token.text,
    }));
  });
}

/** What a word is a slip for. One that is spelt as it should be is a slip for nothing: it can only be another form of a known one. */
function meantBy({ stem, lower }: Token, lexicon: Lexicon): readonly string[] {
  const near = lexicon.nearest(stem, lower);
  if (near.length === 0 || !plainWords().has(lower)) return near;
  return near.filter((known) => isFormOf(lower, known));
}

const ENDING = /^(?:e?s|e?d|e?r|e?rs|ings?|e|ies|y)?$/;

/** "receive" for "received", "opener" for "opened": words that part only in their endings. */
function isFormOf(word: string, known: string): boolean {
  let shared = 0;
  while (shared < word.length && word[shared] === known[shared]) shared += 1;
  return shared >= 4 && ENDING.test(word.slice(shared)) && ENDING.test(known.slice(shared));
}

const REPEATED = /(\p{L})\1{2,}/gu;

/** "heyyy", "pleeease", "sooo": the word with the letters that were held written once or twice. */
function drawnOut({ lower }: Token, lexicon: Lexicon): string | undefined {
  if (new Set(lower).size === 1) return undefined;
  return ['$1', '$1$1']
    .map((times) => stemOf(lower.replace(REPEATED, times)))
    .find((stem) => stem !== stemOf(lower) && lexicon.knows(stem));
}

function isKnown(token: Token, lexicon: Lexicon): boolean {
  return token.quoted || lexicon.knows(token.stem) || readNumber(token.text) !== null;
}
