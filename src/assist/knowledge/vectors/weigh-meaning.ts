import type { Database, Reader } from '../../../store/database.ts';
import { createKnowledgeIndex } from '../create-knowledge-index.ts';
import { fuse, USUAL_MEANING } from '../fuse.ts';
import type { ScoreParts } from '../knowledge-index.ts';
import { createReader, type EmbeddingParts } from './embed-passages.ts';
import { keepMeaningCounts, readMeaningCounts } from './meaning-counts.ts';

/** What meaning may count beside words and spelling, which count 5 together. */
const CHOICES = [1, 3, 5, 0, 8, 12, 20, 40];

/** What a question found, and whether that is about the same. */
export type Judged = readonly { readonly parts: ScoreParts; readonly isRight: boolean }[];

/**
 * What meaning has to count so that what is right comes first as often as can be: vendors' vectors differ as much as what teams are
 * asked does. The usual, where nothing else is clearly better.
 */
export function chooseMeaning(questions: readonly Judged[]): number {
  const goodness = (counts: number): number =>
    questions.reduce((sum, found) => sum + 1 / rankOfRight(found, counts), 0);
  let best = USUAL_MEANING;
  let most = goodness(USUAL_MEANING) + CLEARLY * questions.length;
  for (const counts of CHOICES) {
    const good = goodness(counts);
    if (good <= most) continue;
    most = good;
    best = counts;
  }
  return best;
}

/** Mean reciprocal rank; less is chance in as many questions as are asked. */
const CLEARLY = 0.02;

/** Infinite where nothing is right. */
function rankOfRight(found: Judged, counts: number): number {
  const ranked = found
    .map(({ parts, isRight }) => ({ score: fuse(parts, counts), isRight }))
    .sort((one, other) => other.score - one.score);
  const at = ranked.findIndex(({ isRight }) => isRight);
  return at < 0 ? Number.POSITIVE_INFINITY : at + 1;
}

const ASKED = 100;
const LEAST = 40;
const LOOKED_AT = 20;
/** Measured anew when there is so many times as much. */
const GROWN = 2;

/** Past tickets ask what others of their category answer, and meaning counts from then on what serves them best. Gives null where there is nothing to go by. */
async function weighMeaning(
  parts: EmbeddingParts & { readonly db: Database },
  signal?: AbortSignal,
): Promise<number | null> {
  const { db, model, vectors } = parts;
  const asking = await readAsking(db);
  if (asking.length < LEAST) return null;
  const readRedacted = await createReader(parts);
  const texts = new Map(
    (
      await readRedacted(
        asking.map(({ number }) => number),
        'asked',
      )
    ).map(({ number, text }) => [number, text.trim()]),
  );
  const embedded = await model.embed([...texts.values()], 'query', signal && { signal });
  if (embedded.kind !== 'vectors') return null;
  const vectorOf = new Map([...texts.values()].map((text, at) => [text, embedded.vectors[at]]));
  const index = createKnowledgeIndex({
    db,
    meaning: {
      vectors,
      redact: (text) => text,
      model: {
        async embed([text = '']) {
          const vector = vectorOf.get(text);
          return { ...embedded, vectors: vector ? [vector] : [] };
        },
      },
    },
  });
  const categories = await readCategories(db);
  const judged: Judged[] = [];
  for (const { number, id } of asking) {
    const { hits } = await index.search({
      ...{
        query: texts.get(number) ?? '',
        audience: 'private',
        kinds: ['resolution'],
        without: [id],
      },
      ...{ limit: LOOKED_AT, ...(signal && { signal }) },
    });
    const category = categories.get(id);
    judged.push(
      hits.map(({ parts: found, passage }) => ({
        parts: found,
        isRight: categories.get(passage.sourceId) === category,
      })),
    );
  }
  return chooseMeaning(judged);
}

/** Weighs meaning where it never was with these vectors, or there is much more to go by since. */
export async function keepMeaningWeighed(
  parts: EmbeddingParts & { readonly db: Database },
  signal?: AbortSignal,
): Promise<void> {
  const { db, vectors } = parts;
  const { space } = vectors;
  const { rows } = await db.read('SELECT count(*) FROM passage_vectors WHERE space = $space', {
    space,
  });
  const passages = Number(rows[0]?.[0] ?? 0);
  const before = await readMeaningCounts(db, space);
  if (passages < Math.max(LEAST, (before?.passages ?? 0) * GROWN)) return;
  const counts = await weighMeaning(parts, signal);
  if (counts === null) return;
  await db.write((writer) => keepMeaningCounts(writer, { space, counts, passages }), {
    keepVersion: true,
  });
}

const CATEGORY = `nullif(trim(coalesce(t.category, t.predicted_category)), '')`;

/** Some, always the same, of those that have company in their category. */
async function readAsking(
  db: Reader,
): Promise<readonly { readonly number: number; readonly id: string }[]> {
  const { rows } = await db.read(
    `SELECT p.number, t.id FROM passages p JOIN tickets t ON t.id = p.document_id
     WHERE p.kind = 'resolution' AND p.number IS NOT NULL AND ${CATEGORY} IS NOT NULL
       AND (SELECT count(DISTINCT ${CATEGORY}) FROM tickets t) > 1
     ORDER BY md5(p.document_id) LIMIT ${ASKED}`,
  );
  return rows.map(([number, id]) => ({ number: Number(number), id: String(id) }));
}

async function readCategories(db: Reader): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.read(
    `SELECT t.id, ${CATEGORY} FROM passages p JOIN tickets t ON t.id = p.document_id WHERE p.kind = 'resolution' AND ${CATEGORY} IS NOT NULL`,
  );
  return new Map(rows.map(([id, category]) => [String(id), String(category)]));
}
