import { describe, expect, it } from 'vitest';
import { createKnowledgeIndex } from '../../../src/assist/knowledge/create-knowledge-index.ts';
import { fuse, USUAL_MEANING } from '../../../src/assist/knowledge/fuse.ts';
import { createDuckDbVectors } from '../../../src/assist/knowledge/vectors/duckdb-vectors.ts';
import { embedPassages } from '../../../src/assist/knowledge/vectors/embed-passages.ts';
import { readMeaningCounts } from '../../../src/assist/knowledge/vectors/meaning-counts.ts';
import {
  chooseMeaning,
  type Judged,
  keepMeaningWeighed,
} from '../../../src/assist/knowledge/vectors/weigh-meaning.ts';
import type { EmbeddingOutcome } from '../../../src/llm/language-model.ts';
import { unitVector } from '../../../src/llm/unit-vector.ts';
import { openDatabase } from '../../../src/store/open-database.ts';
import { passage } from './index-suite.ts';

const SPACE = 'fake/2';

describe('what meaning counts', () => {
  const found = (right: number, wrong: number): Judged => [
    { isRight: false, parts: { words: 0.5, spelling: 0.5, meaning: wrong } },
    { isRight: true, parts: { words: 0.4, spelling: 0.4, meaning: right } },
  ];

  it('is much where meaning knows better, and nothing where it misleads', () => {
    expect(chooseMeaning([found(0.7, 0.66), found(0.8, 0.77)])).toBe(20);
    const misled: Judged = [
      { isRight: true, parts: { words: 0.5, spelling: 0.5, meaning: 0.1 } },
      { isRight: false, parts: { words: 0.5, spelling: 0.45, meaning: 0.6 } },
    ];
    expect(chooseMeaning([misled])).toBe(0);
  });

  it('is the usual where it makes no difference', () => {
    expect(chooseMeaning([])).toBe(USUAL_MEANING);
    expect(chooseMeaning([found(0.9, 0.1)])).toBe(USUAL_MEANING);
  });

  it('leaves what wasn’t looked at out', () => {
    expect(fuse({ words: 1, spelling: 0.5, meaning: null })).toBeCloseTo(0.6);
    expect(fuse({ words: 1, spelling: 0.5, meaning: 0 }, 5)).toBeCloseTo(0.3);
    expect(fuse({ words: 1, spelling: 1, meaning: 1 }, 40)).toBeCloseTo(1);
  });
});

/** Knows what a text is about by a capital letter, which words and spelling don't see. */
const knowing = {
  asked: 0,
  async embed(texts: readonly string[]): Promise<EmbeddingOutcome> {
    this.asked += 1;
    const vectors = texts.map((text) => unitVector(text.includes('Kettle') ? [1, 0.1] : [0.1, 1]));
    return { kind: 'vectors', vectors, space: SPACE };
  },
};

async function openStore(tickets: number) {
  const db = await openDatabase({ path: ':memory:' });
  const index = createKnowledgeIndex({ db, meaning: null });
  const vectors = createDuckDbVectors(db, SPACE);
  await index.put(
    Array.from({ length: tickets }, (_, at) => {
      // By its words each is most like its twin of the other category.
      const text = `${at % 2 === 0 ? 'Kettle' : 'kettle'} number${at >> 1}`;
      return { sourceId: `z:${at}`, passages: [passage(text, { kind: 'resolution' })] };
    }),
  );
  await db.write((writer) =>
    writer.run(
      `INSERT INTO tickets (id, source, source_id, category) SELECT 'z:' || n, 'z', n::VARCHAR, CASE n % 2 WHEN 0 THEN 'one' ELSE 'other' END FROM range($tickets::INTEGER) r(n)`,
      { tickets },
    ),
  );
  const parts = { db, model: knowing, vectors, knownNames: async () => [] };
  await embedPassages(parts);
  const weigh = () => keepMeaningWeighed(parts);
  return { db, index, weigh, [Symbol.asyncDispose]: () => db[Symbol.asyncDispose]() };
}

describe('weighing meaning', () => {
  it('asks past tickets about others of their category, and keeps what serves them best', async () => {
    await using opened = await openStore(60);
    await opened.weigh();
    const kept = await readMeaningCounts(opened.db, SPACE);
    expect(kept).toMatchObject({ space: SPACE, passages: 60 });
    expect(kept?.counts).toBeGreaterThan(USUAL_MEANING);
    expect(await readMeaningCounts(opened.db, 'another/2')).toBeNull();
    const before = knowing.asked;
    await opened.weigh();
    expect(knowing.asked).toBe(before);
  });

  it('leaves it as usual where there are few to ask', async () => {
    await using opened = await openStore(20);
    await opened.weigh();
    expect(await readMeaningCounts(opened.db, SPACE)).toBeNull();
  });
});
