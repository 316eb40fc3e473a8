import type { Clock } from '../../core/clock.ts';

/** Values that are good for a while: fetched once, also when several ask at once. Failures aren't kept. */
export interface Shelf<T> {
  get(key: string, fetch: () => Promise<T>): Promise<T>;
  put(key: string, value: T): void;
  has(key: string): boolean;
}

export type ShelfSettings = {
  readonly clock: Clock;
  readonly keepMs: number;
  /** Of more than these the oldest go. */
  readonly most: number;
};

export function createShelf<T>({ clock, keepMs, most }: ShelfSettings): Shelf<T> {
  type Kept = { readonly at: number; readonly value: Promise<T> };
  const kept = new Map<string, Kept>();

  const fresh = (key: string): Kept | null => {
    const found = kept.get(key);
    return found && clock.now() - found.at < keepMs ? found : null;
  };
  const keep = (key: string, value: Promise<T>): void => {
    const mine: Kept = { at: clock.now(), value };
    kept.delete(key);
    kept.set(key, mine);
    value.catch(() => kept.get(key) === mine && kept.delete(key));
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
  };

  return {
    has: (key) => fresh(key) !== null,
    put: (key, value) => keep(key, Promise.resolve(value)),
    get(key, fetch) {
      const found = fresh(key);
      if (found) return found.value;
      const value = fetch();
      keep(key, value);
      return value;
    },
  };
}
