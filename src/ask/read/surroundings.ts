import type { Meaning } from './lexicon.ts';
import type { Mark, ValueMeaning } from './marks.ts';
import type { Span } from './spans.ts';

export type OtherMeaning = Exclude<Meaning, ValueMeaning>;
export type Words = Extract<Span, { kind: 'words' }>;
/** What a span is settled by: the spans around it and the marks already made. */
export type Surroundings = {
  readonly at: number;
  readonly spans: readonly Span[];
  readonly before: readonly Mark[];
};

export const isWordOf = (mark: Mark | undefined, tags: RegExp): boolean =>
  mark?.kind === 'word' && tags.test(mark.tag);

export const lastSaying = (before: readonly Mark[]): Mark | undefined =>
  before.findLast((mark) => mark.kind !== 'filler');

const COMPARES = /^cmp\./;
const ORDERS = /^(?:most|order)\./;
const ASKS_FOR_FIELD = /^(?:by$|ask\.which$|ask\.rank$|most\.|order\.)/;

/** "by …", "which …", "top 3 …". */
export function followsBreakdown(before: readonly Mark[]): boolean {
  const last = lastSaying(before);
  if (last?.kind === 'number') {
    const lead = lastSaying(before.slice(0, last.index));
    return !isWordOf(lead, COMPARES) && before.some((mark) => isWordOf(mark, ORDERS));
  }
  return isWordOf(last, ASKS_FOR_FIELD);
}
