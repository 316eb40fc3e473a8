import type { TimeContext } from './time-context.ts';
import type { TimeMatch } from './time-match.ts';

/** Every time expression in a question, longest first where they compete, in text order, never overlapping. */
export function findTimes(_text: string, _context: TimeContext): readonly TimeMatch[] {
  return [];
}
