import { type Token, tokenize } from './tokens.ts';
import { SMALL_NUMBERS, TENS_NUMBERS } from './vocabulary.ts';

/** An amount of time ("48 hours", "a day and a half"), [from, to) in the text. */
export type DurationMatch = {
  readonly from: number;
  readonly to: number;
  readonly seconds: number;
};

type Part = { readonly amount: number; readonly next: number };

const HOUR = 3600;
const DAY = 24 * HOUR;

const seconds = (length: number, words: string): [string, number][] =>
  words.split(' ').map((word) => [word, length]);

const UNIT_SECONDS: ReadonlyMap<string, number> = new Map([
  ...seconds(1, 'second seconds sec secs s'),
  ...seconds(60, 'minute minutes min mins m'),
  ...seconds(HOUR, 'hour hours hr hrs h'),
  ...seconds(DAY, 'day days d'),
  ...seconds(7 * DAY, 'week weeks wk wks w'),
  ...seconds(14 * DAY, 'fortnight fortnights'),
  ...seconds(30 * DAY, 'month months'),
  ...seconds(365 * DAY, 'year years yr yrs'),
]);

/** Every amount of time in a text. A month counts 30 days, a year 365. */
export function findDurations(text: string): readonly DurationMatch[] {
  const tokens = tokenize(text);
  const found: DurationMatch[] = [];
  let at = 0;
  while (at < tokens.length) {
    const duration = readDuration(tokens, at);
    const [first, last] = [tokens[at], tokens[(duration?.next ?? 0) - 1]];
    if (duration !== null && first !== undefined && last !== undefined) {
      found.push({ from: first.from, to: last.to, seconds: duration.amount });
    }
    at = duration?.next ?? at + 1;
  }
  return found;
}

/** Amounts in a row add up: "1 day 4 hours", "2 h 30 min", "a day and a half". */
function readDuration(tokens: readonly Token[], at: number): Part | null {
  let whole = readSingle(tokens, at);
  while (whole !== null) {
    const joint = word(tokens, whole.next) === 'and' ? whole.next + 1 : whole.next;
    const more = readSingle(tokens, joint);
    const unit = unitAt(tokens, whole.next - 1);
    if (more === null || more.amount >= unit) return whole;
    whole = { amount: whole.amount + more.amount, next: more.next };
  }
  return null;
}

function readSingle(tokens: readonly Token[], at: number): Part | null {
  const fraction = readFractionOfUnit(tokens, at);
  if (fraction !== null) return fraction;
  const count = readAmount(tokens, at);
  if (count === null) return null;
  const unitIndex = word(tokens, count.next) === '-' ? count.next + 1 : count.next;
  const unit = unitAt(tokens, unitIndex);
  if (Number.isNaN(unit) || isDetachedLetter(tokens, unitIndex)) return null;
  const half = readAndAHalf(tokens, unitIndex + 1);
  return {
    amount: (count.amount + (half === null ? 0 : 0.5)) * unit,
    next: half ?? unitIndex + 1,
  };
}

/** "half an hour", "a quarter of an hour", "half a day". */
function readFractionOfUnit(tokens: readonly Token[], at: number): Part | null {
  const start = word(tokens, at) === 'a' ? at + 1 : at;
  const share = { half: 0.5, quarter: 0.25 }[word(tokens, start)];
  if (share === undefined) return null;
  let next = start + 1;
  while (['of', 'a', 'an', '-'].includes(word(tokens, next))) next += 1;
  const unit = unitAt(tokens, next);
  if (Number.isNaN(unit) || isDetachedLetter(tokens, next)) return null;
  return { amount: share * unit, next: next + 1 };
}

/** "a day *and a half*". */
function readAndAHalf(tokens: readonly Token[], at: number): number | null {
  const said = ['and', 'a', 'half'].every(
    (expected, index) => word(tokens, at + index) === expected,
  );
  return said ? at + 3 : null;
}

function readAmount(tokens: readonly Token[], at: number): Part | null {
  const count = readCounted(tokens, at);
  if (count === null) return null;
  const half = readAndAHalf(tokens, count.next);
  return half === null ? count : { amount: count.amount + 0.5, next: half };
}

function readCounted(tokens: readonly Token[], at: number): Part | null {
  const token = tokens[at];
  if (token === undefined) return null;
  if (token.kind === 'number') return { amount: token.value, next: at + 1 };
  const first = token.word;
  if (first === 'a' || first === 'an') {
    const vague = VAGUE.get(word(tokens, at + 1));
    if (vague === undefined) return { amount: 1, next: at + 1 };
    return { amount: vague, next: word(tokens, at + 2) === 'of' ? at + 3 : at + 2 };
  }
  const tens = TENS_NUMBERS.get(first);
  if (tens === undefined) {
    const small = SMALL_NUMBERS.get(first);
    return small === undefined ? null : { amount: small, next: at + 1 };
  }
  const onesAt = word(tokens, at + 1) === '-' ? at + 2 : at + 1;
  const ones = SMALL_NUMBERS.get(word(tokens, onesAt)) ?? 0;
  return ones > 0 && ones < 10
    ? { amount: tens + ones, next: onesAt + 1 }
    : { amount: tens, next: at + 1 };
}

const VAGUE: ReadonlyMap<string, number> = new Map([
  ['couple', 2],
  ['few', 3],
  ['dozen', 12],
]);

function word(tokens: readonly Token[], at: number): string {
  return tokens[at]?.word ?? '';
}

function unitAt(tokens: readonly Token[], at: number): number {
  return UNIT_SECONDS.get(word(tokens, at)) ?? Number.NaN;
}

/** A single letter is a unit behind digits only: "2h", "2 h", not "a d". */
function isDetachedLetter(tokens: readonly Token[], at: number): boolean {
  return word(tokens, at).length === 1 && tokens[at - 1]?.kind !== 'number';
}
