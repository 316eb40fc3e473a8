import { describe, expect, it } from 'vitest';
import { parse } from './desk.ts';

const timeOf = (question: string) => parse(question).facets.time;
const wordsOf = (question: string): readonly string[] =>
  timeOf(question).periods.map(({ period }) => period.words);

describe('periods', () => {
  it('finds the one that is named', () => {
    expect(wordsOf('csat last month')).toEqual(['last month']);
  });

  it('sets the second against the first', () => {
    expect(wordsOf('tickets in October vs September')).toEqual(['October 2026']);
    expect(timeOf('tickets in October vs September').compare).toMatchObject({
      kind: 'period',
      period: { words: 'September 2026' },
    });
  });

  it('reads four digits as a year unless they number a ticket or an amount', () => {
    expect(wordsOf('what about 2025')).toEqual(['2025']);
    expect(wordsOf('ticket 2025')).toEqual([]);
    expect(wordsOf('more than 2025 tickets')).toEqual([]);
  });

  it('knows when everything is meant', () => {
    expect(timeOf('tickets of all time').all).toBe(true);
  });

  it('leaves grains and recurring times to those who break down and limit by them', () => {
    expect(timeOf('tickets on Mondays by week').periods).toEqual([]);
  });
});
