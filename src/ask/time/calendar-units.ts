import type { DateTime, DurationLike } from 'luxon';
import type { Grain } from '../../core/period.ts';
import type { Weekday } from '../../core/settings.ts';

/** The start of the unit that holds `at`, in the zone of `at`. */
export function startOfUnit(at: DateTime, unit: Grain, weekStart: Weekday): DateTime {
  if (unit === 'week') {
    return at.minus({ days: (at.weekday - weekStart + 7) % 7 }).startOf('day');
  }
  if (unit === 'half') return at.set({ month: at.month < 7 ? 1 : 7, day: 1 }).startOf('day');
  return at.startOf(unit);
}

/** The same wall-clock time `count` units later (earlier when negative); days past a month's end are cut to its last. */
export function addUnits(at: DateTime, unit: Grain, count: number): DateTime {
  return at.plus(lengthOf(unit, count));
}

/**
 * The unit boundary `count` units from `boundary`, itself one.
 * Unlike plain addition it finds midnight again after a day that clocks made begin at one.
 */
export function stepUnits(boundary: DateTime, unit: Grain, count: number): DateTime {
  const stepped = addUnits(boundary, unit, count);
  return unit === 'hour' ? stepped : stepped.startOf('day');
}

function lengthOf(unit: Grain, count: number): DurationLike {
  switch (unit) {
    case 'hour':
      return { hours: count };
    case 'day':
      return { days: count };
    case 'week':
      return { weeks: count };
    case 'month':
      return { months: count };
    case 'quarter':
      return { months: 3 * count };
    case 'half':
      return { months: 6 * count };
    case 'year':
      return { years: count };
  }
}
