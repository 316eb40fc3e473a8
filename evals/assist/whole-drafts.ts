import { join } from 'node:path';
import { createRandom } from '../../src/assist/classify/random.ts';
import { createKnowledgeIndex } from '../../src/assist/knowledge/create-knowledge-index.ts';
import { createSuggestions } from '../../src/assist/suggest/create-suggestions.ts';
import { loadTemplates } from '../../src/assist/suggest/write/templates.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import type { BitextRow } from './bitext.ts';
import { fillPlaceholders } from './fill-placeholders.ts';

const PROMPTS = join(import.meta.dirname, '..', '..', 'prompts');
const SEED = 20261121;
const NOW = Date.parse('2026-11-20T12:00:00Z');

/** A draft as an agent would get it. */
export type Shown = {
  /** null: there was none. */
  readonly sure: number | null;
  /** What it is made of answered a request of the same kind. */
  readonly isRight: boolean;
  readonly isRemoved: boolean;
  readonly problems: number;
};

/** Each request as a ticket, drafted for without a model: once with its answers in the index, once with all of them removed. */
export async function draftAll(
  asked: readonly BitextRow[],
  all: readonly BitextRow[],
): Promise<readonly Shown[]> {
  await using db = await openDatabase({ path: ':memory:' });
  const index = createKnowledgeIndex({ db, meaning: null });
  const random = createRandom(SEED);
  await index.put(
    all.map((row) => ({
      sourceId: row.id,
      passages: [
        {
          ...{ kind: 'resolution', audience: 'public', title: '', section: null, page: null },
          ...{ text: row.question, answer: fillPlaceholders(row, random), url: null },
          updatedAt: '2026-06-01T00:00:00Z',
        } as const,
      ],
    })),
  );
  const intentOf = new Map(all.map(({ id, intent }) => [id, intent]));
  let removed: readonly string[] = [];
  const suggestions = createSuggestions({
    ...{ db, clock: { now: () => NOW }, drafter: null, templates: await loadTemplates(PROMPTS) },
    index: {
      search: (query) =>
        index.search({ ...query, without: [...(query.without ?? []), ...removed] }),
    },
    moodOf: async () => null,
    languageOf: async () => 'en',
    historyOf: async () => null,
    notes: { canWrite: () => false, add: async () => {} },
  });
  const shown: Shown[] = [];
  for (const { id, question, intent } of asked) {
    await db.write((writer) =>
      writer.run(
        `INSERT INTO tickets BY NAME SELECT 'eval:' || $id AS id, 'eval' AS source, 'T' || $id AS source_id, $question AS description`,
        { id, question },
      ),
    );
    for (const isRemoved of [false, true]) {
      removed = isRemoved ? all.filter((one) => one.intent === intent).map((one) => one.id) : [id];
      const { draft } = await suggestions.suggest(`T${id}`, { by: 'eval' });
      const base = draft?.sources[0]?.id;
      shown.push({
        sure: draft?.confidence ?? null,
        isRight: base !== undefined && intentOf.get(base) === intent,
        isRemoved,
        problems: draft?.problems.length ?? 0,
      });
    }
  }
  return shown;
}
