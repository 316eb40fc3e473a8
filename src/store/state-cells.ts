import { Keyv, type KeyvStoreAdapter } from 'keyv';

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
  /** All whose key begins with `prefix`, expired ones too, in any order, some perhaps twice. */
  entries(prefix: string): AsyncIterable<readonly [key: string, text: string]>;
}

/** What is kept under one name: Keyv's view of it, and the cells beneath. */
export type Shelf = { readonly keyv: Keyv; readonly cells: Cells };

/** Where state is kept: a shelf for every space, over one connection. */
export type StateBackend = {
  readonly name: string;
  open(namespace: string): Shelf;
  /** Removes what has expired, where the place doesn't do so by itself. */
  sweep?(): Promise<void>;
  /** Where it is a file of ours: leaves nothing in it of what was deleted. */
  compact?(): void;
  close(): Promise<void>;
};

/** Failures reach the caller instead of an event nobody hears. */
export function loudKeyv(
  store: KeyvStoreAdapter | Map<string, string>,
  namespace: string,
  options: { readonly useKeyPrefix?: boolean } = {},
): Keyv {
  const keyv = new Keyv({ ...options, throwOnErrors: true, emitErrors: false, store, namespace });
  keyv.on('error', () => {}); // thrown as well, to whoever asked
  return keyv;
}

export function textOf(stored: unknown): string | undefined {
  return typeof stored === 'string' ? stored : undefined;
}
