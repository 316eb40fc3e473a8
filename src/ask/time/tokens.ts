import { correctSpelling } from './vocabulary.ts';

type TokenKind = 'word' | 'number' | 'ordinal' | 'short-year' | 'date' | 'clock' | 'symbol';

/** A word, number, date or sign of a text, at [from, to). */
export type Token = {
  readonly kind: TokenKind;
  readonly from: number;
  readonly to: number;
  readonly raw: string;
  /** Lower case, without possessive 's, spelling put right. */
  readonly word: string;
  /** Numbers, ordinals and years as such, clock times as minutes after midnight, otherwise NaN. */
  readonly value: number;
};

// Longest forms first: the first alternative that matches takes the text.
const LEXEMES = [
  String.raw`(?<datetime>\d{4}-\d{2}-\d{2}(?:T| (?=\d{1,2}:\d{2}))\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z\b|[+-]\d{2}:?\d{2}(?!\d))?)`,
  String.raw`(?<week>\d{4}-?[Ww]\d{1,2}(?:-\d)?(?![\dA-Za-z]))`,
  String.raw`(?<date>\d{4}(?<s1>[-/.])\d{1,2}\k<s1>\d{1,2}(?!\d)|\d{1,2}(?<s2>[-/.])\d{1,2}\k<s2>(?:\d{4}|\d{2})(?!\d))`,
  String.raw`(?<part>\d{4}[-/.]\d{2}(?!\d|[-/.]\d)|\d{1,2}[-/.]\d{4}(?!\d)|(?<![\d/])\d{1,2}\/\d{1,2}(?![\d/]))`,
  String.raw`(?<clock>\d{1,2}(?::\d{2}){1,2}(?:\s?[ap]\.?m\b\.?)?|\d{1,2}(?:\.\d{2})?\s?[ap]\.?m\b\.?|\d{1,2}h\d{2}(?!\d)|\d{1,2}\s?o['’]?clock\b)`,
  String.raw`(?<ordinal>\d{1,3}(?:st|nd|rd|th)\b)`,
  String.raw`(?<quarter>[1-4][Qq](?:\d{4}|\d{2})?(?![\dA-Za-z]))`,
  String.raw`(?<shortyear>['’]\d{2}(?!\d))`,
  String.raw`(?<number>\d+(?:[.,]\d+)*)`,
  String.raw`(?<word>\p{L}+(?:\d+(?![\d\p{L}]))?(?:['’]\p{L}+)?)`,
  String.raw`(?<symbol>\S)`,
];
const LEXEME = new RegExp(LEXEMES.join('|'), 'giu');

/** The text cut into tokens, with numeric dates and clock times whole. */
export function tokenize(text: string): readonly Token[] {
  return Array.from(text.matchAll(LEXEME), (match) => {
    const raw = match[0];
    const from = match.index;
    return { ...read(raw, match.groups ?? {}), from, to: from + raw.length, raw };
  });
}

type Content = Pick<Token, 'kind' | 'word' | 'value'>;

function read(raw: string, groups: Record<string, string | undefined>): Content {
  const lower = raw.toLowerCase();
  if (groups.word !== undefined) return { kind: 'word', word: plainWord(lower), value: NaN };
  if (groups.symbol !== undefined) return { kind: 'symbol', word: plainSign(lower), value: NaN };
  if (groups.number !== undefined) return { kind: 'number', word: lower, value: amount(raw) };
  if (groups.clock !== undefined) {
    return { kind: 'clock', word: lower, value: minutesOfDay(lower) };
  }
  if (groups.ordinal !== undefined) {
    return { kind: 'ordinal', word: lower, value: Number.parseInt(raw, 10) };
  }
  if (groups.shortyear !== undefined) {
    return { kind: 'short-year', word: lower, value: 2000 + Number(raw.slice(1)) };
  }
  if (groups.quarter !== undefined) return { kind: 'word', word: lower, value: NaN };
  return { kind: 'date', word: lower, value: NaN };
}

/** Hyphens of all kinds are one. */
function plainSign(sign: string): string {
  return /[‐‑−]/.test(sign) ? '-' : sign;
}

function plainWord(lower: string): string {
  return correctSpelling(lower.replace(/['’]s$/, ''));
}

function amount(raw: string): number {
  const plain = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(raw) ? raw.replaceAll(',', '') : raw;
  return Number(plain.replace(',', '.'));
}

/** NaN for a time the clock doesn't show. */
function minutesOfDay(lower: string): number {
  const [hours = NaN, minutes = 0] = (lower.match(/\d+/g) ?? []).map(Number);
  const half = /([ap])\.?m/.exec(lower)?.[1];
  if (minutes > 59) return NaN;
  if (half === undefined) return hours <= 24 ? hours * 60 + minutes : NaN;
  if (hours < 1 || hours > 12) return NaN;
  return ((hours % 12) + (half === 'p' ? 12 : 0)) * 60 + minutes;
}
