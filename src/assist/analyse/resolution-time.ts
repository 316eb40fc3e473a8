/** How long resolved conversations took that have something in common. */
export type ResolvedCell = {
  readonly basis: ResolutionBasis;
  /** What they have in common; see `keysOf`. */
  readonly key: string;
  /** Seconds from creation to resolution at evenly spaced quantiles, from the shortest to the longest. */
  readonly quantiles: readonly number[];
  readonly sample: number;
};

/** `similar`: same kind, category, subcategory and priority; `category`: same kind and category; `all`: same kind. */
export type ResolutionBasis = 'similar' | 'category' | 'all';

/** A range that half of such conversations ended in: a quarter took less, a quarter longer, and half longer than `middle`. Seconds from creation. */
export type ResolutionRange = {
  readonly low: number;
  readonly middle: number;
  readonly high: number;
  readonly basis: ResolutionBasis;
  readonly sample: number;
};

export type ResolutionFacts = {
  readonly kind: 'ticket' | 'chat';
  readonly category: string | null;
  readonly subcategory: string | null;
  readonly priority: string | null;
  /** How long it has been open already. */
  readonly ageSeconds: number;
};

/** Fewer say too little. */
const LEAST_SAMPLE = 20;

/** How the store and this file call what conversations have in common. */
export function keysOf(
  facts: Omit<ResolutionFacts, 'ageSeconds'>,
): readonly [ResolutionBasis, string][] {
  const { kind, category, subcategory, priority } = facts;
  const keys: [ResolutionBasis, string][] = [['all', kind]];
  if (category !== null) {
    keys.unshift(['category', `${kind}|${category}`]);
    keys.unshift(['similar', `${kind}|${category}|${subcategory ?? ''}|${priority ?? ''}`]);
  }
  return keys;
}

/**
 * When a conversation will be resolved, by those like it that were: similar ones where there are enough, then its category's, then all.
 * Of those that took longer than it has been open already. null: too few to say.
 */
export function predictResolution(
  cells: ReadonlyMap<string, ResolvedCell>,
  facts: ResolutionFacts,
): ResolutionRange | null {
  for (const [basis, key] of keysOf(facts)) {
    const cell = cells.get(`${basis}:${key}`);
    const range = cell && rangeOf(cell, Math.max(0, facts.ageSeconds));
    if (range && range.sample >= LEAST_SAMPLE) return range;
  }
  return null;
}

function rangeOf(cell: ResolvedCell, ageSeconds: number): ResolutionRange {
  const { basis, quantiles, sample } = cell;
  const passed = shareBelow(quantiles, ageSeconds);
  const left = 1 - passed;
  const count = Math.floor(sample * left);
  const quarter = quarterOf(count);
  return {
    low: Math.max(ageSeconds, quantileAt(quantiles, passed + left * quarter)),
    middle: quantileAt(quantiles, passed + left / 2),
    high: quantileAt(quantiles, passed + left * (1 - quarter)),
    basis,
    sample: count,
  };
}

/** Where to cut so many values that a quarter of the next ones is expected below: further out than where a quarter of these is. */
function quarterOf(count: number): number {
  return count < 2 ? 0 : Math.max(0, (0.25 * (count + 1) - 1) / (count - 1));
}

/** The share of a distribution below a value. */
function shareBelow(quantiles: readonly number[], value: number): number {
  const steps = quantiles.length - 1;
  const above = quantiles.findIndex((quantile) => quantile > value);
  if (above === 0) return 0;
  if (above < 0) return 1;
  const from = quantiles[above - 1] ?? 0;
  const to = quantiles[above] ?? from;
  return (above - 1 + (value - from) / (to - from || 1)) / steps;
}

/** Between two quantiles, evenly. */
function quantileAt(quantiles: readonly number[], share: number): number {
  const steps = quantiles.length - 1;
  const place = Math.min(Math.max(share, 0), 1) * steps;
  const below = Math.floor(place);
  const from = quantiles[below] ?? 0;
  const to = quantiles[Math.min(below + 1, steps)] ?? from;
  return from + (to - from) * (place - below);
}
