import type { ClassifierWeights } from './classifier-weights.ts';
import { createTextClassifier } from './text-classifier.ts';
import { type Example, type Measured, trainClassifier } from './train-classifier.ts';
import type { WordVectors } from './word-vectors.ts';

/** What became of learning from a team's own labelled tickets. */
export type TeamTraining =
  | {
      readonly kind: 'trained';
      readonly weights: ClassifierWeights;
      /** Share right among tickets not learned from, and the same for what would be used else (null: nothing would). */
      readonly right: number;
      readonly rightBefore: number | null;
    }
  | { readonly kind: 'not-better'; readonly right: number; readonly rightBefore: number }
  | { readonly kind: 'too-few'; readonly labelled: number; readonly needed: number };

/** Fewer say more about chance than about tickets. */
export const LEAST_LABELLED = 200;
const LEAST_PER_LABEL = 8;
const LEAST_LABELS = 2;
/** The latest are learned from where there are more: some ten thousand usual ones, in half a gigabyte. */
const MOST_CHARACTERS = 5_000_000;
/** Of one ticket; see normalise.ts. */
const LONGEST_TEXT = 4_000;

/**
 * Learns a team's own categories from its labelled tickets, oldest first. `before` is what would classify them else, and saw none of them:
 * the new weights are given only if they are right more often, on tickets they didn't learn from.
 * Labels with too few tickets are left out. Pure, and takes up to a minute: see `trainApart`.
 */
export function trainTeamClassifier(
  labelled: readonly Example[],
  version: string,
  before: ClassifierWeights | null,
  vectors: WordVectors | null,
): TeamTraining {
  const usable = commonOnes(labelled);
  const labels = new Set(usable.map(({ label }) => label));
  if (usable.length < LEAST_LABELLED || labels.size < LEAST_LABELS)
    return { kind: 'too-few', labelled: usable.length, needed: LEAST_LABELLED };
  const { weights, measured } = trainClassifier(usable, version, vectors);
  const right = shareRight(measured);
  if (before === null) return { kind: 'trained', weights, right, rightBefore: null };
  const { classify } = createTextClassifier(before);
  const rightBefore = shareRight(
    measured.map((example) => ({ ...example, guess: classify(example.text).label })),
  );
  if (right <= rightBefore) return { kind: 'not-better', right, rightBefore };
  return { kind: 'trained', weights, right, rightBefore };
}

function commonOnes(labelled: readonly Example[]): Example[] {
  const latest = latestOf(labelled.filter(({ label }) => label !== null));
  const byLabel = Map.groupBy(latest, ({ label }) => label);
  return latest.filter(({ label }) => (byLabel.get(label)?.length ?? 0) >= LEAST_PER_LABEL);
}

function latestOf(labelled: readonly Example[]): readonly Example[] {
  let characters = 0;
  const tooOld = labelled.findLastIndex(({ text }) => {
    characters += Math.min(text.length, LONGEST_TEXT);
    return characters > MOST_CHARACTERS;
  });
  return labelled.slice(tooOld + 1);
}

function shareRight(measured: readonly Measured[]): number {
  return measured.filter(({ label, guess }) => label === guess).length / (measured.length || 1);
}
