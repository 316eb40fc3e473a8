/** Scores as shares that add up to 1; the sharper, the more the best takes. */
export function confidencesOf(scores: Float64Array, sharpness: number): Float64Array {
  const best = scores.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY);
  const shares = scores.map((score) => Math.exp((score - best) * sharpness));
  const total = shares.reduce((sum, share) => sum + share, 0) || 1;
  return shares.map((share) => share / total);
}

const LEAST_SHARPNESS = 0.05;
const MOST_SHARPNESS = 50;
const GOLDEN = (Math.sqrt(5) - 1) / 2;
const STEPS = 40;

/** The sharpness under which the right labels of texts not learned from are least surprising. */
export function fitSharpness(scores: readonly Float64Array[], classes: Int32Array): number {
  const surprise = (exponent: number) => meanSurprise(scores, classes, Math.exp(exponent));
  let low = Math.log(LEAST_SHARPNESS);
  let high = Math.log(MOST_SHARPNESS);
  for (let step = 0; step < STEPS; step++) {
    const left = high - GOLDEN * (high - low);
    const right = low + GOLDEN * (high - low);
    if (surprise(left) < surprise(right)) high = right;
    else low = left;
  }
  return Math.exp((low + high) / 2);
}

function meanSurprise(scores: readonly Float64Array[], classes: Int32Array, sharpness: number) {
  let sum = 0;
  scores.forEach((row, text) => {
    const share = confidencesOf(row, sharpness)[classes[text] ?? 0] ?? 0;
    sum -= Math.log(Math.max(share, 1e-12));
  });
  return sum / (scores.length || 1);
}
