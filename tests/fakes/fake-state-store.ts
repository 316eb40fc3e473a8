import { isDeepStrictEqual } from 'node:util';
import type { StateSpace, StateStore } from '../../src/core/state.ts';

type Kept = { readonly json: string; readonly until: number };

/** State in a plain map, readable by tests as `kept`: "space:key" → value. Its clock can be moved on. */
export class FakeStateStore implements StateStore {
  readonly #entries = new Map<string, Kept>();
  readonly #now: () => number;
  #last: Promise<unknown> = Promise.resolve();

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  get kept(): ReadonlyMap<string, unknown> {
    return new Map([...this.#entries].map(([key, { json }]) => [key, JSON.parse(json)]));
  }

  space<T>(name: string): StateSpace<T> {
    const full = (key: string) => `${name}:${key}`;
    const read = (key: string): T | undefined => {
      const entry = this.#entries.get(full(key));
      return entry && entry.until > this.#now() ? JSON.parse(entry.json) : undefined;
    };
    const space: StateSpace<T> = {
      get: async (key) => read(key),
      set: async (key, value, { ttlMs = Number.POSITIVE_INFINITY } = {}) => {
        const json = JSON.stringify(value);
        this.#entries.set(full(key), { json, until: this.#now() + ttlMs });
      },
      delete: async (key) => this.#entries.delete(full(key)),
      list: async (prefix = '') =>
        [...this.#entries.keys()]
          .filter((key) => key.startsWith(full(prefix)))
          .toSorted()
          .flatMap((fullKey) => {
            const key = fullKey.slice(full('').length);
            const value = read(key);
            return value === undefined ? [] : [{ key, value }];
          }),
      claim: async (key, value, expiry) => {
        if (read(key) !== undefined) return false;
        await space.set(key, value, expiry);
        return true;
      },
      swap: async (key, from, to, expiry) => {
        if (!isDeepStrictEqual(read(key), JSON.parse(JSON.stringify(from)))) return false;
        if (to === undefined) await space.delete(key);
        else await space.set(key, to, expiry);
        return true;
      },
      update: (key, change, expiry) => {
        const turn = this.#last.then(async () => {
          const next = await change(read(key));
          if (next === undefined) await space.delete(key);
          else await space.set(key, next, expiry);
          return next;
        });
        this.#last = turn.catch(() => {});
        return turn;
      },
    };
    return space;
  }

  async compact(): Promise<void> {}

  async [Symbol.asyncDispose](): Promise<void> {}
}
