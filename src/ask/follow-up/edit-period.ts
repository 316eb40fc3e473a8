import type { Period } from '../../core/period.ts';
import { wholePeriod } from '../read/scope.ts';
import { samePeriodLastYear, shiftPeriod } from '../time/periods.ts';
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
    const steps = stepsSaid(turn);
    if (steps) return shiftPeriod(before, steps, context.time) ?? before;
    if (compare?.kind === 'last-year') return samePeriodLastYear(before, context.time);
  }
  return before.basis === 'asked' ? { ...before, basis: 'kept' } : before;
}

/** "the one after", "the week before". */
function stepsSaid({ sentence, facets }: Turn): -1 | 1 | null {
  if (facets.time.shift) return facets.time.shift.steps;
  return sentence.says('edit.shift', 'edit.previous') ? -1 : null;
}
