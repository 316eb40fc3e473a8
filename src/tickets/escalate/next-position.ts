import type { Position } from './escalation.ts';
import type { Chain } from './escalation-setup.ts';

export const FIRST: Position = { round: 0, level: 0 };

/** Whom to call when nobody answers: the next level, the first one again, and in the end the last one as a reminder. Never nobody. */
export function nextPosition(chain: Chain, { round, level }: Position): Position {
  const last = chain.levels.length - 1;
  if (isReminder(chain, { round, level })) return { round: round + 1, level: last };
  if (level < last) return { round, level: level + 1 };
  return round < chain.repeats ? { round: round + 1, level: 0 } : { round: round + 1, level: last };
}

/** All levels have been called as often as they should, and nobody has answered. */
export function isReminder(chain: Chain, { round }: Position): boolean {
  return round > chain.repeats;
}

/** How long a level that somebody was reached on has to answer. */
export function waitMsAt(chain: Chain, position: Position): number {
  if (isReminder(chain, position)) return chain.remindMs;
  return chain.levels[position.level]?.waitMs ?? chain.remindMs;
}
