import { describe, expect, it } from 'vitest';
import { readUntil } from '../../../src/tickets/assign/read-until.ts';

/** A Friday, 10:00 in Halifax. */
const moment = { now: Date.parse('2026-11-20T14:00:00Z'), zone: 'America/Halifax' };

describe('until when somebody is away', () => {
  it.each([
    ['15:00', '2026-11-20T19:00'],
    ['until 9:00', '2026-11-21T13:00'], // today's is over
    ['tomorrow', '2026-11-21T04:00'],
    ['tomorrow at 9:00', '2026-11-21T13:00'],
    ['Monday', '2026-11-23T04:00'],
    ['friday', '2026-11-27T04:00'],
    ['fri 11:00', '2026-11-20T15:00'],
    ['2 h', '2026-11-20T16:00'],
    ['for 3 days', '2026-11-23T14:00'],
    ['24 dec', '2026-12-24T04:00'],
    ['Dec 24, 2027', '2027-12-24T04:00'],
    ['january 3', '2027-01-03T04:00'],
    ['2026-12-24T09:00', '2026-12-24T13:00'],
  ])('reads “%s”', (words, at) => {
    const read = readUntil(words, moment);
    expect(read === null ? null : new Date(read).toISOString().slice(0, 16)).toBe(at);
  });

  it.each([
    '',
    'until',
    '30 feb',
    '2026-13-01',
    '25:00',
    'today 9:00',
    '2025-01-01',
    'soon',
    'may',
  ])('knows no time in “%s”', (words) => {
    expect(readUntil(words, moment)).toBeNull();
  });
});
