import type { Period } from '../../core/period.ts';
import type { Parsed } from '../read/parse-question.ts';
import { choosePeriod } from '../read/scope.ts';

/** A stretch of time a statement may be limited to, under placeholders of its own. */
export type Stretch = {
  readonly from: string;
  readonly until: string;
  readonly period: Period;
  /** The question names it: what it asks is not asked without it. */
  readonly isAsked: boolean;
};

/** Those the question names as our grammar reads them, dates never being worked out by a model; else what stands in for them. */
export function stretchesOf({ facets, context }: Parsed): readonly Stretch[] {
  const { periods, compare } = facets.time;
  const named = [
    ...periods.map(({ period }) => period),
    ...(compare?.kind === 'period' ? [compare.period] : []),
  ];
  if (named.length > 0) return named.map((period, index) => stretch(period, index, true));
  const usual = choosePeriod(facets, context, 'conversations');
  return usual ? [stretch(usual, 0, false)] : [];
}

function stretch(period: Period, index: number, isAsked: boolean): Stretch {
  return { from: `from_${index + 1}`, until: `until_${index + 1}`, period, isAsked };
}

/** The same in words for whoever writes the statement: placeholders, never dates. */
export function describeStretches(stretches: readonly Stretch[]): string {
  if (stretches.length === 0) return 'There is no stretch of time to limit it to.';
  return stretches.map(describe).join('\n');
}

function describe({ from, until, period, isAsked }: Stretch): string {
  const bounds = `'{{${from}}}' until before '{{${until}}}'`;
  if (isAsked) return `“${period.words}” in it runs from ${bounds}.`;
  return `It names no stretch of time. What happened is limited to ${bounds} (${period.words}), and what is the case now is not.`;
}
