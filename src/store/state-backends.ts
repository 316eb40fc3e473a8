import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ConfigError, messageOf } from '../core/errors.ts';
import { SqliteFile, SqliteStore } from './sqlite-store.ts';
import { loudKeyv, type StateBackend } from './state-cells.ts';

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
      return (await import('./postgres-backend.ts')).openPostgresBackend(url);
    case 'redis':
    case 'rediss':
      return (await import('./redis-backend.ts')).openRedisBackend(url);
    default:
      throw new ConfigError([
        `State can't be kept in "${scheme}:": use memory:, sqlite:PATH, postgres://… or redis://….`,
      ]);
  }
}

function memoryBackend(): StateBackend {
  const stores: Map<string, string>[] = [];
  return {
    name: 'memory',
    async sweep() {
      for (const store of stores) {
        for (const [key, text] of store)
          if (JSON.parse(text).expires < Date.now()) store.delete(key);
      }
    },
    open(namespace) {
      const store = new Map<string, string>();
      stores.push(store);
      const at = (key: string) => `${namespace}:${key}`;
      return {
        keyv: loudKeyv(store, namespace),
        cells: {
          read: async (key) => store.get(at(key)),
          async exchange(key, seen, next) {
            if (store.get(at(key)) !== seen) return false;
            if (next === undefined) store.delete(at(key));
            else store.set(at(key), next);
            return true;
          },
          async *entries(prefix) {
            const start = at(prefix);
            for (const [key, text] of [...store]) {
              if (key.startsWith(start)) yield [key.slice(at('').length), text];
            }
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
        keyv: loudKeyv(store, namespace),
        cells: {
          read: async (key) => file.read(at(key)),
          exchange: async (key, seen, next, ttlMs) => file.exchange(at(key), seen, next, ttlMs),
          async *entries(prefix) {
            for (const { key, value } of file.entries(at(prefix)))
              yield [key.slice(at('').length), value];
          },
        },
      };
    },
    sweep: async () => file.sweep(),
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
