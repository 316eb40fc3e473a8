import { expect, it } from 'vitest';
import { findDurations } from '../../../src/ask/time/find-durations.ts';

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

it.each([
  ['48 hours', 48 * HOUR],
  ['2h', 2 * HOUR],
  ['2 h', 2 * HOUR],
  ['90 min', 90 * MINUTE],
  ['30 seconds', 30],
  ['a day and a half', 1.5 * DAY],
  ['one and a half hours', 1.5 * HOUR],
  ['1.5 hours', 1.5 * HOUR],
  ['1,5 hours', 1.5 * HOUR],
  ['three days', 3 * DAY],
  ['twenty-four hours', DAY],
  ['a week', 7 * DAY],
  ['a couple of days', 2 * DAY],
  ['half an hour', 30 * MINUTE],
  ['a quarter of an hour', 15 * MINUTE],
  ['2 h 30 min', 2.5 * HOUR],
  ['1 day and 4 hours', 28 * HOUR],
  ['an hour', HOUR],
  ['1d4h', 28 * HOUR],
])('%s', (text, seconds) => {
  expect(findDurations(`open longer than ${text} in Billing`)).toEqual([
    { from: 17, to: 17 + text.length, seconds },
  ]);
});

it.each(['top 5 agents', '2 business days', 'a ticket', 'second reply', '80 %', 'Q3', 'plan d'])(
  '%s is no amount of time',
  (text) => {
    expect(findDurations(text)).toEqual([]);
  },
);

it('finds every one', () => {
  expect(findDurations('between 2 hours and 3 days').map(({ seconds }) => seconds)).toEqual([
    2 * HOUR,
    3 * DAY,
  ]);
});
