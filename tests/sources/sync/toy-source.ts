import type { Page, PageRows, Reject } from '../../../src/sources/sync/page.ts';
import type { PullStart, TicketSource } from '../../../src/sources/sync/ticket-source.ts';

/** A support system of a few lines: what `pages` gives, from the page its state names on. */
export type ToySource = TicketSource & {
  /** What each pull was begun with. */
  readonly starts: PullStart[];
};

export type ToyPage = PageRows & Pick<Page, 'complete'>;

export function toySource(
  pages: (start: PullStart) => readonly (ToyPage | Error)[],
  more: Partial<Pick<TicketSource, 'name' | 'label' | 'mapping' | 'remap' | 'readTickets'>> = {},
): ToySource {
  const starts: PullStart[] = [];
  return {
    name: 'toy',
    label: 'Toy desk',
    mapping: 'toy-1',
    traffic: { requests: 0, retries: 0 },
    starts,
    async *pull(start) {
      starts.push(start);
      const all = pages(start);
      const from = Number(start.state?.at ?? 0);
      for (const [at, page] of all.entries()) {
        if (at < from) continue;
        start.signal.throwIfAborted();
        if (page instanceof Error) throw page;
        const { complete, ...rows } = page;
        yield {
          ...rows,
          ...(complete && { complete }),
          state: { at: complete ? 0 : at + 1 },
          progress: { step: 'tickets', done: at + 1, of: all.length },
        };
      }
    },
    remap: (reject: Reject) => ({ rejects: [reject] }),
    test: async () => ({
      source: 'toy',
      label: 'Toy desk',
      isWorking: true,
      findings: [],
      seen: { tickets: 0, chats: 0, agents: 0, pipelines: 0, oldestAt: null, newestAt: null },
    }),
    write: async () => ({ kind: 'done', words: 'made' }),
    confirm: async () => 'made',
    readTickets: async () => ({}),
    ...more,
  };
}
