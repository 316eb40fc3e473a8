import type { TimeMatch } from '../time/time-match.ts';
import { findCorrections } from './corrections.ts';
import type { Meaning } from './lexicon.ts';
import { type Sources, spansAt } from './span-candidates.ts';
import type { Token } from './tokens.ts';

export type Place = {
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
        /** The word that was read through as a misspelling. */
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

export type ScoredSpan = { readonly span: Span; readonly score: number };

/**
 * Covers the question with spans so that the most of it is understood, in the fewest pieces:
 * the best-scoring path over all phrases, times, amounts and numbers that occur in it.
 */
export function coverWithSpans(
  text: string,
  tokens: readonly Token[],
  sources: Sources,
): readonly Span[] {
  const timed = [...sources.times, ...sources.durations];
  const corrections = findCorrections(tokens, sources.lexicon, timed);
  const best: { score: number; span: Span | null }[] = [
    ...tokens.map(() => ({ score: Number.NEGATIVE_INFINITY, span: null })),
    { score: 0, span: null },
  ];
  for (let index = tokens.length - 1; index >= 0; index -= 1) {
    for (const { span, score } of spansAt(index, { text, tokens, corrections, sources })) {
      const whole = score + (best[span.end]?.score ?? 0);
      if (whole > (best[index]?.score ?? 0)) best[index] = { score: whole, span };
    }
  }
  return pathThrough(best.map(({ span }) => span));
}

/** From the first token on, each span and the one that begins where it ends. */
function pathThrough(best: readonly (Span | null)[]): readonly Span[] {
  const path: Span[] = [];
  for (let span = best[0]; span; span = best[span.end]) path.push(span);
  return path;
}
