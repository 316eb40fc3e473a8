import { describe, expect, it } from 'vitest';
import type { Grain } from '../../../src/core/period.ts';
import { unitEdges, wall } from './clocks.ts';

const HALIFAX = 'America/Halifax';

const edges = (start: string, end: string, unit: Grain, zone = HALIFAX): readonly string[] =>
  unitEdges({ start, end, zone }, unit);

describe('units of the calendar', () => {
  it('are weeks that begin on the weekday the team begins them with', () => {
    const weeks = edges('2026-11-01', '2026-11-17', 'week');
    expect(weeks.map((edge) => wall(edge, HALIFAX))).toEqual([
      '2026-10-26',
      '2026-11-02',
      '2026-11-09',
      '2026-11-16',
      '2026-11-23',
    ]);
  });

  it('are 25 hours on the day clocks go back, 23 when they go forward', () => {
    expect(edges('2026-11-01', '2026-11-02', 'hour')).toHaveLength(26);
    expect(edges('2026-03-08', '2026-03-09', 'hour')).toHaveLength(24);
  });

  it('are days that begin at local midnight on both sides of a clock change', () => {
    expect(edges('2026-10-31', '2026-11-03', 'day')).toEqual([
      '2026-10-31T03:00:00.000Z',
      '2026-11-01T03:00:00.000Z',
      '2026-11-02T04:00:00.000Z',
      '2026-11-03T04:00:00.000Z',
    ]);
  });

  it('keep to midnight after a day that begins at one', () => {
    // In Cairo clocks went from 00:00 to 01:00 on Friday 24 April 2026.
    const days = edges('2026-04-23', '2026-04-27', 'day', 'Africa/Cairo');
    expect(days.map((edge) => wall(edge, 'Africa/Cairo'))).toEqual([
      '2026-04-23',
      '2026-04-24T01:00',
      '2026-04-25',
      '2026-04-26',
      '2026-04-27',
    ]);
  });

  it.each<[Grain, number]>([
    ['month', 12],
    ['quarter', 4],
    ['half', 2],
    ['year', 1],
  ])('of a year by %s are %i', (unit, count) => {
    expect(edges('2025-01-01', '2026-01-01', unit)).toHaveLength(count + 1);
  });
});
