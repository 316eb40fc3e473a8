import { grainSchema } from '../../analytics/query-plan.ts';
import type { Grain, Period } from '../../core/period.ts';
import { currentPeriod, defaultPeriod, samePeriodLastYear, widen } from '../time/periods.ts';
import type { TimeContext } from '../time/time-context.ts';
import type { Parsed } from './parse-question.ts';

/** Said between two stretches, or of a course: then a year back is what the other one is held against. */
const COMPARES =
  /^(?:vs|v|versus|against|compar|than|in comparison|relative|as opposed|up from|down from|with respect|yoy|year over|year on|y\b)/i;
const UNIT = /\b(day|week|month|quarter)s?\b/i;

/** "tickets same month last year" with nothing to set against it asks for that month alone. */
export function yearBack(parsed: Parsed): Parsed {
  const { facets, sentence, context } = parsed;
  const { time } = facets;
  const [mark, ...more] = sentence.of('time').filter(({ match }) => match.kind === 'compare');
  if (time.compare?.kind !== 'last-year' || time.periods.length > 0 || !mark) return parsed;
  const sets = more.length > 0 || COMPARES.test(mark.text);
  if (sets || sentence.says('versus', 'ask.compare', 'ask.trend', 'ask.busier')) return parsed;
  const unit = grainSchema.safeParse(UNIT.exec(mark.text)?.[1]?.toLowerCase()).data ?? null;
  const period = backAYear(unit, context.time);
  return {
    ...parsed,
    facets: { ...facets, time: { ...time, compare: null, periods: [{ period, unit }] } },
  };
}

/** The calendar unit that holds this day a year ago, else the days an undated question is about. */
function backAYear(unit: Grain | null, time: TimeContext): Period {
  if (unit === null) return { ...samePeriodLastYear(defaultPeriod(time), time), basis: 'asked' };
  return widen(samePeriodLastYear(currentPeriod('day', time), time), unit, time);
}
