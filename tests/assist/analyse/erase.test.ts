import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { learn } from '../../../src/assist/analyse/learn.ts';
import { readLearned } from '../../../src/assist/analyse/learned-weights.ts';
import { readLabelled } from '../../../src/assist/analyse/read-labelled.ts';
import { fixedClock } from '../../../src/core/clock.ts';
import { eraseCustomer } from '../../../src/store/erase-customer.ts';
import { openDatabase } from '../../../src/store/open-database.ts';
import { purgeOldConversations } from '../../../src/store/retention.ts';
import { useTempFolders } from '../../store/temp-folder.ts';
import { insert, NOW, openAnalyses, said, TAXONOMY, TICKET, ticket } from './open-analyses.ts';

const folders = useTempFolders();
const EMAIL = 'dana.ortiz@example.com';

describe('what is analysed of a person', () => {
  it('goes with them, corrections included, to the last byte', async () => {
    const folder = folders();
    const db = await openDatabase({ path: join(folder, 'desk.duckdb') });
    await using world = await openAnalyses({ db });
    const { analyses, run } = world;
    await insert(db, 'tickets', [
      ticket(1, { subject: 'refund of the turquoise kettle', customer_email: EMAIL }),
      ticket(2, { subject: 'refund', customer_email: 'bob@example.com' }),
    ]);
    await insert(db, 'messages', [said(1, 'desk:1', 'quibbling over limescale')]);
    await run();
    await analyses.correct(TICKET(1), { category: 'order' }, 'Nova');
    await analyses.correct(TICKET(2), { category: 'order' }, 'Nova');
    const { removed } = await db.write((writer) =>
      eraseCustomer(writer, { email: EMAIL, now: NOW }),
    );
    expect(removed).toMatchObject({ tickets: 1, analyses: 1, analysis_corrections: 1 });
    await db.rewrite();
    for (const table of ['analyses', 'analysis_corrections'])
      expect(await db.read(`SELECT conversation_id FROM ${table}`)).toMatchObject({
        rows: [['desk:2']],
      });
    for (const words of [EMAIL, 'turquoise', 'limescale', 'desk:1'])
      expect(filesWith(folder, words)).toEqual([]);
  });

  it('goes with conversations that are kept no longer', async () => {
    await using world = await openAnalyses();
    const { db, analyses, run } = world;
    const old = { created_at: '2024-01-01T09:00:00Z', status: 'closed', version: 1 };
    await insert(db, 'tickets', [
      ticket(1, { subject: 'refund', ...old }),
      ticket(2, { subject: 'refund' }),
    ]);
    await run();
    await analyses.correct(TICKET(1), { category: 'order' }, 'Nova');
    const removed = await db.write((writer) =>
      purgeOldConversations(writer, { before: '2025-01-01T00:00:00Z', sources: ['desk'] }),
    );
    expect(removed).toMatchObject({ tickets: 1, analyses: 1, analysis_corrections: 1 });
  });
});

describe('what is learned', () => {
  const { signal } = new AbortController();
  const words = ['zyzzogeton refund please', 'quokkaburra parcel late'];

  it('comes from people’s corrections before a system’s own labels, and quotes nobody', async () => {
    await using world = await openAnalyses();
    const { db, analyses, run } = world;
    await insert(
      db,
      'tickets',
      Array.from({ length: 240 }, (_, at) =>
        ticket(at + 1, {
          subject: `${words[at % 2]} ${at}`,
          category: at % 2 === 0 ? 'Money back' : 'Deliveries',
        }),
      ),
    );
    await run();
    await analyses.correct(TICKET(1), { category: 'order' }, 'Nova');
    const labelled = await readLabelled(db, TAXONOMY, signal);
    expect(labelled).toHaveLength(240);
    expect(Map.groupBy(labelled, ({ label }) => label).get('order')).toHaveLength(1);
    const parts = { db, clock: fixedClock(NOW), taxonomy: TAXONOMY, shipped: async () => null };
    expect(await learn(parts, signal)).toMatchObject({ kind: 'learned', from: 240, right: 1 });
    const learned = await readLearned(db, TAXONOMY.name);
    expect(learned).toMatchObject({ learnedFrom: 240, rightBefore: null });
    expect(learned?.weights.labels).toEqual(['refund', 'shipping']);
    expect(saying(learned?.weights ?? {})).toEqual(['version', 'labels']);
  });

  it('is not used where what ships is right as often', async () => {
    await using world = await openAnalyses();
    const { db } = world;
    const labelled = Array.from({ length: 240 }, (_, at) =>
      ticket(at + 1, {
        subject: `${words[at % 2]} ${at}`,
        category: at % 2 === 0 ? 'Money back' : 'Deliveries',
      }),
    );
    await insert(db, 'tickets', labelled);
    const parts = { db, clock: fixedClock(NOW), taxonomy: TAXONOMY };
    await learn({ ...parts, shipped: async () => null }, signal);
    const weights = (await readLearned(db, TAXONOMY.name))?.weights ?? null;
    expect(await learn({ ...parts, shipped: async () => weights }, signal)).toMatchObject({
      kind: 'not-better',
    });
  });

  it('takes enough labelled conversations', async () => {
    await using world = await openAnalyses();
    const { db } = world;
    await insert(db, 'tickets', [ticket(1, { subject: 'refund', category: 'refund' })]);
    const parts = { db, clock: fixedClock(NOW), taxonomy: TAXONOMY, shipped: async () => null };
    expect(await learn(parts, signal)).toMatchObject({ kind: 'too-few', needed: 200 });
  });
});

/** What of it holds any words; the rest is hashes and weights. */
function saying(weights: object): readonly string[] {
  return Object.entries(weights)
    .filter(([, value]) => [value].flat().some((one) => typeof one === 'string'))
    .map(([name]) => name);
}

function filesWith(folder: string, words: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => readFileSync(path).includes(words));
}
