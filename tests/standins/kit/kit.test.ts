import { describe, expect, it } from 'vitest';
import { FAULTS, type Fault } from './faults.ts';
import { spawnStandIn } from './own-process.ts';
import { useStandIns } from './use-stand-ins.ts';

const standIn = useStandIns();
const list = () => ({ body: { results: [{ id: '1' }, { id: '2' }, { id: '3' }] } });

async function faultsOf(
  seed: number,
  order: readonly number[],
): Promise<Map<number, Fault | null>> {
  const server = await standIn(list, { faults: { rate: 0.5, seed, stallMs: 1 } });
  for (const n of order) {
    await fetch(`${server.url}/?n=${n}`)
      .then(
        (r) => r.text(),
        () => null,
      )
      .catch(() => null);
  }
  return new Map(server.calls.map((call) => [Number(call.target.slice(4)), call.fault]));
}

describe('a stand-in', () => {
  it('spoils the same requests the same way, whatever their order', async () => {
    const numbers = Array.from({ length: 40 }, (_, n) => n);
    const forwards = await faultsOf(7, numbers);
    const backwards = await faultsOf(7, [...numbers].reverse());
    expect([...backwards].sort(([a], [b]) => a - b)).toEqual([...forwards]);
    const spoilt = [...forwards.values()].filter((fault) => fault !== null).length;
    expect(spoilt).toBeGreaterThan(10);
    expect(spoilt).toBeLessThan(30);
  });

  it('has every fault it names', async () => {
    const seen = new Set(
      (
        await faultsOf(
          1,
          Array.from({ length: 200 }, (_, n) => n),
        )
      ).values(),
    );
    expect([...seen].filter((fault) => fault !== null).sort()).toEqual([...FAULTS].sort());
  });

  it('gives the page before where it doubles one', async () => {
    const server = await standIn(({ query }) => ({ body: { results: [query.get('page')] } }), {
      faults: {
        rate: 1,
        seed: 1,
        kinds: ['page-again'],
        walkOf: () => 'all',
        spares: ({ query }) => query.get('page') === '1',
      },
    });
    await fetch(`${server.url}/?page=1`);
    const second = await fetch(`${server.url}/?page=2`);
    expect(await second.json()).toEqual({ results: ['1'] });
  });

  it('runs in a process of its own', async () => {
    const module = new URL('./echo.ts', import.meta.url).pathname;
    await using server = await spawnStandIn(module, { greeting: 'hello' }, 10);
    expect(await (await fetch(`${server.url}/x`)).json()).toEqual({ greeting: 'hello' });
    expect(await server.control('greet', 'bye')).toBe('hello');
    expect(await (await fetch(`${server.url}/x`)).json()).toEqual({ greeting: 'bye' });
    await server.setFaults({ rate: 1, seed: 1, kinds: ['error'] });
    expect((await fetch(`${server.url}/x`)).status).toBe(500);
    expect(await server.counts()).toEqual({ requests: 3, faults: 1 });
    expect((await server.calls()).map((call) => call.fault)).toEqual([null, null, 'error']);
  });
});
