import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createKnowledgeIndex } from '../../../src/assist/knowledge/create-knowledge-index.ts';
import { createKnowledgeBase } from '../../../src/assist/knowledge/knowledge-base.ts';
import { createLibrary } from '../../../src/assist/knowledge/library/create-library.ts';
import { openChromaVectors } from '../../../src/assist/knowledge/vectors/chroma-vectors.ts';
import { createDuckDbVectors } from '../../../src/assist/knowledge/vectors/duckdb-vectors.ts';
import { redact } from '../../../src/assist/redact/redact.ts';
import { fixedClock } from '../../../src/core/clock.ts';
import { erasePerson } from '../../../src/erase-person.ts';
import { openDatabase } from '../../../src/store/open-database.ts';
import { purgeOldConversations } from '../../../src/store/retention.ts';
import { FakeStateStore } from '../../fakes/fake-state-store.ts';
import { useTempFolders } from '../../store/temp-folder.ts';
import { FakeEmbedder } from './fake-embedder.ts';

const NOW = '2026-11-20T14:00:00Z';
const EMAIL = 'dana.ortiz@example.com';
const HERS = [EMAIL, 'turquoise kettle whistles', 'limescale quibbles', 'descale the grommet'];
const ANSWER =
  'Please descale the grommet with vinegar, wait for an hour, rinse it well, and screw it back under the lid; that ends the whistling.';
const { TEST_CHROMA_URL: url } = env;
const SPACE = 'fake/64';

const folders = useTempFolders();

async function openFilled(keeper: 'duckdb' | 'chroma') {
  const folder = folders();
  const clock = fixedClock(NOW);
  const db = await openDatabase({ path: join(folder, 'store.duckdb') });
  onTestFinished(() => db[Symbol.asyncDispose]());
  const model = new FakeEmbedder();
  const vectors =
    keeper === 'duckdb'
      ? createDuckDbVectors(db, SPACE)
      : await openChromaVectors(url ?? '', { db, space: SPACE });
  const logger = { info: () => undefined, error: () => undefined };
  const base = createKnowledgeBase({
    ...{
      db,
      logger,
      precedence: null,
      embedding: { db, model, vectors, knownNames: async () => [] },
    },
    index: createKnowledgeIndex({
      db,
      meaning: { model, vectors, redact: (text) => redact(text).text },
    }),
    library: createLibrary({ db, clock }),
  });
  await db.write((writer) =>
    writer.run(
      `INSERT INTO tickets (id, source, source_id, subject, description, status, customer_name, customer, customer_email, created_at, resolved_at, version) VALUES
         ('z:1', 'z', '1', 'turquoise kettle whistles', 'limescale quibbles', 'solved', 'Dana Ortiz', '${EMAIL}', '${EMAIL}', TIMESTAMP '2025-05-01', TIMESTAMP '2025-05-02', 1),
         ('z:2', 'z', '2', 'lamp is dark', 'my lamp is dark', 'solved', 'Bob Fine', 'bob@example.com', 'bob@example.com', TIMESTAMP '2026-10-01', TIMESTAMP '2026-10-02', 1);
       INSERT INTO messages (id, conversation_kind, conversation_id, author_kind, sent_at, text, public) VALUES
         ('1', 'ticket', 'z:1', 'agent', TIMESTAMP '2025-05-02', '${ANSWER}', true)`,
    ),
  );
  const page = {
    source: 'contacts.md',
    bytes: Buffer.from(`Ask ${EMAIL} about lamps.`),
    changedAt: null,
  };
  await base.library.add(page, { by: 'Nova' });
  await base.refresh();
  const found = async (query: string) =>
    (await base.index.search({ query, audience: 'public' })).hits.map(
      ({ passage }) => passage.sourceId,
    );
  /** What her ticket's vector is like, among what the keeper still has. */
  const likest = async () => {
    const [vector] = vectorsOf(
      await model.embed([`turquoise kettle whistles limescale quibbles ${ANSWER}`]),
    );
    const near = await vectors.nearest(vector, {
      audience: 'private',
      kinds: ['resolution'],
      limit: 5,
    });
    return Math.max(...near.values());
  };
  const scan = () => HERS.filter((words) => bytesIn(folder).includes(words));
  const erase = () =>
    erasePerson(EMAIL, {
      ...{ db, clock, state: new FakeStateStore() },
      config: { uploadsFolder: join(folder, 'uploads'), configFolder: join(folder, 'config') },
    });
  return { db, base, found, likest, scan, erase };
}

function vectorsOf(outcome: Awaited<ReturnType<FakeEmbedder['embed']>>): [Float32Array] {
  if (outcome.kind !== 'vectors' || !outcome.vectors[0]) throw new Error('it gives vectors');
  return [outcome.vectors[0]];
}

const bytesIn = (folder: string): string =>
  readdirSync(folder, { withFileTypes: true })
    .filter((one) => one.isFile())
    .map(({ name }) => readFileSync(join(folder, name)).toString('latin1').toLowerCase())
    .join('\n');

const KEEPERS = ['duckdb', ...(url ? (['chroma'] as const) : [])] as const;

describe.each(KEEPERS)('what replies are made from, its vectors in %s', (keeper) => {
  it('leaves no byte of somebody who is erased, nor a vector', async () => {
    const { db, base, found, likest, scan, erase } = await openFilled(keeper);
    expect(await found('whistling kettle')).toContain('z:1');
    expect(scan()).toEqual(HERS);
    expect(await likest()).toBeGreaterThan(0.95);

    await erase();
    await base.settle();

    expect(await found('whistling kettle limescale')).not.toContain('z:1');
    expect(scan()).toEqual([]);
    expect(await likest()).toBeLessThan(0.8);
    const { rows } = await db.read(
      `SELECT (SELECT sum(passages)::INTEGER FROM passage_segments WHERE piece = 0), (SELECT count(*)::INTEGER FROM passages)`,
    );
    expect(rows).toEqual([[2, 2]]);
    await base.refresh();
    const { hits } = await base.index.search({
      ...{ query: 'lamps', audience: 'public', kinds: ['document'] },
    });
    expect(hits.map(({ passage }) => passage.text)).toEqual(['Ask [erased] about lamps.']);
  });

  it('loses what retention takes, vectors too', async () => {
    const { db, base, found, likest } = await openFilled(keeper);
    await db.write((writer) =>
      purgeOldConversations(writer, { before: '2026-01-01T00:00:00Z', sources: ['z'] }),
    );
    expect(await found('whistling kettle')).not.toContain('z:1');
    await base.refresh();
    expect(await likest()).toBeLessThan(0.8);
    expect(await found('dark lamp')).toContain('z:2');
  });
});
