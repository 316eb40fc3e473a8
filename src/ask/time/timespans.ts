import { DateTime } from 'luxon';
import { readClock } from './clock-times.ts';
import { readList } from './lists.ts';
import { BEGINNING } from './periods.ts';
import { readRange } from './ranges.ts';
import {
  ARTICLE,
  type Input,
  longest,
  phrases,
  type Read,
  type Reader,
  remembering,
  skip,
  wordAt,
  words,
} from './reading.ts';
import { currentStart } from './relative-stretches.ts';
import { type Problem, type Span, type Stretch, settle, unitSpan } from './stretch.ts';
import { readStretch, readStretchBehindPreposition } from './stretches.ts';
import { zoneOf } from './time-context.ts';
import { sinceSpan, untilNow, withRunning } from './up-to-now.ts';

/** What else the words may well mean: another word ("may"), a number of something ("the 10th", "3/4"), or nothing. */
type Weakness = 'word' | 'number' | 'none';

/** A span of time and how it was said. */
export type Timespan = {
  readonly span: Span | Problem;
  /** The single stretch it names, when it is one. */
  readonly stretch: Stretch | null;
  readonly weakness: Weakness;
  readonly preposition: string | null;
};

type Side = 'since' | 'after' | 'before' | 'until';

const readSide = phrases<Side>([
  ['since|ever since|starting|starting from|beginning|as from|from and after', 'since'],
  ['after|later than|following', 'after'],
  ['before|prior to|earlier than|ahead of', 'before'],
  [
    'until|till|til|up to|up until|up to and including|through|thru|by|no later than|not later than|as of|as at',
    'until',
  ],
]);
const readOnwards = phrases<true>([['onwards|onward|and onwards|and later|forward|and on', true]]);
const SMALL_WORDS = words('in on at');

/** Behind these, "through" belongs to them: what came through last week. */
const GOING = words(
  'come comes coming came go goes going went gone get gets getting got make makes made run runs ran',
);
const goesThrough = (input: Input, at: number): boolean =>
  /^thr(?:ough|u)$/.test(wordAt(input, at)) && GOING.has(wordAt(input, at - 1));

/** "since June", "after 3 March", "before last week", "until Friday". */
const readOpenSided: Reader<Timespan> = (input, at) => {
  const side = readSide(input, at);
  if (side === null || goesThrough(input, at)) return null;
  const next = skip(input, side.next, SMALL_WORDS);
  const stretch = readStretchBehindPreposition(input, next);
  if (stretch === null) return side.value === 'since' ? readSinceClock(input, next) : null;
  const weakness = weaknessOf(input, stretch);
  const span = openSided(input, side.value, settle(stretch.value, input.now));
  const preposition = wordAt(input, at);
  return { value: { span, stretch: null, weakness, preposition }, next: stretch.next };
};

/** "since 9 am": of today. */
function readSinceClock(input: Input, at: number): Read<Timespan> | null {
  const clock = readClock(input, at);
  if (clock === null) return null;
  const { value } = clock;
  const today = unitSpan(currentStart(input, 'day'), 'day', 'today');
  const start = today.start.set({ hour: Math.floor(value / 60), minute: value % 60 });
  const span = sinceSpan(input, start, `since ${start.toFormat('HH:mm')} today`, today);
  return { value: strong(span), next: clock.next };
}

function openSided(input: Input, side: Side, named: Span | Problem): Span | Problem {
  if ('kind' in named) return named;
  const end = named.isInstant ? named.start : named.end;
  switch (side) {
    case 'since':
      return sinceSpan(input, named.start, `since ${named.words}`, named);
    case 'after':
      return sinceSpan(input, end, `after ${named.words}`, named);
    case 'before':
      return fromBeginning(input, named.start, `before ${named.words}`);
    case 'until':
      return fromBeginning(input, end, `until ${named.words}`);
  }
}

function fromBeginning(input: Input, end: DateTime, said: string): Span {
  const start = DateTime.fromISO(BEGINNING, { zone: zoneOf(input.context) });
  return { start, end, unit: null, count: 1, words: said };
}

const strong = (span: Span | Problem, stretch: Stretch | null = null): Timespan => ({
  span,
  stretch,
  weakness: 'none',
  preposition: null,
});

function weaknessOf(input: Input, { value, next }: Read<Stretch>): Weakness {
  if (value.kind !== 'recurring' || !value.isWeak) return 'none';
  return value.every === 'month' || input.tokens[next - 1]?.kind === 'date' ? 'number' : 'word';
}

const readMoreThan = phrases<'before' | 'since'>([
  ['more than|over|longer than', 'before'],
  ['less than|within', 'since'],
]);

/** "more than 3 days ago", "less than a week ago". */
const readDistance: Reader<Timespan> = (input, at) => {
  const side = readMoreThan(input, at);
  const stretch = side === null ? null : readStretch(input, side.next);
  if (side === null || stretch === null || wordAt(input, stretch.next - 1) !== 'ago') return null;
  const span = openSided(input, side.value, settle(stretch.value, input.now));
  return { value: strong(span), next: stretch.next };
};

/** "from June on", "2025 onwards", "from March until now" is a range. */
const readFromOn: Reader<Timespan> = (input, at) => {
  const from = wordAt(input, at) === 'from' ? at + 1 : at;
  const stretch = readStretchBehindPreposition(input, skip(input, from, SMALL_WORDS));
  if (stretch === null) return null;
  const onwards = readOnwards(input, stretch.next);
  const isOn = from > at && wordAt(input, stretch.next) === 'on';
  if (onwards === null && !isOn) return null;
  const next = onwards?.next ?? stretch.next + 1;
  return { value: strong(untilNow(input, stretch.value)), next };
};

const PREPOSITIONS = words('in on for over during within throughout across of from at between');
const EVEN_BEFORE = words('back only just');
const readWhole = phrases<true>([
  [
    'all of|all through|all|whole of|the whole of|the whole|whole|entire|the entire|full|the full',
    true,
  ],
]);
const readSoFarFirst = phrases<true>([['so far|thus far|to date|up to now|until now', true]]);

/** "in March", "over the last 35 days", "all of 2025", "so far this year". */
const readPlain: Reader<Timespan> = (input, at) => {
  const soFar = readSoFarFirst(input, at);
  const first = soFar === null ? at : skip(input, soFar.next, COMMA);
  const behind = skip(input, skip(input, first, EVEN_BEFORE), PREPOSITIONS);
  const whole = readWhole(input, behind);
  const start = whole?.next ?? behind;
  const reader = behind > first || whole !== null ? readStretchBehindPreposition : readStretch;
  const stretch = reader(input, start);
  if (stretch === null) return null;
  const settled = settle(stretch.value, input.now);
  const span = soFar === null || 'kind' in settled ? settled : soFarOf(input, settled);
  const preposition = behind > first ? wordAt(input, behind - 1) : null;
  const isPlain = soFar === null && whole === null;
  const weakness = isPlain ? weaknessOf(input, stretch) : 'none';
  return { value: { span, stretch: stretch.value, weakness, preposition }, next: stretch.next };
};
const COMMA = words(',');

const readPrefixedRange: Reader<Timespan> = (input, at) => {
  const start = skip(input, skip(input, at, words('in for over during within on of')), ARTICLE);
  const range = readRange(input, start);
  return range === null ? null : { value: strong(range.value), next: range.next };
};

const readPrefixedList: Reader<Timespan> = (input, at) => {
  const list = readList(input, skip(input, skip(input, at, PREPOSITIONS), ARTICLE));
  return list === null ? null : { value: strong(list.value), next: list.next };
};

type Tail = 'so-far' | 'including' | 'as-it-is';

const readTail = phrases<Tail>([
  [
    'so far|thus far|to date|up to now|until now|till now|to now|up to today|until today|till today',
    'so-far',
  ],
  [
    'including today|incl today|incl . today|inclusive of today|and today|today included|plus today|with today|including this week|including this month|including this quarter|including this year|including the current week|including the current month|including the current quarter|including the current year|including the current day',
    'including',
  ],
  ['ending yesterday|up to yesterday|until yesterday|through yesterday|to yesterday', 'as-it-is'],
]);

function withTail(input: Input, read: Read<Timespan>): Read<Timespan> {
  const { span } = read.value;
  const start = skip(input, skip(input, read.next, COMMA), words('('));
  const tail = 'kind' in span ? null : readTail(input, start);
  if (tail === null || 'kind' in span) return read;
  if (tail.value === 'as-it-is')
    return endsYesterday(input, span) ? { ...read, next: tail.next } : read;
  const isClosed = start > read.next && wordAt(input, tail.next) === ')';
  return {
    value: { ...strong(soFarOf(input, span)), preposition: read.value.preposition },
    next: isClosed ? tail.next + 1 : tail.next,
  };
}

function endsYesterday(input: Input, span: Span): boolean {
  return span.unit === 'day' && span.end.equals(currentStart(input, 'day'));
}

/** Up to now: a running unit as it is, complete ones with the running one added, others from their start. */
function soFarOf(input: Input, span: Span): Span {
  return span.end > input.now
    ? { ...span, words: `${span.words} so far` }
    : withRunning(input, span);
}

const readBare: Reader<Timespan> = (input, at) => {
  const stretch = readStretch(input, at);
  if (stretch === null) return null;
  const span = settle(stretch.value, input.now);
  const weakness = weaknessOf(input, stretch);
  return { value: { ...strong(span, stretch.value), weakness }, next: stretch.next };
};

const READERS: readonly Reader<Timespan>[] = [
  readPlain,
  readBare,
  readPrefixedRange,
  readPrefixedList,
  readOpenSided,
  readFromOn,
  readDistance,
];

/** Any expression that names a span of time, with the prepositions before and the "so far" behind it. */
export const readTimespan = remembering<Timespan>((input, at) => {
  const read = longest(input, at, READERS);
  return read === null ? null : withTail(input, read);
});
