import { EventEmitter } from 'node:events';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { KeyvStoreAdapter, StoredData } from 'keyv';

type Entry = { readonly key: string; readonly value: string };

const LAST_CHARACTER = '\u{10FFFF}';

/** One SQLite file of keys and values, safe to share between processes. */
export class SqliteFile {
  readonly #db: DatabaseSync;
  readonly get: StatementSync;
  readonly set: StatementSync;
  readonly delete: StatementSync;
  readonly #list: StatementSync;
  readonly #add: StatementSync;
  readonly #replace: StatementSync;
  readonly #remove: StatementSync;
  readonly #sweep: StatementSync;

  constructor(path: string) {
    this.#db = new DatabaseSync(path, { timeout: 5000 });
    this.#db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON;
      CREATE TABLE IF NOT EXISTS entries (key TEXT PRIMARY KEY, value TEXT NOT NULL, expires_at INTEGER) WITHOUT ROWID;`);
    this.#sweep = this.#db.prepare('DELETE FROM entries WHERE expires_at < ?');
    this.get = this.#db.prepare('SELECT value FROM entries WHERE key = ?');
    this.set = this.#db.prepare('INSERT OR REPLACE INTO entries VALUES (?, ?, ?)');
    this.delete = this.#db.prepare('DELETE FROM entries WHERE key = ?');
    this.#list = this.#db.prepare(
      'SELECT key, value FROM entries WHERE key >= ? AND key < ? ORDER BY key',
    );
    this.#add = this.#db.prepare('INSERT INTO entries VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
    this.#replace = this.#db.prepare(
      'UPDATE entries SET value = ?, expires_at = ? WHERE key = ? AND value = ?',
    );
    this.#remove = this.#db.prepare('DELETE FROM entries WHERE key = ? AND value = ?');
  }

  read(key: string): string | undefined {
    const value = this.get.get(key)?.value;
    return typeof value === 'string' ? value : undefined;
  }

  /** All whose key begins with `prefix`, in order of their keys. */
  entries(prefix: string): readonly Entry[] {
    const rows = this.#list.all(prefix, prefix + LAST_CHARACTER);
    return rows.map((row) => ({ key: String(row.key), value: String(row.value) }));
  }

  /** Puts `next` where `seen` still is, undefined being nothing there; whether it did. */
  exchange(
    key: string,
    seen: string | undefined,
    next: string | undefined,
    ttlMs?: number,
  ): boolean {
    const until = ttlMs === undefined ? null : Date.now() + ttlMs;
    if (seen === undefined && next === undefined) return this.read(key) === undefined;
    if (seen === undefined) return this.#add.run(key, next ?? '', until).changes > 0;
    if (next === undefined) return this.#remove.run(key, seen).changes > 0;
    return this.#replace.run(next, until, key, seen).changes > 0;
  }

  /** Removes what has expired. */
  sweep(): void {
    this.#sweep.run(Date.now());
  }

  /** Writes the file anew and empties its log, so that neither has anything left of what was deleted. */
  compact(): void {
    this.#db.exec('PRAGMA wal_checkpoint(TRUNCATE); VACUUM; PRAGMA wal_checkpoint(TRUNCATE);');
  }

  close(): void {
    this.#db.close();
  }
}

/** Keyv's view of the file. Keyv itself prefixes keys with `namespace:`, and looks at expiry. */
export class SqliteStore extends EventEmitter implements KeyvStoreAdapter {
  readonly opts = { dialect: 'sqlite' };
  namespace?: string;
  readonly #file: SqliteFile;

  constructor(file: SqliteFile) {
    super();
    this.#file = file;
  }

  async get<Value>(key: string): Promise<StoredData<Value> | undefined> {
    const row = this.#file.get.get(key);
    return row?.value as StoredData<Value> | undefined; // the text Keyv gave; Keyv parses it
  }

  async set(key: string, value: string, ttlMs?: number): Promise<void> {
    this.#file.set.run(key, value, ttlMs === undefined ? null : Date.now() + ttlMs);
  }

  async delete(key: string): Promise<boolean> {
    return this.#file.delete.run(key).changes > 0;
  }

  async clear(): Promise<void> {
    for (const { key } of this.#file.entries(`${this.namespace ?? ''}:`))
      this.#file.delete.run(key);
  }
}
