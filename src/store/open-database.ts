import { mkdir, mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { AppError, AskerError } from '../core/errors.ts';
import { assembleDatabase, type Parts, type Reopening } from './assemble-database.ts';
import type { Database } from './database.ts';
import { lockDown } from './lock-down.ts';
import { migrate, readMigrations } from './migrate.ts';
import { openingError } from './opening-errors.ts';
import { readRows } from './read-values.ts';
import { openReaderPool } from './reader-pool.ts';
import { finishSwap, forgetSwap, isRewriteDue } from './rewrite.ts';
import { runStatement } from './run-statement.ts';
import { openWriteQueue } from './write-queue.ts';

export type OpenOptions = {
  /** A file, made with its folder when there is none, or `:memory:`. */
  readonly path: string;
  /** As DuckDB reads it: `1GB`. Past it DuckDB spills to disk beside the file. */
  readonly memoryLimit?: string;
  readonly threads?: number;
  readonly readers?: number;
  /**
   * For a process that is to stay small rather than quick to answer. `memoryLimit` (in MB) is where it begins: a write that can't do
   * with it is run once more with twice as much, so its work may be called again.
   */
  readonly isLean?: boolean;
};

type Limits = {
  readonly memoryLimit: string;
  readonly threads: number;
  readonly settings: Readonly<Record<string, string>>;
};

/**
 * What DuckDB keeps beside its limit: what statements let go of goes back to the system, and checkpoints leave small row groups as they are.
 * Joining them takes a whole large one uncompressed, some 400 MB where tickets tell long stories; a process that isn't lean does it later.
 */
const LEAN: Limits['settings'] = {
  allocator_bulk_deallocation_flush_threshold: '1MB',
  max_vacuum_tasks: '0',
};

type Places = { readonly file: string; readonly staging: string; readonly spill: string };

/** A lean store asks for no more. */
const MOST_MB = 1024;

/**
 * Files open in this process. DuckDB's file lock doesn't hold against the process that has it:
 * a second instance on one file would open without complaint, and ruin it.
 */
const openFiles = new Set<string>();

/**
 * Opens the store: schema brought up to date, instance locked down, what a killed run left in the staging folder removed,
 * a rewriting that is due caught up on.
 * Throws AskerError when the file can't be had (in use, damaged, not ours, no permission), ConfigError when it is from a newer version.
 */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  let limits: Limits = {
    memoryLimit: options.memoryLimit ?? '1GB',
    threads: options.threads ?? availableParallelism(),
    settings: options.isLean ? LEAN : {},
  };
  const places = await findPlaces(options.path);
  if (openFiles.has(places.file)) {
    throw new AskerError(`${options.path} is already open in this process.`);
  }
  openFiles.add(places.file);
  try {
    const openParts = async (isAnew: boolean): Promise<Parts> => {
      const instance = await openInstance(options.path, places, limits, isAnew);
      const queue = await openWriteQueue(instance);
      return { instance, queue, pool: await openReaderPool(instance, options.readers ?? 4) };
    };
    const parts = await openParts(false);
    const isDue = await askOnce(parts.instance, isRewriteDue);
    const reopening: Reopening = {
      reopen: () => openParts(true),
      allowMore() {
        const memoryLimit = options.isLean ? twice(limits.memoryLimit) : null;
        if (memoryLimit === null || options.path === ':memory:') return false;
        limits = { ...limits, memoryLimit };
        return true;
      },
      closed: () => openFiles.delete(places.file),
    };
    const db = assembleDatabase(parts, reopening, { ...places, path: options.path });
    // One that fails (a full disk) is due again at the next opening; meanwhile questions have their answers.
    if (isDue) await db.rewrite().catch(() => {});
    return db;
  } catch (error) {
    openFiles.delete(places.file);
    throw error instanceof AppError ? error : openingError(options.path, error);
  }
}

/** Null: no more is to be had. */
function twice(memoryLimit: string): string | null {
  const megabytes = 2 * Number(/^(\d+)MB$/.exec(memoryLimit)?.[1] ?? Number.NaN);
  return megabytes <= MOST_MB ? `${megabytes}MB` : null;
}

async function findPlaces(path: string): Promise<Places> {
  try {
    if (path === ':memory:') {
      const folder = await realpath(await mkdtemp(join(tmpdir(), 'deskhand-')));
      return { file: folder, staging: folder, spill: join(folder, 'spill') };
    }
    await mkdir(dirname(resolve(path)), { recursive: true });
    const file = await canonicalPath(resolve(path));
    return { file, staging: `${file}.staging`, spill: `${file}.tmp` };
  } catch (error) {
    throw openingError(path, error);
  }
}

/** The one name of a file, links followed, whether or not it exists yet. */
async function canonicalPath(path: string): Promise<string> {
  return realpath(path).catch(async () => join(await realpath(dirname(path)), basename(path)));
}

async function openInstance(
  path: string,
  places: Places,
  limits: Limits,
  isAnew: boolean,
): Promise<DuckDBInstance> {
  if (path !== ':memory:') await finishSwap(places.file);
  // What a killed run left in the log is taken up while opening, and may spill already: limits and place stand from the first.
  const instance = await DuckDBInstance.create(path === ':memory:' ? path : places.file, {
    memory_limit: limits.memoryLimit,
    threads: String(limits.threads),
    temp_directory: places.spill,
    ...limits.settings,
  });
  try {
    const connection = await instance.connect();
    await forgetSwap(places.file);
    await clearFolders(places, await spilledFiles(connection), isAnew); // only now: until DuckDB has the lock they may be another process's
    await migrate(connection, await readMigrations(), path);
    await lockDown(connection, places.staging);
    connection.disconnectSync();
    return instance;
  } catch (error) {
    instance.closeSync();
    throw error;
  }
}

/** Those this instance has spilled to. */
async function spilledFiles(connection: DuckDBConnection): Promise<ReadonlySet<string>> {
  const { rows } = await readRows(
    await runStatement(connection, 'SELECT path FROM duckdb_temporary_files()'),
  );
  return new Set(rows.map(([path]) => basename(String(path))));
}

/** Sockets are spared where this process opens the file anew: it listens on them. */
async function clearFolders(
  places: Places,
  inUse: ReadonlySet<string>,
  spareSockets: boolean,
): Promise<void> {
  const spilled = await readdir(places.spill).catch(() => []); // nobody has spilled
  for (const name of spilled.filter((one) => !inUse.has(one)))
    await rm(join(places.spill, name), { recursive: true, force: true });
  await mkdir(places.staging, { recursive: true });
  const entries = await readdir(places.staging, { withFileTypes: true });
  const leftovers = entries.filter((entry) => !(spareSockets && entry.isSocket()));
  for (const { name } of leftovers)
    await rm(join(places.staging, name), { recursive: true, force: true });
}

async function askOnce<T>(
  instance: DuckDBInstance,
  ask: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const connection = await instance.connect();
  try {
    return await ask(connection);
  } finally {
    connection.disconnectSync();
  }
}
