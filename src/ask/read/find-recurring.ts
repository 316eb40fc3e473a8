import type { Condition } from '../../analytics/query-plan.ts';
import type { TimeMatch } from '../time/time-match.ts';
import { type ConditionUse, conditionUse } from './facets.ts';
import { setsTimesAgainst } from './find-contrast.ts';
import type { Mark } from './marks.ts';
import { isChosenFrom, isWeekdayNoun, takeDenial } from './neighbours.ts';
import type { Sentence } from './sentence.ts';

type Recurring = Extract<TimeMatch, { kind: 'filter' }>;

/** Conditions on recurring times: "on Mondays", "outside business hours". Two set against each other limit nothing. */
export function findRecurringTimes(sentence: Sentence): readonly ConditionUse[] {
  if (setsTimesAgainst(sentence)) return [];
  const uses = sentence.unused('time').flatMap((mark): ConditionUse[] => {
    const { match } = mark;
    if (match.kind !== 'filter') return [];
    if (isWeekdayNoun(mark) && isChosenFrom(mark, sentence)) return [];
    sentence.use(mark);
    if (takeInclusion(mark, sentence)) return [];
    const { field, op, values } = match;
    const condition = takeDenial(mark, sentence) ? deny(match) : { field, op, values };
    return [conditionUse(condition, mark.index)];
  });
  return joinDays(uses);
}

/** "Mondays vs Fridays": either of them. */
function joinDays(uses: readonly ConditionUse[]): readonly ConditionUse[] {
  const isDay = ({ condition: { field, op } }: ConditionUse): boolean =>
    field === 'weekday' && op === 'is';
  const [first, ...more] = uses.filter(isDay);
  if (!first || more.length === 0) return uses;
  const values = [first, ...more].flatMap(({ condition }) => condition.values);
  const joined = { ...first.condition, values: [...new Set(values)] };
  return [{ ...first, condition: joined }, ...uses.filter((use) => !isDay(use))];
}

const INCLUDES = /^incl?/i;

/** "incl. weekends", "weekends included": they count along with the rest; nothing is limited to them. */
function takeInclusion(mark: Mark, sentence: Sentence): boolean {
  const said = [sentence.before(mark), sentence.after(mark)].find(
    (near) => sentence.isWord(near, 'edit.add') && INCLUDES.test(near.text),
  );
  sentence.use(said);
  return said !== undefined;
}

const OPPOSITE: Readonly<Record<Recurring['op'], Condition['op']>> = {
  is: 'is-not',
  'is-not': 'is',
  lt: 'ge',
  le: 'gt',
  gt: 'le',
  ge: 'lt',
};

function deny({ field, op, values }: Recurring): Condition {
  const [first] = values;
  if (op === 'is' && typeof first === 'boolean') return { field, op, values: [!first] };
  return { field, op: OPPOSITE[op], values: [...values] };
}
