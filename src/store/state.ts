import type { Keyv } from 'keyv';
import { ConfigError, UpstreamError } from '../core/errors.ts';
import { messageOf } from './sql-error.ts';
import { openStateBackend, type StateBackend } from './state-backends.ts';

type Expiry = { readonly ttlMs?: number };

/** Values of one kind by key. What goes in must survive JSON. */
export interface StateSpace<T> {
  get(key: string): Promise<T | undefined>;
  set(key: string, value: T, expiry?: Expiry): Promise<void>;
  /** Whether there was one. */
  delete(key: string): Promise<boolean>;
  /** All whose key begins with `prefix`, in order of their keys. */
  list(prefix?: string): Promise<readonly { readonly key: string; readonly value: T }[]>;
  /**
   * Reads, changes and writes one value, in turn with this process's other updates of that key.
   * `undefined` in: there is none yet; out: there shall be none. Gives what is kept now.
   */
  update(
    key: string,
    change: (current: T | undefined) => T | undefined | Promise<T | undefined>,
    expiry?: Expiry,
  ): Promise<T | undefined>;
}

/** What is remembered between questions: threads, caches. Survives a restart, except in memory. */
export interface StateStore extends AsyncDisposable {
  /** The space of that name (`threads`, `answers`); spaces don't see each other's keys. */
  space<T>(name: string): StateSpace<T>;
  /** Leaves nothing on disk of what was deleted, as far as the files are ours. */
  compact(): Promise<void>;
}

const PREFIX = 'deskhand-';

/** Opens state at `memory:`, `sqlite:PATH`, `postgres://…` or `redis://…`. Throws ConfigError when it can't be reached. */
export async function openStateStore(url: string): Promise<StateStore> {
  const backend = await openStateBackend(url);
  const spaces = new Map<string, StateSpace<unknown>>();
  const space = (name: string) => {
    const known = spaces.get(name) ?? createSpace(backend, backend.open(PREFIX + name));
    spaces.set(name, known);
    return known;
  };
  try {
    await space('probe').get('reachable');
  } catch (cause) {
    await backend.close().catch(() => {}); // what matters is why it couldn't be reached
    throw new ConfigError([messageOf(cause)], { cause });
  }
  return {
    space: <T>(name: string) => space(name) as StateSpace<T>, // whoever names a space says what is in it
    compact: async () => backend.compact?.(),
    [Symbol.asyncDispose]: () => backend.close(),
  };
}

function createSpace(backend: StateBackend, keyv: Keyv): StateSpace<unknown> {
  const turns = new Map<string, Promise<unknown>>();
  keyv.on('error', () => {}); // thrown as well, to whoever asked

  const attempt = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      const message = `state (${backend.name}) failed during ${what}: ${messageOf(cause)}`;
      throw new UpstreamError(message, { cause });
    }
  };

  const space: StateSpace<unknown> = {
    get: (key) => attempt(`get ${key}`, () => keyv.get(key)),
    async set(key, value, { ttlMs } = {}) {
      await attempt(`set ${key}`, () => keyv.set(key, value, ttlMs));
    },
    delete: (key) => attempt(`delete ${key}`, () => keyv.delete(key)),
    list: (prefix = '') =>
      attempt('list', async () => {
        const entries: { key: string; value: unknown }[] = [];
        for await (const [key, value] of keyv.iterator?.(undefined) ?? []) {
          if (key.startsWith(prefix)) entries.push({ key, value });
        }
        return entries.sort((a, b) => (a.key < b.key ? -1 : 1));
      }),
    update(key, change, expiry) {
      const turn = (turns.get(key) ?? Promise.resolve()).then(async () => {
        const next = await change(await space.get(key));
        if (next === undefined) await space.delete(key);
        else await space.set(key, next, expiry);
        return next;
      });
      const over = turn
        .catch(() => {}) // the caller has the error; the next in turn only needs to know it is over
        .then(() => {
          if (turns.get(key) === over) turns.delete(key);
        });
      turns.set(key, over);
      return turn;
    },
  };
  return space;
}
