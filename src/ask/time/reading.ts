import type { DateTime } from 'luxon';
import type { TimeContext } from './time-context.ts';
import { localNow } from './time-context.ts';
import { type Token, tokenize } from './tokens.ts';
import {
  ORDINALS,
  SMALL_NUMBERS,
  TENS_NUMBERS,
  UNIT_LETTERS,
  UNITS,
  type UnitWord,
} from './vocabulary.ts';

/** A text being read. */
export type Input = {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly context: TimeContext;
  readonly now: DateTime;
};

/** What was read, and the index of the first token behind it. */
export type Read<T> = { readonly value: T; readonly next: number };
export type Reader<T> = (input: Input, at: number) => Read<T> | null;

export function inputOf(text: string, context: TimeContext): Input {
  return { text, tokens: tokenize(text), context, now: localNow(context) };
}

/** The reader with what it found kept, since many phrases try the same words at the same place. */
export function remembering<T>(reader: Reader<T>): Reader<T> {
  const kept = new WeakMap<Input, (Read<T> | null)[]>();
  return (input, at) => {
    const places = kept.get(input) ?? [];
    kept.set(input, places);
    const known = places[at];
    if (known !== undefined) return known;
    const read = reader(input, at);
    places[at] = read;
    return read;
  };
}

export function wordAt(input: Input, at: number): string {
  return input.tokens[at]?.word ?? '';
}

/** The reading that uses most tokens; the earlier reader wins a draw. */
export function longest<T>(
  input: Input,
  at: number,
  readers: readonly Reader<T>[],
): Read<T> | null {
  let best: Read<T> | null = null;
  for (const reader of readers) {
    const read = reader(input, at);
    if (read !== null && (best === null || read.next > best.next)) best = read;
  }
  return best;
}

/** Skips one of the words if it stands there. */
export function skip(input: Input, at: number, words: ReadonlySet<string>): number {
  return words.has(wordAt(input, at)) ? at + 1 : at;
}

export function skipAll(input: Input, at: number, words: ReadonlySet<string>): number {
  let next = at;
  while (words.has(wordAt(input, next))) next += 1;
  return next;
}

/** Skips a hyphen or slash written without spaces: "15-Jun-2026". */
export function skipAttached(input: Input, at: number): number {
  const [before, sign, behind] = [input.tokens[at - 1], input.tokens[at], input.tokens[at + 1]];
  const isSign = sign !== undefined && /^[-/]$/.test(sign.word);
  return isSign && before?.to === sign.from && sign.to === behind?.from ? at + 1 : at;
}

export const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

export const ARTICLE = words('the our');
export const HYPHEN = words('-');
const HYPHENS = words('- –');

/** A reader of fixed phrases: `[phrases separated by |, what they mean]`. Hyphens between their words don't matter; the longest wins. */
export function phrases<T>(entries: readonly (readonly [string, T])[]): Reader<T> {
  const byFirst = new Map<string, { readonly rest: readonly string[]; readonly value: T }[]>();
  for (const [list, value] of entries) {
    for (const phrase of list.split('|')) {
      const [first = '', ...rest] = phrase.trim().split(' ');
      byFirst.set(first, [...(byFirst.get(first) ?? []), { rest, value }]);
    }
  }
  for (const list of byFirst.values()) list.sort((a, b) => b.rest.length - a.rest.length);
  return (input, at) => {
    for (const { rest, value } of byFirst.get(wordAt(input, at)) ?? []) {
      const next = follow(input, at + 1, rest);
      if (next !== null) return { value, next };
    }
    return null;
  };
}

function follow(input: Input, at: number, rest: readonly string[]): number | null {
  let next = at;
  for (const word of rest) {
    if (word !== '-') next = skip(input, next, HYPHENS);
    if (wordAt(input, next) !== word) return null;
    next += 1;
  }
  return next;
}

/** A unit of time: "weeks", "half years", "d" right behind a number. */
export const readUnit: Reader<UnitWord> = (input, at) => {
  const token = input.tokens[at];
  if (token === undefined || token.kind !== 'word') return null;
  const previous = input.tokens[at - 1];
  const isAttached = previous?.kind === 'number' && previous.to === token.from;
  const value = UNITS.get(token.word) ?? (isAttached ? UNIT_LETTERS.get(token.word) : undefined);
  if (value === undefined) return null;
  if (value.unit !== 'half') return { value, next: at + 1 };
  const year = skip(input, at + 1, HYPHENS);
  return { value, next: UNITS.get(wordAt(input, year))?.unit === 'year' ? year + 1 : at + 1 };
};

const readVagueCount = phrases<number>([
  ['a couple of|couple of|a couple|couple', 2],
  ['a few|few', 3],
  ['half a dozen|half dozen', 6],
  ['a dozen|dozen', 12],
  ['two dozen', 24],
  ['a hundred|hundred|one hundred', 100],
]);

/** A whole number of things, in digits or words. */
export const readCount: Reader<number> = (input, at) => {
  const token = input.tokens[at];
  if (token?.kind === 'number') {
    const isCount = Number.isInteger(token.value) && token.value >= 1 && token.value <= 10_000;
    return isCount ? { value: token.value, next: at + 1 } : null;
  }
  return readVagueCount(input, at) ?? readNumberWords(input, at);
};

const readNumberWords: Reader<number> = (input, at) => {
  const small = SMALL_NUMBERS.get(wordAt(input, at));
  if (small !== undefined) return { value: small, next: at + 1 };
  const tens = TENS_NUMBERS.get(wordAt(input, at));
  if (tens === undefined) return null;
  const onesAt = skip(input, at + 1, HYPHENS);
  const ones = SMALL_NUMBERS.get(wordAt(input, onesAt));
  return ones !== undefined && ones < 10
    ? { value: tens + ones, next: onesAt + 1 }
    : { value: tens, next: at + 1 };
};

/** "3rd", "third". */
export const readOrdinal: Reader<number> = (input, at) => {
  const token = input.tokens[at];
  const value = token?.kind === 'ordinal' ? token.value : ORDINALS.get(token?.word ?? '');
  if (value !== undefined) return { value, next: at + 1 };
  const tens = TENS_NUMBERS.get(token?.word ?? '');
  const onesAt = skip(input, at + 1, HYPHENS);
  const ones = ORDINALS.get(wordAt(input, onesAt)) ?? 10;
  return tens !== undefined && ones < 10 ? { value: tens + ones, next: onesAt + 1 } : null;
};
