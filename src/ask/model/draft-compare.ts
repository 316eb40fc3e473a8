import type { By, Condition, FiguresPlan } from '../../analytics/query-plan.ts';
import type { Period } from '../../core/period.ts';
import { hasField } from '../read/by.ts';
import { previousPeriod, samePeriodLastYear } from '../time/periods.ts';
import type { PlanDraft } from './draft.ts';
import { readPeriod } from './draft-period.ts';
import type { Drafting } from './drafting.ts';
import { fieldMeant, fillCondition } from './fill-in.ts';

type Compare = NonNullable<PlanDraft['compare']>;
type Compared = {
  readonly period: Period | null;
  readonly where: readonly Condition[];
  readonly by: readonly By[];
};

/** What a draft holds its figures against. null: it can't be, and the problems say why. */
export function compareOf(
  compare: Compare,
  compared: Compared,
  drafting: Drafting,
): FiguresPlan['compare'] {
  switch (compare.with) {
    case 'previous-period':
    case 'same-period-last-year':
    case 'period':
      return withPeriod(compare, compared.period, drafting);
    case 'team':
      return withTeam(compare, compared, drafting);
    case 'each-other':
      return withEachOther(compare, compared, drafting);
  }
}

function withPeriod(
  { with: which, period: words }: Compare,
  period: Period | null,
  drafting: Drafting,
): FiguresPlan['compare'] {
  const { context, problems } = drafting;
  if (problems.found.length > 0) return null;
  if (period === null) return problems.add('what has no period has no other to be compared with');
  if (which === 'previous-period')
    return { kind: 'period', period: previousPeriod(period, context.time) };
  if (which === 'same-period-last-year')
    return { kind: 'period', period: samePeriodLastYear(period, context.time) };
  const other = readPeriod(words ?? '', 'conversations', drafting);
  return other && { kind: 'period', period: other };
}

/** One value against everybody: the figures are of that value. */
function withTeam(
  { field: named, value }: Compare,
  { where, by }: Compared,
  drafting: Drafting,
): FiguresPlan['compare'] {
  const { problems } = drafting;
  const filled = fillCondition({ field: named ?? '', op: 'is', values: [value ?? ''] }, drafting);
  const [one] = filled?.values ?? [];
  if (!filled || one === undefined) return null;
  const isOfIt = where.some(
    ({ field, op, values }) =>
      field === filled.field && op === 'is' && values.length === 1 && values[0] === one,
  );
  if (!isOfIt || by.length > 0)
    return problems.add(`to compare ${value} with all others, limit the figures to it and no more`);
  return { kind: 'team', field: filled.field, value: String(one) };
}

/** Sides are the groups of a breakdown. */
function withEachOther(
  { field: named }: Compare,
  { by }: Compared,
  drafting: Drafting,
): FiguresPlan['compare'] {
  const field = fieldMeant(named ?? '', drafting);
  if (field === null) return null;
  if (by.length > 0 && !hasField(by, field))
    return drafting.problems.add(`to compare values of ${named}, break down by it`);
  return { kind: 'values', field };
}
