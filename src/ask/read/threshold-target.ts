import { findDimension, findMetric, type ReadContext } from './context.ts';
import type { Threshold } from './facets.ts';
import type { Mark, MarkOf } from './marks.ts';
import type { Sentence } from './sentence.ts';

export type AmountMark = MarkOf<'amount' | 'number'>;

/** What an amount is held against, and the words that say so. `mayBeExact`: also without a comparing word, "rated 1". */
type Held = {
  readonly target: Threshold['target'];
  readonly marks: readonly Mark[];
  readonly mayBeExact: boolean;
  /** The marks name a count that groups are only chosen by. */
  readonly isSample?: boolean;
};

/** The marks on either side of an amount and its comparison, nearest first. */
type Sides = { readonly before: readonly Mark[]; readonly after: readonly Mark[] };

/** Nearest first: what stands before the amount, then what follows it. */
export function targetOf(
  mark: AmountMark,
  comparison: Mark,
  { marks }: Sentence,
  context: ReadContext,
): Held | null {
  const sides = {
    before: marks.slice(0, Math.min(mark.index, comparison.index)).toReversed(),
    after: marks.slice(mark.index + 1).filter(({ index }) => index !== comparison.index),
  };
  return mark.kind === 'amount'
    ? durationTarget(comparison, sides, context)
    : numberTarget(mark, sides, context);
}

function field(
  name: string,
  { marks = [], mayBeExact = false }: Partial<Pick<Held, 'marks' | 'mayBeExact'>> = {},
): Held {
  return { target: { kind: 'field', field: name }, marks, mayBeExact };
}

const metric = (name: string): Held => ({
  target: { kind: 'metric', metric: name },
  marks: [],
  mayBeExact: false,
});

const count = (...marks: readonly Mark[]): Held => ({
  target: { kind: 'count' },
  marks,
  mayBeExact: false,
});

const COMPARES_AGE = /^(?:older|younger|newer)/i;

function durationTarget(
  comparison: Mark,
  { before, after }: Sides,
  context: ReadContext,
): Held | null {
  if (COMPARES_AGE.test(comparison.text)) return field('age');
  const near = [...before, ...after];
  const waited = waitFor(near, context);
  if (waited) return waited;
  const takes = [comparison, ...near].some(({ text }) => TAKES.test(text));
  for (const mark of near) {
    // "opened in April that took over a week": how long they took, not how old they are.
    const isAside = takes && mark.kind === 'word' && mark.tag === 'verb.created';
    const held = isAside ? null : heldDuration(mark, context);
    if (held) return held;
  }
  const isChat = near.some((mark) => mark.kind === 'noun' && mark.of === 'chats');
  if (isChat) return field('chat_duration');
  return takes ? field('resolution_time') : null;
}

const TAKES = /^(?:takes?|took|taking)\b/i;

/** "waited 2 h for the first reply": what was waited for says how long it took. */
function waitFor(near: readonly Mark[], context: ReadContext): Held | null {
  const verb = near.find((mark) => mark.kind === 'word' && mark.tag === 'verb.waiting');
  const awaited = near.find(
    (mark) => mark.kind === 'metric' && findMetric(context, mark.metric)?.unit === 'seconds',
  );
  if (!verb || awaited?.kind !== 'metric') return null;
  return { ...metric(awaited.metric), marks: [verb] };
}

/** The duration a mark speaks of, if it does. */
function heldDuration(mark: Mark, context: ReadContext): Held | null {
  switch (mark.kind) {
    case 'metric':
      return findMetric(context, mark.metric)?.unit === 'seconds' ? metric(mark.metric) : null;
    case 'field':
      return findDimension(context, mark.field)?.kind === 'seconds'
        ? field(mark.field, { marks: [mark] })
        : null;
    case 'flag':
      return flagDuration(mark);
    case 'word':
      return verbDuration(mark);
    default:
      return null;
  }
}

/** An open or unanswered conversation has its age; one that is not, the time it took. */
function flagDuration(mark: MarkOf<'flag'>): Held | null {
  if (mark.field === 'open') {
    return mark.value ? field('age') : field('resolution_time', { marks: [mark] });
  }
  if (mark.field === 'awaiting_reply') return field('age');
  if (mark.field !== 'answered') return null;
  return mark.value ? field('first_response_time', { marks: [mark] }) : field('age');
}

function verbDuration(mark: MarkOf<'word'>): Held | null {
  switch (mark.tag) {
    case 'verb.answered':
      return field('first_response_time', { marks: [mark] });
    case 'verb.resolved':
      return field('resolution_time', { marks: [mark] });
    case 'verb.waiting':
    case 'verb.created':
      return field('age');
    default:
      return null;
  }
}

const STARS = /^stars?$/i;
const STARRED = /stars?$/i;
const TIMES = /^times?$/i;
const SO_OFTEN = /^(?:once|twice|thrice)$/i;

function numberTarget(
  number: MarkOf<'number'>,
  { before, after }: Sides,
  context: ReadContext,
): Held | null {
  const isComparing = (mark: Mark): boolean => mark.kind === 'word' && mark.tag.startsWith('cmp.');
  const next = after.find(({ kind }) => kind !== 'filler');
  const last = before.find((mark) => mark.kind !== 'filler' && !isComparing(mark));
  // "more than one tag": how many of those a conversation has is not kept.
  if (next?.kind === 'field' && after[0] === next && !isNumeric(next.field, context)) return null;
  if (number.percent && OF.test(after[0]?.text ?? ''))
    return { target: { kind: 'share' }, marks: [], mayBeExact: false };
  const sample = sampleOf(number, after);
  if (sample) return sample;
  const isTimes =
    SO_OFTEN.test(number.text) || (TIMES.test(after[0]?.text ?? '') && !number.percent);
  return (
    (STARRED.test(number.text) ? field('rating') : null) ??
    starTarget(next, last) ??
    numericField(next, context) ??
    eventBefore(last) ??
    (isTimes ? count() : null) ??
    contactsOf(last, next) ??
    fitting(number, last, context) ??
    numericField(last, context) ??
    figureAround(number, next, before, context)
  );
}

/** "agents with at least 100 resolved tickets", "with 20 or more ratings": how much a group's figure stands on. */
function sampleOf({ percent }: MarkOf<'number'>, after: readonly Mark[]): Held | null {
  const [next, beyond] = after.filter(({ kind, text }) => kind !== 'filler' && !OR_MORE.test(text));
  if (percent || !next) return null;
  if (next.kind === 'metric' && next.metric === 'rating' && PLURAL.test(next.text))
    return { ...metric('rated_volume'), marks: [next], isSample: true };
  const isResolved =
    (next.kind === 'flag' && next.field === 'open' && !next.value) ||
    (next.kind === 'word' && next.tag === 'verb.resolved');
  if (!isResolved || beyond?.kind !== 'noun') return null;
  return { ...metric('resolved_volume'), marks: [next], isSample: true };
}

const OF = /^of(?: (?:all|the|our))*$/i;
const OR_MORE = /^(?:or (?:more|over|above)|and (?:more|up))$/i;
const PLURAL = /s$/i;

/** The metric a mark names, if it is one a bare number can be an amount of: times want a unit, a share's percent is no count. */
function fitting(
  { percent }: MarkOf<'number'>,
  mark: Mark | undefined,
  context: ReadContext,
): Held | null {
  if (mark?.kind !== 'metric') return null;
  const unit = findMetric(context, mark.metric)?.unit;
  const fits = unit !== 'seconds' && !(percent && unit !== 'share');
  return fits ? metric(mark.metric) : null;
}

/** "customers with three or more contacts". */
function contactsOf(last: Mark | undefined, next: Mark | undefined): Held | null {
  const isCustomer = last?.kind === 'metric' && last.metric === 'customers';
  return isCustomer && next?.kind === 'noun' ? count(next) : null;
}

/** "2 stars", "rated 2 stars". */
function starTarget(next: Mark | undefined, last: Mark | undefined): Held | null {
  if (!next || !STARS.test(next.text)) return null;
  return field('rating', {
    marks: last && isRating(last) ? [next, last] : [next],
    mayBeExact: true,
  });
}

function numericField(mark: Mark | undefined, context: ReadContext): Held | null {
  if (mark?.kind !== 'field' || !isNumeric(mark.field, context)) return null;
  return field(mark.field, { marks: [mark], mayBeExact: true });
}

function isNumeric(name: string, context: ReadContext): boolean {
  const kind = findDimension(context, name)?.kind;
  return kind === 'number' || kind === 'seconds' || name === 'rating';
}

/** "reopened 2 times", "rated 1". */
function eventBefore(last: Mark | undefined): Held | null {
  if (!last) return null;
  if (last.kind === 'flag' && last.field === 'reopened') {
    return field('reopens', { marks: [last], mayBeExact: true });
  }
  return isRating(last) ? field('rating', { marks: [last], mayBeExact: true }) : null;
}

function isRating(mark: Mark): boolean {
  switch (mark.kind) {
    case 'word':
      return mark.tag === 'verb.rated';
    case 'metric':
      return mark.metric === 'rating' || mark.metric === 'rated_volume';
    case 'field':
      return mark.field === 'rating';
    case 'flag':
      return mark.field === 'rated';
    case 'adjective':
      return mark.where.field === 'rating';
    default:
      return false;
  }
}

/** The figure the number is one of, where nothing right beside it says: the metric named, else how many there are. */
function figureAround(
  number: MarkOf<'number'>,
  next: Mark | undefined,
  before: readonly Mark[],
  context: ReadContext,
): Held | null {
  const { percent } = number;
  if (next?.kind === 'metric') return fitting(number, next, context);
  if (next?.kind === 'noun' && !percent) return count(next);
  const named = before.find((mark) => mark.kind === 'metric');
  if (named) return fitting(number, named, context);
  return before.some(({ kind }) => kind === 'noun') && !percent ? count() : null;
}
