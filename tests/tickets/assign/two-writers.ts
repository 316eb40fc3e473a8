import { DuckDBInstance } from '@duckdb/node-api';
import type { Database } from '../../../src/store/database.ts';
import { migrate, readMigrations } from '../../../src/store/migrate.ts';
import { openReaderPool } from '../../../src/store/reader-pool.ts';
import { openWriteQueue } from '../../../src/store/write-queue.ts';

/** One store with two connections that write, as processes on a shared engine have them: neither waits for the other. */
export async function openTwoWriters(): Promise<
  { readonly writers: readonly [Database, Database] } & AsyncDisposable
> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await migrate(connection, await readMigrations(), ':memory:');
  connection.disconnectSync();
  const closing: (() => Promise<void>)[] = [];
  const openOne = async (): Promise<Database> => {
    const pool = await openReaderPool(instance, 1);
    const queue = await openWriteQueue(instance);
    closing.push(
      () => pool.close(),
      () => queue.close(),
    );
    const notHere = () => Promise.reject(new Error('only the store itself can'));
    return {
      path: ':memory:',
      stagingFolder: '',
      read: (...args) => pool.read(...args),
      write: (...args) => queue.write(...args),
      version: () => Promise.resolve(queue.version),
      ...{ backup: notHere, rewrite: notHere },
      [Symbol.asyncDispose]: () => Promise.resolve(),
    };
  };
  const writers = [await openOne(), await openOne()] as const;
  return {
    writers,
    async [Symbol.asyncDispose]() {
      for (const close of closing) await close();
      instance.closeSync();
    },
  };
}
