import type { Meaning } from './lexicon.ts';
import type { Mark } from './marks.ts';
import type { Span } from './spans.ts';
import {
  followsBreakdown,
  isWordOf,
  lastSaying,
  type OtherMeaning,
  type Surroundings,
  type Words,
} from './surroundings.ts';

/** What words with several meanings mean by what stands around them. null: that doesn't tell. */
export function settleByNeighbours(
  others: readonly OtherMeaning[],
  span: Words,
  surroundings: Surroundings,
): OtherMeaning | null {
  return (
    imperative(others, surroundings) ??
    dropping(span.text, surroundings) ??
    takenTickets(others, surroundings) ??
    opening(span.text, surroundings) ??
    allBut(span.text, surroundings) ??
    doneBy(others, span, surroundings) ??
    joining(span.text, surroundings.before) ??
    splitField(others, surroundings)
  );
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

const AUXILIARY = /^(?:did|does|do)$/i;
const SOMEBODY = /^(?:customers?|clients?|people|they|he|she|we|you|users?)$/i;

/** "how many tickets did ACME open?" asks what they created, not what is open. */
function opening(text: string, { at, spans, before }: Surroundings): OtherMeaning | null {
  const who = before.at(-1);
  const isDoing = who?.kind === 'value' || SOMEBODY.test(who?.text ?? '');
  const isAsked = before.some((mark) => AUXILIARY.test(mark.text));
  if (!/^open$/i.test(text) || !isDoing || !isAsked || may(spans[at + 1], 'noun')) return null;
  return { kind: 'word', tag: 'verb.created', spelt: 'open' };
}

const ALL = /^(?:all|every|any|anything|everything|everyone)(?: the| of)?$/i;

/** "all tickets but the low ones": without them. */
function allBut(text: string, { at, spans, before }: Surroundings): OtherMeaning | null {
  const [next, after] = spans.slice(at + 1);
  const named = /^the$/i.test(next?.text ?? '') ? after : next;
  const isAll = before.some((mark) => ALL.test(mark.text));
  if (!/^but$/i.test(text) || !isAll || !may(named, 'value')) return null;
  return { kind: 'word', tag: 'not', spelt: 'but' };
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
export function isAskersFeeling({ meanings }: Words, { before }: Surroundings): boolean {
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
