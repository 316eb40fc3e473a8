import { describe, expect, it } from 'vitest';
import type { Unit } from '../../src/core/answer.ts';
import {
  formatCell,
  formatChange,
  formatCount,
  formatCounted,
  formatLimit,
  formatNumber,
  formatPart,
  formatPercent,
  formatScore,
  formatSeconds,
  formatShare,
  formatValue,
} from '../../src/core/format.ts';

/** Thin and narrow spaces as plain ones, so that the tables below can be read. */
const plain = (words: string): string => words.replace(/[\u2009\u202f]/g, ' ');

describe('formatSeconds', () => {
  it.each([
    [0, '0 s'],
    [0.4, '< 1 s'],
    [45, '45 s'],
    [59.6, '1 min'],
    [84, '1 min 24 s'],
    [270, '4 min 30 s'],
    [545, '9 min 05 s'],
    [599.7, '10 min'],
    [1080, '18 min'],
    [3599, '1 h'],
    [7200, '2 h'],
    [7560, '2 h 06 min'],
    [86_399, '1 d'],
    [129_600, '1 d 12 h'],
    [273_600, '3 d 4 h'],
    [100 * 86_400, '100 d'],
    [123_456_789, '1 429 d'],
    [-1080, '−18 min'],
  ])('says %d as %s', (seconds, words) => {
    expect(plain(formatSeconds(seconds))).toBe(words);
  });
});

describe('formatShare', () => {
  it.each([
    [0, '0 %'],
    [0.0001, '< 0.1 %'],
    [0.043, '4.3 %'],
    [0.05, '5.0 %'],
    [0.0996, '10 %'],
    [0.876, '88 %'],
    [0.9949, '99 %'],
    [0.9999, '99.9 %'],
    [1, '100 %'],
  ])('says %d as %s', (share, words) => {
    expect(plain(formatShare(share))).toBe(words);
  });

  it('keeps the percent sign on the line', () => {
    expect(formatShare(0.12)).toBe('12\u202f%');
  });
});

describe('formatCount and formatNumber', () => {
  it.each([
    [0, '0', '0'],
    [487, '487', '487'],
    [1284, '1 284', '1 284'],
    [1_234_567, '1 234 567', '1 234 567'],
    [6.42, '6', '6.4'],
    [0.424, '0', '0.42'],
    [-0.124, '0', '−0.12'],
    [1284.6, '1 285', '1 285'],
  ])('says %d as %s and %s', (value, count, number) => {
    expect(plain(formatCount(value))).toBe(count);
    expect(plain(formatNumber(value))).toBe(number);
  });

  it('separates thousands by a thin space', () => {
    expect(formatCount(1284)).toBe('1\u2009284');
  });
});

it('gives scores one decimal, and two on a 0–1 scale', () => {
  expect([4.26, 5, 0.734, 1].map(formatScore)).toEqual(['4.3', '5.0', '0.73', '1.0']);
});

it.each<[number | null, Unit, string]>([
  [null, 'share', 'no data'],
  [1284, 'count', '1 284'],
  [0.04, 'points', '4 points'],
  [0.01, 'points', '1 point'],
  [0.004, 'points', '0.4 points'],
])('formats %s as %s: %s', (value, unit, words) => {
  expect(plain(formatValue(value, unit))).toBe(words);
});

it.each<[number, Unit, number | null, string]>([
  [-1080, 'seconds', -0.121, '−18 min (−12 %)'],
  [1080, 'seconds', 0.121, '+18 min (+12 %)'],
  [-0.04, 'share', -0.05, '−4 points'],
  [196, 'count', 0.301, '+196 (+30 %)'],
  [0, 'count', 0, '0'],
  [12, 'count', null, '+12'],
])('writes the change %d %s as %s', (change, unit, ratio, words) => {
  expect(plain(formatChange(change, unit, ratio))).toBe(words);
});

it('says percentages of change whole, and small ones with a decimal', () => {
  expect([0.301, 0.004, 12.4, 0].map((ratio) => plain(formatPercent(ratio)))).toEqual([
    '30 %',
    '0.4 %',
    '1 240 %',
    '0 %',
  ]);
});

it.each<[number, Unit, string]>([
  [172_800, 'seconds', '48 h'],
  [14_400, 'seconds', '4 h'],
  [604_800, 'seconds', '7 d'],
  [1800, 'seconds', '30 min'],
  [0.8, 'share', '80 %'],
  [0.05, 'share', '5 %'],
  [4, 'score', '4'],
])('says the limit %d %s as people set it: %s', (value, unit, words) => {
  expect(plain(formatLimit(value, unit))).toBe(words);
});

it('shows missing groups, missing figures and flags in words', () => {
  const agent = { name: 'agent', label: 'agent', role: 'dimension' } as const;
  const csat = { name: 'csat', label: 'CSAT', role: 'metric', unit: 'share' } as const;
  expect(formatCell(null, agent)).toBe('(none)');
  expect(formatCell(null, csat)).toBe('–');
  expect(formatCell(true, agent)).toBe('yes');
  expect(plain(formatCell(0.92, csat))).toBe('92 %');
});

it('formatCounted says one thing as one', () => {
  const words = [0, 1, 2, 1284].map((count) => plain(formatCounted(count, 'row')));
  expect(words).toEqual(['0 rows', '1 row', '2 rows', '1 284 rows']);
  expect(formatCounted(2, 'reply', 'replies')).toBe('2 replies');
});

it('says of a bucket whether it goes on or is cut', () => {
  const weeks = { categories: ['29 Jun', '6 Jul', '28 Sep'], partial: [0, 2] };
  const parts = (isRunning: boolean) =>
    weeks.categories.map((_, at) => formatPart({ ...weeks, isRunning }, at));
  expect(parts(false)).toEqual(['in part', '', 'in part']);
  expect(parts(true)).toEqual(['in part', '', 'so far']);
});
