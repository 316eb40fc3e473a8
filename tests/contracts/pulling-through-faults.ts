import { expect } from 'vitest';
import type { TicketSource } from '../../src/sources/sync/ticket-source.ts';
import { emptyMirror, type Mirror, pullInto } from '../standins/kit/mirror.ts';
import { numbersFrom } from '../standins/kit/numbers.ts';
import type { StandIn } from '../standins/kit/stand-in.ts';

/** An upstream that goes on changing while it is read. */
type Upstream = AsyncDisposable & {
  readonly source: TicketSource;
  readonly server: StandIn;
  /** What the stand-in has its faults know of it. */
  readonly hints: object;
  /** People do a few things, and time passes. */
  work(next: (below: number) => number): void;
  /** As long as it takes until everything can be read. */
  settle(): void;
  /** Row by row: what is there, and nothing else. */
  expectSame(mirror: Mirror): void;
};

/** Rows come to the same whether or not every third request fails, and hardly more is asked for them. Gives what was read without faults and with. */
export async function expectSameThroughFaults(
  open: () => Promise<Upstream>,
  { seed, rounds }: { readonly seed: number; readonly rounds: number },
): Promise<readonly Mirror[]> {
  const counted: number[] = [];
  const mirrors: Mirror[] = [];
  for (const rate of [0, 0.3]) {
    await using upstream = await open();
    const { source, server } = upstream;
    server.setFaults({ rate, seed, retryAfterSeconds: 0, ...upstream.hints });
    const mirror = emptyMirror();
    await pullInto(mirror, source);
    const next = numbersFrom(5);
    for (let round = 0; round < rounds; round += 1) {
      upstream.work(next);
      await pullInto(mirror, source);
    }
    upstream.settle();
    await pullInto(mirror, source);
    upstream.expectSame(mirror);
    const { requests, faults } = server.counts;
    counted.push(requests - faults);
    mirrors.push(mirror);
    if (rate > 0) expect(faults / requests).toBeGreaterThan(0.2);
  }
  const [without = 0, withFaults = 0] = counted;
  expect(withFaults).toBeLessThanOrEqual(1.5 * without);
  return mirrors;
}
