const MINUTE_MS = 60_000;
const LONGEST_MS = 15 * MINUTE_MS;

/** What came of posting a slot so far, kept until it is over. */
export type Attempts = {
  readonly count: number;
  /** ISO, UTC. */
  readonly nextAt: string;
  readonly problem: string;
};

/** The attempts after one more that failed: a minute later, then two, four, eight, every quarter of an hour. `retryAfterMs`: at least. */
export function afterFailure(
  before: Attempts | undefined,
  problem: string,
  at: { readonly now: number; readonly retryAfterMs?: number | undefined },
): Attempts {
  const count = (before?.count ?? 0) + 1;
  const wait = Math.min(MINUTE_MS * 2 ** (count - 1), LONGEST_MS);
  const nextAt = at.now + Math.max(wait, at.retryAfterMs ?? 0);
  return { count, nextAt: new Date(nextAt).toISOString(), problem };
}
