import type { By } from '../../analytics/query-plan.ts';
import type { Grain, Period } from '../../core/period.ts';
import { currentPeriod, defaultPeriod, grainFor, shiftPeriod } from '../time/periods.ts';
import { isGrain } from './by.ts';
import type { ReadContext } from './context.ts';
import type { Sentence } from './sentence.ts';

/** How many units a series shows when no period is named: enough of them to see a shape. */
const UNITS: Readonly<Record<Grain, number>> = {
  hour: 24,
  day: 30,
  week: 12,
  month: 6,
  quarter: 4,
  half: 4,
  year: 3,
};

/** The period of a series that names none: the running unit and those before it. Days stay with the team's default. */
export function seriesPeriod(by: readonly By[], { time }: ReadContext): Period {
  const grain = by.find(isGrain)?.grain ?? 'month';
  if (grain === 'day' || grain === 'hour') return defaultPeriod(time);
  const { unit: _unit, count: _count, ...running } = currentPeriod(grain, time);
  const first = shiftPeriod(currentPeriod(grain, time), -(UNITS[grain] - 1), time) ?? running;
  return {
    ...running,
    start: first.start,
    words: `last ${UNITS[grain]} ${grain}s, this one so far`,
    basis: 'default',
  };
}

/** The grain a trend is shown at: finer than the unit the period was named in. */
export function trendGrain(period: Period, unit: Grain | null): Grain {
  const usual = grainFor(period);
  return unit === 'month' && usual === 'week' ? 'month' : usual;
}

const DAY_MS = 24 * 3600 * 1000;
/** Days over which hours are shown as they passed: by default, and when "hourly" is asked for. */
const HOURS_SHOWN = { usual: 3.1, hourly: 14.1 };

/** "by hour": over a day or three the hours as they passed, over longer the hours of the day. */
export function settleHours(
  by: readonly By[],
  period: Period | null,
  sentence: Sentence,
): readonly By[] {
  const hourly = sentence.of('time').some(({ match }) => /hourly/i.test(match.text));
  const days = period
    ? (Date.parse(period.end) - Date.parse(period.start)) / DAY_MS
    : Number.POSITIVE_INFINITY;
  if (days <= (hourly ? HOURS_SHOWN.hourly : HOURS_SHOWN.usual)) return by;
  return by.map((one) => (isGrain(one) && one.grain === 'hour' ? { field: 'hour' } : one));
}
