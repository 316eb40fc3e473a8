import type { AnswerHeaders } from './plain-fetch.ts';
/** How long is waited before the next attempt, and how often one is made. */
export type Patience = {
  /** One attempt, its body included. */
  readonly timeoutMs: number;
  readonly attempts: number;
  /** All attempts of one request and the waits between them. */
  readonly totalMs: number;
  /** The first wait is up to this long; each further one up to twice the one before. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
};

export const PATIENCE: Patience = {
  timeoutMs: 15_000,
  attempts: 8,
  totalMs: 300_000,
  firstWaitMs: 500,
  longestWaitMs: 60_000,
};

/** Exponential with full jitter, and never less than what the server asked for. `attempt`: how many were made. */
export function nextWait(
  attempt: number,
  askedMs: number | null,
  patience: Patience,
  random: () => number,
): number {
  const ceiling = Math.min(patience.firstWaitMs * 2 ** (attempt - 1), patience.longestWaitMs);
  return Math.max(askedMs ?? 0, Math.round(random() * ceiling));
}

/** `Retry-After` in ms from now: seconds or an HTTP date. Null when there is none that can be read. */
export function retryAfter(headers: AnswerHeaders, now: number): number | null {
  const value = headers.get('retry-after')?.trim();
  if (!value) return null;
  if (/^\d+(?:\.\d+)?$/.test(value)) return Math.ceil(Number(value) * 1000);
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(at - now, 0);
}

/** `45 s`, `12 min`, `3 h`. */
export function inWords(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
}
