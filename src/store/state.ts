import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { ConfigError, messageOf, UpstreamError } from '../core/errors.ts';
import type { Expiry, StateSpace, StateStore } from '../core/state.ts';
import { openStateBackend } from './state-backends.ts';
import type { Shelf, StateBackend } from './state-cells.ts';

const PREFIX = 'deskhand-';

const HOUR_MS = 3_600_000;

/** Opens state at `memory:`, `sqlite:PATH`, `postgres://…` or `redis://…`. Throws ConfigError when it can't be reached. */
export async function openStateStore(
  url: string,
  { sweepEveryMs = HOUR_MS }: { readonly sweepEveryMs?: number } = {},
): Promise<StateStore> {
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
  const sweep = async () => backend.sweep?.().catch(() => {}); // the next one makes up for it
  let sweeping = sweep();
  const timer = setInterval(() => {
    sweeping = sweep();
  }, sweepEveryMs);
  timer.unref();
  return {
    space: <T>(name: string) => space(name) as StateSpace<T>, // whoever names a space says what is in it
    compact: async () => backend.compact?.(),
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await sweeping;
      await backend.close();
    },
  };
}

/** What is read of a key: as it is written, and as it is meant. Both undefined: nothing that still counts. */
type Seen = { readonly raw: string | undefined; readonly value: unknown };

const TRIES = 200;

/**
 * Reads past Keyv: its own get and iterator delete what has expired, and with it what another process
 * has put in its place a moment ago.
 */
function createSpace(backend: StateBackend, { keyv, cells }: Shelf): StateSpace<unknown> {
  const turns = new Map<string, Promise<unknown>>();

  const attempt = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      const message = `state (${backend.name}) failed during ${what}: ${messageOf(cause)}`;
      throw new UpstreamError(message, { cause });
    }
  };

  const meant = async (raw: string): Promise<unknown> => {
    const kept = await keyv.deserializeData<unknown>(raw);
    const isOver = typeof kept?.expires === 'number' && Date.now() > kept.expires;
    return isOver ? undefined : kept?.value;
  };

  const read = async (key: string): Promise<Seen> => {
    const raw = await cells.read(key);
    return { raw, value: raw === undefined ? undefined : await meant(raw) };
  };

  const exchange = async (
    key: string,
    { raw }: Seen,
    value: unknown,
    expiry: Expiry = {},
  ): Promise<boolean> => {
    if (value === undefined) return cells.exchange(key, raw, undefined);
    const ttlMs = wholeMs(expiry);
    const expires = ttlMs === undefined ? undefined : Date.now() + ttlMs;
    const next = await keyv.serializeData({ value, expires });
    if (typeof next !== 'string') throw new TypeError('Keyv writes values as text');
    return cells.exchange(key, raw, next, ttlMs);
  };

  /** Puts the value where one that `fits` is; looks again when it was written anew meanwhile, with the same value even. */
  const exchangeWhere = async (
    fits: (value: unknown) => boolean,
    key: string,
    value: unknown,
    expiry?: Expiry,
  ): Promise<boolean> => {
    for (;;) {
      const seen = await read(key);
      if (!fits(seen.value)) return false;
      if (await exchange(key, seen, value, expiry)) return true;
    }
  };

  const space: StateSpace<unknown> = {
    get: (key) => attempt(`get ${key}`, async () => (await read(key)).value),
    async set(key, value, expiry = {}) {
      await attempt(`set ${key}`, () => keyv.set(key, value, wholeMs(expiry)));
    },
    delete: (key) => attempt(`delete ${key}`, () => keyv.delete(key)),
    list: (prefix = '') =>
      attempt('list', async () => {
        const found = new Map<string, unknown>();
        for await (const [key, raw] of cells.entries(prefix)) {
          const value = await meant(raw);
          if (value !== undefined) found.set(key, value);
        }
        const entries = [...found].map(([key, value]) => ({ key, value }));
        return entries.sort((a, b) => (a.key < b.key ? -1 : 1));
      }),
    claim: (key, value, expiry) => {
      const isNone = (kept: unknown) => kept === undefined;
      return attempt(`claim ${key}`, () => exchangeWhere(isNone, key, value, expiry));
    },
    swap: (key, from, to, expiry) => {
      const expected = asKept(from);
      const isSame = (kept: unknown) => isDeepStrictEqual(kept, expected);
      return attempt(`swap ${key}`, () => exchangeWhere(isSame, key, to, expiry));
    },
    update(key, change, expiry) {
      const turn = (turns.get(key) ?? Promise.resolve()).then(async () => {
        for (let tries = 0; tries < TRIES; tries++) {
          const seen = await attempt(`get ${key}`, () => read(key));
          const next = await change(seen.value);
          if (await attempt(`set ${key}`, () => exchange(key, seen, next, expiry))) return next;
          await wait(Math.random() * Math.min(tries, 20)); // or those that met here meet again
        }
        throw new UpstreamError(
          `state (${backend.name}) failed during update ${key}: others change it all the time`,
        );
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

/** A value as it comes back from the store. */
function asKept(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}

/** Stores count whole milliseconds, and take none for "for ever". */
function wholeMs({ ttlMs }: Expiry): number | undefined {
  return ttlMs === undefined ? undefined : Math.max(1, Math.ceil(ttlMs));
}
