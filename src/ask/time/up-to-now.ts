import type { DateTime } from 'luxon';
import { stepUnits } from './calendar-units.ts';
import type { Input } from './reading.ts';
import {
  capitalized,
  longDay,
  type Problem,
  problem,
  type Span,
  type Stretch,
  settle,
} from './stretch.ts';

/** From the start of a stretch to this moment; a running unit stays that unit. */
export function untilNow(input: Input, stretch: Stretch): Span | Problem {
  return fromStart(input, settle(stretch, input.now));
}

function fromStart(input: Input, span: Span | Problem): Span | Problem {
  if ('kind' in span) return span;
  return span.end > input.now && span.start <= input.now
    ? { ...span, words: `${span.words} so far` }
    : sinceSpan(input, span.start, `since ${span.words}`, span);
}

export function sinceSpan(
  input: Input,
  start: DateTime,
  said: string,
  named: Span,
): Span | Problem {
  if (start > input.now) return future(input, named);
  return { start, end: input.now, unit: null, count: 1, words: said };
}

function future(input: Input, named: Span): Problem {
  const isRunning = named.start <= input.now;
  return problem(
    isRunning
      ? `${capitalized(named.words)} isn't over yet, so nothing comes after it. Today is ${longDay(input.now)}.`
      : `${capitalized(named.words)} hasn't begun yet: ask about a time up to today, ${longDay(input.now)}.`,
  );
}

/** "including today": the running unit is added to the complete ones before it. */
export function withRunning(input: Input, span: Span): Span {
  if (span.end > input.now) return span;
  const { unit } = span;
  if (unit !== null && unit !== 'hour') {
    const end = stepUnits(span.end, unit, 1);
    if (end > input.now)
      return { ...span, end, count: span.count + 1, words: `${span.words} so far` };
  }
  return { ...span, end: input.now, unit: null, count: 1, words: `${span.words} so far` };
}
