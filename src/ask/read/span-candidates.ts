import type { DurationMatch } from '../time/find-durations.ts';
import type { TimeMatch } from '../time/time-match.ts';
import type { Correction } from './corrections.ts';
import type { Lexicon, Match, Meaning } from './lexicon.ts';
import { readNumber } from './numbers.ts';
import type { Place, ScoredSpan, Span } from './spans.ts';
import { type Token, tokenise } from './tokens.ts';

/** Where spans come from besides the tokens. */
export type Sources = {
  readonly lexicon: Lexicon;
  /** The field's value that a bare word or number beside it stands for: "group 70". */
  readonly valueBeside: (field: string, typed: string) => string | null;
  readonly times: readonly TimeMatch[];
  readonly durations: readonly DurationMatch[];
  /** Tokens that can only be a name, of these. */
  readonly named?: Named | undefined;
};

export type Named = {
  readonly first: number;
  readonly end: number;
  readonly values: readonly Meaning[];
};

export type Question = {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly corrections: readonly Correction[];
  readonly sources: Sources;
};

/** Covering a token beats leaving it, and one span over two tokens beats two spans. */
const PER_TOKEN = 10;
const PER_JOIN = 6;
const UNKNOWN = -30;
const QUALIFIED = 12;
const TIMED = 3;
const NUMBERED = 2;
const MISSPELT = -5;

/** Between readings of equal reach: names and metrics before grammar, grammar before fillers. */
const BONUS: Readonly<Record<Meaning['kind'], number>> = {
  value: 3,
  adjective: 3,
  metric: 3,
  flag: 2.5,
  absent: 2,
  noun: 2,
  field: 2,
  word: 1,
  filler: 0,
};

/** "Friday" is the latest one before it is all of them. */
const RECURRING_DAY = 2;

const bonusOf = (meaning: Meaning): number =>
  meaning.kind === 'value' && meaning.field === 'weekday' ? RECURRING_DAY : BONUS[meaning.kind];

const reach = (length: number): number => length * PER_TOKEN + (length - 1) * PER_JOIN;

/** Every span that begins at a token, scored; there is always one. */
export function spansAt(index: number, question: Question): readonly ScoredSpan[] {
  const token = question.tokens[index];
  if (!token) return [];
  const found = candidatesAt(token, index, question);
  const { named } = question.sources;
  return named ? found.flatMap((one) => heed(one, named)) : found;
}

/** Across a stretch that is a name, nothing but the name may be read. */
function heed(one: ScoredSpan, { first, end, values }: Named): readonly ScoredSpan[] {
  const { span } = one;
  if (span.end <= first || end <= span.first) return [one];
  if (span.kind !== 'words' || span.first !== first || span.end !== end) return [];
  return [{ ...one, span: { ...span, meanings: values } }];
}

function candidatesAt(token: Token, index: number, question: Question): readonly ScoredSpan[] {
  return [
    ...phrasesAt(index, question),
    ...hyphenatedAt(token, index, question),
    ...qualifiedAt(index, question),
    ...listedAt(token, index, question),
    ...timesAt(token, index, question),
    ...numbersAt(token, index, question),
    ...ticketNumberAt(token, index, question),
    alone(token, index, question),
  ];
}

function place({ text, tokens }: Question, first: number, end: number): Place {
  return { first, end, text: text.slice(tokens[first]?.from, tokens[end - 1]?.to) };
}

/** The token by itself: the possessive and the short "is" say nothing of their own; anything else is not understood. */
function alone(token: Token, index: number, question: Question): ScoredSpan {
  const here = place(question, index, index + 1);
  if (/^'s?$/.test(token.text) || isInterjection(token)) {
    return { span: wordsSpan(here, [{ kind: 'filler' }]), score: PER_TOKEN };
  }
  return token.quoted
    ? { span: { ...here, kind: 'quoted' }, score: PER_TOKEN - 1 }
    : { span: { ...here, kind: 'unknown' }, score: UNKNOWN };
}

const INTERJECTION =
  /^(?:u+h+m*|u+m+|e+r+m*|h+m+|m+h+m*|m{2,}|a+h+|o+h+|e+h+|u+g+h+|a+r+g+h+|a+w+|y+a+y+|w+o+w+|(?:ha){2,}h?|(?:he){2,}h?|y+e+a+h+|x+d+)$/;

/** "uhm", "hmmm", "haha": sounds, however long they are drawn. */
const isInterjection = ({ lower, quoted, capital }: Token): boolean =>
  !quoted && !capital && INTERJECTION.test(lower);

function wordsSpan(here: Place, meanings: readonly Meaning[]): Span {
  return { ...here, kind: 'words', meanings, typed: null, capital: false };
}

type Found = Match & { readonly typed: string | null };

/** How many words before the misspelt one a phrase with it may begin. */
const LONGEST_LEAD = 5;

function phrasesAt(index: number, question: Question): readonly ScoredSpan[] {
  const { tokens, corrections, sources } = question;
  const found: readonly Found[] = [
    ...sources.lexicon
      .matchesAt(tokens, index)
      .flatMap((match) => withoutDeeds(match, index, question))
      .map((match) => ({ ...match, typed: null })),
    ...corrections
      .filter((put) => put.index >= index && put.index <= index + LONGEST_LEAD)
      .flatMap((put) =>
        sources.lexicon
          .matchesAt(put.tokens, index)
          .filter(({ length }) => index + length > put.index)
          .map((match) => ({ ...match, typed: put.typed })),
      ),
  ];
  return mergeByLength(found).map(({ length, meanings, typed }) => ({
    span: {
      ...place(question, index, index + length),
      kind: 'words',
      meanings,
      typed,
      capital: tokens.slice(index, index + length).some((token) => token.capital),
    },
    score: reach(length) + Math.max(...meanings.map(bonusOf)) + (typed ? MISSPELT : 0),
  }));
}

const DOER = /^(?:to|we|you|they|us|i|it)$/;

/** "to resolve a ticket" is what is done, though a stage may be called that. */
function withoutDeeds(
  match: Match,
  index: number,
  { tokens, sources }: Question,
): readonly Match[] {
  const first = tokens[index];
  const last = tokens[index + match.length - 1];
  const isLed = DOER.test(tokens[index - 1]?.lower ?? '') && match.length > 1;
  if (!isLed || !first || !last || first.capital || !isVerb(first, sources)) return [match];
  const isOfTickets = sources.lexicon.exactly(last.lower).some(({ kind }) => kind === 'noun');
  const meanings = match.meanings.filter(({ kind }) => !(isOfTickets && kind === 'value'));
  return meanings.length > 0 ? [{ ...match, meanings }] : [];
}

const isVerb = ({ lower }: Token, { lexicon }: Sources): boolean =>
  lexicon
    .exactly(lower)
    .some((meaning) => meaning.kind === 'word' && meaning.tag.startsWith('verb.'));

/** "e-mail", "sub-category", "re-opened": one word, as the data or the language writes it. */
function hyphenatedAt(token: Token, index: number, question: Question): readonly ScoredSpan[] {
  const { text, tokens, sources } = question;
  const next = tokens[index + 1];
  if (!next || token.quoted || text.slice(token.to, next.from) !== '-') return [];
  const joined = tokenise(token.text + next.text);
  return sources.lexicon
    .matchesAt(joined, 0)
    .filter(({ length }) => length === joined.length)
    .map(({ meanings }) => ({
      span: { ...wordsSpan(place(question, index, index + 2), meanings), capital: token.capital },
      score: reach(2) + Math.max(...meanings.map(bonusOf)),
    }));
}

/** Two corrections that reach equally far are one span with both meanings: the reader asks which. */
function mergeByLength(found: readonly Found[]): readonly Found[] {
  const merged = new Map<string, Found>();
  for (const one of found) {
    const key = `${one.length} ${one.typed !== null}`;
    const twin = merged.get(key);
    const meanings = [...new Set([...(twin?.meanings ?? []), ...one.meanings])];
    merged.set(key, { ...(twin ?? one), meanings });
  }
  return [...merged.values()];
}

/** A field and a value that only means something beside it, as one: "group 70", "location 143". */
function qualifiedAt(index: number, question: Question): readonly ScoredSpan[] {
  const { tokens, sources } = question;
  return sources.lexicon.matchesAt(tokens, index).flatMap(({ length, meanings }): ScoredSpan[] => {
    const typed = tokens[index + length];
    if (!typed || !(typed.quoted || readNumber(typed.text) !== null)) return [];
    const values = valuesOf(meanings, typed.text, question);
    if (values.length === 0) return [];
    const here = place(question, index, index + length + 1);
    return [{ span: wordsSpan(here, values), score: reach(length + 1) + QUALIFIED }];
  });
}

const JOINS: ReadonlySet<string> = new Set(', or and vs versus & against than'.split(' '));
const LONGEST_FIELD = 4;

/** A further value of the field a list began with: "location 161 or 143", "category 26 vs 42", "categories 42 26 53". */
function listedAt(token: Token, index: number, question: Question): readonly ScoredSpan[] {
  const { tokens, sources } = question;
  const isRaw = (one: Token | undefined): boolean =>
    one !== undefined && (one.quoted || readNumber(one.text) !== null);
  const before = (at: number): number => (JOINS.has(tokens[at - 1]?.lower ?? '') ? at - 2 : at - 1);
  if (!isRaw(token) || !isRaw(tokens[before(index)])) return [];
  let first = before(index);
  while (isRaw(tokens[before(first)])) first = before(first);
  const values = Array.from({ length: LONGEST_FIELD }, (_, back) => first - 1 - back).flatMap(
    (at) =>
      at < 0
        ? []
        : sources.lexicon
            .matchesAt(tokens, at)
            .filter(({ length }) => at + length === first)
            .flatMap(({ meanings }) => valuesOf(meanings, token.text, question)),
  );
  if (values.length === 0) return [];
  return [
    { span: wordsSpan(place(question, index, index + 1), values), score: reach(1) + QUALIFIED },
  ];
}

function valuesOf(
  meanings: readonly Meaning[],
  typed: string,
  { sources }: Question,
): readonly Meaning[] {
  return meanings.flatMap((meaning): Meaning[] => {
    if (meaning.kind !== 'field') return [];
    const value = sources.valueBeside(meaning.field, typed);
    return value === null ? [] : [{ kind: 'value', field: meaning.field, value, alias: false }];
  });
}

/** Words that may lead a time expression without being part of it: "call-back | from last week". */
const LEADS: ReadonlySet<string> = new Set(
  'back from for of in on at over the during than'.split(' '),
);

function timesAt(token: Token, index: number, question: Question): readonly ScoredSpan[] {
  const { tokens, sources } = question;
  const until = (to: number): Place => {
    const after = tokens.findIndex(({ from }) => from >= to);
    return place(question, index, after === -1 ? tokens.length : after);
  };
  const led = sources.times.filter(
    ({ from, to }) =>
      from <= token.from &&
      token.to <= to &&
      tokens
        .filter((one) => one.from >= from && one.from < token.from)
        .every(({ stem }) => LEADS.has(stem)),
  );
  const lasting = sources.durations.filter(({ from }) => from === token.from);
  const spans: readonly Span[] = [
    ...led.map((match): Span => ({ ...until(match.to), kind: 'time', match })),
    ...lasting.map(({ to, seconds }): Span => ({ ...until(to), kind: 'amount', seconds })),
  ];
  return spans.map((span) => ({ span, score: reach(span.end - index) + TIMED }));
}

const PERCENT = /^(?:%|percent|pct)$/;
/** Ticket numbers as systems write them: `T-4312`, `INC0012345`, `#88`. */
const ID = /^(?=.*\d)(?:[a-z]{1,6})?-?\d{2,}$/i;
const ID_MARKER = /^(?:#|t|no)$/i;

function numbersAt(token: Token, index: number, question: Question): readonly ScoredSpan[] {
  if (token.quoted) return [];
  const value = readNumber(token.text);
  if (value === null) {
    if (!ID.test(token.text)) return [];
    const here = place(question, index, index + 1);
    return [{ span: { ...here, kind: 'id', id: token.text }, score: PER_TOKEN }];
  }
  const percent = PERCENT.test(question.tokens[index + 1]?.lower ?? '');
  const length = percent ? 2 : 1;
  const here = place(question, index, index + length);
  return [{ span: { ...here, kind: 'number', value, percent }, score: reach(length) + NUMBERED }];
}

/** "#4312", "T 4312": the marker and the number right behind it. */
function ticketNumberAt(token: Token, index: number, question: Question): readonly ScoredSpan[] {
  const next = question.tokens[index + 1];
  if (token.quoted || !next || !ID_MARKER.test(token.text)) return [];
  if (!/^\d+$/.test(next.text) || next.from - token.to > 1) return [];
  const here = place(question, index, index + 2);
  return [{ span: { ...here, kind: 'id', id: next.text }, score: reach(2) + NUMBERED }];
}
