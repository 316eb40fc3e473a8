import type { Condition, Of } from '../../analytics/query-plan.ts';
import type { TimeMatch } from '../time/time-match.ts';
import type { AbsentThing } from './language.ts';
import type { Meaning } from './lexicon.ts';
import type { Span } from './spans.ts';

export type ValueMeaning = Extract<Meaning, { kind: 'value' }>;
type OtherMeaning = Exclude<Meaning, ValueMeaning>;

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

type Words = Extract<Span, { kind: 'words' }>;
/** What a span is settled by: the spans around it and the marks already made. */
type Surroundings = {
  readonly at: number;
  readonly spans: readonly Span[];
  readonly before: readonly Mark[];
};

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
    imperative(others, surroundings) ??
    dropping(span.text, surroundings) ??
    takenTickets(others, surroundings) ??
    doneBy(others, span, surroundings) ??
    joining(span.text, surroundings.before) ??
    splitField(others, surroundings) ??
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

const DETERMINER = /^(?:the|all|our|my|these|those|how|what|me)\b/i;

/** "state the CSAT", "group our tickets by …": at the head of a request such a word is its verb. */
function imperative(
  meanings: readonly OtherMeaning[],
  { at, spans, before }: Surroundings,
): OtherMeaning | null {
  const isHead = before.every(({ kind }) => kind === 'filler');
  const [next, after] = spans.slice(at + 1);
  const isObject = DETERMINER.test(next?.text ?? '') || (may(next, 'noun') && may(after, 'word'));
  if (!isHead || !isObject) return null;
  return meanings.find(({ kind }) => kind === 'filler') ?? null;
}

const DROP = /^drops?$/i;
const ANY_DROP = /^(?:an?|any|the|big|biggest)$/i;

/** "did tickets drop last month?", "a drop in CSAT", unlike "drop the filter". */
function dropping(text: string, { at, spans, before }: Surroundings): OtherMeaning | null {
  if (!DROP.test(text)) return null;
  const next = spans[at + 1];
  const isLast = !next || next.kind === 'time' || /^[?.!,]$/.test(next.text);
  const isVerb = isLast && before.some(({ kind }) => kind === 'metric' || kind === 'noun');
  const isNoun = ANY_DROP.test(before.at(-1)?.text ?? '');
  return isVerb || isNoun ? { kind: 'word', tag: 'ask.trend', spelt: 'drop' } : null;
}

/** "tickets taken": only a chat that nobody took is missed. */
function takenTickets(
  meanings: readonly OtherMeaning[],
  { at, spans }: Surroundings,
): OtherMeaning | null {
  const isMissed = meanings.some(
    (meaning) => meaning.kind === 'flag' && meaning.field === 'missed',
  );
  const isOfTickets = [spans[at - 1], spans[at - 2], spans[at + 1]].some(
    (near) =>
      near?.kind === 'words' &&
      near.meanings.some((meaning) => meaning.kind === 'noun' && meaning.of === 'tickets'),
  );
  const verb = meanings.find((meaning) => meaning.kind === 'word');
  return isMissed && isOfTickets ? (verb ?? null) : null;
}

const COLUMN_VERBS: readonly (readonly [said: RegExp, tag: string])[] = [
  [/^(?:resolved|closed|solved|fixed|completed|finished)\b/i, 'verb.resolved'],
  [/^(?:handled|assigned|owned|worked|managed|served)\b/i, 'verb.handled'],
  [
    /^(?:opened|created|raised|submitted|filed|logged|reported|started|received)\b/i,
    'verb.created',
  ],
];

/** "opened by email", in data with a column called that: what stands behind is no value of it, so it is only said how. */
function doneBy(
  meanings: readonly OtherMeaning[],
  { text }: Words,
  { at, spans, before }: Surroundings,
): OtherMeaning | null {
  const column = meanings.find((meaning) => meaning.kind === 'field');
  const next = spans[at + 1];
  if (!column || !/ by$/i.test(text) || next?.kind !== 'words') return null;
  const values = next.meanings.filter((meaning) => meaning.kind === 'value');
  const isItsOwn = values.some(({ field }) => field === column.field);
  if (values.length === 0 || isItsOwn || followsBreakdown(before)) return null;
  const verb = COLUMN_VERBS.find(([said]) => said.test(text));
  return verb ? { kind: 'word', tag: verb[1], spelt: text } : null;
}

const may = (span: Span | undefined, kind: Meaning['kind']): boolean =>
  span?.kind === 'words' && span.meanings.some((meaning) => meaning.kind === kind);

const FIRST_PERSON =
  /(?:^| )(?:i|we) ?(?:am|are|was|were|'m|'re|(?:would|will|'d|'ll) be)(?: (?:very|most|so|really|quite|extremely|a bit))?$/i;
const FEELINGS: ReadonlySet<string> = new Set(['emotion', 'sentiment']);

/** "I would be grateful for …", "we are worried about …": how the asker feels limits nothing. */
function isAskersFeeling({ meanings }: Words, { before }: Surroundings): boolean {
  const isFeeling = meanings.some(
    (meaning) =>
      meaning.kind === 'adjective' || (meaning.kind === 'value' && FEELINGS.has(meaning.field)),
  );
  if (!isFeeling) return false;
  const said = before.map(({ text }) => text).join(' ');
  return FIRST_PERSON.test(said.replaceAll(/(?<=\w)'(?= )/g, ''));
}

/** "priority = urgent": the sign only joins the two. */
function joining(text: string, before: readonly Mark[]): OtherMeaning | null {
  return text === '=' && before.at(-1)?.kind === 'field' ? { kind: 'filler' } : null;
}

/** "sentiment split", "mix of channels": what is split is a field, whatever else it may be. */
function splitField(
  meanings: readonly OtherMeaning[],
  { at, spans, before }: Surroundings,
): OtherMeaning | null {
  const next = spans[at + 1];
  const isSplit =
    isWordOf(lastSaying(before), SPLITS) ||
    (next?.kind === 'words' &&
      next.meanings.some((meaning) => meaning.kind === 'word' && SPLITS.test(meaning.tag)));
  const field = meanings.find((meaning) => meaning.kind === 'field');
  return isSplit && field?.groupable ? field : null;
}

const SPLITS = /^ask\.split$/;

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

const isWordOf = (mark: Mark | undefined, tags: RegExp): boolean =>
  mark?.kind === 'word' && tags.test(mark.tag);

const lastSaying = (before: readonly Mark[]): Mark | undefined =>
  before.findLast((mark) => mark.kind !== 'filler');

const ORDERS = /^(?:most|order)\./;
const RANKS = /^(?:most\.|order\.|ask\.rank$)/;
const ASKS_FOR_FIELD = /^(?:by$|ask\.which$|ask\.rank$|most\.|order\.)/;

/** "by …", "which …", "top 3 …". */
function followsBreakdown(before: readonly Mark[]): boolean {
  const last = lastSaying(before);
  if (last?.kind === 'number') return before.some((mark) => isWordOf(mark, ORDERS));
  return isWordOf(last, ASKS_FOR_FIELD);
}

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
