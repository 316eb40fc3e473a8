/** Rows below which a figure is printed with its n and judged by nothing. */
export const FEW = 30;

export type Proportion = { readonly share: number; readonly n: number };

/** Whether two shares differ by more than chance gives at these numbers (two-proportion z, 95 %). */
export function sharesDiffer(first: Proportion, second: Proportion): boolean {
  const pooled = (first.share * first.n + second.share * second.n) / (first.n + second.n);
  const spread = Math.sqrt(pooled * (1 - pooled) * (1 / first.n + 1 / second.n));
  if (!(spread > 0)) return false;
  return Math.abs(first.share - second.share) / spread >= 1.96;
}

/** Whether two counts over equally long stretches differ by more than counting noise (95 %). */
export function countsDiffer(first: number, second: number): boolean {
  const total = first + second;
  return total > 0 && Math.abs(first - second) / Math.sqrt(total) >= 1.96;
}

export type Trend = {
  readonly direction: 'up' | 'down';
  /** Steps from one value to the next that go the trend's way, of all steps. */
  readonly steps: { readonly along: number; readonly of: number };
};

const FEWEST_VALUES = 4;
const LARGEST_CHANCE = 0.1;
const SMALLEST_CHANGE = 0.05;
/** Longer series are judged by the means of equal blocks, which also evens out weekdays. */
const MOST_VALUES = 60;

/**
 * The trend of evenly spaced values, or null when they only wobble.
 * Called when the order of the values is unlikely by chance (Mann–Kendall, two-sided 10 %), the change over the whole stretch
 * (Theil–Sen) is at least 5 % of the usual level, and larger than the spread of the values around that line.
 */
export function findTrend(series: readonly number[]): Trend | null {
  if (series.length < FEWEST_VALUES) return null;
  const values = foldInto(series, MOST_VALUES);
  const { net, ties } = concordance(values);
  if (chanceOfOrder(values.length, Math.abs(net), ties) > LARGEST_CHANCE) return null;
  const slope = medianSlope(values);
  const change = slope * (values.length - 1);
  const level = Math.abs(median(values));
  if (Math.abs(change) < SMALLEST_CHANGE * level) return null;
  if (Math.abs(change) <= spreadAround(values, slope)) return null;
  const direction = change > 0 ? 'up' : 'down';
  const steps = values.slice(1).map((value, index) => value - (values[index] ?? value));
  const along = steps.filter((step) => (direction === 'up' ? step > 0 : step < 0)).length;
  return { direction, steps: { along, of: steps.length } };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const low = sorted[Math.floor(middle)] ?? 0;
  const high = sorted[Math.ceil(middle)] ?? 0;
  return (low + high) / 2;
}

function foldInto(values: readonly number[], most: number): readonly number[] {
  if (values.length <= most) return values;
  const size = Math.ceil(values.length / most);
  const blocks = Math.floor(values.length / size);
  const start = values.length - blocks * size;
  return Array.from({ length: blocks }, (_, block) => {
    const from = start + block * size;
    return values.slice(from, from + size).reduce((sum, value) => sum + value, 0) / size;
  });
}

/** Kendall's S: pairs that rise less pairs that fall, and how many do neither. */
function concordance(values: readonly number[]): { net: number; ties: number } {
  let net = 0;
  let ties = 0;
  for (const [index, earlier] of values.entries()) {
    for (const later of values.slice(index + 1)) {
      net += Math.sign(later - earlier);
      if (later === earlier) ties += 1;
    }
  }
  return { net, ties };
}

const LARGEST_EXACT = 10;

/** Two-sided chance of |S| at least this large when the order means nothing; exact for short untied series. */
function chanceOfOrder(count: number, net: number, ties: number): number {
  if (net === 0) return 1;
  if (count <= LARGEST_EXACT && ties === 0) return exactChance(count, net);
  const variance = (count * (count - 1) * (2 * count + 5)) / 18;
  return 2 * (1 - normal((net - 1) / Math.sqrt(variance)));
}

/** From the number of permutations with each number of inversions. */
function exactChance(count: number, net: number): number {
  let ways = [1];
  for (let size = 2; size <= count; size += 1) {
    const next = new Array<number>(ways.length + size - 1).fill(0);
    for (const [inversions, number] of ways.entries()) {
      for (let added = 0; added < size; added += 1) {
        next[inversions + added] = (next[inversions + added] ?? 0) + number;
      }
    }
    ways = next;
  }
  const pairs = ways.length - 1;
  const fewest = (pairs - net) / 2;
  const total = ways.reduce((sum, number) => sum + number, 0);
  const tail = ways.slice(0, Math.floor(fewest) + 1).reduce((sum, number) => sum + number, 0);
  return Math.min(1, (2 * tail) / total);
}

/** Abramowitz and Stegun 26.2.17; off by less than 1e-7. */
function normal(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  const series =
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z >= 0 ? 1 - density * series : density * series;
}

function medianSlope(values: readonly number[]): number {
  const slopes: number[] = [];
  for (const [index, earlier] of values.entries()) {
    for (const [distance, later] of values.slice(index + 1).entries()) {
      slopes.push((later - earlier) / (distance + 1));
    }
  }
  return median(slopes);
}

/** Median absolute distance from the line, scaled to a standard deviation. */
function spreadAround(values: readonly number[], slope: number): number {
  const rests = values.map((value, index) => value - slope * index);
  const middle = median(rests);
  return 1.4826 * median(rests.map((rest) => Math.abs(rest - middle)));
}
