import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { loadDemo } from '../src/sources/demo/load-demo.ts';
import type { Database } from '../src/store/database.ts';
import { openDatabase } from '../src/store/open-database.ts';
import { NOW, ZONE } from './desk.ts';
import { print } from './statistics.ts';

/** Demo data of that many tickets and as many chats, made once and kept in BENCH_FOLDER. */
export async function openDemoStore(size: number): Promise<Database> {
  return openDatabase({ path: await demoStore(size), memoryLimit: '1GB' });
}

/** Where its file is, closed. */
export async function demoStore(size: number): Promise<string> {
  const folder = env.BENCH_FOLDER ?? join(tmpdir(), 'deskhand-bench');
  const path = join(folder, `demo-${size}.duckdb`);
  if (!existsSync(path)) await make(path, folder, size);
  return path;
}

async function make(path: string, folder: string, size: number): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const unfinished = `${path}.unfinished`;
  for (const ending of ['', '.wal']) rmSync(unfinished + ending, { force: true });
  const startedAt = performance.now();
  const db = await openDatabase({ path: unfinished, memoryLimit: '1GB' });
  await loadDemo(db, { seed: 1, tickets: size, chats: size, endsAt: NOW, zone: ZONE });
  await db[Symbol.asyncDispose]();
  renameSync(unfinished, path);
  const seconds = (performance.now() - startedAt) / 1000;
  print(`made ${size} tickets and ${size} chats in ${seconds.toFixed(0)} s, kept in ${path}`);
}
