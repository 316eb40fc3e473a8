import { expect, it } from 'vitest';
import { emptyTally, simulate } from './simulate.ts';

it('holds whatever cuts in on whatever', { timeout: 60_000 }, () => {
  const tally = emptyTally();
  for (let seed = 1; seed <= 2000; seed++) simulate(seed, tally);
  expect(tally.broken.slice(0, 20)).toEqual([]);
  expect(tally.runs).toBe(2000);
  // The runs have to get somewhere for that to say anything.
  expect(tally.assigned).toBeGreaterThan(10_000);
  expect(tally.retried).toBeGreaterThan(1000);
  expect(tally.repeated).toBeGreaterThan(100);
});
