import type { Condition, Of } from '../../analytics/query-plan.ts';
import type { TimeMatch } from '../time/time-match.ts';
import type { AbsentThing } from './language.ts';
import type { Meaning } from './lexicon.ts';
import type { Span } from './spans.ts';

type MetricMeaning = Extract<Meaning, { kind: 'metric' }>;
export type ValueMeaning = Extract<Meaning, { kind: 'value' }>;

/** A span settled on one meaning by what stands around it. `index`: its place among the marks. */
export type Mark = { readonly index: number; readonly text: string } & (
  | { readonly kind: 'filler' }
  | { readonly kind: 'word'; readonly tag: string }
  | { readonly kind: 'noun'; readonly of: Of }
  | MetricMeaning
  | { readonly kind: 'field'; readonly field: string }
  | { readonly kind: 'adjective'; readonly where: Condition }
  | { readonly kind: 'flag'; readonly field: string; readonly value: boolean }
  | {
      readonly kind: 'value';
      readonly candidates: readonly ValueMeaning[];
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

/** Settles each span, left to right, and notes the misspellings it read through. */
export function settle(spans: readonly Span[]): {
  readonly marks: readonly Mark[];
  readonly corrections: readonly string[];
} {
  const marks: Mark[] = [];
  const corrections: string[] = [];
  spans.forEach((span, at) => {
    const mark = settleOne(span, at, spans, marks);
    marks.push(mark);
    if (span.kind === 'words' && span.typed !== null && mark.kind !== 'filler') {
      corrections.push(`read “${span.typed}” as ${meantBy(mark)}`);
    }
  });
  return { marks, corrections };
}

function meantBy(mark: Mark): string {
  if (mark.kind === 'value') return mark.candidates[0]?.value ?? mark.text;
  if (mark.kind === 'noun') return mark.of;
  if (mark.kind === 'metric' || mark.kind === 'field' || mark.kind === 'flag') {
    return (mark.kind === 'metric' ? mark.metric : mark.field).replaceAll('_', ' ');
  }
  return mark.kind === 'word' ? `a word like “${mark.tag.split('.').at(-1)}”` : mark.text;
}

function settleOne(span: Span, at: number, spans: readonly Span[], before: readonly Mark[]): Mark {
  const place = { index: at, text: span.text };
  if (span.kind === 'time') return { ...place, kind: 'time', match: span.match };
  if (span.kind === 'amount') return { ...place, kind: 'amount', seconds: span.seconds };
  if (span.kind === 'number')
    return { ...place, kind: 'number', value: span.value, percent: span.percent };
  if (span.kind === 'id') return { ...place, kind: 'id', id: span.id };
  if (span.kind !== 'words') return { ...place, kind: span.kind };
  const values = span.meanings.filter(
    (meaning): meaning is ValueMeaning => meaning.kind === 'value',
  );
  const other = strongest(
    span.meanings.filter((meaning) => meaning.kind !== 'value'),
    span.text,
    before,
  );
  const asValue: Mark = { ...place, kind: 'value', candidates: values, typed: span.typed };
  if (values.length === 0) return other ? { ...place, ...other } : { ...place, kind: 'filler' };
  if (!other) return asValue;
  return isMeantAsValue(span, other, values, at, spans, before) ? asValue : { ...place, ...other };
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

/** Among the meanings that are not names: the most particular, unless what stands before asks for a field. */
function strongest(
  meanings: readonly Meaning[],
  text: string,
  before: readonly Mark[],
): Exclude<Meaning, { kind: 'value' }> | null {
  const field = meanings.find((meaning) => meaning.kind === 'field');
  const word = meanings.find((meaning) => meaning.kind === 'word');
  // "by rating", "which team": after such words a thing with several meanings is the field.
  if (field?.groupable && followsBreakdown(before) && !isRanked(meanings, before)) return field;
  if (field && word) return /[^s]s$/i.test(text) ? field : word;
  if (meanings.some((meaning) => meaning.kind === 'absent') && isSearching(before)) {
    return { kind: 'filler' };
  }
  const [first] = meanings.toSorted((a, b) => STRENGTH.indexOf(a.kind) - STRENGTH.indexOf(b.kind));
  return first && first.kind !== 'value' ? first : null;
}

const isBy = (mark: Mark | undefined): boolean => mark?.kind === 'word' && mark.tag === 'by';

const lastSaying = (before: readonly Mark[]): Mark | undefined =>
  before.findLast((mark) => mark.kind !== 'filler');

function followsBreakdown(before: readonly Mark[]): boolean {
  const last = lastSaying(before);
  if (last?.kind === 'number') return followsOrder(before);
  return (
    last?.kind === 'word' && /^(?:by|ask\.which|ask\.rank|most\.\w+|order\.\w+)$/.test(last.tag)
  );
}

/** "tickets via chat": the way they came in, not a second population. */
function isChannel(before: readonly Mark[]): boolean {
  const last = before.at(-1);
  return (
    /^(?:via|through|by|on|over)$/i.test(last?.text ?? '') &&
    before.some((mark) => mark.kind === 'noun' && mark.of === 'tickets')
  );
}

/** "top agents by rating": what a ranking is by is a metric if it can be. */
function isRanked(meanings: readonly Meaning[], before: readonly Mark[]): boolean {
  if (!meanings.some((meaning) => meaning.kind === 'metric')) return false;
  return (
    isBy(lastSaying(before)) &&
    before.some((mark) => mark.kind === 'word' && /^(?:most\.|order\.|ask\.rank)/.test(mark.tag))
  );
}

/** "top 3 customers". */
function followsOrder(before: readonly Mark[]): boolean {
  return before.some((mark) => mark.kind === 'word' && /^(?:most|order)\./.test(mark.tag));
}

function isSearching(before: readonly Mark[]): boolean {
  const last = lastSaying(before);
  return last?.kind === 'word' && last.tag === 'verb.mention';
}

/** A name that is also a word counts as the name beside its field, with a capital, or where the word would say nothing new. */
function isMeantAsValue(
  span: Extract<Span, { kind: 'words' }>,
  other: Exclude<Meaning, { kind: 'value' }>,
  values: readonly ValueMeaning[],
  at: number,
  spans: readonly Span[],
  before: readonly Mark[],
): boolean {
  if (besideItsField(values, at, spans)) return true;
  if (other.kind === 'noun') return isChannel(before);
  if (other.kind === 'filler') return true;
  if (other.kind === 'absent') return true;
  if (other.kind === 'word') return span.capital || span.end - span.first > 1;
  return span.capital && other.kind !== 'flag';
}

function besideItsField(
  values: readonly ValueMeaning[],
  at: number,
  spans: readonly Span[],
): boolean {
  const fields = new Set(values.map((value) => value.field));
  return [spans[at - 1], spans[at + 1]].some(
    (near) =>
      near?.kind === 'words' &&
      near.meanings.some((meaning) => meaning.kind === 'field' && fields.has(meaning.field)),
  );
}
