import type { Statistic } from '../../src/analytics/query-plan.ts';

/** null where there is nothing to take it of. */
export function statisticOf(values: readonly number[], statistic: Statistic): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const sum = sorted.reduce((total, value) => total + value, 0);
  switch (statistic) {
    case 'mean':
      return sum / sorted.length;
    case 'sum':
      return sum;
    case 'min':
      return at(sorted, 0);
    case 'max':
      return at(sorted, sorted.length - 1);
    case 'median':
      return quantile(sorted, 0.5);
    case 'p90':
      return quantile(sorted, 0.9);
    case 'p95':
      return quantile(sorted, 0.95);
    default:
      throw new TypeError(`not a statistic of a measure: ${statistic}`);
  }
}

function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = at(sorted, below);
  return low + (place - below) * (at(sorted, Math.min(below + 1, sorted.length - 1)) - low);
}

function at(values: readonly number[], index: number): number {
  const value = values[index];
  if (value === undefined) throw new RangeError(`no value number ${index}`);
  return value;
}
