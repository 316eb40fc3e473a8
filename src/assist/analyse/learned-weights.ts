import type { Database, Reader } from '../../store/database.ts';
import type { ClassifierWeights } from '../classify/classifier-weights.ts';
import { decodeWeights, encodeWeights } from '../classify/weights-file.ts';
import { loadWordVectors } from '../classify/word-vectors.ts';

/** What was learned from the team's own tickets. */
export type Learned = {
  readonly weights: ClassifierWeights;
  readonly learnedFrom: number;
  /** Share right among tickets it did not learn from; `rightBefore` for what was used so far. */
  readonly right: number;
  readonly rightBefore: number | null;
  /** ISO UTC. */
  readonly learnedAt: string;
};

/** The latest for this taxonomy; null: nothing yet, or by a Deskhand whose weights were laid out otherwise, so that they have to be learned anew. */
export async function readLearned(db: Reader, taxonomy: string): Promise<Learned | null> {
  const { rows } = await db.read(
    `SELECT weights, learned_from, right_share, right_before, learned_at FROM learned_weights
     WHERE taxonomy = $taxonomy ORDER BY learned_at DESC LIMIT 1`,
    { taxonomy },
  );
  const [weights, learnedFrom, right, rightBefore, learnedAt] = rows[0] ?? [];
  const readable = weights instanceof Uint8Array ? await readWeights(weights) : null;
  if (readable === null) return null;
  return {
    weights: readable,
    learnedFrom: Number(learnedFrom),
    right: Number(right),
    rightBefore: rightBefore === null ? null : Number(rightBefore),
    learnedAt: String(learnedAt),
  };
}

async function readWeights(bytes: Uint8Array): Promise<ClassifierWeights | null> {
  const vectors = await loadWordVectors();
  try {
    return decodeWeights(bytes, vectors);
  } catch (error) {
    if (error instanceof TypeError) return null; // of another layout, or over other word vectors
    throw error;
  }
}

/** Takes the place of what was learned before. */
export async function writeLearned(
  db: Database,
  taxonomy: string,
  { weights, learnedFrom, right, rightBefore, learnedAt }: Learned,
): Promise<void> {
  await db.write(async (writer) => {
    await writer.run('DELETE FROM learned_weights WHERE taxonomy = $taxonomy', { taxonomy });
    await writer.run(
      `INSERT INTO learned_weights BY NAME SELECT $taxonomy AS taxonomy, $version AS version, $bytes AS weights,
         $learnedFrom AS learned_from, $right AS right_share, $rightBefore AS right_before, $learnedAt::TIMESTAMP AS learned_at`,
      {
        ...{ taxonomy, learnedFrom, right, rightBefore, learnedAt },
        ...{ version: weights.version, bytes: encodeWeights(weights) },
      },
    );
  });
}
