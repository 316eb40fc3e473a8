import type { EventEmitter } from 'node:events';
import { KeyvPostgres } from '@keyv/postgres';
import { type Cells, loudKeyv, type StateBackend, textOf } from './state-cells.ts';

const TABLE = 'deskhand_state';
const PAGE_ROWS = 500;

const SELECT = `SELECT value FROM ${TABLE} WHERE key = $1`;
const PAGE = `SELECT key, value FROM ${TABLE}
  WHERE starts_with(key, $1) AND key > $2 ORDER BY key LIMIT ${PAGE_ROWS}`;
const IS_NONE = `SELECT 1 WHERE NOT EXISTS (${SELECT})`;
const INSERT = `INSERT INTO ${TABLE} (key, value) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING 1`;
const UPDATE = `UPDATE ${TABLE} SET value = $3 WHERE key = $1 AND value = $2 RETURNING 1`;
const REMOVE = `DELETE FROM ${TABLE} WHERE key = $1 AND value = $2 RETURNING 1`;
const DELETE = `DELETE FROM ${TABLE} WHERE key = $1 RETURNING 1`;

/** Keyv ends a text with when it expires. Not read as JSON, for PostgreSQL's knows no \u0000. */
const SWEEP = `DELETE FROM ${TABLE}
  WHERE substring(right(value, 40) from ',"expires":([0-9]+)}$')::numeric < $1`;

/** The adapter has one pool for the whole process, which may be ended once. */
let openBackends = 0;

export async function openPostgresBackend(uri: string): Promise<StateBackend> {
  const stores: PostgresStore[] = [];
  openBackends++;
  return {
    name: 'postgres',
    open(namespace) {
      const store = new PostgresStore({
        uri,
        table: TABLE,
        keySize: 1024,
        connectionTimeoutMillis: 5000,
        log: hearPoolErrors,
      });
      stores.push(store);
      return { keyv: loudKeyv(store, namespace), cells: cellsOf(store, `${namespace}:`) };
    },
    async sweep() {
      await stores[0]?.query(SWEEP, [Date.now()]);
    },
    async close() {
      openBackends--;
      if (openBackends === 0) await stores[0]?.disconnect();
    },
  };
}

class PostgresStore extends KeyvPostgres {
  /** The adapter's own looks first and deletes then, so that two could both be told they did. */
  override async delete(key: string): Promise<boolean> {
    return (await this.query(DELETE, [key])).length > 0;
  }
}

function cellsOf(store: PostgresStore, namespace: string): Cells {
  return {
    read: async (key) => textOf((await store.query(SELECT, [namespace + key]))[0]?.value),
    async exchange(key, seen, next) {
      const [sql, ...values] = exchange(namespace + key, seen, next);
      return (await store.query(sql, values)).length > 0;
    },
    // The adapter's own iterator ends early when a page can't be read, as if there were no more.
    async *entries(prefix) {
      let after = '';
      for (;;) {
        const rows = await store.query(PAGE, [namespace + prefix, after]);
        for (const { key, value } of rows) yield [key.slice(namespace.length), value];
        if (rows.length < PAGE_ROWS) return;
        after = rows.at(-1).key;
      }
    },
  };
}

function exchange(
  key: string,
  seen: string | undefined,
  next: string | undefined,
): [sql: string, ...values: string[]] {
  if (seen === undefined) return next === undefined ? [IS_NONE, key] : [INSERT, key, next];
  return next === undefined ? [REMOVE, key, seen] : [UPDATE, key, seen, next];
}

/**
 * The pool tells of connections lost while idle, and the process ends when nobody listens.
 * Its logger is called on it: the one place where the adapter lets the pool be had.
 */
function hearPoolErrors(this: EventEmitter): void {
  if (this.listenerCount('error') === 0) this.on('error', () => {}); // the next query opens another
}
