import { describe, expect, it } from 'vitest';
import { readQuestion } from '../../../src/ask/read/read-question.ts';
import { deskContext, planOf } from './desk.ts';

const MARCH = '2026-03-31T12:00:00.000Z';

describe('the period and instant of a question', () => {
  it('is the last 30 days where none is named', () => {
    expect(planOf('csat')).toMatchObject({ period: { words: 'last 30 days', basis: 'default' } });
  });

  it('is all there is once the data no longer grows, as of its end', () => {
    const reading = readQuestion('csat', deskContext({ newestAt: MARCH }));
    expect(reading).toMatchObject({ plan: { period: { basis: 'all-data' }, asOf: MARCH } });
  });

  it('is no period for states', () => {
    expect(planOf('open urgent tickets')).toMatchObject({ period: null });
    expect(planOf('backlog')).toMatchObject({ period: null });
  });

  it('keeps managers out unless one is named', () => {
    expect(planOf('tickets last week')).toMatchObject({ managers: 'excluded' });
    expect(planOf('tickets for Richie Diaz')).toMatchObject({ managers: 'included' });
  });
});
