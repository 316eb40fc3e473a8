import type { Reader } from '../../store/database.ts';
import type { Example } from '../classify/train-classifier.ts';
import { wordsOf } from './analysis.ts';
import { readTexts } from './read-texts.ts';
import { categoryCalled, type Taxonomy } from './taxonomy.ts';

/** More of them teach nothing new. */
const MOST_LABELLED = 40_000;
const BATCH = 1_000;

/** A conversation and the category a person, or its support system, gave it. */
type Labelled = { readonly kind: 'ticket' | 'chat'; readonly id: string; readonly label: string };

/** How many conversations have a category that somebody gave them; those of the demo don't count. */
export async function countLabelled(db: Reader, taxonomy: Taxonomy): Promise<number> {
  return (await findLabelled(db, taxonomy)).length;
}

/** Conversations' words with the category a person or their support system gave them, oldest first. */
export async function readLabelled(
  db: Reader,
  taxonomy: Taxonomy,
  signal: AbortSignal,
): Promise<readonly Example[]> {
  const labelled = await findLabelled(db, taxonomy);
  const examples: Example[] = [];
  for (let from = 0; from < labelled.length; from += BATCH) {
    signal.throwIfAborted();
    const batch = labelled.slice(from, from + BATCH);
    const labels = new Map(batch.map(({ kind, id, label }) => [`${kind}:${id}`, label]));
    const texts = await readTexts(
      db,
      batch.map(({ kind, id }) => ({ kind, id, contentHash: '', beganAt: null })),
    );
    for (const { kind, id, text } of texts) {
      const label = labels.get(`${kind}:${id}`);
      const words = wordsOf(text);
      if (label !== undefined && words !== '') examples.push({ text: words, label });
    }
  }
  return examples;
}

async function findLabelled(db: Reader, taxonomy: Taxonomy): Promise<readonly Labelled[]> {
  const { rows } = await db.read(
    `WITH put AS (
       SELECT kind, conversation_id AS id, json_extract_string(arg_max(coalesce(value, 'null'), place), '$') AS category
       FROM analysis_corrections WHERE field = 'category' GROUP BY ALL
     )
     SELECT 'ticket', t.id, coalesce(p.category, t.category), p.category IS NOT NULL, t.created_at AS began_at
     FROM tickets t LEFT JOIN put p ON p.kind = 'ticket' AND p.id = t.id
     WHERE t.deleted_at IS NULL AND (p.category IS NOT NULL OR (t.category IS NOT NULL AND t.source <> 'demo'))
     UNION ALL
     SELECT 'chat', c.id, coalesce(p.category, c.category), p.category IS NOT NULL, c.started_at
     FROM chats c LEFT JOIN put p ON p.kind = 'chat' AND p.id = c.id
     WHERE c.deleted_at IS NULL AND (p.category IS NOT NULL OR (c.category IS NOT NULL AND c.source <> 'demo'))
     ORDER BY began_at DESC NULLS LAST LIMIT ${MOST_LABELLED}`,
  );
  return rows.toReversed().flatMap(([kind, id, word]) => {
    const category = categoryCalled(taxonomy, String(word));
    if (!category) return [];
    return { kind: kind === 'chat' ? 'chat' : 'ticket', id: String(id), label: category.name };
  });
}
