import { createRounds } from '../../core/rounds.ts';
import type { Database } from '../../store/database.ts';
import { LEAST_LABELLED } from '../classify/train-team-classifier.ts';
import type { Analyses, AnalysisRun } from './analyses.ts';
import { readLearned } from './learned-weights.ts';
import { countLabelled } from './read-labelled.ts';
import type { Taxonomy } from './taxonomy.ts';

export type AnalysingParts = {
  readonly db: Database;
  readonly logger: {
    info(fields: object, message: string): void;
    error(fields: object, message: string): void;
  };
};

type Work = {
  run(signal: AbortSignal): Promise<AnalysisRun>;
  readonly learn: Analyses['learn'];
  readonly taxonomy: Taxonomy;
};

/** How often it is looked whether there is news; a sync's pages come seconds apart. */
const LOOKS_EVERY_MS = 20_000;
/** How often open conversations are looked at anew though nothing was written: they wait. */
const WAITING_GROWS_MS = 900_000;
/** How often it is looked whether there is enough new to learn from. */
const LEARNS_EVERY_MS = 86_400_000;
const ENOUGH_NEW = 1.2;

/** Runs whenever something was written, and learns once a day where people have labelled enough, until disposed. */
export function startAnalysing(parts: AnalysingParts, work: Work): AsyncDisposable {
  const { db, logger } = parts;
  const attempt = async (what: string, part: () => Promise<void>, signal: AbortSignal) => {
    try {
      await part();
    } catch (error) {
      signal.throwIfAborted();
      logger.error({ err: error }, what);
    }
  };
  const run = async (signal: AbortSignal) => {
    const { analysed, lookedAt, tookMs } = await work.run(signal);
    if (analysed > 0) logger.info({ analysed, lookedAt, tookMs }, 'conversations analysed');
  };
  const learn = async (signal: AbortSignal) => {
    if (!(await isWorthLearning(db, work.taxonomy))) return;
    logger.info(await work.learn(signal), 'learned from labelled conversations');
  };

  let seen = -1;
  let ranAt = Number.NEGATIVE_INFINITY;
  let learnedAt = Number.NEGATIVE_INFINITY;
  return createRounds().start({
    async go(signal) {
      const now = performance.now();
      const isNews = (await db.version()) !== seen;
      if (isNews || now - ranAt > WAITING_GROWS_MS) {
        ranAt = now;
        await attempt('conversations could not be analysed', () => run(signal), signal);
        seen = await db.version();
      }
      if (now - learnedAt > LEARNS_EVERY_MS) {
        learnedAt = now;
        await attempt('nothing could be learned', () => learn(signal), signal);
      }
      return LOOKS_EVERY_MS;
    },
    failed: (error) => logger.error({ err: error }, 'it could not be seen whether there is news'),
    retryMs: LOOKS_EVERY_MS,
  });
}

/** Everything is looked at again after it, so a few more labels are no reason. */
async function isWorthLearning(db: Database, taxonomy: Taxonomy): Promise<boolean> {
  const labelled = await countLabelled(db, taxonomy);
  const before = await readLearned(db, taxonomy.name);
  return labelled >= Math.max(LEAST_LABELLED, (before?.learnedFrom ?? 0) * ENOUGH_NEW);
}
