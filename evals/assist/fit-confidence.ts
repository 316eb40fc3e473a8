import type { PassageKind } from '../../src/assist/knowledge/knowledge-index.ts';
import { type Evidences, termsOf } from '../../src/assist/suggest/judge/confidence.ts';

/** To be wrongly sure is a little worse than to be wrongly unsure. */
const WRONG_WEIGHS: Readonly<Record<PassageKind, number>> = { resolution: 1.15, document: 1.2 };
const ROUNDS = 5000;
const PACE = 0.5;
const MOMENTUM = 0.9;
const SHRINK = 1e-4;

/** What speaks for a hit, and whether it was right. */
export type Known = { readonly evidence: Evidences | null; readonly isRight: boolean };
type Row = { readonly terms: readonly number[]; readonly isRight: boolean };

/** Logistic regression by gradient descent with momentum. */
export function fitWeights(
  tried: readonly Known[],
  kind: PassageKind,
): Readonly<Record<string, number>> {
  const known = tried.flatMap(({ evidence, isRight }) =>
    evidence ? [{ terms: termsOf(evidence, kind), isRight }] : [],
  );
  const names = Object.keys(known[0]?.terms ?? {});
  const rows = known.map(({ terms, isRight }) => ({
    terms: names.map((name) => terms[name] ?? 0),
    isRight,
  }));
  let weights: readonly number[] = names.map(() => 0);
  let speeds = weights;
  for (let round = 0; round < ROUNDS; round++) {
    const slope = slopeAt(weights, rows, WRONG_WEIGHS[kind]);
    speeds = speeds.map(
      (speed, at) => MOMENTUM * speed + (slope[at] ?? 0) + SHRINK * (weights[at] ?? 0),
    );
    weights = weights.map((weight, at) => weight - PACE * (speeds[at] ?? 0));
  }
  return Object.fromEntries(names.map((name, at) => [name, Number((weights[at] ?? 0).toFixed(2))]));
}

function slopeAt(
  weights: readonly number[],
  rows: readonly Row[],
  wrongWeighs: number,
): readonly number[] {
  const slope = weights.map(() => 0);
  for (const { terms, isRight } of rows) {
    const sum = terms.reduce((left, term, at) => left + term * (weights[at] ?? 0), 0);
    const off = (1 / (1 + Math.exp(-sum)) - (isRight ? 1 : 0)) * (isRight ? 1 : wrongWeighs);
    for (const [at, term] of terms.entries())
      slope[at] = (slope[at] ?? 0) + (off * term) / rows.length;
  }
  return slope;
}
