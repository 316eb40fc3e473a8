import { EMAIL_PATTERN, LINK_PATTERN } from '../../core/private-patterns.ts';

/** A stretch of a question that leaves whole or not at all: [from, to). */
export type PrivateStretch = {
  readonly noun: 'email' | 'link' | 'number';
  readonly from: number;
  readonly to: number;
};

const PATTERNS: readonly (readonly [PrivateStretch['noun'], RegExp])[] = [
  ['link', LINK_PATTERN],
  ['email', EMAIL_PATTERN],
  ['number', /[+(]*\d[\d\s().,/+-]*\d/gu],
];
/** Phone numbers, cards, orders; a number of tickets has fewer digits. */
const MOST_DIGITS = 5;

/** Addresses, links and long numbers, whatever stands between their digits. */
export function privateStretches(text: string): readonly PrivateStretch[] {
  const found: PrivateStretch[] = [];
  for (const [noun, pattern] of PATTERNS) {
    for (const { 0: said, index } of text.matchAll(pattern)) {
      const stretch = { noun, from: index, to: index + said.length };
      const isLong = noun !== 'number' || said.replaceAll(/\D/g, '').length > MOST_DIGITS;
      if (isLong && !found.some((one) => overlaps(one, stretch))) found.push(stretch);
    }
  }
  return found.toSorted((a, b) => a.from - b.from);
}

type Stretch = Pick<PrivateStretch, 'from' | 'to'>;

export const overlaps = (a: Stretch, b: Stretch): boolean => a.from < b.to && b.from < a.to;
