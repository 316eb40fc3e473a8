import type { Facets } from './facets.ts';
import type { Mark, MarkOf } from './marks.ts';
import type { Sentence } from './sentence.ts';

const MOST_ROWS = 1000;

/** A bare number beside a superlative or before a plural: "top 5", "10 oldest", "5 slowest categories". */
export function findLimit(sentence: Sentence, order: Facets['order']): number | null {
  const mark = sentence
    .unused('number')
    .find((number) => mayLimit(number) && saysHowMany(number, order, sentence));
  if (!mark) return null;
  sentence.use(mark);
  return mark.value;
}

/** "the second most", "third slowest", "ranks 2nd by tickets": so many groups, the last of them the one asked for. */
export function findRank(isGrouped: boolean, sentence: Sentence): number | null {
  const [mark] = sentence.words('ordinal.');
  const rank = mark ? Number(mark.tag.slice('ordinal.'.length)) : Number.NaN;
  if (!mark || !isGrouped || Number.isNaN(rank)) return null;
  const isAsked = sentence.of('noun').length + sentence.of('metric').length > 0;
  if (!isAsked && !sentence.isWord(sentence.after(mark), 'most.')) return null;
  sentence.use(mark);
  return rank;
}

function mayLimit({ percent, value }: MarkOf<'number'>): boolean {
  return !percent && Number.isInteger(value) && value >= 1 && value <= MOST_ROWS;
}

function saysHowMany(
  number: MarkOf<'number'>,
  order: Facets['order'],
  sentence: Sentence,
): boolean {
  const left = sentence.before(number);
  const right = sentence.after(number);
  if (sentence.isWord(left, 'cmp.') || sentence.isWord(right, 'cmp.')) return false;
  if (order && [left, right].some((near) => sentence.isWord(near, 'most.', 'order.'))) return true;
  const isRanked = order !== null && right?.kind === 'metric' && right.metric === 'customers';
  if (sentence.isWord(left, 'ask.')) return isThing(right) || right?.kind === 'value' || isRanked;
  return !left && (isThing(right) || isRanked || sentence.isWord(right, 'most.'));
}

const isThing = (mark: Mark | undefined): boolean =>
  mark?.kind === 'field' || mark?.kind === 'noun' || mark?.kind === 'flag';
