import { type CueFound, createCueFinder } from './cues.ts';
import type { Guess } from './text-classifier.ts';
import { URGENCY_CUES, type UrgencyKind } from './urgency-cues.ts';

export const URGENCIES = ['low', 'medium', 'high', 'urgent'] as const;

/** How soon somebody should look at it, by what is written; `because` are the words that decided it. */
export type Urgency = Guess & {
  readonly label: (typeof URGENCIES)[number];
  readonly because: readonly string[];
};

/** Where one level ends and the next begins, in added weights. */
const BOUNDS: readonly number[] = [-0.6, 1.1, 2.6];
/** How surely a weight on the far side of a bound is on that side. */
const STEEPNESS = 1.6;
/** A second word of the same kind adds this share, a third this share of that. */
const REPETITION = 0.35;
const LONGEST_TEXT = 4_000;
const SHOUTING = 0.4;

const findCues = createCueFinder(URGENCY_CUES);

export function judgeUrgency(text: string): Urgency {
  const said = text.slice(0, LONGEST_TEXT);
  const cues = findCues(said).filter(({ kind, negated }) => !negated || kind === 'trouble');
  const heat = addUp(cues) + (isShouted(said) ? SHOUTING : 0);
  const reached = [1, ...BOUNDS.map((bound) => logistic((heat - bound) * STEEPNESS)), 0];
  const shares = URGENCIES.map((label, at) => ({
    label,
    confidence: (reached[at] ?? 0) - (reached[at + 1] ?? 0),
  }));
  const at = BOUNDS.filter((bound) => heat >= bound).length;
  const { label, confidence } = shares[at] as (typeof shares)[number]; // one level more than bounds
  const because = cues.filter(({ weight }) => weight > 0 === heat > 0).map(({ phrase }) => phrase);
  return { label, confidence, because: [...new Set(because)] };
}

function addUp(cues: readonly CueFound<UrgencyKind>[]): number {
  const kinds = Map.groupBy(cues, ({ kind }) => kind);
  let heat = 0;
  for (const found of kinds.values()) {
    const different = new Set(found.map(({ phrase }) => phrase)).size;
    const weight = found[0]?.weight ?? 0;
    heat += (weight * (1 - REPETITION ** different)) / (1 - REPETITION);
  }
  return heat;
}

const SHOUTED_WORD = /\b\p{Lu}{4,}\b/gu;
const LEAST_SHOUTED = 3;

function isShouted(text: string): boolean {
  return text.includes('!!') || (text.match(SHOUTED_WORD)?.length ?? 0) >= LEAST_SHOUTED;
}

function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
