import { describe, expect, it } from 'vitest';
import { plainText, unbroken } from '../../../src/surfaces/web/markup.ts';

describe('a figure and its unit', () => {
  it.each([
    ['over 1 284 tickets', 'over 1\u202f284 tickets'],
    ['1\u20092042\u2009318', '1\u20092042\u202f318'],
    ['2 h 06 min', '2\u00a0h\u00a006\u00a0min'],
    ['17 Oct – 20 Nov 2026', '17\u00a0Oct – 20\u00a0Nov 2026'],
    ['30 % of 12 hamsters', '30\u00a0% of 12 hamsters'],
    ['T-4312 500 times', 'T-4312\u202f500 times'],
  ])('stay on one line in %j', (text, expected) => {
    expect(unbroken(text)).toBe(expected);
  });
});

it('reads out the words without their marks', () => {
  expect(plainText('**Nova**, with 487')).toBe('Nova, with 487');
});
