import type { Grain, Period } from '../../core/period.ts';
import { currentPeriod, defaultPeriod, grainFor, shiftPeriod } from '../time/periods.ts';
import type { ReadContext } from './context.ts';
import type { Facets } from './facets.ts';

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

/** A series over time without a period: the running unit and those before it. Days stay with the team's default. */
function standIn(facets: Facets, context: ReadContext): Period {
  const asked = facets.by.find((by) => 'grain' in by) ?? facets.subject;
  const grain: Grain = asked && 'grain' in asked ? asked.grain : 'month';
  if (grain === 'day' || grain === 'hour') return defaultPeriod(context.time);
  const running = currentPeriod(grain, context.time);
  const first = shiftPeriod(running, -(UNITS[grain] - 1), context.time) ?? running;
  const { unit: _unit, count: _count, ...rest } = running;
  return {
    ...rest,
    start: first.start,
    words: `last ${UNITS[grain]} ${grain}s, this one so far`,
    basis: 'default',
  };
}

/** The grain a trend is shown at: finer than the unit the period was named in. */
function grain(period: Period, unit: Grain | null): Grain {
  return unit === 'month' && grainFor(period) === 'week' ? 'month' : grainFor(period);
}

export const trendPeriod = { standIn, grain };
