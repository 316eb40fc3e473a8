import { describe, expect, it } from 'vitest';
import { planCompanions } from '../../../src/ask/answer/companions.ts';
import { isEmpty, planNearby } from '../../../src/ask/answer/nearby.ts';
import {
  CONTEXT,
  CSAT,
  FACTS,
  FIRST_RESPONSE,
  figures,
  found,
  is,
  LAST_35_DAYS,
  row,
  THIS_QUARTER,
} from './sample.ts';

describe('planCompanions', () => {
  it('asks for the period before, weekends and the course of a single figure', () => {
    const companions = planCompanions(figures({ metrics: [FIRST_RESPONSE] }), CONTEXT);
    expect(Object.keys(companions)).toEqual(['previous', 'weekendSplit', 'trend']);
    expect(companions.previous?.period).toMatchObject({
      start: '2026-09-12T03:00:00.000Z',
      end: '2026-10-17T03:00:00.000Z',
    });
    expect(companions.weekendSplit?.by).toEqual([{ field: 'weekend' }]);
    expect(companions.trend?.by).toEqual([{ grain: 'day' }]);
  });

  it('compares with nothing where the data does not reach back', () => {
    const range = { from: '2026-10-01T10:00:00.000Z', to: '2026-11-21T13:00:00.000Z' };
    const facts = { ...FACTS, range: { ...FACTS.range, tickets: range } };
    expect(planCompanions(figures(), { ...CONTEXT, facts }).previous).toBeUndefined();
  });

  it('asks for the whole of a breakdown, and for the groups a threshold hides', () => {
    const plan = figures({
      metrics: [CSAT],
      by: [{ field: 'agent' }],
      having: [{ metric: 0, op: 'lt', value: 0.8 }],
    });
    const { total, everyGroup, ...rest } = planCompanions(plan, CONTEXT);
    expect(total).toMatchObject({ by: [], having: [] });
    expect(everyGroup).toMatchObject({ by: [{ field: 'agent' }], having: [] });
    expect(rest).toEqual({});
  });

  it('asks for the same days of the month before when a trend ends in mid-month', () => {
    const plan = figures({ by: [{ grain: 'month' }], period: THIS_QUARTER });
    expect(planCompanions(plan, CONTEXT).samePart?.period).toMatchObject({
      start: '2026-10-01T03:00:00.000Z',
      end: '2026-10-21T12:40:00.000Z',
    });
  });

  it('splits one value from everyone else', () => {
    const plan = figures({
      where: [is('pipeline', 'Billing'), is('agent', 'Nova')],
      compare: { kind: 'team', field: 'agent', value: 'Nova' },
    });
    const { value, team } = planCompanions(plan, CONTEXT);
    expect(value?.where).toEqual([is('pipeline', 'Billing'), is('agent', 'Nova')]);
    expect(team?.where).toEqual([
      is('pipeline', 'Billing'),
      { field: 'agent', op: 'is-not', values: ['Nova'] },
    ]);
  });

  it('never asks for more than three', () => {
    const plans = [
      figures({ metrics: [FIRST_RESPONSE] }),
      figures({ by: [{ grain: 'week' }], period: THIS_QUARTER }),
      figures({ by: [{ field: 'agent' }], limit: 1 }),
    ];
    for (const plan of plans) {
      expect(Object.keys(planCompanions(plan, CONTEXT)).length).toBeLessThanOrEqual(3);
    }
  });
});

describe('planNearby', () => {
  it('counts what matches and looks at a longer stretch', () => {
    const day = { ...LAST_35_DAYS, start: '2026-11-20T04:00:00.000Z', count: 1 };
    const nearby = planNearby(figures({ metrics: [CSAT], period: day }), CONTEXT);
    expect(nearby.population?.metrics[0]).toMatchObject({ metric: 'volume', of: 'conversations' });
    expect(nearby.wider?.period).toMatchObject({
      start: '2026-10-22T03:00:00.000Z',
      end: '2026-11-21T04:00:00.000Z',
    });
  });

  it('knows an empty result', () => {
    expect(isEmpty(found([row([], null, 0)]))).toBe(true);
    expect(isEmpty(found([row([], 0)]))).toBe(true);
    expect(isEmpty(found([row(['Nova'], 3)]))).toBe(false);
    expect(isEmpty(found([row([], 0, 163)]))).toBe(false); // 0 % of 163
  });
});
