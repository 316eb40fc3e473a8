import type { Audience, PassageKind } from '../knowledge-index.ts';
import { gramTerms, type Terms, wordsOf, wordTerms } from './terms.ts';

/** Which passages have a term, and how often: lists one after another, in the order of the terms. */
export type Postings = {
  /** Ascending. */
  readonly terms: Uint32Array;
  /** Where each term’s list begins, and after the last one where it ends. */
  readonly starts: Uint32Array;
  /** Places in the segment. */
  readonly places: Uint16Array;
  readonly counts: Uint8Array;
};

/** An inverted index of some passages that is never changed: more passages are another segment. */
export type Segment = {
  /** Passage numbers by place, ascending. */
  readonly numbers: Uint32Array;
  /** Kind and audience by place, as `markOf` writes them. */
  readonly marks: Uint8Array;
  /** Weighted words by place. */
  readonly lengths: Uint16Array;
  /** Length of the vector of character n-grams by place. */
  readonly norms: Float32Array;
  readonly words: Postings;
  readonly grams: Postings;
};

/** Places are 16 bits wide. */
export const MOST_PASSAGES = 65_536;

export type Indexed = {
  readonly number: number;
  readonly kind: PassageKind;
  readonly audience: Audience;
  /** Title, headings, and what was asked: words here count more. */
  readonly head: string;
  readonly body: string;
};

const KIND_BIT: Readonly<Record<PassageKind, number>> = { document: 1, resolution: 2 };
const AUDIENCE_BIT: Readonly<Record<Audience, number>> = { public: 4, private: 8 };

export const markOf = (kind: PassageKind, audience: Audience): number =>
  KIND_BIT[kind] | AUDIENCE_BIT[audience];

/** Words of the head, and of the body's first characters, count twice: that is where a text says what it is about. */
const LEAD = 120;
/** Characters of a passage that its spelling is looked at in; words count all of it. */
const SPELT = 600;
const LARGEST_COUNT = 255;
const LARGEST_LENGTH = 65_535;

/** Passages by ascending number. */
export function buildSegment(passages: readonly Indexed[]): Segment {
  if (passages.length > MOST_PASSAGES)
    throw new RangeError(`a segment holds at most ${MOST_PASSAGES} passages`);
  const words = createPostingsBuilder();
  const grams = createPostingsBuilder();
  const lengths = new Uint16Array(passages.length);
  const norms = new Float32Array(passages.length);
  passages.forEach(({ head, body }, place) => {
    const weighted = wordTerms(wordsOf(`${head} ${body} ${head} ${body.slice(0, LEAD)}`));
    lengths[place] = Math.min(weighted.length, LARGEST_LENGTH);
    words.add(weighted);
    norms[place] = grams.add(gramTerms(wordsOf(`${head} ${body}`.slice(0, SPELT))));
  });
  return {
    numbers: Uint32Array.from(passages, ({ number }) => number),
    marks: Uint8Array.from(passages, ({ kind, audience }) => markOf(kind, audience)),
    lengths,
    norms,
    words: words.build(),
    grams: grams.build(),
  };
}

/** What a term counts for in a passage that has it so many times. */
export const countWeight = (count: number): number => 1 + Math.log(count);

/** Takes the terms of one passage after the other; `add` gives the length of their vector. */
function createPostingsBuilder() {
  const entries = { terms: growing(), places: growing(), counts: growing() };
  let place = 0;
  return {
    add(terms: Terms): number {
      let squares = 0;
      const sorted = Uint32Array.from(terms).sort();
      for (let at = 0; at < sorted.length; ) {
        const term = sorted[at] ?? 0;
        const first = at;
        while (at < sorted.length && sorted[at] === term) at++;
        const count = Math.min(at - first, LARGEST_COUNT);
        entries.terms.push(term);
        entries.places.push(place);
        entries.counts.push(count);
        squares += countWeight(count) ** 2;
      }
      place += 1;
      return Math.sqrt(squares);
    },
    build: () => byTerm(entries.terms.values(), entries.places.values(), entries.counts.values()),
  };
}

/** Entries in the order of their places become lists in the order of their terms; within a list the places stay ascending. */
export function byTerm(
  terms: Uint32Array,
  places: ArrayLike<number>,
  counts: ArrayLike<number>,
): Postings {
  const distinct = Uint32Array.from(new Set(terms)).sort();
  const rank = new Map(Array.from(distinct, (term, at) => [term, at]));
  const starts = new Uint32Array(distinct.length + 1);
  const ranks = Uint32Array.from(terms, (term) => rank.get(term) ?? 0);
  for (const at of ranks) starts[at + 1] = (starts[at + 1] ?? 0) + 1;
  for (let at = 1; at < starts.length; at++) starts[at] = (starts[at] ?? 0) + (starts[at - 1] ?? 0);
  const next = starts.slice();
  const sortedPlaces = new Uint16Array(terms.length);
  const sortedCounts = new Uint8Array(terms.length);
  ranks.forEach((at, entry) => {
    const to = next[at] ?? 0;
    next[at] = to + 1;
    sortedPlaces[to] = places[entry] ?? 0;
    sortedCounts[to] = counts[entry] ?? 0;
  });
  return { terms: distinct, starts, places: sortedPlaces, counts: sortedCounts };
}

function growing() {
  let values = new Uint32Array(1024);
  let length = 0;
  return {
    push(value: number): void {
      if (length === values.length) {
        const larger = new Uint32Array(length * 2);
        larger.set(values);
        values = larger;
      }
      values[length] = value;
      length += 1;
    },
    values: (): Uint32Array => values.subarray(0, length),
  };
}
