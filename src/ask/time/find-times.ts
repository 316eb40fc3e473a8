import { readBreakDown } from './break-downs.ts';
import { comparedWith, readComparison, readShift } from './comparisons.ts';
import { readFilter } from './filters.ts';
import { previousPeriod } from './periods.ts';
import { isChanging, isComparing } from './ranges.ts';
import {
  type Input,
  inputOf,
  longest,
  phrases,
  type Reader,
  skip,
  wordAt,
  words,
} from './reading.ts';
import { isProblem, type Problem, type Span, type Stretch, toPeriod } from './stretch.ts';
import type { TimeContext } from './time-context.ts';
import type { TimeMatch, TimeMeaning } from './time-match.ts';
import { readTimespan, type Timespan } from './timespans.ts';

/** A meaning with the stretch it came from, which a neighbour may still put into another year. */
type Found = { readonly meaning: TimeMeaning; readonly stretch: Stretch | null };
type Placed = Found & { readonly at: number; readonly next: number };

/** Every time expression in a question, longest first where they compete, in text order, never overlapping. */
export function findTimes(text: string, context: TimeContext): readonly TimeMatch[] {
  const input = inputOf(text, context);
  return related(input, placed(input)).map(({ meaning, at, next }) => {
    const from = input.tokens[at]?.from ?? 0;
    const to = input.tokens[next - 1]?.to ?? from;
    return { ...meaning, from, to, text: text.slice(from, to) };
  });
}

function placed(input: Input): readonly Placed[] {
  const found: Placed[] = [];
  let at = 0;
  while (at < input.tokens.length) {
    const read = longest(input, at, READERS);
    if (read !== null) found.push({ ...read.value, at, next: read.next });
    at = read?.next ?? at + 1;
  }
  return found;
}

const lone =
  (reader: Reader<TimeMeaning>): Reader<Found> =>
  (input, at) => {
    const read = reader(input, at);
    return read === null
      ? null
      : { value: { meaning: read.value, stretch: null }, next: read.next };
  };

const readPeriod: Reader<Found> = (input, at) => {
  const read = readTimespan(input, at);
  if (read === null || !isMeant(input, at, read.next, read.value)) return null;
  const meaning = periodMeaning(input, read.value.span);
  return { value: { meaning, stretch: read.value.stretch }, next: read.next };
};

function periodMeaning(input: Input, span: Span | Problem): TimeMeaning {
  if ('kind' in span) return span;
  const period = toPeriod(span, input.context, input.now);
  return isProblem(period) ? period : { kind: 'period', period, unit: span.unit };
}

const JOINED = words('vs versus and or to - – against than with , .');
const DAY_PREPOSITIONS = words('on since until till by before after from');
/** Behind "the 10th", words that go on with the question rather than name what is counted. */
const GOING_ON = words(
  'to and until till by per in for did was were with on vs versus of how what which ? . , ! - – )',
);

/** Whether words with a second meaning mean time here: by a preposition, a neighbour, or because nothing else is said. */
function isMeant(input: Input, at: number, next: number, timespan: Timespan): boolean {
  if (timespan.weakness === 'none') return true;
  const isLast = next >= input.tokens.length || /^[?.!]$/.test(wordAt(input, next));
  const isJoined = JOINED.has(wordAt(input, at - 1)) || JOINED.has(wordAt(input, next));
  const { preposition } = timespan;
  if (timespan.weakness === 'number') {
    const leads = preposition !== null && DAY_PREPOSITIONS.has(preposition);
    return leads ? isLast || GOING_ON.has(wordAt(input, next)) : at === 0 && isLast;
  }
  return preposition !== null || isJoined || isLast;
}

const readAll = lone(
  phrases<TimeMeaning>([
    [
      'all time|of all time|for all time|over all time|all - time|since the beginning|since the beginning of time|since the start|since the very beginning|from the beginning|from the start|from the very beginning|in the entire history|the entire history|entire history|ever|in history|all history|to date|all of history|across all time|since day one|since inception|in all the data|over all the data|for the whole time|the whole time',
      { kind: 'all' },
    ],
  ]),
);

const READERS: readonly Reader<Found>[] = [
  (input, at) => readComparison(input, at),
  lone(readBreakDown),
  lone(readFilter),
  readPeriod,
  readAll,
  lone(readShift),
];

/** Comparisons and the periods they stand next to, understood together. */
function related(input: Input, found: readonly Placed[]): readonly Placed[] {
  const list = joinCompared(input, found);
  return list.map((item, index) => {
    const before = list[index - 1];
    const behind = list[index + 1];
    if (
      item.meaning.kind === 'shift' &&
      before?.next === item.at &&
      isComparing(input, before.at)
    ) {
      return { ...item, meaning: { kind: 'compare', with: { kind: 'previous' } } };
    }
    if (isComparison(item) && before?.meaning.kind === 'period') {
      return comparedFairly(input, inYearOf(input, item, before), before);
    }
    return behind !== undefined && isComparison(behind) ? inYearOf(input, item, behind) : item;
  });
}

function isComparison({ meaning }: Found): boolean {
  return meaning.kind === 'compare' && meaning.with.kind === 'period';
}

const BETWEEN_COMPARED = words('and with to against');

/** "compare March and April", "did it fall between March and April": the second of two periods is what the first is compared with. */
function joinCompared(input: Input, found: readonly Placed[]): readonly Placed[] {
  return found.map((item, index) => {
    const before = found[index - 1];
    if (item.meaning.kind !== 'period' || before?.meaning.kind !== 'period') return item;
    if (found.slice(0, index - 1).some(({ meaning }) => meaning.kind === 'period')) return item;
    const joint = skip(input, before.next, BETWEEN_COMPARED);
    const isSetAgainst = isComparing(input, before.at) || isChanging(input, before.at);
    const isJoined = joint === item.at && joint > before.next && isSetAgainst;
    if (!isJoined) return item;
    const { period, unit } = item.meaning;
    const meaning: TimeMeaning = { kind: 'compare', with: { kind: 'period', period, unit } };
    return { ...item, meaning, at: before.next };
  });
}

/** "March vs April 2025": a name without a year takes its neighbour's. */
function inYearOf(input: Input, item: Placed, neighbour: Placed): Placed {
  const { stretch } = item;
  if (stretch?.kind !== 'recurring' || stretch.every !== 'year') return item;
  if (neighbour.stretch?.kind !== 'fixed' || !saysYear(input, neighbour)) return item;
  const span = stretch.during(neighbour.stretch.span.start.startOf('year'));
  if (span === null) return item;
  const meaning = isComparison(item) ? comparedWith(input, span) : periodMeaning(input, span);
  return { ...item, meaning };
}

function saysYear(input: Input, { at, next }: Placed): boolean {
  return input.tokens.slice(at, next).some((token) => /^['’]?\d{2,4}$/.test(token.word));
}

/** "this month vs last month": a month so far is compared with the same stretch of the one before. A period called by its name ("2025") is taken whole. */
function comparedFairly(input: Input, item: Placed, main: Placed): Placed {
  if (item.meaning.kind !== 'compare' || item.meaning.with.kind !== 'period') return item;
  if (main.meaning.kind !== 'period' || !main.meaning.period.partial) return item;
  const { period, unit } = item.meaning.with;
  const stretch = previousPeriod(main.meaning.period, input.context);
  const isRelative = /^(last|yesterday)\b/.test(period.words);
  const isUnitBefore =
    isRelative && unit === main.meaning.unit && period.end === main.meaning.period.start;
  if (!isUnitBefore || period.start !== stretch.start) return item;
  return { ...item, meaning: { kind: 'compare', with: { kind: 'period', period: stretch, unit } } };
}
