import type { DurationMatch } from '../time/find-durations.ts';
import type { TimeMatch } from '../time/time-match.ts';
import type { Lexicon, Meaning } from './lexicon.ts';
import { readNumber } from './numbers.ts';
import type { Token } from './tokens.ts';
import { nearestWords } from './typos.ts';

type Place = {
  /** Token indexes, end exclusive. */
  readonly first: number;
  readonly end: number;
  readonly text: string;
};

/** A stretch of the question and what it is, as far as words alone tell. */
export type Span = Place &
  (
    | {
        readonly kind: 'words';
        readonly meanings: readonly Meaning[];
        readonly typed: string | null;
        readonly capital: boolean;
      }
    | { readonly kind: 'time'; readonly match: TimeMatch }
    | { readonly kind: 'amount'; readonly seconds: number }
    | { readonly kind: 'number'; readonly value: number; readonly percent: boolean }
    | { readonly kind: 'id'; readonly id: string }
    | { readonly kind: 'quoted' }
    | { readonly kind: 'unknown' }
  );

const PER_TOKEN = 10;
const PER_JOIN = 6;
const UNKNOWN = -30;
const QUALIFIED = 12;
const TIMED = 3;

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

type Scored = { readonly span: Span; readonly score: number };

export type Sources = {
  readonly lexicon: Lexicon;
  /** The field's value a bare word or number beside it stands for: "group 70". */
  readonly valueOf: (field: string, typed: string) => string | null;
  readonly times: readonly TimeMatch[];
  readonly durations: readonly DurationMatch[];
};

/**
 * Covers the question with spans so that the most of it is understood, in the fewest pieces:
 * the best-scoring path over all phrases, times, amounts and numbers that occur in it.
 */
export function coverWithSpans(
  text: string,
  tokens: readonly Token[],
  sources: Sources,
): readonly Span[] {
  const corrected = correctTypos(tokens, sources);
  const candidates = tokens.map((_, index) =>
    candidatesAt(text, tokens, corrected, index, sources),
  );
  const best: { score: number; scored: Scored | null }[] = tokens.map(() => ({
    score: Number.NEGATIVE_INFINITY,
    scored: null,
  }));
  best.push({ score: 0, scored: null });
  for (let index = tokens.length - 1; index >= 0; index -= 1) {
    for (const scored of candidates[index] ?? []) {
      const score = scored.score + (best[scored.span.end]?.score ?? 0);
      if (score > (best[index]?.score ?? 0)) best[index] = { score, scored };
    }
  }
  const spans: Span[] = [];
  for (let index = 0; index < tokens.length; ) {
    const chosen = best[index]?.scored;
    if (!chosen) break;
    spans.push(chosen.span);
    index = chosen.span.end;
  }
  return spans;
}

type Correction = { readonly tokens: readonly Token[]; readonly typed: string };

/** For each unknown word, the question with that word put right in each way that is equally near. */
function correctTypos(
  tokens: readonly Token[],
  { lexicon, times, durations }: Sources,
): ReadonlyMap<number, readonly Correction[]> {
  const corrections = new Map<number, readonly Correction[]>();
  tokens.forEach((token, index) => {
    const covered = [...times, ...durations].some(
      (match) => match.from <= token.from && token.to <= match.to,
    );
    if (covered || token.quoted || lexicon.knows(token.stem) || readNumber(token.text) !== null)
      return;
    const near = nearestWords(token.stem, lexicon);
    if (near.length === 0) return;
    corrections.set(
      index,
      near.map((stem) => ({
        tokens: tokens.with(index, { ...token, stem, lower: stem }),
        typed: token.text,
      })),
    );
  });
  return corrections;
}

function candidatesAt(
  text: string,
  tokens: readonly Token[],
  corrections: ReadonlyMap<number, readonly Correction[]>,
  index: number,
  sources: Sources,
): readonly Scored[] {
  const token = tokens[index];
  if (!token) return [];
  const place = (end: number): Place => ({
    first: index,
    end,
    text: text.slice(token.from, tokens[end - 1]?.to ?? token.to),
  });
  const found: Scored[] = [
    ...phrasesAt(tokens, corrections, index, place, sources.lexicon),
    ...qualifiedAt(tokens, index, place, sources),
    ...timesAt(tokens, index, place, sources),
    ...numbersAt(tokens, index, place),
  ];
  if (/^'s?$/.test(token.text)) found.push(joining(place(index + 1)));
  if (token.quoted)
    found.push({ span: { ...place(index + 1), kind: 'quoted' }, score: PER_TOKEN - 1 });
  else found.push({ span: { ...place(index + 1), kind: 'unknown' }, score: UNKNOWN });
  return found;
}

/** The possessive and the short "is" say nothing of their own. */
function joining(place: Place): Scored {
  const span: Span = {
    ...place,
    kind: 'words',
    meanings: [{ kind: 'filler' }],
    typed: null,
    capital: false,
  };
  return { span, score: PER_TOKEN };
}

function phrasesAt(
  tokens: readonly Token[],
  corrections: ReadonlyMap<number, readonly Correction[]>,
  index: number,
  place: (end: number) => Place,
  lexicon: Lexicon,
): Scored[] {
  const plain = lexicon
    .matchesAt(tokens, index)
    .map(({ length, meanings }) => ({ length, meanings, typed: null as string | null }));
  for (const [at, ways] of corrections) {
    if (at < index || at > index + 5) continue;
    for (const { tokens: put, typed } of ways) {
      for (const { length, meanings } of lexicon.matchesAt(put, index)) {
        if (index + length > at) plain.push({ length, meanings, typed });
      }
    }
  }
  return mergeByLength(plain).map(({ length, meanings, typed }) => ({
    span: {
      ...place(index + length),
      kind: 'words',
      meanings,
      typed,
      capital: tokens.slice(index, index + length).some((token) => token.capital),
    },
    score:
      length * PER_TOKEN +
      (length - 1) * PER_JOIN +
      Math.max(...meanings.map((meaning) => BONUS[meaning.kind])) -
      (typed ? 5 : 0),
  }));
}

/** A field and a value that only means something beside it, as one: "group 70", "location 143". */
function qualifiedAt(
  tokens: readonly Token[],
  index: number,
  place: (end: number) => Place,
  { lexicon, valueOf }: Sources,
): Scored[] {
  return lexicon.matchesAt(tokens, index).flatMap(({ length, meanings }): Scored[] => {
    const typed = tokens[index + length];
    if (!typed || !(typed.quoted || readNumber(typed.text) !== null)) return [];
    const values = meanings.flatMap((meaning): Meaning[] => {
      const value = meaning.kind === 'field' ? valueOf(meaning.field, typed.text) : null;
      return value === null || meaning.kind !== 'field'
        ? []
        : [{ kind: 'value', field: meaning.field, value, alias: false }];
    });
    if (values.length === 0) return [];
    const end = index + length + 1;
    const span: Span = {
      ...place(end),
      kind: 'words',
      meanings: values,
      typed: null,
      capital: false,
    };
    return [{ span, score: (length + 1) * PER_TOKEN + length * PER_JOIN + QUALIFIED }];
  });
}

type Found = { length: number; meanings: readonly Meaning[]; typed: string | null };

/** Two corrections that reach equally far are one span with both meanings: the reader asks which. */
function mergeByLength(found: readonly Found[]): readonly Found[] {
  const merged: Found[] = [];
  for (const one of found) {
    const twin = merged.find(
      (other) => other.length === one.length && (other.typed === null) === (one.typed === null),
    );
    if (twin)
      twin.meanings = [
        ...twin.meanings,
        ...one.meanings.filter((meaning) => !twin.meanings.includes(meaning)),
      ];
    else merged.push({ ...one });
  }
  return merged;
}

/** Words that may lead a time expression without being part of it: "call-back | from last week". */
const LEADS: ReadonlySet<string> = new Set([
  'back',
  'from',
  'for',
  'of',
  'in',
  'on',
  'at',
  'over',
  'the',
  'during',
]);

function timesAt(
  tokens: readonly Token[],
  index: number,
  place: (end: number) => Place,
  { times, durations }: Sources,
): Scored[] {
  const token = tokens[index];
  if (!token) return [];
  const endOf = (to: number): number => {
    const after = tokens.findIndex(({ from }) => from >= to);
    return after === -1 ? tokens.length : after;
  };
  const scored = (end: number): number =>
    (end - index) * PER_TOKEN + (end - index - 1) * PER_JOIN + TIMED;
  const begins = (from: number): boolean =>
    from === token.from ||
    tokens
      .filter((one) => one.from >= from && one.from < token.from)
      .every(({ stem }) => LEADS.has(stem));
  const spans: Span[] = [
    ...times
      .filter(({ from, to }) => from <= token.from && token.to <= to && begins(from))
      .map((match): Span => ({ ...place(endOf(match.to)), kind: 'time', match })),
    ...durations
      .filter(({ from }) => from === token.from)
      .map(({ to, seconds }): Span => ({ ...place(endOf(to)), kind: 'amount', seconds })),
  ];
  return spans.map((span) => ({ span, score: scored(span.end) }));
}

/** Ticket numbers as systems write them: `T-4312`, `INC0012345`, `#88`. */
const ID = /^(?=.*\d)(?:[a-z]{1,6})?-?\d{2,}$/i;

function numbersAt(
  tokens: readonly Token[],
  index: number,
  place: (end: number) => Place,
): Scored[] {
  const token = tokens[index];
  if (!token || token.quoted) return [];
  const found: Scored[] = [];
  const value = readNumber(token.text);
  const next = tokens[index + 1];
  if (value !== null) {
    const percent = next?.text === '%' || /^(?:percent|pct)$/.test(next?.lower ?? '');
    const end = index + (percent ? 2 : 1);
    found.push({
      span: { ...place(end), kind: 'number', value, percent },
      score: (end - index) * PER_TOKEN + 2 + (percent ? PER_JOIN : 0),
    });
  } else if (ID.test(token.text)) {
    found.push({ span: { ...place(index + 1), kind: 'id', id: token.text }, score: PER_TOKEN });
  }
  const marker =
    /^(?:#|t|no)$/i.test(token.text) &&
    next &&
    /^\d+$/.test(next.text) &&
    next.from - token.to <= 1;
  if (marker) {
    found.push({
      span: { ...place(index + 2), kind: 'id', id: next.text },
      score: 2 * PER_TOKEN + PER_JOIN + 2,
    });
  }
  return found;
}
