import type { KnownCurve } from './classifier-weights.ts';
import type { ScoredText } from './score-text.ts';
import { solve } from './solve.ts';

/** What tells a text about one of the labels from one that is beside the point. */
export function signsOfKnown({ scores, beside, met }: ScoredText): number[] {
  const sorted = Float64Array.from(scores).sort();
  const best = sorted.at(-1) ?? 0;
  const second = sorted.at(-2) ?? best;
  const familiar = [met.words, met.characters, met.pairs].flatMap(({ share, weighed }) => [
    share,
    weighed,
  ]);
  return [best, best - second, beside, ...familiar];
}

/** How likely the text is to be about one of the labels, 0…1. */
export function judgeKnown(text: ScoredText, curve: KnownCurve | null): number {
  if (curve === null) return 1;
  return logistic(weigh(signsOfKnown(text), curve));
}

const MOST_STEPS = 30;
/** A step that moves nothing further than this is the last. */
const STILL = 1e-6;
/** What is learned from few texts bends so little that a whole step would lead far past the bottom. */
const LONGEST_STEP = 4;
/** Keeps slopes from growing without end where signs tell all texts apart. */
const SHRINK = 1e-4;

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
  for (let step = 0; step < MOST_STEPS; step++) {
    const by = newtonStep(curve, scaled);
    const furthest = Math.max(...by.map(Math.abs));
    curve = moved(curve, by, Math.min(1, LONGEST_STEP / furthest));
    if (furthest < STILL) break;
  }
  return unscaled(curve, spread);
}

type Row = { readonly signs: readonly number[]; readonly side: number; readonly share: number };

/** Where the loss's parabola at this curve has its bottom (Newton's method), seen from the curve: slopes, then the start. */
function newtonStep(curve: KnownCurve, rows: readonly Row[]): number[] {
  const size = curve.slopes.length + 1;
  const shrink = (at: number) => (at < size - 1 ? SHRINK : 0);
  const gradient = Array.from({ length: size }, (_, at) => shrink(at) * (curve.slopes[at] ?? 0));
  const bend = Array.from({ length: size }, (_, at) =>
    Array.from({ length: size }, (_one, to): number => (at === to ? shrink(at) : 0)),
  );
  for (const { signs, side, share } of rows) {
    const guess = logistic(weigh(signs, curve));
    const inputs = [...signs, 1];
    const curvature = share * Math.max(guess * (1 - guess), LEAST_BEND);
    inputs.forEach((input, at) => {
      gradient[at] = (gradient[at] ?? 0) + (guess - side) * share * input;
      const row = bend[at] ?? [];
      inputs.forEach((other, to) => {
        row[to] = (row[to] ?? 0) + curvature * input * other;
      });
    });
  }
  return solve(
    bend,
    gradient.map((slope) => -slope),
  );
}

/** Far out the loss is as good as straight, and a parabola would overshoot. */
const LEAST_BEND = 1e-6;

function moved({ slopes, start }: KnownCurve, by: readonly number[], share: number): KnownCurve {
  return {
    slopes: slopes.map((slope, at) => slope + share * (by[at] ?? 0)),
    start: start + share * (by[slopes.length] ?? 0),
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
