import type { TimeContext } from './time-context.ts';

/**
 * The one period an expression names, every word of it used; null when it names none, or one that hasn't begun.
 * ISO instants in UTC, half-open.
 */
export function parseTime(
  _expression: string,
  _context: TimeContext,
): { readonly start: string; readonly end: string; readonly words: string } | null {
  return null;
}
