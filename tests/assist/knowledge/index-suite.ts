import { expect, it } from 'vitest';
import type { KnowledgeIndex, NewPassage } from '../../../src/assist/knowledge/knowledge-index.ts';

export type OpenIndex = AsyncDisposable & {
  readonly index: KnowledgeIndex;
  /** Brings what finds by meaning up to date, where there is something. */
  readonly settle: () => Promise<void>;
};

/** A passage of the help pages, public, of 1 March 2026. */
export function passage(text: string, over: Partial<NewPassage> = {}): NewPassage {
  return {
    kind: 'document',
    audience: 'public',
    title: 'Help',
    section: null,
    page: null,
    text,
    answer: null,
    url: null,
    updatedAt: '2026-03-01T00:00:00.000Z',
    ...over,
  };
}

const REFUND = 'Refunds reach your account five working days after we receive the parcel.';
const RESET = 'To reset a forgotten password, open the sign-in page and choose “Forgot it”.';
const DISCOUNT = 'Agents may grant a refund of up to 20 euros without asking anybody.';

/** What every index of knowledge has to do. */
export function describesAnIndex(open: () => Promise<OpenIndex>): void {
  const filled = async () => {
    const opened = await open();
    await opened.index.put([
      { sourceId: 'd1', passages: [passage(REFUND, { title: 'Refunds' }), passage(RESET)] },
      {
        sourceId: 'd2',
        passages: [passage(DISCOUNT, { audience: 'private', title: 'Refunds for agents' })],
      },
      {
        sourceId: 'zendesk:7',
        passages: [
          passage('My parcel came back, when is my money refunded?', {
            ...{ kind: 'resolution', title: 'Refund', answer: 'It was paid out on Monday.' },
            updatedAt: '2026-04-01T00:00:00.000Z',
          }),
        ],
      },
    ]);
    await opened.settle();
    return opened;
  };
  const search = async (
    { index }: OpenIndex,
    query: string,
    over: Partial<Parameters<KnowledgeIndex['search']>[0]> = {},
  ) => (await index.search({ query, audience: 'private', ...over })).hits;

  it('finds the passage that answers, with what it is and a score', async () => {
    await using opened = await filled();
    const [first] = await search(opened, 'I forgot my password', { audience: 'public' });
    expect(first).toMatchObject({
      rank: 1,
      passage: { kind: 'document', audience: 'public', sourceId: 'd1', title: 'Help', text: RESET },
    });
    expect(first?.score).toBeGreaterThan(0);
    expect(first?.score).toBeLessThanOrEqual(1);
    expect(first?.passage.updatedAt).toBe('2026-03-01T00:00:00.000Z');
  });

  it('finds misspelt words', async () => {
    await using opened = await filled();
    const [first] = await search(opened, 'forgoten pasword');
    expect(first?.passage.text).toBe(RESET);
  });

  it('never finds private passages for the public', async () => {
    await using opened = await filled();
    const sources = (hits: Awaited<ReturnType<typeof search>>) =>
      hits.map(({ passage: { sourceId } }) => sourceId);
    expect(sources(await search(opened, DISCOUNT))).toContain('d2');
    expect(sources(await search(opened, DISCOUNT, { audience: 'public' }))).not.toContain('d2');
    expect(sources(await search(opened, DISCOUNT, { audience: 'public', limit: 1 }))).toHaveLength(
      1,
    );
  });

  it('finds the kinds that are asked for, and leaves sources out', async () => {
    await using opened = await filled();
    const past = await search(opened, 'refund of my money', { kinds: ['resolution'] });
    expect(past.map(({ passage: { sourceId, answer } }) => [sourceId, answer])).toEqual([
      ['zendesk:7', 'It was paid out on Monday.'],
    ]);
    const others = await search(opened, 'refund of my money', { without: ['zendesk:7', 'd1'] });
    expect(others.map(({ passage: { sourceId } }) => sourceId)).toEqual(['d2']);
  });

  it('finds no more than asked for, best first', async () => {
    await using opened = await filled();
    const hits = await search(opened, 'refund', { limit: 2 });
    expect(hits).toHaveLength(2);
    expect(hits.map(({ rank }) => rank)).toEqual([1, 2]);
    expect(hits[0]?.score).toBeGreaterThanOrEqual(hits[1]?.score ?? 1);
  });

  it('finds nothing for a query without words', async () => {
    await using opened = await filled();
    for (const query of ['', '   ']) expect(await search(opened, query)).toEqual([]);
    expect((await search(opened, '?!')).every(({ parts }) => parts.words === 0)).toBe(true);
  });

  it('takes changed passages anew, and lets unchanged ones keep their id', async () => {
    await using opened = await filled();
    const { index, settle } = opened;
    const before = await search(opened, 'refund password', { without: ['d2', 'zendesk:7'] });
    const moved = 'Refunds reach your account three working days after we receive the parcel.';
    await index.put([
      { sourceId: 'd1', passages: [passage(moved, { title: 'Refunds' }), passage(RESET)] },
    ]);
    await settle();
    const after = await search(opened, 'refund password', { without: ['d2', 'zendesk:7'] });
    const idOf = (hits: typeof before, text: string) =>
      hits.find((hit) => hit.passage.text === text)?.passage.id;
    expect(idOf(after, RESET)).toBe(idOf(before, RESET));
    expect(idOf(after, REFUND)).toBeUndefined();
    expect(idOf(after, moved)).not.toBe(idOf(before, REFUND));
    expect(await index.read([idOf(before, REFUND) ?? '', idOf(after, RESET) ?? ''])).toMatchObject([
      { text: RESET },
    ]);
  });

  it('makes what was public private', async () => {
    await using opened = await filled();
    const made = { audience: 'private', title: 'Refunds' } as const;
    await opened.index.put([{ sourceId: 'd1', passages: [passage(REFUND, made)] }]);
    await opened.settle();
    const hits = await search(opened, REFUND, { audience: 'public' });
    expect(hits.map(({ passage: { sourceId } }) => sourceId)).toEqual(['zendesk:7']);
  });

  it('forgets what is removed', async () => {
    await using opened = await filled();
    const version = await opened.index.version();
    await opened.index.remove(['d1', 'nothing']);
    await opened.settle();
    const hits = await search(opened, 'refund password');
    expect(hits.map(({ passage: { sourceId } }) => sourceId).sort()).toEqual(['d2', 'zendesk:7']);
    expect(await opened.index.version()).toBeGreaterThan(version);
  });

  it('stops when it is told to', async () => {
    await using opened = await filled();
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(search(opened, 'refund', { signal })).rejects.toThrow('enough');
  });
}
