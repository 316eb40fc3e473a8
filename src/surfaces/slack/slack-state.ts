type Expiry = { readonly ttlMs?: number };

/** What the surface needs of kept values of one kind; what goes in must survive JSON. Changes hold for all processes. */
export interface SlackSpace<T> {
  get(key: string): Promise<T | undefined>;
  set(key: string, value: T, expiry?: Expiry): Promise<void>;
  /** Whether there was one. */
  delete(key: string): Promise<boolean>;
  /** All whose key begins with `prefix`, in order of their keys. */
  list(prefix?: string): Promise<readonly { readonly key: string; readonly value: T }[]>;
  /** Puts it if there is none; whether it did. */
  claim(key: string, value: T, expiry?: Expiry): Promise<boolean>;
  /** Replaces it if it still is `from`; `to` undefined: removes it. Whether it did. */
  swap(key: string, from: T, to: T | undefined, expiry?: Expiry): Promise<boolean>;
}

/** What survives a restart, by kind. */
export interface SlackState {
  space<T>(name: string): SlackSpace<T>;
}
