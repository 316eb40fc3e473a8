/** The value below which the share `part` of the sorted values lies, interpolated. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * part;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? low;
  return low + (high - low) * (at - Math.floor(at));
}

/** "p50 12.3 ms, p95 40.1 ms (60 of them)" */
export function spread(values: readonly number[]): string {
  const [p50, p95] = [0.5, 0.95].map((part) => quantile(values, part).toFixed(2));
  return `p50 ${p50} ms, p95 ${p95} ms, most ${Math.max(...values).toFixed(1)} ms (${values.length})`;
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
