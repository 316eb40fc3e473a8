import type { ScoreParts } from './knowledge-index.ts';

/**
 * What each part counts. Found on halves of the evaluation sets that the figures aren’t taken from, so that together they are
 * never worse than the best of them alone: `node evals/assist/retrieval.ts`.
 */
const COUNTS: Readonly<Record<keyof ScoreParts, number>> = { words: 1, spelling: 4, meaning: 5 };

/** All parts together, 0–1. A part that wasn’t looked at leaves its say to the others. */
export function fuse(parts: ScoreParts): number {
  const looked = (['words', 'spelling', 'meaning'] as const).flatMap((name) => {
    const score = parts[name];
    return score === null ? [] : [{ counts: COUNTS[name], score }];
  });
  const total = looked.reduce((sum, { counts }) => sum + counts, 0);
  return looked.reduce((sum, { counts, score }) => sum + counts * score, 0) / Math.max(total, 1);
}
