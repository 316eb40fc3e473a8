import { expect, it } from 'vitest';
import { createRounds } from '../../src/core/rounds.ts';

const LONG_MS = 3_600_000;

/** Rounds whose beginnings can be waited for. */
function counting(act: (round: number, signal: AbortSignal) => Promise<number>) {
  const rounds = createRounds();
  const failures: unknown[] = [];
  const waiting = new Map<number, () => void>();
  let count = 0;
  const go = async (signal: AbortSignal) => {
    count += 1;
    waiting.get(count)?.();
    return act(count, signal);
  };
  return {
    rounds,
    failures,
    count: () => count,
    begun: (round: number) =>
      count >= round
        ? Promise.resolve()
        : new Promise<void>((resolve) => waiting.set(round, resolve)),
    start: () => rounds.start({ go, failed: (error) => failures.push(error), retryMs: 1 }),
  };
}

it('goes round at once, and again after each nap', async () => {
  const counted = counting(async () => 1);
  await using _going = counted.start();
  await counted.begun(3);
});

it('is woken from its nap', async () => {
  const counted = counting(async () => LONG_MS);
  await using _going = counted.start();
  await counted.begun(1);
  counted.rounds.wake();
  await counted.begun(2);
});

it('goes round once more when it is woken in the middle of a round', async () => {
  const counted = counting(async (round) => {
    if (round === 1) counted.rounds.wake();
    return LONG_MS;
  });
  await using _going = counted.start();
  await counted.begun(2);
});

it('tells what went wrong and goes on', async () => {
  const problem = new Error('the store is gone');
  const counted = counting(async (round) => {
    if (round < 3) throw problem;
    return LONG_MS;
  });
  await using _going = counted.start();
  await counted.begun(3);
  expect(counted.failures).toEqual([problem, problem]);
});

it('stops a round that listens, begins no other, and says nothing of it', async () => {
  const counted = counting(
    (_round, signal) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  );
  await counted.start()[Symbol.asyncDispose]();
  expect(counted.count()).toBe(1);
  expect(counted.failures).toEqual([]);
  counted.rounds.wake();
  expect(counted.count()).toBe(1);
});

it('can be started again', async () => {
  const counted = counting(async () => LONG_MS);
  await counted.start()[Symbol.asyncDispose]();
  await using _going = counted.start();
  await counted.begun(2);
});
