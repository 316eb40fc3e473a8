import { rm } from 'node:fs/promises';
import type { DuckDBInstance } from '@duckdb/node-api';
import { backUp } from './backup.ts';
import type { Database } from './database.ts';
import type { ReaderPool } from './reader-pool.ts';
import { swapIn, writeAnew } from './rewrite.ts';
import { isOutOfMemory } from './sql-error.ts';
import { openWriteQueue, type WriteQueue } from './write-queue.ts';

/** What stands on the file, remade when the file is. */
export type Parts = {
  readonly instance: DuckDBInstance;
  readonly queue: WriteQueue;
  readonly pool: ReaderPool;
};

/** How the file is opened once more. */
export type Reopening = {
  /** The file once more, as it is now. */
  reopen(): Promise<Parts>;
  /** Whether the next opening may take more memory. */
  allowMore(): boolean;
  /** Told once nothing has the file open any more. */
  closed(): void;
};

type Places = {
  /** As it was named: a file, or `:memory:`. */
  readonly path: string;
  readonly file: string;
  readonly staging: string;
};

/** A database over what stands on a file: reads and writes go on while the file is rewritten, or opened anew with more memory. */
export function assembleDatabase(
  opened: Parts,
  { reopen, allowMore, closed }: Reopening,
  places: Places,
): Database {
  let parts = opened;
  const backups = new Set<Promise<void>>();
  let closing: Promise<void> | undefined;
  // Settled but while the file is rewritten.
  let writable: Promise<unknown> = Promise.resolve();
  let readable: Promise<unknown> = Promise.resolve();

  const letGo = async () => {
    await parts.pool.close();
    await parts.queue.close();
    await Promise.allSettled(backups);
    parts.instance.closeSync();
  };

  const close = async () => {
    await writable;
    await letGo();
    await rm(places.staging, { recursive: true, force: true });
    closed();
  };

  const rewrite = async () => {
    await parts.queue.close();
    const fresh = await writeAnew(parts.instance, places.staging).catch(async (error: unknown) => {
      parts = { ...parts, queue: await openWriteQueue(parts.instance) };
      throw error;
    });
    await openAnew(() => swapIn(fresh, places.file));
  };

  /** Between two reads, `meanwhile` while the old one has the lock still. */
  const openAnew = async (meanwhile: () => Promise<void>) => {
    const { promise, resolve: goOn } = Promise.withResolvers<void>();
    readable = promise;
    try {
      await parts.pool.settle();
      await meanwhile();
      await letGo();
      parts = await reopen();
    } finally {
      goOn();
    }
  };

  /** Whether there is more memory than the `failed` ones had. */
  const grow = (failed: Parts): Promise<boolean> => {
    const turn = writable.then(async () => {
      if (parts !== failed) return true; // for another write's sake
      if (!allowMore()) return false;
      await openAnew(() => Promise.resolve());
      return true;
    });
    writable = turn.catch(() => {}); // as below
    return turn;
  };

  const write: Database['write'] = async (work, options) => {
    await writable;
    const used = parts;
    try {
      return await used.queue.write(work, options);
    } catch (error) {
      if (!isOutOfMemory(error) || !(await grow(used))) throw error;
      return write(work, options);
    }
  };

  return {
    path: places.path,
    stagingFolder: places.staging,
    async read(sql, params, options) {
      await readable;
      return parts.pool.read(sql, params, options);
    },
    write,
    version: () => Promise.resolve(parts.queue.version),
    async backup(target) {
      await readable;
      const backup = backUp(parts.instance, places.staging, target);
      backups.add(backup);
      await backup.finally(() => backups.delete(backup));
    },
    rewrite() {
      if (places.path === ':memory:') return Promise.resolve();
      const turn = writable.then(rewrite);
      writable = turn.catch(() => {}); // whoever asked has the error; the next only need to know it is over
      return turn;
    },
    [Symbol.asyncDispose]() {
      closing ??= close();
      return closing;
    },
  };
}
