import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { dueAt, startRota } from '../../../src/sources/sync/schedule.ts';

const HOUR_MS = 3_600_000;
const NOW = Date.parse('2026-11-20T12:00:00Z');

describe('the next run', () => {
  it('is due at once where there was none, or the last is longer ago than the interval', () => {
    expect(dueAt(4, null, { now: NOW, random: 0.5 })).toBe(NOW);
    expect(dueAt(4, NOW - 5 * HOUR_MS, { now: NOW, random: 0.5 })).toBe(NOW);
  });

  it('comes an interval after the last began, give or take a twentieth', () => {
    const at = (random: number) => dueAt(4, NOW, { now: NOW, random }) - NOW;
    expect(at(0)).toBe(3.8 * HOUR_MS);
    expect(at(0.5)).toBe(4 * HOUR_MS);
    expect(at(1)).toBeCloseTo(4.2 * HOUR_MS);
  });
});

describe('a rota', () => {
  const every = (hours: number) =>
    ({ schedule: { kind: 'interval', hours }, zone: 'UTC' }) as const;
  const now = () => Date.now();

  it('runs at once what is due, one run at a time, and tells when the next one is', async () => {
    let [runs, underWay, most, last] = [0, 0, 0, 0];
    await using rota = startRota({
      ...every(10 / HOUR_MS),
      now,
      lastAt: async () => last,
      run: async () => {
        last = now();
        underWay += 1;
        most = Math.max(most, underWay);
        await delay(5);
        underWay -= 1;
        runs += 1;
      },
    });
    while (runs < 3) await delay(5);
    expect(most).toBe(1);
    expect(Date.parse(rota.nextAt() ?? '')).toBeGreaterThan(last - 20);
  });

  it('looks into the store no more once it is over, though a run still ends', async () => {
    const run = Promise.withResolvers<void>();
    let looks = 0;
    const rota = startRota({
      ...every(4),
      now,
      lastAt: async () => {
        looks += 1;
        return null;
      },
      run: () => run.promise,
    });
    await delay(20);
    await rota[Symbol.asyncDispose]();
    run.resolve();
    await delay(5);
    expect(looks).toBe(1);
  });

  it('by a cron line tells when it is due next', async () => {
    await using rota = startRota({
      ...{ schedule: { kind: 'cron', line: '0 4 * * *' }, zone: 'UTC', now },
      ...{ lastAt: async () => null, run: async () => undefined },
    });
    expect(rota.nextAt()).toMatch(/T04:00:/);
  });
});
