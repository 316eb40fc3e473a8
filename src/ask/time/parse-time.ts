import { type Input, inputOf, longest, phrases, type Reader, skipAll, words } from './reading.ts';
import { isProblem, type Problem, type Span, settle, toPeriod } from './stretch.ts';
import { readStretchBehindPreposition } from './stretches.ts';
import type { TimeContext } from './time-context.ts';
import { readTimespan } from './timespans.ts';

const FILLERS = words('the in over during for of on at . ? ! , please " “ ” \'');

const readAllTime = phrases<true>([['all time|all - time|ever|all the data|entire history', true]]);

/**
 * The one period an expression names, every word of it used; null when it names none, or one that hasn't begun.
 * ISO instants in UTC, half-open.
 */
export function parseTime(
  expression: string,
  context: TimeContext,
): { readonly start: string; readonly end: string; readonly words: string } | null {
  const input = inputOf(expression, context);
  for (const at of new Set([0, skipAll(input, 0, FILLERS)])) {
    const read = longest(input, at, READERS);
    if (read === null || skipAll(input, read.next, FILLERS) < input.tokens.length) continue;
    return 'kind' in read.value ? null : bounds(read.value, input);
  }
  return null;
}

const readSpan: Reader<Span | Problem> = (input, at) => {
  const read = readTimespan(input, at);
  return read === null ? null : { value: read.value.span, next: read.next };
};

const readEverything: Reader<Span | Problem> = (input, at) => {
  const read = readAllTime(input, at);
  if (read === null) return null;
  const start = input.now.set({ year: 1970, month: 1, day: 1 }).startOf('day');
  const value: Span = { start, end: input.now, unit: null, count: 1, words: 'all time' };
  return { value, next: read.next };
};

/** "the weekend", "the quarter". */
const readUnitCalled: Reader<Span | Problem> = (input, at) => {
  const read = readStretchBehindPreposition(input, at);
  return read === null ? null : { value: settle(read.value, input.now), next: read.next };
};

const READERS = [readSpan, readUnitCalled, readEverything];

function bounds(span: Span, input: Input) {
  const period = toPeriod(span, input.context, input.now);
  if (isProblem(period)) return null;
  const { start, end } = period;
  return { start, end, words: period.words };
}
