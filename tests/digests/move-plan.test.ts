import { describe, expect, it } from 'vitest';
import type { FiguresPlan, QueryPlan } from '../../src/analytics/query-plan.ts';
import { parseTime } from '../../src/ask/time/parse-time.ts';
import { comparePlan, isMoving, movePlan } from '../../src/digests/move-plan.ts';
import { settings } from '../analytics/small-desk.ts';

const ZONE = 'America/Halifax';
const ASKED_AT = '2026-11-20T14:30:00.000Z';
const LATER = '2027-03-15T12:00:00.000Z'; // Monday, 09:00 there; the clocks went on the day before

function planOf(words: string, compare: FiguresPlan['compare'] = null): FiguresPlan {
  const read = parseTime(words, { now: Date.parse(ASKED_AT), settings, zone: ZONE });
  if (read === null) throw new Error(`no period: ${words}`);
  const period = { ...read, zone: ZONE, partial: false, basis: 'asked' as const };
  return {
    kind: 'figures',
    metrics: [{ metric: 'volume', of: 'tickets', statistic: 'count' }],
    ...{ by: [], having: [], compare, order: null, limit: null, where: [], period },
    ...{ zone: ZONE, asOf: ASKED_AT, managers: 'excluded' },
  };
}

const stretch = (plan: QueryPlan): string =>
  plan.kind === 'about' || !plan.period ? '' : `${plan.period.start} ${plan.period.end}`;

describe('a plan moved to another moment', () => {
  it.each([
    ['yesterday', '2027-03-14T04:00:00.000Z 2027-03-15T03:00:00.000Z'],
    ['last 35 days', '2027-02-08T04:00:00.000Z 2027-03-15T03:00:00.000Z'],
    ['last week', '2027-03-08T04:00:00.000Z 2027-03-15T03:00:00.000Z'],
    ['this month', '2027-03-01T04:00:00.000Z 2027-03-15T12:00:00.000Z'],
    ['last quarter', '2026-10-01T03:00:00.000Z 2027-01-01T04:00:00.000Z'],
    ['since 1 June 2026', '2026-06-01T03:00:00.000Z 2027-03-15T12:00:00.000Z'],
    ['October 2026', '2026-10-01T03:00:00.000Z 2026-11-01T03:00:00.000Z'],
    ['3 November 2026', '2026-11-03T04:00:00.000Z 2026-11-04T04:00:00.000Z'],
  ])('%s', (words, expected) => {
    const moved = movePlan(planOf(words), { now: LATER, zone: ZONE, settings });
    expect(stretch(moved)).toBe(expected);
    expect(moved.asOf).toBe(LATER);
  });

  it('is the same plan at the same moment', () => {
    for (const words of ['yesterday', 'last 35 days', 'this month', 'October 2026']) {
      expect(movePlan(planOf(words), { now: ASKED_AT, zone: ZONE, settings })).toEqual(
        planOf(words),
      );
    }
  });

  it('takes its days from the zone it is asked in', () => {
    const zone = 'Asia/Tokyo';
    const moved = movePlan(planOf('yesterday'), { now: LATER, zone, settings });
    expect(stretch(moved)).toBe('2027-03-13T15:00:00.000Z 2027-03-14T15:00:00.000Z');
    expect(moved.zone).toBe(zone);
  });

  it('is set against as far back as before', () => {
    const against = (words: string, before: string) => {
      const period = planOf(before).period;
      if (period === null) throw new Error(before);
      const plan = planOf(words, { kind: 'period', period });
      const moved = movePlan(plan, { now: LATER, zone: ZONE, settings });
      if (moved.kind !== 'figures' || moved.compare?.kind !== 'period') throw new Error(words);
      return moved.compare.period.words;
    };
    expect(against('last week', '2 – 8 November 2026')).toBe('1 – 7 Mar 2027');
    expect(against('last month', 'September 2026')).toBe('1 – 31 Jan 2027');
    expect(against('last month', 'October 2025')).toBe('1 – 28 Feb 2026');
    expect(against('yesterday', '12 November 2026')).toBe('7 Mar 2027');
  });

  it('keeps all the data up to then, and states without a period', () => {
    const plan = planOf('last week');
    const all = { ...plan, period: plan.period && { ...plan.period, basis: 'all-data' as const } };
    expect(stretch(movePlan(all, { now: LATER, zone: ZONE, settings }))).toBe(
      `${plan.period?.start} ${LATER}`,
    );
    const open = movePlan({ ...plan, period: null }, { now: LATER, zone: ZONE, settings });
    expect(open).toMatchObject({ period: null, asOf: LATER });
  });

  it('is known to move or to stay', () => {
    expect(
      ['yesterday', 'this year', 'since 1 June 2026'].map((words) =>
        isMoving(planOf(words), settings),
      ),
    ).toEqual([true, true, true]);
    expect(isMoving(planOf('October 2026'), settings)).toBe(false);
    expect(isMoving({ ...planOf('yesterday'), period: null }, settings)).toBe(true);
  });
});

describe('what a figure is set against', () => {
  const wordsOf = (plan: QueryPlan) =>
    plan.kind === 'figures' && plan.compare?.kind === 'period' ? plan.compare.period.words : null;

  it('is the same days a week or a year before', () => {
    expect(wordsOf(comparePlan(planOf('yesterday'), 'week-before'))).toBe('12 Nov 2026');
    expect(wordsOf(comparePlan(planOf('last week'), 'week-before'))).toBe('2 – 8 Nov 2026');
    expect(wordsOf(comparePlan(planOf('last 10 days'), 'week-before'))).toBe('27 Oct – 5 Nov 2026');
    expect(wordsOf(comparePlan(planOf('yesterday'), 'year-before'))).toBe('20 Nov 2025');
  });

  it('stays what the question said', () => {
    expect(comparePlan(planOf('yesterday'), 'before')).toEqual(planOf('yesterday'));
    const grouped = { ...planOf('yesterday'), by: [{ field: 'agent' }] };
    expect(comparePlan(grouped, 'week-before')).toEqual(grouped);
  });
});
