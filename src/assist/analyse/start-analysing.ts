import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '../../store/database.ts';
import type { AnalysisRun } from './analyses.ts';

export type AnalysingParts = {
  readonly db: Pick<Database, 'version'>;
  readonly logger: {
    info(fields: object, message: string): void;
    error(fields: object, message: string): void;
  };
};

/** How often it is looked whether there is news; a sync's pages come seconds apart. */
const LOOKS_EVERY_MS = 20_000;
/** How often open conversations are looked at anew though nothing was written: they wait. */
const WAITING_GROWS_MS = 900_000;

/** Runs whenever something was written, until disposed. */
export function startAnalysing(
  { db, logger }: AnalysingParts,
  run: (signal: AbortSignal) => Promise<AnalysisRun>,
): AsyncDisposable {
  const stopping = new AbortController();
  const { signal } = stopping;
  const runOnce = async (): Promise<void> => {
    try {
      const { analysed, lookedAt, tookMs } = await run(signal);
      if (analysed > 0) logger.info({ analysed, lookedAt, tookMs }, 'conversations analysed');
    } catch (error) {
      logger.error({ err: error }, 'conversations could not be analysed');
    }
  };
  const loop = (async () => {
    let seen = -1;
    let ranAt = Number.NEGATIVE_INFINITY;
    while (!signal.aborted) {
      const isNews = (await db.version()) !== seen;
      if (isNews || performance.now() - ranAt > WAITING_GROWS_MS) {
        ranAt = performance.now();
        await runOnce();
        seen = await db.version();
      }
      await delay(LOOKS_EVERY_MS, undefined, { signal, ref: false }).catch(() => undefined); // stopped
    }
  })();
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort(new Error('the service is closing'));
      await loop;
    },
  };
}
