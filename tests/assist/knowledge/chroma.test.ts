import { env } from 'node:process';
import { describe, expect, it } from 'vitest';
import { createKnowledgeIndex } from '../../../src/assist/knowledge/create-knowledge-index.ts';
import { openChromaVectors } from '../../../src/assist/knowledge/vectors/chroma-vectors.ts';
import { embedPassages } from '../../../src/assist/knowledge/vectors/embed-passages.ts';
import { openDatabase } from '../../../src/store/open-database.ts';
import { FakeEmbedder } from './fake-embedder.ts';
import { describesAnIndex, passage } from './index-suite.ts';

/** A real server, started by whoever runs this: `.ci/run` does. */
const { TEST_CHROMA_URL: url } = env;
const NOBODY_THERE = 'http://127.0.0.1:9';

async function openWithChroma(server: string) {
  const db = await openDatabase({ path: ':memory:' });
  const model = new FakeEmbedder();
  const vectors = await openChromaVectors(server, { db, space: 'fake/64' });
  const index = createKnowledgeIndex({ db, meaning: { model, vectors, redact: (text) => text } });
  const settle = async () => {
    await embedPassages({ db, model, vectors, knownNames: async () => [] });
  };
  return { db, index, vectors, settle, [Symbol.asyncDispose]: () => db[Symbol.asyncDispose]() };
}

describe.skipIf(!url)('the index with vectors on a Chroma server', () => {
  const open = () => openWithChroma(url ?? '');

  describesAnIndex(open);

  it('finds by meaning as well', async () => {
    await using opened = await open();
    await opened.index.put([{ sourceId: 'd1', passages: [passage('Parcels take three days.')] }]);
    await opened.settle();
    const { hits, shortfalls } = await opened.index.search({
      ...{ query: 'parcels take days', audience: 'public' },
    });
    expect(shortfalls).toEqual([]);
    expect(hits[0]?.parts.meaning).toBeGreaterThan(0.7);
  });

  it('forgets there what is removed here', async () => {
    await using opened = await open();
    await opened.index.put([{ sourceId: 'd1', passages: [passage('Parcels take three days.')] }]);
    await opened.settle();
    const vector = new Float32Array(64).fill(1 / 8);
    const kinds = ['document'] as const;
    const near = () => opened.vectors.nearest(vector, { audience: 'private', kinds, limit: 5 });
    expect((await near()).size).toBe(1);
    await opened.index.remove(['d1']);
    await opened.settle();
    expect((await near()).size).toBe(0);
    expect((await opened.db.read('FROM passage_vectors')).rows).toEqual([]);
  });
});

describe('a Chroma server that is not there', () => {
  it('costs the meaning, not the answer', async () => {
    await using opened = await openWithChroma(NOBODY_THERE);
    await opened.index.put([{ sourceId: 'd1', passages: [passage('Parcels take three days.')] }]);
    const { hits, shortfalls } = await opened.index.search({ query: 'parcel', audience: 'public' });
    expect(hits).toHaveLength(1);
    expect(shortfalls.join()).toMatch(/Searched by words alone: Chroma at .* did not search/);
  });

  it('is told of, and nothing is noted as kept there', async () => {
    await using opened = await openWithChroma(NOBODY_THERE);
    await opened.index.put([{ sourceId: 'd1', passages: [passage('Parcels take three days.')] }]);
    await expect(opened.settle()).rejects.toThrow(/Chroma at .* did not take vectors/);
    expect((await opened.db.read('FROM passage_vectors')).rows).toEqual([]);
  });
});
