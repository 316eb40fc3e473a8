import type { FiguresPlan } from '../../analytics/query-plan.ts';
import type { Period } from '../../core/period.ts';
import type { ReadContext } from '../read/context.ts';
import type { Facets } from '../read/facets.ts';
import { wholePeriod } from '../read/scope.ts';
import type { Sentence } from '../read/sentence.ts';
import { previousPeriod, samePeriodLastYear, shiftPeriod } from '../time/periods.ts';

/** Whether a follow-up sets one thing against another rather than replacing it. */
export function comparesWith(sentence: Sentence): boolean {
  if (sentence.says('versus') || sentence.says('ask.compare')) return true;
  return sentence
    .of('time')
    .some(
      ({ match }) =>
        match.kind === 'compare' &&
        /^(?:compar|vs|versus|against|than|relative|as opposed)/i.test(match.text),
    );
}

/** The period after a follow-up: the one it names, the one before moved, or the one before. */
export function editPeriod(
  before: Period | null,
  sentence: Sentence,
  facets: Facets,
  context: ReadContext,
): Period | null {
  const [said] = facets.time.periods;
  const against = comparesWith(sentence);
  if (said && !(against && before)) return said.period;
  if (facets.time.all) return wholePeriod(context, 'conversations');
  const moved =
    facets.time.shift ??
    (sentence.says('edit.shift') || sentence.says('edit.previous')
      ? { steps: -1 as const, unit: null }
      : null);
  if (moved && before && !against) return shiftPeriod(before, moved.steps, context.time) ?? before;
  const yearBack = facets.time.compare?.kind === 'last-year' && !against;
  if (yearBack && before) return samePeriodLastYear(before, context.time);
  return before && kept(before);
}

function kept(period: Period): Period {
  return period.basis === 'asked' ? { ...period, basis: 'kept' } : period;
}

/** What the figures are set against after a follow-up. */
export function editCompare(
  before: FiguresPlan,
  period: Period | null,
  sentence: Sentence,
  facets: Facets,
  context: ReadContext,
): FiguresPlan['compare'] {
  const { compare } = facets.time;
  const asksFor = comparesWith(sentence);
  if (compare?.kind === 'period') return { kind: 'period', period: compare.period };
  const [said] = facets.time.periods;
  if (asksFor && said && before.period && !compare) return { kind: 'period', period: said.period };
  if (!period) return null;
  if (compare?.kind === 'last-year' && asksFor)
    return { kind: 'period', period: samePeriodLastYear(period, context.time) };
  if (compare?.kind === 'previous')
    return { kind: 'period', period: previousPeriod(period, context.time) };
  if (asksFor && (sentence.says('edit.shift') || facets.time.shift))
    return { kind: 'period', period: previousPeriod(period, context.time) };
  if (before.compare?.kind === 'period' && facets.time.periods.length > 0)
    return { kind: 'period', period: previousPeriod(period, context.time) };
  return before.compare;
}
