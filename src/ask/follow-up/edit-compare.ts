import type { By, Condition, FiguresPlan } from '../../analytics/query-plan.ts';
import type { Period } from '../../core/period.ts';
import { isUpOn } from '../read/against-now.ts';
import { hasField } from '../read/by.ts';
import { compareValues } from '../read/figure-shape.ts';
import { asksWhether, type Sentence } from '../read/sentence.ts';
import { previousPeriod, samePeriodLastYear } from '../time/periods.ts';
import { fieldJoined, joinsKinds } from './join-earlier.ts';
import type { Turn } from './turn.ts';

type Compare = FiguresPlan['compare'];

const COMPARING = /^(?:compar|vs|versus|against|than|relative|as opposed)/i;

/** Whether a follow-up sets one thing against another rather than replacing it. */
export function comparesWith(sentence: Sentence): boolean {
  if (sentence.says('versus', 'ask.compare')) return true;
  const isWhether = asksWhether(sentence);
  return sentence
    .of('time')
    .some((mark) =>
      mark.match.kind === 'compare'
        ? isWhether || COMPARING.test(mark.match.text)
        : isWhether && isUpOn(mark, sentence),
    );
}

/** Values set side by side by the follow-up; null: none. */
export function contrastSaid(before: FiguresPlan, turn: Turn): Compare {
  const { sentence, facets } = turn;
  if (facets.contrast) return compareValues(facets.contrast);
  if (!comparesWith(sentence)) return null;
  const { compare, periods, shift } = facets.time;
  const isDated = compare !== null || shift !== null || periods.length > 0;
  if (isDated || facets.conditions.length > 0 || sentence.says('team', 'edit.')) {
    sentence.useWords('versus', 'ask.compare');
  }
  const isLimitedBy = (name: string): boolean =>
    before.where.some(({ field, op }) => field === name && op === 'is');
  const shared = facets.conditions.find(
    ({ condition: { field, op } }) => op === 'is' && isLimitedBy(field),
  );
  if (shared) return { kind: 'values', field: shared.condition.field };
  const joined = joinsKinds(before, turn) ? 'kind' : fieldJoined(before.where, turn);
  if (joined) return { kind: 'values', field: joined };
  return sentence.says('team') ? againstTeam(before) : null;
}

/** The one agent the thread is about, against everybody else. */
function againstTeam({ where }: FiguresPlan): Compare {
  const single = where.find(
    ({ field, op, values }) => field === 'agent' && op === 'is' && values.length === 1,
  );
  return single ? { kind: 'team', field: single.field, value: String(single.values[0]) } : null;
}

/** What the figures are set against after a follow-up. */
export function editCompare(before: FiguresPlan, period: Period | null, turn: Turn): Compare {
  if (isAlone(turn)) return null;
  const other = periodAgainst(before, period, turn);
  if (other) return { kind: 'period', period: other };
  return period ? before.compare : null;
}

/** "back to October only": one period, set against nothing any more. */
const isAlone = ({ sentence, facets: { time } }: Turn): boolean =>
  time.periods.length === 1 &&
  time.compare === null &&
  sentence.marks.some(({ text }) => ALONE.test(text)) &&
  !comparesWith(sentence);

const ALONE = /^(?:only|just|alone)$/i;

/** The other period: the one named, a year or a step back, or the one before where one was shown. */
function periodAgainst(before: FiguresPlan, period: Period | null, turn: Turn): Period | null {
  const { sentence, facets, context } = turn;
  const { compare, periods, shift } = facets.time;
  const asks = comparesWith(sentence);
  const [said] = periods;
  if (compare?.kind === 'period') return compare.period;
  if (asks && said && before.period && !compare) return said.period;
  if (!period) return null;
  if (compare?.kind === 'last-year' && asks) return samePeriodLastYear(period, context.time);
  const stepsBack =
    compare?.kind === 'previous' ||
    (asks && (shift !== null || sentence.says('edit.shift'))) ||
    (before.compare?.kind === 'period' && said !== undefined);
  return stepsBack ? previousPeriod(period, context.time) : null;
}

/** A side-by-side of values lasts while they are still broken down. */
export function keepCompare(
  compare: Compare,
  where: readonly Condition[],
  by: readonly By[],
): Compare {
  switch (compare?.kind) {
    case 'team': {
      const { field: name, value } = compare;
      const isNamed = where.some(({ field, values }) => field === name && values.includes(value));
      return isNamed ? compare : null;
    }
    case 'values':
      return hasField(by, compare.field) ? compare : null;
    default:
      return compare ?? null;
  }
}
