import { describe, expect, it } from 'vitest';
import { ask, parse } from './desk.ts';

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

  it.each([
    'csat this year in October, just November',
    'chats in Q1 only Q2',
    'tickets yesterday last week',
  ])('asks which one is meant: %s', (question) => {
    const reading = ask(question);
    expect(reading.kind).toBe('clarify');
  });

  it.each([
    ['csat in October vs the previous month', { kind: 'previous' }],
    ['tickets in Q2 2026 compared with the previous quarter', { kind: 'previous' }],
    ['chats last week against the prior week', { kind: 'previous' }],
    ['chats in August vs the previous week', { kind: 'period' }],
  ])('takes what is before the stretch named: %s', (question, compare) => {
    expect(timeOf(question).compare).toMatchObject(compare);
  });

  it('offers either stretch as a question of its own', () => {
    const reading = ask('how many chats in Q1 but only Q2?');
    expect(reading.kind === 'clarify' && reading.choices).toEqual([
      { label: 'Q1 2026', question: 'how many chats in Q1?' },
      { label: 'Q2 2026', question: 'how many chats only Q2?' },
    ]);
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
