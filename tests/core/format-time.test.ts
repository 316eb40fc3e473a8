import { expect, it } from 'vitest';
import {
  formatBucket,
  formatClock,
  formatDate,
  formatDates,
  formatDateTime,
  formatInstant,
  formatWeekday,
  formatZone,
  toLocal,
} from '../../src/core/format-time.ts';

it('writes dates and local times', () => {
  expect(formatDate('2026-11-20')).toBe('20 Nov 2026');
  expect(formatDateTime('2026-11-02T09:05')).toBe('2 Nov 2026 09:05');
  expect(formatDateTime('2026-11-02')).toBe('2 Nov 2026');
});

it('shows an instant on the clocks of a zone, through the change of clocks', () => {
  expect(formatInstant('2026-11-20T13:40:00.000Z', 'America/Halifax')).toBe('20 Nov 2026 09:40');
  expect(formatInstant('2026-07-01T02:30:00.000Z', 'America/Halifax')).toBe('30 Jun 2026 23:30');
  expect(formatClock('2026-11-20T13:40:00.000Z', 'Asia/Kolkata')).toBe('19:10');
  expect(toLocal('2026-11-20T04:00:00.000Z', 'America/Halifax')).toBe('2026-11-20T00:00');
});

it.each([
  ['2026-11-20', '2026-11-20', '20 Nov 2026'],
  ['2026-11-03', '2026-11-20', '3 – 20 Nov 2026'],
  ['2026-10-17', '2026-11-20', '17 Oct – 20 Nov 2026'],
  ['2025-12-30', '2026-01-02', '30 Dec 2025 – 2 Jan 2026'],
])('writes %s to %s as %s', (from, to, words) => {
  expect(formatDates(from, to)).toBe(words);
});

it('names each grain of time', () => {
  const at = (grain: Parameters<typeof formatBucket>[1]): string =>
    formatBucket('2026-09-07', grain);
  expect([at('day'), at('week'), at('month'), at('quarter'), at('half'), at('year')]).toEqual([
    '7 Sep 2026',
    'week of 7 Sep 2026',
    'Sep 2026',
    'Q3 2026',
    'H2 2026',
    '2026',
  ]);
  expect(formatBucket('2026-09-07T09:00', 'hour')).toBe('7 Sep 09:00');
});

it('names weekdays and zones', () => {
  expect([1, 7].map(formatWeekday)).toEqual(['Monday', 'Sunday']);
  expect(['America/Halifax', 'America/New_York', 'UTC', 'Etc/UTC'].map(formatZone)).toEqual([
    'Halifax time',
    'New York time',
    'UTC',
    'UTC',
  ]);
});
