import type { KnownCurve } from './classifier-weights.ts';
import type { ScoredText } from './score-text.ts';

/** What tells a text about one of the labels from one that is beside the point. */
export function signsOfKnown({ scores, met }: ScoredText): number[] {
  const sorted = Float64Array.from(scores).sort();
  const best = sorted.at(-1) ?? 0;
  const second = sorted.at(-2) ?? best;
  const familiar = [met.words, met.characters, met.pairs].flatMap(({ share, weighed }) => [
    share,
    weighed,
  ]);
  return [best, best - second, ...familiar];
}

/** How likely the text is to be about one of the labels, 0…1. */
export function judgeKnown(text: ScoredText, curve: KnownCurve | null): number {
  if (curve === null) return 1;
  return logistic(weigh(signsOfKnown(text), curve));
}

const PASSES = 400;
const RATE = 0.5;
const SHRINK = 1e-3;

/** Most of what a team is sent is its business: texts inside weigh this much together, however many there are. */
const INSIDE_SHARE = 0.85;

/** Learns from texts that are about a label and others that aren't; null where there are none of either. */
export function fitKnown(
  inside: readonly ScoredText[],
  outside: readonly ScoredText[],
): KnownCurve | null {
  if (inside.length === 0 || outside.length === 0) return null;
  const rows = [
    ...inside.map((text) => ({
      signs: signsOfKnown(text),
      side: 1,
      share: INSIDE_SHARE / inside.length,
    })),
    ...outside.map((text) => ({
      signs: signsOfKnown(text),
      side: 0,
      share: (1 - INSIDE_SHARE) / outside.length,
    })),
  ];
  const spread = spreadOf(rows.map((row) => row.signs));
  const width = spread.length;
  const scaled = rows.map((row) => ({
    ...row,
    signs: row.signs.map((sign, at) => (sign - (spread[at]?.mean ?? 0)) / (spread[at]?.width ?? 1)),
  }));
  let curve: KnownCurve = { slopes: Array.from({ length: width }, () => 0), start: 0 };
  for (let pass = 0; pass < PASSES; pass++) curve = descend(curve, scaled);
  return unscaled(curve, spread);
}

type Row = { readonly signs: readonly number[]; readonly side: number; readonly share: number };

function descend(curve: KnownCurve, rows: readonly Row[]): KnownCurve {
  const slopes = curve.slopes.map((slope) => slope * SHRINK);
  let start = 0;
  for (const { signs, side, share } of rows) {
    const miss = (logistic(weigh(signs, curve)) - side) * share;
    signs.forEach((sign, at) => {
      slopes[at] = (slopes[at] ?? 0) + miss * sign;
    });
    start += miss;
  }
  return {
    slopes: curve.slopes.map((slope, at) => slope - RATE * (slopes[at] ?? 0)),
    start: curve.start - RATE * start,
  };
}

type Spread = { readonly mean: number; readonly width: number };

function spreadOf(rows: readonly (readonly number[])[]): Spread[] {
  const first = rows[0] ?? [];
  return first.map((_, at) => {
    const column = rows.map((row) => row[at] ?? 0);
    const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
    const variance =
      column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (column.length || 1);
    return { mean, width: Math.sqrt(variance) || 1 };
  });
}

function unscaled(curve: KnownCurve, spread: readonly Spread[]): KnownCurve {
  const slopes = curve.slopes.map((slope, at) => slope / (spread[at]?.width ?? 1));
  const moved = slopes.reduce((sum, slope, at) => sum + slope * (spread[at]?.mean ?? 0), 0);
  return { slopes, start: curve.start - moved };
}

function weigh(signs: readonly number[], { slopes, start }: KnownCurve): number {
  return signs.reduce((sum, sign, at) => sum + sign * (slopes[at] ?? 0), start);
}

function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
