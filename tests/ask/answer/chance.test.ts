import { expect, it } from 'vitest';
import { countsDiffer, findTrend, median, sharesDiffer } from '../../../src/ask/answer/chance.ts';

it('tells shares apart only beyond chance', () => {
  expect(sharesDiffer({ share: 0.92, n: 431 }, { share: 0.88, n: 76 })).toBe(false);
  expect(sharesDiffer({ share: 0.92, n: 4310 }, { share: 0.88, n: 760 })).toBe(true);
  expect(sharesDiffer({ share: 1, n: 40 }, { share: 1, n: 50 })).toBe(false);
});

it('tells counts apart only beyond counting noise', () => {
  expect(countsDiffer(100, 110)).toBe(false);
  expect(countsDiffer(1000, 1110)).toBe(true);
  expect(countsDiffer(0, 0)).toBe(false);
});

it('calls four rising values a trend, but not three', () => {
  expect(findTrend([651, 700, 770, 847])).toEqual({ direction: 'up', steps: { along: 3, of: 3 } });
  expect(findTrend([651, 700, 770])).toBeNull();
});

it('calls a fall with a single step against it, and no wobble', () => {
  expect(findTrend([100, 92, 94, 80, 71, 66])).toEqual({
    direction: 'down',
    steps: { along: 4, of: 5 },
  });
  expect(findTrend([100, 130, 90, 120, 95, 125])).toBeNull();
});

it('calls no trend in a change too small to matter', () => {
  expect(findTrend([1000, 1001, 1002, 1003, 1004, 1005])).toBeNull();
});

it('sees through weekdays in a long daily series', () => {
  const weekly = (day: number): number => (day % 7 < 5 ? 100 : 20);
  const flat = Array.from({ length: 364 }, (_, day) => weekly(day));
  const rising = flat.map((value, day) => value + day * 0.3);
  expect(findTrend(flat)).toBeNull();
  expect(findTrend(rising)?.direction).toBe('up');
});

it('takes the middle of an even number of values between the two', () => {
  expect(median([4, 1, 3, 2])).toBe(2.5);
});
