import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createKnowledgeIndex } from '../../../src/assist/knowledge/create-knowledge-index.ts';
import { indexResolutions } from '../../../src/assist/knowledge/resolutions/index-resolutions.ts';
import { createDuckDbVectors } from '../../../src/assist/knowledge/vectors/duckdb-vectors.ts';
import { embedPassages } from '../../../src/assist/knowledge/vectors/embed-passages.ts';
import { redact } from '../../../src/assist/redact/redact.ts';
import { openDatabase } from '../../../src/store/open-database.ts';
import { useTempFolders } from '../../store/temp-folder.ts';
import { FakeEmbedder } from './fake-embedder.ts';
import { describesAnIndex, passage } from './index-suite.ts';

async function openEmbedded() {
  const db = await openDatabase({ path: ':memory:' });
  const index = createKnowledgeIndex({ db, meaning: null });
  return {
    db,
    index,
    settle: async () => undefined,
    [Symbol.asyncDispose]: () => db[Symbol.asyncDispose](),
  };
}

async function openWithVectors() {
  const db = await openDatabase({ path: ':memory:' });
  const model = new FakeEmbedder();
  const vectors = createDuckDbVectors(db, 'fake/64');
  const index = createKnowledgeIndex({
    db,
    meaning: { model, vectors, redact: (text) => redact(text).text },
  });
  const settle = async () => {
    await embedPassages({ db, model, vectors, knownNames: async () => [] });
  };
  return { db, model, index, settle, [Symbol.asyncDispose]: () => db[Symbol.asyncDispose]() };
}

describe('the embedded index', () => describesAnIndex(openEmbedded));

describe('the embedded index with vectors', () => describesAnIndex(openWithVectors));

describe('an index with vectors', () => {
  it('sends a vendor nothing personal', async () => {
    await using opened = await openWithVectors();
    await opened.index.put([
      { sourceId: 'd1', passages: [passage('Write to ann@example.com, or call +1 902 555 0134.')] },
    ]);
    await opened.settle();
    await opened.index.search({ query: 'I am bob@example.org, help me', audience: 'public' });
    expect(opened.model.sent).toHaveLength(2);
    expect(opened.model.sent.join('\n')).not.toMatch(/ann@|bob@|555/);
  });

  it('goes on by words while the vendor gives no vector, and says so', async () => {
    await using opened = await openWithVectors();
    await opened.index.put([{ sourceId: 'd1', passages: [passage('Parcels take three days.')] }]);
    await opened.settle();
    opened.model.outage = 'the vendor is down';
    const { hits, shortfalls } = await opened.index.search({ query: 'parcel', audience: 'public' });
    expect(hits).toMatchObject([{ parts: { meaning: null }, passage: { sourceId: 'd1' } }]);
    expect(shortfalls).toEqual(['Searched by words alone: the vendor is down']);
  });
});

describe('the index in a file', () => {
  const folder = useTempFolders();

  it('is there after a restart, in a few segments however often it was added to', async () => {
    const path = join(folder(), 'knowledge.duckdb');
    {
      await using db = await openDatabase({ path });
      const index = createKnowledgeIndex({ db, meaning: null });
      for (let nth = 0; nth < 40; nth++)
        await index.put([
          { sourceId: `d${nth}`, passages: [passage(`About parcel number${nth}`)] },
        ]);
      const { rows } = await db.read('SELECT count(*) FROM passage_segments WHERE piece = 0');
      expect(rows[0]?.[0]).toBeLessThan(10);
    }
    await using db = await openDatabase({ path });
    const index = createKnowledgeIndex({ db, meaning: null });
    const { hits } = await index.search({ query: 'number17', audience: 'public', limit: 1 });
    expect(hits[0]?.passage.sourceId).toBe('d17');
  });

  it('is made anew where another version wrote it', async () => {
    await using db = await openDatabase({ path: join(folder(), 'knowledge.duckdb') });
    const index = createKnowledgeIndex({ db, meaning: null });
    const search = async () => (await index.search({ query: 'parcel', audience: 'public' })).hits;
    await index.put([{ sourceId: 'd1', passages: [passage('Parcels take three days.')] }]);
    await db.write(async (writer) => {
      const { rows } = await writer.rows('SELECT bytes FROM passage_segments');
      const bytes = Uint8Array.from(rows[0]?.[0] as Uint8Array); // the column is BLOB
      bytes[0] = 200;
      await writer.run('UPDATE passage_segments SET bytes = $bytes', { bytes });
    });
    await indexResolutions({ db, precedence: null });
    expect(await search()).toHaveLength(1);
    await index.put([{ sourceId: 'd2', passages: [passage('A parcel can be sent back.')] }]);
    expect(await search()).toHaveLength(2);
  });
});
