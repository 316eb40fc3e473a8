import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Keyv } from 'keyv';
import { ConfigError } from '../core/errors.ts';
import { messageOf } from './sql-error.ts';
import { SqliteFile, SqliteStore } from './sqlite-store.ts';

/** Values as Keyv writes them, by key, each changed only while it still is what was seen: at once for all processes. */
export interface Cells {
  read(key: string): Promise<string | undefined>;
  /** `undefined` is nothing there. Whether it was done. */
  exchange(
    key: string,
    seen: string | undefined,
    next: string | undefined,
    ttlMs?: number,
  ): Promise<boolean>;
}

/** Where state is kept: a Keyv for every space and the cells beneath it, over one connection. */
export type StateBackend = {
  readonly name: string;
  open(namespace: string): { readonly keyv: Keyv; readonly cells: Cells };
  /** Where it is a file of ours: leaves nothing in it of what was deleted. */
  compact?(): void;
  close(): Promise<void>;
};

/** Failures reach the caller instead of an event nobody hears. */
const LOUD = { throwOnErrors: true, emitErrors: false };

/**
 * `memory:`, `sqlite:PATH` (or a path), `postgres://…`, `redis://…`.
 * Drivers are loaded when they are asked for. Throws ConfigError for any other address or one that can't be opened.
 */
export async function openStateBackend(url: string): Promise<StateBackend> {
  const scheme = /^([a-z][a-z+]+):/i.exec(url)?.[1]?.toLowerCase() ?? 'sqlite';
  switch (scheme) {
    case 'memory':
      return memoryBackend();
    case 'sqlite':
      return sqliteBackend(resolve(url.replace(/^sqlite:(\/\/)?/i, '')));
    case 'postgres':
    case 'postgresql':
      return postgresBackend(url);
    case 'redis':
    case 'rediss':
      return redisBackend(url);
    default:
      throw new ConfigError([
        `State can't be kept in "${scheme}:": use memory:, sqlite:PATH, postgres://… or redis://….`,
      ]);
  }
}

function memoryBackend(): StateBackend {
  return {
    name: 'memory',
    open(namespace) {
      const store = new Map<string, string>();
      const at = (key: string) => `${namespace}:${key}`;
      return {
        keyv: new Keyv({ ...LOUD, store, namespace }),
        cells: {
          read: async (key) => store.get(at(key)),
          async exchange(key, seen, next) {
            if (store.get(at(key)) !== seen) return false;
            if (next === undefined) store.delete(at(key));
            else store.set(at(key), next);
            return true;
          },
        },
      };
    },
    close: async () => {},
  };
}

function sqliteBackend(path: string): StateBackend {
  const file = openSqlite(path);
  return {
    name: 'sqlite',
    open(namespace) {
      const store = new SqliteStore(file);
      const at = (key: string) => `${namespace}:${key}`;
      return {
        keyv: new Keyv({ ...LOUD, store, namespace }),
        cells: {
          read: async (key) => file.read(at(key)),
          exchange: async (key, seen, next, ttlMs) => file.exchange(at(key), seen, next, ttlMs),
        },
      };
    },
    compact: () => file.compact(),
    close: async () => file.close(),
  };
}

function openSqlite(path: string): SqliteFile {
  try {
    mkdirSync(dirname(path), { recursive: true });
    return new SqliteFile(path);
  } catch (cause) {
    throw new ConfigError([`State can't be kept in ${path}: ${messageOf(cause)}`], { cause });
  }
}

const TABLE = 'deskhand_state';

async function postgresBackend(uri: string): Promise<StateBackend> {
  const { KeyvPostgres } = await import('@keyv/postgres');
  const options = { uri, table: TABLE, iterationLimit: 500 };
  const adapters: InstanceType<typeof KeyvPostgres>[] = [];
  return {
    name: 'postgres',
    open(namespace) {
      const adapter = new KeyvPostgres(options);
      adapters.push(adapter);
      const at = (key: string) => `${namespace}:${key}`;
      return {
        keyv: new Keyv({ ...LOUD, store: adapter, namespace }),
        cells: {
          read: async (key) => textOf(await adapter.get(at(key))),
          async exchange(key, seen, next) {
            const [sql, params] = postgresExchange(at(key), seen, next);
            return (await adapter.query(sql, params)).length > 0;
          },
        },
      };
    },
    close: async () => adapters[0]?.disconnect(), // they share one pool, which may be ended once
  };
}

function postgresExchange(
  key: string,
  seen: string | undefined,
  next: string | undefined,
): [sql: string, params: string[]] {
  if (seen === undefined && next === undefined)
    return [`SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM ${TABLE} WHERE key = $1)`, [key]];
  if (seen === undefined)
    return [
      `INSERT INTO ${TABLE} (key, value) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING key`,
      [key, next ?? ''],
    ];
  if (next === undefined)
    return [`DELETE FROM ${TABLE} WHERE key = $1 AND value = $2 RETURNING key`, [key, seen]];
  return [
    `UPDATE ${TABLE} SET value = $3 WHERE key = $1 AND value = $2 RETURNING key`,
    [key, seen, next],
  ];
}

function textOf(stored: unknown): string | undefined {
  return typeof stored === 'string' ? stored : undefined;
}

/** KEYS: the key. ARGV: what was seen and what comes next, each after "=" or empty for nothing; its life in ms or empty. */
const REDIS_EXCHANGE = `
  local now = redis.call('GET', KEYS[1])
  if (now and '=' .. now or '') ~= ARGV[1] then return 0 end
  if ARGV[2] == '' then redis.call('DEL', KEYS[1])
  elseif ARGV[3] == '' then redis.call('SET', KEYS[1], string.sub(ARGV[2], 2))
  else redis.call('SET', KEYS[1], string.sub(ARGV[2], 2), 'PX', ARGV[3]) end
  return 1`;

async function redisBackend(url: string): Promise<StateBackend> {
  const { default: KeyvRedis } = await import('@keyv/redis');
  const options = { throwOnErrors: true, connectionTimeout: 2000 };
  const first = new KeyvRedis(url, options);
  first.client.setMaxListeners(0); // every space listens to the one client
  const marked = (value: string | undefined) => (value === undefined ? '' : `=${value}`);
  return {
    name: 'redis',
    open(namespace) {
      const store = new KeyvRedis(first.client, { ...options, namespace });
      return {
        keyv: new Keyv({ ...LOUD, store, namespace, useKeyPrefix: false }),
        cells: {
          read: async (key) => textOf(await store.get(key)),
          async exchange(key, seen, next, ttlMs) {
            const client = await store.getClient();
            const done = await client.eval(REDIS_EXCHANGE, {
              keys: [store.createKeyPrefix(key, namespace)],
              arguments: [marked(seen), marked(next), ttlMs === undefined ? '' : String(ttlMs)],
            });
            return done === 1;
          },
        },
      };
    },
    close: async () => first.disconnect(),
  };
}
