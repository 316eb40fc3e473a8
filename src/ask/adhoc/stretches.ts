import type { Period } from '../../core/period.ts';
import type { Parsed } from '../read/parse-question.ts';
import { choosePeriod } from '../read/scope.ts';
import { previousPeriod, samePeriodLastYear } from '../time/periods.ts';
import type { TimeContext } from '../time/time-context.ts';
import type { TimeComparison } from '../time/time-match.ts';

/** A stretch of time a statement may be limited to, under placeholders of its own. */
export type Stretch = {
  readonly from: string;
  readonly until: string;
  readonly period: Period;
  /** What it is to the question: a stretch it names or compares with has to be used. */
  readonly is: 'named' | 'compared' | 'usual' | 'before';
};

export const isAsked = ({ is }: Stretch): boolean => is === 'named' || is === 'compared';

/**
 * Those the question names as our grammar reads them, dates never being worked out by a model; else what stands in for them.
 * Behind one alone comes the one before it, for whatever is asked to have grown.
 */
export function stretchesOf({ facets, context }: Parsed): readonly Stretch[] {
  const { periods, compare } = facets.time;
  const named = periods.map(({ period }): Said => ({ period, is: 'named' }));
  const usual = named.length > 0 ? null : choosePeriod(facets, context, 'conversations');
  const said: Said[] = usual ? [{ period: usual, is: 'usual' }] : named;
  const [only, ...more] = said;
  const compared = only && compare ? [comparedWith(only.period, compare, context.time)] : [];
  const isAlone = only && more.length + compared.length === 0 && only.period.basis !== 'all-data';
  const before: Said[] = isAlone
    ? [{ period: previousPeriod(only.period, context.time), is: 'before' }]
    : [];
  return [...said, ...compared, ...before].map(({ period, is }, index) => ({
    ...{ period, is },
    from: `from_${index + 1}`,
    until: `until_${index + 1}`,
  }));
}

type Said = Pick<Stretch, 'period' | 'is'>;

function comparedWith(period: Period, compare: TimeComparison, time: TimeContext): Said {
  switch (compare.kind) {
    case 'previous':
      return { period: previousPeriod(period, time), is: 'compared' };
    case 'last-year':
      return { period: samePeriodLastYear(period, time), is: 'compared' };
    case 'period':
      return { period: compare.period, is: 'compared' };
  }
}

/** The same in words for whoever writes the statement: placeholders, never dates. */
export function describeStretches(stretches: readonly Stretch[]): string {
  if (stretches.length === 0) return 'There is no stretch of time to limit it to.';
  return stretches.map(describe).join('\n');
}

function describe({ from, until, period, is }: Stretch): string {
  const bounds = `'{{${from}}}' until before '{{${until}}}'`;
  switch (is) {
    case 'named':
      return `“${period.words}” runs from ${bounds}.`;
    case 'compared':
      return `It is compared with “${period.words}”, from ${bounds}.`;
    case 'usual':
      return `The question names no stretch of time. What happened is limited to ${bounds} (${period.words}), and what is the case now is not.`;
    case 'before':
      return `The stretch before that, if it is needed, runs from ${bounds}.`;
  }
}
