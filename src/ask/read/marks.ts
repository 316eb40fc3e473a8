import type { Condition, Of } from '../../analytics/query-plan.ts';
import type { TimeMatch } from '../time/time-match.ts';
import type { AbsentThing } from './language.ts';
import type { Meaning } from './lexicon.ts';
import { isAskersFeeling, settleByNeighbours } from './settle-by-neighbours.ts';
import type { Span } from './spans.ts';
import {
  followsBreakdown,
  isWordOf,
  lastSaying,
  type OtherMeaning,
  type Surroundings,
  type Words,
} from './surroundings.ts';

export type ValueMeaning = Extract<Meaning, { kind: 'value' }>;

/** A span settled on one meaning by what stands around it. `index`: its place among the marks. */
export type Mark = { readonly index: number; readonly text: string } & (
  | { readonly kind: 'filler' }
  | { readonly kind: 'word'; readonly tag: string }
  | { readonly kind: 'noun'; readonly of: Of }
  | Extract<Meaning, { kind: 'metric' }>
  | { readonly kind: 'field'; readonly field: string }
  | { readonly kind: 'adjective'; readonly where: Condition }
  | { readonly kind: 'flag'; readonly field: string; readonly value: boolean }
  | {
      readonly kind: 'value';
      readonly candidates: readonly ValueMeaning[];
      /** The word that was read through as a misspelling. */
      readonly typed: string | null;
    }
  | { readonly kind: 'time'; readonly match: TimeMatch }
  | { readonly kind: 'amount'; readonly seconds: number }
  | { readonly kind: 'number'; readonly value: number; readonly percent: boolean }
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'quoted' }
  | { readonly kind: 'absent'; readonly thing: AbsentThing }
  | { readonly kind: 'unknown' }
);

export type MarkOf<K extends Mark['kind']> = Extract<Mark, { kind: K }>;

/** Settles each span, left to right, and notes the misspellings it read through. */
export function settle(spans: readonly Span[]): {
  readonly marks: readonly Mark[];
  readonly corrections: readonly string[];
} {
  const marks: Mark[] = [];
  const corrections: string[] = [];
  for (const [at, span] of spans.entries()) {
    const mark = settleOne(span, { at, spans, before: marks });
    marks.push(mark);
    if (span.kind === 'words' && span.typed !== null && mark.kind !== 'filler') {
      corrections.push(`read “${span.typed}” as ${meantBy(mark)}`);
    }
  }
  return { marks, corrections };
}

function meantBy(mark: Mark): string {
  switch (mark.kind) {
    case 'value':
      return mark.candidates[0]?.value ?? mark.text;
    case 'noun':
      return mark.of;
    case 'metric':
      return mark.metric.replaceAll('_', ' ');
    case 'field':
    case 'flag':
      return mark.field.replaceAll('_', ' ');
    case 'word':
      return `a word like “${mark.tag.split('.').at(-1)}”`;
    default:
      return mark.text;
  }
}

function settleOne(span: Span, surroundings: Surroundings): Mark {
  if (span.kind === 'words') return settleWords(span, surroundings);
  const { first: _first, end: _end, ...meant } = span;
  return { index: surroundings.at, ...meant };
}

function settleWords(span: Words, surroundings: Surroundings): Mark {
  const place = { index: surroundings.at, text: span.text };
  const candidates = span.meanings
    .filter((meaning) => meaning.kind === 'value')
    .filter((meaning) => isNamed(meaning, span));
  const shared = sharedField(candidates, span, surroundings);
  if (shared) return { ...place, ...shared };
  const others = span.meanings.filter((meaning) => meaning.kind !== 'value');
  if (isAskersFeeling(span, surroundings)) return { ...place, kind: 'filler' };
  const other =
    settleByNeighbours(others, span, surroundings) ??
    strongest(others, span.text, surroundings.before);
  if (candidates.length > 0 && (!other || isMeantAsValue(span, other, candidates, surroundings))) {
    return { ...place, kind: 'value', candidates, typed: span.typed };
  }
  // A misspelt word is the word that was read, wherever its letters matter.
  const text = other?.kind === 'word' && span.typed !== null ? other.spelt : place.text;
  return { ...place, ...(other ?? { kind: 'filler' }), text };
}

/** Fields whose names end in what the thing is: "Engineering Desk", "Finance Desk". */
const CALLED: ReadonlySet<string> = new Set(['group', 'pipeline']);

/** "by desk", where several go by the word: all of them. */
function sharedField(
  values: readonly ValueMeaning[],
  { text, capital, typed }: Words,
  { before }: Surroundings,
): Extract<OtherMeaning, { kind: 'field' }> | null {
  const [first] = values;
  const ending = ` ${text.toLowerCase()}`;
  const isShared =
    values.length > 1 &&
    values.every(
      ({ field, value }) => field === first?.field && value.toLowerCase().endsWith(ending),
    );
  const isName = capital || typed !== null || !followsBreakdown(before);
  return first && isShared && CALLED.has(first.field) && !isName
    ? { kind: 'field', field: first.field, groupable: true }
    : null;
}

/** Plural endings are forgiven in a name only when it is long enough to be no other word: "news" is not the stage New. */
function isNamed({ value, alias }: ValueMeaning, { text, typed }: Words): boolean {
  const isPlural = text.toLowerCase() === `${value.toLowerCase()}s`;
  return alias || typed !== null || value.length > 4 || !isPlural;
}

const STRENGTH: readonly Meaning['kind'][] = [
  'adjective',
  'metric',
  'flag',
  'noun',
  'absent',
  'field',
  'word',
  'filler',
];

const PLURAL = /[^s]s$/i;

/** Among the meanings that are not names: the most particular, unless what stands before asks for a field. */
function strongest(
  meanings: readonly OtherMeaning[],
  text: string,
  before: readonly Mark[],
): OtherMeaning | null {
  const field = meanings.find((meaning) => meaning.kind === 'field');
  if (field && isTimed(text, before)) return { kind: 'metric', metric: 'first_response_time' };
  const absent = meanings.some(({ kind }) => kind === 'absent');
  // A file may hold what support systems usually don't: then it is that.
  if (field && absent) return field;
  const word = meanings.find((meaning) => meaning.kind === 'word');
  // "by rating", "which team": after such words a thing with several meanings is the field.
  const isMetric = isRankedBy(meanings, before) || isJudged(meanings, before);
  if (field?.groupable && followsBreakdown(before) && !isMetric) return field;
  if (field && word) return PLURAL.test(text) ? field : word;
  if (meanings.some(({ kind }) => kind === 'absent') && isSearching(before)) {
    return { kind: 'filler' };
  }
  const [first] = meanings.toSorted((a, b) => STRENGTH.indexOf(a.kind) - STRENGTH.indexOf(b.kind));
  return first ?? null;
}

const RESPONSE = /^response$/i;
const TIMED = /^(?:stat\.|most\.(?:fastest|slowest|best|worst|longest|shortest)$)/;

/** "average response", "fastest response": the time it took; "responses" are counted. */
const isTimed = (text: string, before: readonly Mark[]): boolean =>
  RESPONSE.test(text) && isWordOf(lastSaying(before), TIMED);

const RANKS = /^(?:most\.|order\.|ask\.rank$)/;

/** "top agents by rating": what a ranking is by is a metric if it can be. */
function isRankedBy(meanings: readonly Meaning[], before: readonly Mark[]): boolean {
  return (
    meanings.some(({ kind }) => kind === 'metric') &&
    isWordOf(lastSaying(before), /^by$/) &&
    before.some((mark) => isWordOf(mark, RANKS))
  );
}

const JUDGES = /^most\.(?:best|worst|highest|lowest)$/;

/** "the best ratings": what is good or bad is a figure. */
function isJudged(meanings: readonly Meaning[], before: readonly Mark[]): boolean {
  const isFigure = meanings.some(({ kind }) => kind === 'metric');
  return isFigure && isWordOf(lastSaying(before), JUDGES);
}

const isSearching = (before: readonly Mark[]): boolean =>
  isWordOf(lastSaying(before), /^verb\.mention$/);

/** A name that is also a word counts as the name beside its field, with a capital, or where the word would say nothing new. */
function isMeantAsValue(
  span: Words,
  other: OtherMeaning,
  values: readonly ValueMeaning[],
  surroundings: Surroundings,
): boolean {
  if (other.kind !== 'noun' && isBesideItsField(values, surroundings)) return true;
  switch (other.kind) {
    case 'filler':
    case 'absent':
      return span.capital || !values.every(({ field }) => LOOSE_FIELDS.has(field));
    case 'noun':
      return isChannel(surroundings.before) || isListedWithChannel(surroundings);
    case 'word':
      return span.capital || span.end - span.first > 1;
    case 'flag':
      return false;
    default:
      return span.capital;
  }
}

/** Fields that hold any word a system or a person put there. */
const LOOSE_FIELDS: ReadonlySet<string> = new Set(['tag', 'topic', 'stage', 'status']);

function isBesideItsField(values: readonly ValueMeaning[], { at, spans }: Surroundings): boolean {
  const fields = new Set(values.map(({ field }) => field));
  return [spans[at - 1], spans[at + 1]].some(
    (near) =>
      near?.kind === 'words' &&
      near.meanings.some((meaning) => meaning.kind === 'field' && fields.has(meaning.field)),
  );
}

/** "compare email and chat": in a list of channels it is one. */
function isListedWithChannel({ at, spans, before }: Surroundings): boolean {
  const joined = (span: Span | undefined): boolean =>
    span?.kind === 'words' &&
    span.meanings.some(
      (meaning) => meaning.kind === 'word' && /^(?:list\.and|versus)$/.test(meaning.tag),
    );
  const names = (span: Span | undefined): boolean =>
    span?.kind === 'words' &&
    span.meanings.some((meaning) => meaning.kind === 'value' && meaning.field === 'channel') &&
    !span.meanings.some(({ kind }) => kind === 'noun');
  const lead = CHANNEL_LEAD.test(spans[at - 1]?.text ?? '') ? at - 1 : at;
  const isBehind = joined(spans[lead - 1]) && names(spans[lead - 2]) && before.length > 1;
  return isBehind || (joined(spans[at + 1]) && names(spans[at + 2]));
}

const CHANNEL_LEAD = /^(?:via|through|on|over)$/i;

/** "tickets via chat": the way they came in, not a second population. */
function isChannel(before: readonly Mark[]): boolean {
  return (
    CHANNEL_LEAD.test(before.at(-1)?.text ?? '') &&
    before.some((mark) => mark.kind === 'noun' && mark.of === 'tickets')
  );
}
