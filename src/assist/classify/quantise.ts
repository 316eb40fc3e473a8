import type { LinearModel } from './train-linear.ts';

const FINEST = 127;

/** Weights in a byte each, in steps of their row's own size: a 127th of its largest. */
export function quantise({ classCount, weights }: LinearModel) {
  const rowCount = weights.length / classCount;
  const rows = new Int8Array(weights.length);
  const steps = new Float32Array(rowCount);
  for (let row = 0; row < rowCount; row++) {
    const exact = weights.subarray(row * classCount, (row + 1) * classCount);
    const step = exact.reduce((most, weight) => Math.max(most, Math.abs(weight)), 0) / FINEST;
    steps[row] = step;
    if (step === 0) continue;
    rows.set(
      exact.map((weight) => Math.round(weight / step)),
      row * classCount,
    );
  }
  return { rows, steps };
}
