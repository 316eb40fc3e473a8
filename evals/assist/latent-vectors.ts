import { createRandom } from '../../src/assist/classify/random.ts';
import { wordsOf, wordTerms } from '../../src/assist/knowledge/lexical/terms.ts';
import { unitVector } from '../../src/llm/unit-vector.ts';

const DIMENSIONS = 128;
const ROUNDS = 4;
const SEED = 5;

type Weighted = readonly (readonly [at: number, weight: number])[];

/**
 * Vectors in the place of a vendor's, learned from the texts themselves: latent semantic analysis, so that words which occur with the
 * same other words are alike. Gives the vector of any text, of length 1.
 */
export function learnLatentVectors(texts: readonly string[]): (text: string) => Float32Array {
  const termsOf = (text: string) => wordTerms(wordsOf(text));
  const having = new Map<number, number>();
  for (const text of texts)
    for (const term of new Set(termsOf(text))) having.set(term, (having.get(term) ?? 0) + 1);
  const kept = [...having].filter(([, count]) => count > 1);
  const place = new Map(kept.map(([term], at) => [term, at]));
  const rarity = kept.map(([, count]) => Math.log(texts.length / count));
  const weigh = (text: string): Weighted => {
    const counts = new Map<number, number>();
    for (const term of termsOf(text)) {
      const at = place.get(term);
      if (at !== undefined) counts.set(at, (counts.get(at) ?? 0) + 1);
    }
    const weighted = Array.from(
      counts,
      ([at, count]) => [at, (1 + Math.log(count)) * (rarity[at] ?? 0)] as const,
    );
    const length = Math.hypot(...weighted.map(([, weight]) => weight)) || 1;
    return weighted.map(([at, weight]) => [at, weight / length]);
  };
  const rows = texts.map(weigh);
  let axes = randomAxes(kept.length);
  for (let round = 0; round < ROUNDS; round++) axes = nearer(axes, rows);
  return (text) => unitVector(Array.from(project(weigh(text), axes)));
}

/** `terms` × dimensions, a row each term. */
function randomAxes(terms: number): Float64Array {
  const random = createRandom(SEED);
  return Float64Array.from({ length: terms * DIMENSIONS }, () => random() - 0.5);
}

/** Nearer to the axes along which the rows differ most. */
function nearer(axes: Float64Array, rows: readonly Weighted[]): Float64Array {
  const next = new Float64Array(axes.length);
  for (const row of rows) {
    const projected = project(row, axes);
    for (const [at, weight] of row)
      for (let axis = 0; axis < DIMENSIONS; axis++)
        next[at * DIMENSIONS + axis] =
          (next[at * DIMENSIONS + axis] ?? 0) + weight * (projected[axis] ?? 0);
  }
  orthonormalise(next);
  return next;
}

function project(row: Weighted, axes: Float64Array): Float64Array {
  const projected = new Float64Array(DIMENSIONS);
  for (const [at, weight] of row)
    for (let axis = 0; axis < DIMENSIONS; axis++)
      projected[axis] = (projected[axis] ?? 0) + weight * (axes[at * DIMENSIONS + axis] ?? 0);
  return projected;
}

/** Gram–Schmidt, column by column. */
function orthonormalise(axes: Float64Array): void {
  const terms = axes.length / DIMENSIONS;
  const dot = (one: number, other: number): number => {
    let sum = 0;
    for (let at = 0; at < terms; at++)
      sum += (axes[at * DIMENSIONS + one] ?? 0) * (axes[at * DIMENSIONS + other] ?? 0);
    return sum;
  };
  for (let axis = 0; axis < DIMENSIONS; axis++) {
    for (let before = 0; before < axis; before++) {
      const share = dot(axis, before);
      for (let at = 0; at < terms; at++)
        axes[at * DIMENSIONS + axis] =
          (axes[at * DIMENSIONS + axis] ?? 0) - share * (axes[at * DIMENSIONS + before] ?? 0);
    }
    const length = Math.sqrt(dot(axis, axis)) || 1;
    for (let at = 0; at < terms; at++)
      axes[at * DIMENSIONS + axis] = (axes[at * DIMENSIONS + axis] ?? 0) / length;
  }
}
