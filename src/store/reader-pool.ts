import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { AskerError } from '../core/errors.ts';
import type { Params, Reader, Rows } from './database.ts';
import { recoverConnection } from './recover-connection.ts';
import { selectRows } from './run-statement.ts';

const DEFAULT_DEADLINE_MS = 30_000;
/** An interrupt that comes before DuckDB has begun is forgotten, so it is repeated until the statement has ended. */
const INTERRUPT_EVERY_MS = 50;

export interface ReaderPool extends Reader {
  /** Resolves when nothing is being read. */
  settle(): Promise<void>;
  /** Interrupts what is running and lets go of the connections. */
  close(): Promise<void>;
}

/** Connections that can only read, lent to one statement at a time, first come first served. */
export async function openReaderPool(instance: DuckDBInstance, size: number): Promise<ReaderPool> {
  const idle: DuckDBConnection[] = [];
  for (let n = 0; n < size; n++) idle.push(await instance.connect());
  const closing = new AbortController();
  const running = new Set<Promise<unknown>>();
  const waiting: Array<(connection: DuckDBConnection) => void> = [];

  const borrow = (stop: AbortSignal): Promise<DuckDBConnection> => {
    const connection = idle.pop();
    if (connection) return Promise.resolve(connection);
    return new Promise((resolve, reject) => {
      const turn = (lent: DuckDBConnection) => {
        stop.removeEventListener('abort', giveUp);
        resolve(lent);
      };
      const giveUp = () => {
        waiting.splice(waiting.indexOf(turn), 1);
        reject(stop.reason);
      };
      stop.addEventListener('abort', giveUp, { once: true });
      waiting.push(turn);
    });
  };

  const giveBack = (connection: DuckDBConnection) => {
    const next = waiting.shift();
    if (next) next(connection);
    else idle.push(connection);
  };

  const readOnce = async (sql: string, params: Params, stop: AbortSignal): Promise<Rows> => {
    stop.throwIfAborted();
    const connection = await borrow(stop);
    try {
      return await readInTransaction(connection, sql, params, stop);
    } finally {
      giveBack(await recoverConnection(connection, instance));
    }
  };

  return {
    async read(sql, params = {}, options = {}) {
      const deadlineMs = options.deadlineMs ?? DEFAULT_DEADLINE_MS;
      const deadline = deadlineSignal(deadlineMs);
      const asked = options.signal ? [options.signal] : [];
      const stop = AbortSignal.any([deadline.signal, closing.signal, ...asked]);
      const reading = readOnce(sql, params, stop);
      running.add(reading);
      try {
        return await reading;
      } finally {
        running.delete(reading);
        deadline.clear();
      }
    },
    async settle() {
      while (running.size > 0) await Promise.allSettled(running);
    },
    async close() {
      closing.abort(new Error('the store is closed'));
      await Promise.allSettled(running);
      for (const connection of idle.splice(0)) connection.disconnectSync();
    },
  };
}

async function readInTransaction(
  connection: DuckDBConnection,
  sql: string,
  params: Params,
  stop: AbortSignal,
): Promise<Rows> {
  let timer: NodeJS.Timeout | undefined;
  const interrupt = () => {
    connection.interrupt();
    timer = setInterval(() => connection.interrupt(), INTERRUPT_EVERY_MS);
  };
  stop.addEventListener('abort', interrupt, { once: true });
  try {
    await connection.run('BEGIN TRANSACTION READ ONLY');
    stop.throwIfAborted(); // aborted before anybody listened
    const rows = await selectRows(connection, sql, params);
    stop.throwIfAborted();
    return rows;
  } catch (error) {
    stop.throwIfAborted();
    throw error;
  } finally {
    stop.removeEventListener('abort', interrupt);
    clearInterval(timer);
  }
}

function deadlineSignal(deadlineMs: number): { signal: AbortSignal; clear: () => void } {
  const controller = new AbortController();
  const tooLong = () =>
    controller.abort(
      new AskerError(
        `The answer took longer than ${deadlineMs / 1000} s and was stopped. A shorter period or fewer breakdowns will be faster.`,
      ),
    );
  const timer = setTimeout(tooLong, deadlineMs);
  return { signal: controller.signal, clear: () => clearTimeout(timer) };
}
