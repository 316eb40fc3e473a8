import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Writer } from './database.ts';
import { readRows } from './read-values.ts';
import { recoverConnection } from './recover-connection.ts';
import { runStatement } from './run-statement.ts';

/** Grows with every write, and past any number an older copy of the file may have reached: caches outlive files. */
const BUMP_VERSION = `UPDATE meta SET value = greatest(value::BIGINT + 1, epoch_ms(now()))::VARCHAR
  WHERE key = 'data_version' RETURNING value::BIGINT`;

export interface WriteQueue {
  readonly version: number;
  write<T>(
    work: (writer: Writer) => Promise<T>,
    options?: { readonly keepVersion?: boolean },
  ): Promise<T>;
  /** Waits for the writes in turn, then lets go of the connection. */
  close(): Promise<void>;
}

/** The one connection that writes: transactions one after another, each whole or not at all. */
export async function openWriteQueue(instance: DuckDBInstance): Promise<WriteQueue> {
  let connection = await instance.connect();
  let version = await readVersion(connection);
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;

  const transact = async <T>(work: (writer: Writer) => Promise<T>, keepVersion: boolean) => {
    const { writer, retire } = lendWriter(connection);
    try {
      await connection.run('BEGIN TRANSACTION');
      const outcome = await work(writer);
      const next = keepVersion ? version : await bumpVersion(connection);
      await connection.run('COMMIT');
      version = next;
      return outcome;
    } catch (error) {
      connection = await recoverConnection(connection, instance);
      throw error;
    } finally {
      retire();
    }
  };

  return {
    get version() {
      return version;
    },
    write(work, options = {}) {
      if (closed) return Promise.reject(new Error('the store is closed'));
      const turn = last.then(() => transact(work, options.keepVersion ?? false));
      last = turn.catch(() => {}); // the caller has the error; the queue only needs to know it is over
      return turn;
    },
    async close() {
      closed = true;
      await last;
      connection.disconnectSync();
    },
  };
}

/** A writer that stops working when its transaction is over, so that a forgotten `await` can't write into the next one. */
function lendWriter(connection: DuckDBConnection): { writer: Writer; retire: () => void } {
  let over = false;
  const run: typeof runStatement = (...statement) => {
    if (over) return Promise.reject(new Error('this write is over: its transaction has ended'));
    return runStatement(...statement);
  };
  return {
    writer: {
      async run(sql, params) {
        await run(connection, sql, params);
      },
      async rows(sql, params) {
        return readRows(await run(connection, sql, params));
      },
    },
    retire: () => {
      over = true;
    },
  };
}

async function readVersion(connection: DuckDBConnection): Promise<number> {
  const { rows } = await readRows(
    await runStatement(connection, `SELECT value::BIGINT FROM meta WHERE key = 'data_version'`),
  );
  return Number(rows[0]?.[0] ?? 0);
}

async function bumpVersion(connection: DuckDBConnection): Promise<number> {
  const { rows } = await readRows(await runStatement(connection, BUMP_VERSION));
  return Number(rows[0]?.[0] ?? 0);
}
