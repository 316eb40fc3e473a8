import type { Period } from '../../core/period.ts';
import { wholePeriod } from '../read/scope.ts';
import { movedPeriod, samePeriodLastYear } from '../time/periods.ts';
import type { Shift } from '../time/time-match.ts';
import { comparesWith } from './edit-compare.ts';
import type { Turn } from './turn.ts';

/** The period after a follow-up: the one it names, the one before moved, or the one before. */
export function editPeriod(before: Period | null, turn: Turn): Period | null {
  const { sentence, facets, context } = turn;
  const { periods, all, compare } = facets.time;
  const [said] = periods;
  const isCompared = comparesWith(sentence);
  if (said && !(isCompared && before)) return said.period;
  if (all) return wholePeriod(context, 'conversations');
  if (!before) return null;
  if (!isCompared) {
    const shift = shiftSaid(turn);
    if (shift) return movedPeriod(before, shift, context.time) ?? before;
    if (compare?.kind === 'last-year') return samePeriodLastYear(before, context.time);
  }
  return before.basis === 'asked' ? { ...before, basis: 'kept' } : before;
}

/** Whether a follow-up moves on to a stretch that hasn't begun: "and the week after?" */
export function movesPastNow(before: Period | null, turn: Turn): boolean {
  const shift = shiftSaid(turn);
  if (!before || !shift || comparesWith(turn.sentence)) return false;
  return movedPeriod(before, shift, turn.context.time) === null;
}

/** "the one after", "the week before". */
function shiftSaid({ sentence, facets }: Turn): Shift | null {
  if (facets.time.shift) return facets.time.shift;
  return sentence.says('edit.shift', 'edit.previous') ? { steps: -1, unit: null } : null;
}
