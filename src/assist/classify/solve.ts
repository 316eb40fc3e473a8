/** The x for which matrix · x = right, for a symmetric positive definite matrix (Cholesky's decomposition). */
export function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const lower: number[][] = [];
  const along = (a: readonly number[], b: readonly number[], until: number) => {
    let sum = 0;
    for (let at = 0; at < until; at++) sum += (a[at] ?? 0) * (b[at] ?? 0);
    return sum;
  };
  matrix.forEach((row, at) => {
    const own: number[] = [];
    for (let to = 0; to < at; to++) {
      const other = lower[to] ?? [];
      own.push(((row[to] ?? 0) - along(own, other, to)) / (other[to] ?? 1));
    }
    own.push(Math.sqrt(Math.max((row[at] ?? 0) - along(own, own, at), Number.EPSILON)));
    lower.push(own);
  });
  const halfway: number[] = [];
  lower.forEach((row, at) => {
    halfway.push(((right[at] ?? 0) - along(row, halfway, at)) / (row[at] ?? 1));
  });
  const solution = Array.from(halfway, () => 0);
  for (let at = halfway.length - 1; at >= 0; at--) {
    const later = lower.reduce(
      (sum, row, from) => (from > at ? sum + (row[at] ?? 0) * (solution[from] ?? 0) : sum),
      0,
    );
    solution[at] = ((halfway[at] ?? 0) - later) / (lower[at]?.[at] ?? 1);
  }
  return solution;
}
