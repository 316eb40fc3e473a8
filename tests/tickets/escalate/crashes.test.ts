import { describe, expect, it } from 'vitest';
import { openWorld } from './open-escalations.ts';
import { emptyTally, simulate } from './simulate.ts';

const RUNS = 30;

describe('escalations whose processes are killed at any step', () => {
  it('page everybody they should once, nobody after an answer, and are never forgotten', async () => {
    await using world = await openWorld();
    const tally = emptyTally();
    for (let seed = 1; seed <= RUNS; seed++) await simulate(world, seed, tally);
    expect(tally.broken).toEqual([]);
    expect(tally.runs).toBe(RUNS);
    // Or nothing was put to the test.
    expect(tally.kills).toBeGreaterThan(RUNS);
    expect(tally.pages).toBeGreaterThan(RUNS);
    expect(await world.open().verifyAudit()).toMatchObject({ kind: 'whole' });
  });
});
