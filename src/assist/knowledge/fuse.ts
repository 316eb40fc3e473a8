import type { ScoreParts } from './knowledge-index.ts';

/**
 * What each part counts. Found on fifths of the evaluation sets that the figures aren't taken from, so that together they are never
 * worse than the best of them alone: `node evals/assist/retrieval.ts`.
 */
const COUNTS = { words: 1, spelling: 4 } as const;

/** What meaning counts until it is known how good a model's vectors are here: `keepMeaningWeighed`. */
export const USUAL_MEANING = 2;

/** All parts together, 0–1. A part that wasn't looked at leaves its say to the others. */
export function fuse(parts: ScoreParts, meaning: number = USUAL_MEANING): number {
  const counts = { ...COUNTS, meaning };
  let sum = 0;
  let total = 0;
  for (const name of ['words', 'spelling', 'meaning'] as const) {
    const score = parts[name];
    if (score === null) continue;
    sum += counts[name] * score;
    total += counts[name];
  }
  return sum / Math.max(total, 1);
}
