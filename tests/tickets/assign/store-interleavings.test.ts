import { expect, it } from 'vitest';
import { emptyStoreTally, simulateStore } from './simulate-store.ts';

it('holds on two connections that cut in on one another and are killed', {
  timeout: 60_000,
}, async () => {
  const tally = emptyStoreTally();
  for (let seed = 1; seed <= 4; seed++) await simulateStore(seed, tally);
  expect(tally.broken.slice(0, 20)).toEqual([]);
  // The runs have to get somewhere for that to say anything.
  expect(tally.kills).toBeGreaterThan(5);
  expect(tally.overtaken).toBeGreaterThan(5);
  expect(tally.assigned).toBeGreaterThan(40);
});
