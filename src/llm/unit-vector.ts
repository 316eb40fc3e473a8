/** The vector at length 1, so that a dot product is the cosine; nothing but zeros stays as it is. */
export function unitVector(values: readonly number[]): Float32Array {
  const length = Math.hypot(...values) || 1;
  return Float32Array.from(values, (value) => value / length);
}
