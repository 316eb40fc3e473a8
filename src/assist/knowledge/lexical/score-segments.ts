import { countWeight, type Postings, type Segment } from './segment.ts';
import { gramTerms, type Terms, wordsOf, wordTerms } from './terms.ts';

/** One passage as the index sees it: its number, and how much words and spelling make of it, 0–1. */
export type Scored = { readonly number: number; readonly words: number; readonly spelling: number };

export type LexicalScores = {
  /** Those `rank` puts first; none without a term in common. */
  best(rank: (scored: Scored) => number, limit: number): readonly Scored[];
  /** null: the number is in no segment. */
  of(number: number): Scored | null;
};

/** BM25, https://doi.org/10.1561/1500000019 */
const SATURATION = 1.2;
const LENGTH_COUNTS = 0.75;
/** How much more a rare n-gram counts: less than a rare word, or a question’s oddest spelling would outweigh what it asks. */
const GRAM_RARITY = 0.6;
/** A question with more terms is searched by its most telling ones. */
const MOST_WORDS = 96;
const MOST_GRAMS = 160;

/** Scores every passage that `isAsked` lets through against the query. Marks: `markOf`. */
export function scoreSegments(
  segments: readonly Segment[],
  query: string,
  isAsked: (mark: number) => boolean,
): LexicalScores {
  const words = wordsOf(query);
  const total = segments.reduce((sum, { numbers }) => sum + numbers.length, 0);
  const asked = {
    words: weigh(wordTerms(words), segments, (segment) => segment.words, total, 1, MOST_WORDS),
    grams: weigh(
      gramTerms(words),
      segments,
      (segment) => segment.grams,
      total,
      GRAM_RARITY,
      MOST_GRAMS,
    ),
  };
  const averageLength = averageOf(segments, total);
  const scores = segments.map((segment) => ({
    segment,
    words: scoreWords(segment, asked.words, averageLength),
    spelling: scoreGrams(segment, asked.grams),
  }));
  const at = (nth: number, place: number): Scored => {
    const found = scores[nth];
    return {
      number: found?.segment.numbers[place] ?? 0,
      words: found?.words[place] ?? 0,
      spelling: found?.spelling[place] ?? 0,
    };
  };
  return {
    best(rank, limit) {
      const top = createTop(limit);
      scores.forEach(({ segment, words: byWord, spelling }, nth) => {
        for (let place = 0; place < segment.numbers.length; place++) {
          if ((byWord[place] ?? 0) === 0 && (spelling[place] ?? 0) === 0) continue;
          if (!isAsked(segment.marks[place] ?? 0)) continue;
          const scored = at(nth, place);
          top.offer(rank(scored), scored);
        }
      });
      return top.ranked();
    },
    of(number) {
      for (const [nth, { segment }] of scores.entries()) {
        const place = placeOf(segment.numbers, number);
        if (place >= 0) return at(nth, place);
      }
      return null;
    },
  };
}

type Weighted = { readonly term: number; readonly weight: number };
type Asked = { readonly terms: readonly Weighted[]; readonly most: number };

/** Each distinct term by how often the query has it and how rare it is; `most`: what a passage with all of them gets. */
function weigh(
  terms: Terms,
  segments: readonly Segment[],
  postingsOf: (segment: Segment) => Postings,
  total: number,
  power: number,
  limit: number,
): Asked {
  const counts = new Map<number, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  const weighted = Array.from(counts, ([term, count]) => {
    const having = segments.reduce(
      (sum, segment) => sum + listOf(postingsOf(segment), term).length,
      0,
    );
    const rarity = Math.log(1 + (total - having + 0.5) / (having + 0.5));
    return { term, weight: countWeight(count) * rarity ** power };
  });
  const telling = weighted.sort((one, other) => other.weight - one.weight).slice(0, limit);
  return { terms: telling, most: telling.reduce((sum, { weight }) => sum + weight, 0) };
}

function scoreWords(
  { words, lengths }: Segment,
  { terms, most }: Asked,
  averageLength: number,
): Float32Array {
  const scores = new Float32Array(lengths.length);
  const slowness = Float32Array.from(
    lengths,
    (length) => SATURATION * (1 - LENGTH_COUNTS + (LENGTH_COUNTS * length) / averageLength),
  );
  for (const { term, weight } of terms) {
    const { from, to } = listOf(words, term);
    const share = weight / most;
    for (let entry = from; entry < to; entry++) {
      const place = words.places[entry] ?? 0;
      const count = words.counts[entry] ?? 0;
      scores[place] =
        (scores[place] ?? 0) +
        (share * count * (SATURATION + 1)) / (count + (slowness[place] ?? 0));
    }
  }
  return scores;
}

/** Cosine, passages weighted by count alone: their lengths then don’t change with what else there is. */
function scoreGrams({ grams, norms }: Segment, { terms }: Asked): Float32Array {
  const scores = new Float32Array(norms.length);
  const length = Math.hypot(...terms.map(({ weight }) => weight)) || 1;
  for (const { term, weight } of terms) {
    const { from, to } = listOf(grams, term);
    const share = weight / length;
    for (let entry = from; entry < to; entry++) {
      const place = grams.places[entry] ?? 0;
      scores[place] = (scores[place] ?? 0) + share * countWeight(grams.counts[entry] ?? 1);
    }
  }
  return scores.map((score, place) => score / (norms[place] || 1));
}

function listOf({ terms, starts }: Postings, term: number) {
  const at = placeOf(terms, term);
  const from = at < 0 ? 0 : (starts[at] ?? 0);
  const to = at < 0 ? 0 : (starts[at + 1] ?? 0);
  return { from, to, length: to - from };
}

/** Where an ascending array has the value; −1: nowhere. */
function placeOf(values: Uint32Array, value: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = values[middle] ?? 0;
    if (found === value) return middle;
    if (found < value) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

function averageOf(segments: readonly Segment[], total: number): number {
  let sum = 0;
  for (const { lengths } of segments) for (const length of lengths) sum += length;
  return Math.max(sum / Math.max(total, 1), 1);
}

/** Keeps the highest few of many; where they are alike, the later passage. */
function createTop(limit: number) {
  let kept: { readonly rank: number; readonly scored: Scored }[] = [];
  let least = Number.NEGATIVE_INFINITY;
  const cut = () => {
    kept.sort((one, other) => other.rank - one.rank || other.scored.number - one.scored.number);
    kept = kept.slice(0, limit);
    if (kept.length === limit) least = kept.at(-1)?.rank ?? least;
  };
  return {
    offer(rank: number, scored: Scored): void {
      if (rank < least) return;
      kept.push({ rank, scored });
      if (kept.length >= limit * 4) cut();
    },
    ranked(): readonly Scored[] {
      cut();
      return kept.map(({ scored }) => scored);
    },
  };
}
