import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { AppError, AskerError } from '../core/errors.ts';
import { backUp } from './backup.ts';
import type { Database } from './database.ts';
import { type Limits, lockDown } from './lock-down.ts';
import { migrate, readMigrations } from './migrate.ts';
import { openingError } from './opening-errors.ts';
import { openReaderPool } from './reader-pool.ts';
import { openWriteQueue } from './write-queue.ts';

export type OpenOptions = {
  /** A file, made with its folder when there is none, or `:memory:`. */
  readonly path: string;
  /** As DuckDB reads it: `1GB`. Past it DuckDB spills to disk beside the file. */
  readonly memoryLimit?: string;
  readonly threads?: number;
  readonly readers?: number;
};

type Places = { readonly file: string; readonly staging: string; readonly spill: string };

/**
 * Files open in this process. DuckDB's file lock doesn't hold against the process that has it:
 * a second instance on one file would open without complaint, and ruin it.
 */
const openFiles = new Set<string>();

/**
 * Opens the store: schema brought up to date, instance locked down, what a killed run left in the staging folder removed.
 * Throws AskerError when the file can't be had (in use, damaged, not ours, no permission), ConfigError when it is from a newer version.
 */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  const limits: Limits = {
    memoryLimit: options.memoryLimit ?? '1GB',
    threads: options.threads ?? availableParallelism(),
  };
  const places = await findPlaces(options.path);
  if (openFiles.has(places.file)) {
    throw new AskerError(`${options.path} is already open in this process.`);
  }
  openFiles.add(places.file);
  try {
    const instance = await openInstance(options.path, places, limits);
    return await assembleDatabase(instance, options.path, places, options.readers ?? 4);
  } catch (error) {
    openFiles.delete(places.file);
    throw error instanceof AppError ? error : openingError(options.path, error);
  }
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

async function openInstance(path: string, places: Places, limits: Limits): Promise<DuckDBInstance> {
  const instance = await DuckDBInstance.create(path === ':memory:' ? path : places.file);
  try {
    await clearFolders(places); // only now: until DuckDB has the lock they may be another process's
    const connection = await instance.connect();
    await migrate(connection, await readMigrations(), path);
    await lockDown(connection, places, limits);
    connection.disconnectSync();
    return instance;
  } catch (error) {
    instance.closeSync();
    throw error;
  }
}

async function clearFolders(places: Places): Promise<void> {
  await rm(places.spill, { recursive: true, force: true });
  await rm(places.staging, { recursive: true, force: true });
  await mkdir(places.staging, { recursive: true });
}

async function assembleDatabase(
  instance: DuckDBInstance,
  path: string,
  places: Places,
  readers: number,
): Promise<Database> {
  const queue = await openWriteQueue(instance);
  const pool = await openReaderPool(instance, readers);
  const backups = new Set<Promise<void>>();
  let closing: Promise<void> | undefined;

  const close = async () => {
    await pool.close();
    await queue.close();
    await Promise.allSettled(backups);
    instance.closeSync();
    await rm(places.staging, { recursive: true, force: true });
    openFiles.delete(places.file);
  };

  return {
    path,
    stagingFolder: places.staging,
    read: (sql, params, options) => pool.read(sql, params, options),
    write: (work, options) => queue.write(work, options),
    version: () => Promise.resolve(queue.version),
    async backup(target) {
      const backup = backUp(instance, places.staging, target);
      backups.add(backup);
      await backup.finally(() => backups.delete(backup));
    },
    [Symbol.asyncDispose]() {
      closing ??= close();
      return closing;
    },
  };
}
