import type { Cell } from '../core/answer.ts';

export type Params = Readonly<Record<string, Cell | readonly string[] | Uint8Array>>;

/** Rows as arrays with the names of their columns. Numbers are JS numbers, timestamps ISO 8601 UTC strings, dates `2026-10-17`, lists arrays, blobs bytes. */
export type Rows = {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
};

export interface Reader {
  /** One SELECT with `$name` parameters, in a read-only transaction, interrupted at the deadline (default 30 s) or on `signal`. */
  read(
    sql: string,
    params?: Params,
    options?: { readonly deadlineMs?: number; readonly signal?: AbortSignal },
  ): Promise<Rows>;
}

export interface Writer {
  run(sql: string, params?: Params): Promise<void>;
  rows(sql: string, params?: Params): Promise<Rows>;
}

export interface Database extends Reader, AsyncDisposable {
  readonly path: string;
  /** The only folder DuckDB may read files from; imports are copied into it. */
  readonly stagingFolder: string;
  /** Moves with every committed write that changes data; answers are cached under it. */
  version(): Promise<number>;
  /** One transaction on the one writer connection, in turn; a throw rolls all of it back. Bumps the data version unless `keepVersion`. */
  write<T>(
    work: (writer: Writer) => Promise<T>,
    options?: { readonly keepVersion?: boolean },
  ): Promise<T>;
  /** A consistent copy while running. Throws AskerError when `path` exists. */
  backup(path: string): Promise<void>;
  /** Writes the file anew, so that it has nothing left of deleted rows; reads go on, writes wait. Unimported previews are dropped. */
  rewrite(): Promise<void>;
}
