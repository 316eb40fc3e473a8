import { isChanging, isComparing, rangeWords, unitsOf } from './ranges.ts';
import { type Input, type Read, type Reader, skip, words } from './reading.ts';
import { type Span, settle } from './stretch.ts';
import { readStretchBehindPreposition } from './stretches.ts';

const SMALL_WORDS = words('in on at the our');
const LIST_JOIN = words(', and & +');

/** "March and April", "today and yesterday", "January, February and March": one range if they adjoin. */
export const readList: Reader<Span> = (input, at) => {
  if (isComparing(input, at) || isChanging(input, at)) return null;
  let list = listItem(input, at);
  let isList = false;
  while (list !== null) {
    const joint = skip(input, skip(input, list.next, LIST_JOIN), LIST_JOIN);
    const item = joint > list.next ? listItem(input, joint) : null;
    const both = item === null ? null : union(list.value, item.value);
    if (item === null || both === null) break;
    list = { value: both, next: item.next };
    isList = true;
  }
  return isList ? list : null;
};

function listItem(input: Input, at: number): Read<Span> | null {
  const stretch = readStretchBehindPreposition(input, skip(input, at, SMALL_WORDS));
  if (stretch === null) return null;
  const span = settle(stretch.value, input.now);
  return 'kind' in span ? null : { value: span, next: stretch.next };
}

function union(one: Span, other: Span): Span | null {
  const [from, to] = one.start <= other.start ? [one, other] : [other, one];
  if (!from.end.equals(to.start)) return null;
  return {
    start: from.start,
    end: to.end,
    words: rangeWords(from, to),
    ...unitsOf(from, to, to.end),
  };
}
