export type Expiry = { readonly ttlMs?: number };

/** Values of one kind by key. What goes in must survive JSON. */
export interface StateSpace<T> {
  get(key: string): Promise<T | undefined>;
  set(key: string, value: T, expiry?: Expiry): Promise<void>;
  /** Whether there was one. */
  delete(key: string): Promise<boolean>;
  /** All whose key begins with `prefix`, in order of their keys. */
  list(prefix?: string): Promise<readonly { readonly key: string; readonly value: T }[]>;
  /** Puts it if there is none, of all processes that try exactly one; whether it did. */
  claim(key: string, value: T, expiry?: Expiry): Promise<boolean>;
  /** Replaces it if it still is `from`; `to` undefined: removes it. Whether it did. */
  swap(key: string, from: T, to: T | undefined, expiry?: Expiry): Promise<boolean>;
  /**
   * Reads, changes and writes one value, in turn with this process's other updates of that key.
   * When another process changed it meanwhile, `change` is called again with what that left.
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
