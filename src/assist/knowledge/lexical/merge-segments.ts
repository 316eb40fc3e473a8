import { byTerm, type Postings, type Segment } from './segment.ts';

/** One segment in the place of several, oldest first, without the passages that are no more. */
export function mergeSegments(
  segments: readonly Segment[],
  isThere: (number: number) => boolean,
): Segment {
  const moves = movesOf(segments, isThere);
  const kept = (of: (segment: Segment) => ArrayLike<number>): number[] =>
    segments.flatMap((segment, nth) => {
      const values = of(segment);
      return Array.from(moves[nth] ?? [], (to, from) =>
        to < 0 ? null : (values[from] ?? 0),
      ).filter((value) => value !== null);
    });
  return {
    numbers: Uint32Array.from(kept((segment) => segment.numbers)),
    marks: Uint8Array.from(kept((segment) => segment.marks)),
    lengths: Uint16Array.from(kept((segment) => segment.lengths)),
    norms: Float32Array.from(kept((segment) => segment.norms)),
    words: mergePostings(
      segments.map((segment) => segment.words),
      moves,
    ),
    grams: mergePostings(
      segments.map((segment) => segment.grams),
      moves,
    ),
  };
}

/** For each segment, the new place of each of its places; −1: none. */
function movesOf(
  segments: readonly Segment[],
  isThere: (number: number) => boolean,
): readonly Int32Array[] {
  let next = 0;
  return segments.map(({ numbers }) =>
    Int32Array.from(numbers, (number) => (isThere(number) ? next++ : -1)),
  );
}

function mergePostings(parts: readonly Postings[], moves: readonly Int32Array[]): Postings {
  const total = parts.reduce((sum, { places }) => sum + places.length, 0);
  const terms = new Uint32Array(total);
  const places = new Uint32Array(total);
  const counts = new Uint8Array(total);
  let length = 0;
  parts.forEach((part, nth) => {
    const move = moves[nth] ?? new Int32Array();
    part.terms.forEach((term, at) => {
      const end = part.starts[at + 1] ?? 0;
      for (let entry = part.starts[at] ?? 0; entry < end; entry++) {
        const to = move[part.places[entry] ?? 0] ?? -1;
        if (to < 0) continue;
        terms[length] = term;
        places[length] = to;
        counts[length] = part.counts[entry] ?? 0;
        length += 1;
      }
    });
  });
  return byTerm(terms.subarray(0, length), places.subarray(0, length), counts.subarray(0, length));
}
