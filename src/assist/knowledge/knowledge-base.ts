import { createRounds } from '../../core/rounds.ts';
import type { Database } from '../../store/database.ts';
import type { KnowledgeIndex } from './knowledge-index.ts';
import type { Library } from './library/library.ts';
import { settlePassages } from './passage-rows.ts';
import {
  type Indexed,
  type IndexingParts,
  type IndexingProgress,
  indexResolutions,
} from './resolutions/index-resolutions.ts';
import { type Embedded, type EmbeddingParts, embedPassages } from './vectors/embed-passages.ts';
import { keepMeaningWeighed } from './vectors/weigh-meaning.ts';

/** Everything replies are made from. */
export interface KnowledgeBase {
  readonly index: KnowledgeIndex;
  readonly library: Library;
  /** Brings past tickets into the index, and gives every passage its vector where there is a model. One at a time; later ones wait. */
  refresh(
    onProgress?: (progress: IndexingProgress) => void,
    signal?: AbortSignal,
  ): Promise<Refreshed>;
  /** Takes what was erased out of the index and out of whatever else keeps vectors. Rejects where that can’t be reached. */
  settle(): Promise<void>;
  /** Refreshes whenever something was written, until disposed. */
  start(): AsyncDisposable;
}

export type Refreshed = Indexed & { readonly meaning: Embedded | null };

export type KnowledgeBaseParts = IndexingParts & {
  readonly db: Database;
  readonly index: KnowledgeIndex;
  readonly library: Library;
  /** Null: there is no model. */
  readonly embedding: EmbeddingParts | null;
  readonly logger: {
    info(fields: object, message: string): void;
    error(fields: object, message: string): void;
  };
};

/** How often it is looked whether there is news; a sync’s pages come seconds apart. */
const LOOKS_EVERY_MS = 20_000;
/** After a model or a server didn't do its part. */
const TRIES_AGAIN_MS = 300_000;

type Outcome = 'as it was' | 'changed' | 'stopped';

export function createKnowledgeBase(parts: KnowledgeBaseParts): KnowledgeBase {
  const { db, index, library, embedding, logger } = parts;
  let last: Promise<unknown> = Promise.resolve();
  const refresh: KnowledgeBase['refresh'] = (onProgress, signal) => {
    const turn = last.then(async () => {
      const indexed = await indexResolutions(parts, onProgress, signal);
      const meaning = embedding && (await embedPassages(embedding, undefined, signal));
      if (embedding && meaning?.stoppedBy === null)
        await keepMeaningWeighed({ ...embedding, db }, signal);
      return { ...indexed, meaning };
    });
    last = turn.catch(() => undefined); // whoever asked has the error
    return turn;
  };

  const versions = async () => `${await db.version()} ${await index.version()}`;
  const refreshAndTell = async (signal: AbortSignal): Promise<Outcome> => {
    const refreshed = await refresh(undefined, signal);
    const changed = refreshed.indexed + refreshed.removed;
    if (changed > 0) logger.info(refreshed, 'past tickets brought into the index');
    if (refreshed.meaning?.stoppedBy) return 'stopped';
    return changed > 0 ? 'changed' : 'as it was';
  };

  return {
    index,
    library,
    refresh,
    async settle() {
      await db.write((writer) => settlePassages(writer), { keepVersion: true });
      await embedding?.vectors.settle();
    },
    start() {
      let seen = '';
      return createRounds().start({
        async go(signal) {
          const now = await versions();
          const outcome = now === seen ? 'as it was' : await refreshAndTell(signal);
          // What was written meanwhile is looked at the next time.
          seen = outcome === 'as it was' ? now : '';
          return outcome === 'stopped' ? TRIES_AGAIN_MS : LOOKS_EVERY_MS;
        },
        failed: (error) => logger.error({ err: error }, 'past tickets could not be indexed'),
        retryMs: TRIES_AGAIN_MS,
      });
    },
  };
}
