import { describe, expect, it } from 'vitest';
import { fixedClock } from '../../../src/core/clock.ts';
import { gatherPages } from '../../../src/sources/hubspot/gather-pages.ts';
import type { Page, PageRows } from '../../../src/sources/sync/page.ts';

const page = (nth: number, rows: PageRows, more: Partial<Page> = {}): Page => ({
  ...rows,
  state: { nth },
  progress: { step: 'tickets', done: nth, of: null },
  ...more,
});
const ticket = (id: number) => ({ source_id: String(id), version: 1, subject: 'x' });

async function* each(...pages: readonly (Page | Error)[]): AsyncGenerator<Page> {
  for (const one of pages) {
    if (one instanceof Error) throw one;
    yield one;
  }
}

async function gathered(
  pages: AsyncIterable<Page>,
  rows = 3,
  clock = fixedClock('2026-11-20T12:00:00Z'),
) {
  const seen: (readonly [unknown, readonly string[]])[] = [];
  const ended = await (async () => {
    for await (const { state, tickets = [] } of gatherPages(pages, { clock, rows })) {
      seen.push([state.nth, tickets.map(({ source_id }) => source_id)]);
    }
    return null;
  })().catch((error: unknown) => error);
  return { seen, ended };
}

describe('gathering pages', () => {
  it('makes one of several, up to enough rows, with the state of the last', async () => {
    const pages = [1, 2, 3, 4].map((nth) => page(nth, { tickets: [ticket(nth)] }));
    expect((await gathered(each(...pages))).seen).toEqual([
      [3, ['1', '2', '3']],
      [4, ['4']],
    ]);
  });

  it('keeps apart what brings other columns, other steps and labels', async () => {
    const wider = { ...ticket(2), company: 'Acme' };
    const agent = { source_id: '7', name: 'Mara', emails: [], role: null, active: true };
    const { seen } = await gathered(
      each(
        page(1, { tickets: [ticket(1)] }),
        page(2, { tickets: [wider] }),
        page(3, {}, { progress: { step: 'messages', done: 0, of: null } }),
        page(4, { agents: [agent] }, { progress: { step: 'messages', done: 0, of: null } }),
      ),
      100,
    );
    expect(seen.map(([nth]) => nth)).toEqual([1, 2, 3, 4]);
  });

  it('doesn’t hold back what comes slowly, nor the end of a pass', async () => {
    let now = 0;
    const clock = { now: () => now };
    async function* slowly(): AsyncGenerator<Page> {
      for (let nth = 1; nth <= 4; nth += 1) {
        now += 1500;
        yield page(nth, { tickets: [ticket(nth)] });
      }
      yield page(5, {}, { complete: { readUntil: '2026-11-20T12:00:00Z' } });
    }
    const { seen } = await gathered(slowly(), 100, clock as ReturnType<typeof fixedClock>);
    expect(seen).toEqual([
      [3, ['1', '2', '3']],
      [5, ['4']],
    ]);
  });

  it('gives what came before it was stopped, and then stops', async () => {
    const { seen, ended } = await gathered(
      each(page(1, { tickets: [ticket(1)] }), new Error('down')),
    );
    expect(seen).toEqual([[1, ['1']]]);
    expect(String(ended)).toContain('down');
  });
});
