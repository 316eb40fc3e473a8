import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Keyv } from 'keyv';
import { ConfigError } from '../core/errors.ts';
import { messageOf } from './sql-error.ts';
import { SqliteFile, SqliteStore } from './sqlite-store.ts';

/** Where state is kept: a Keyv for every space, over one connection. */
export type StateBackend = {
  readonly name: string;
  open(namespace: string): Keyv;
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
    open: (namespace) => new Keyv({ ...LOUD, store: new Map(), namespace }),
    close: async () => {},
  };
}

function sqliteBackend(path: string): StateBackend {
  const file = openSqlite(path);
  return {
    name: 'sqlite',
    open: (namespace) => new Keyv({ ...LOUD, store: new SqliteStore(file), namespace }),
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

async function postgresBackend(uri: string): Promise<StateBackend> {
  const { KeyvPostgres } = await import('@keyv/postgres');
  const options = { uri, table: 'deskhand_state', iterationLimit: 500 };
  const adapters: InstanceType<typeof KeyvPostgres>[] = [];
  return {
    name: 'postgres',
    open: (namespace) => {
      const adapter = new KeyvPostgres(options);
      adapters.push(adapter);
      return new Keyv({ ...LOUD, store: adapter, namespace });
    },
    close: async () => adapters[0]?.disconnect(), // they share one pool, which may be ended once
  };
}

async function redisBackend(url: string): Promise<StateBackend> {
  const { default: KeyvRedis } = await import('@keyv/redis');
  const options = { throwOnErrors: true, connectionTimeout: 2000 };
  const first = new KeyvRedis(url, options);
  return {
    name: 'redis',
    open: (namespace) => {
      const store = new KeyvRedis(first.client, { ...options, namespace });
      return new Keyv({ ...LOUD, store, namespace, useKeyPrefix: false });
    },
    close: async () => first.disconnect(),
  };
}
