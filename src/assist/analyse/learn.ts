import type { Clock } from '../../core/clock.ts';
import type { Database } from '../../store/database.ts';
import type { ClassifierWeights } from '../classify/classifier-weights.ts';
import { trainApart } from '../classify/train-apart.ts';
import type { TeamTraining } from '../classify/train-team-classifier.ts';
import { loadWordVectors } from '../classify/word-vectors.ts';
import { writeLearned } from './learned-weights.ts';
import { readLabelled } from './read-labelled.ts';
import type { Taxonomy } from './taxonomy.ts';

/** What came of learning from the team's own tickets. */
export type Lesson =
  | {
      readonly kind: 'learned';
      readonly from: number;
      readonly right: number;
      readonly rightBefore: number | null;
    }
  | Exclude<TeamTraining, { kind: 'trained' }>;

/**
 * Learns categories from tickets that people or their support system labelled, in a thread of its own, and keeps what was learned
 * only where it is right more often than what ships. What was learned earlier is no measure: it has seen most of these tickets.
 */
export async function learn(
  {
    db,
    clock,
    taxonomy,
    shipped,
  }: {
    readonly db: Database;
    readonly clock: Clock;
    readonly taxonomy: Taxonomy;
    /** What is used where nothing was learned; null: nothing fits this taxonomy. */
    readonly shipped: () => Promise<ClassifierWeights | null>;
  },
  signal: AbortSignal,
): Promise<Lesson> {
  const labelled = await readLabelled(db, taxonomy, signal);
  const before = await shipped();
  const learnedAt = new Date(clock.now()).toISOString();
  const version = `own ${learnedAt.slice(0, 16)}`;
  const vectors = await loadWordVectors();
  const training = await trainApart({ labelled, version, before, vectors }, signal);
  if (training.kind !== 'trained') return training;
  const { weights, right, rightBefore } = training;
  const learnedFrom = labelled.length;
  await writeLearned(db, taxonomy.name, { weights, learnedFrom, right, rightBefore, learnedAt });
  return { kind: 'learned', from: learnedFrom, right, rightBefore };
}
