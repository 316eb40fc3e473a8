import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { systemClock } from '../src/core/clock.ts';
import type { TeamSettings } from '../src/core/settings.ts';
import { createFileImports } from '../src/sources/files/create-file-imports.ts';
import { openDatabase } from '../src/store/open-database.ts';
import { writeTicketCsv } from './ticket-csv.ts';

/**
 * `node bench/import.ts [--rows 1000000] [--runs 3]`: a ticket CSV, previewed and loaded, against DuckDB's bare
 * `CREATE TABLE AS SELECT * FROM read_csv`. Each measured in a process of its own, in turn; medians, ratio, peak memory.
 */
const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    runs: { type: 'string', default: '3' },
    only: { type: 'string' },
    file: { type: 'string', default: '' },
    db: { type: 'string', default: '' },
  },
});
const write = (line: string) => process.stdout.write(`${line}\n`);

type Run = { readonly ms: number; readonly peakMb: number };

async function loadBare(): Promise<void> {
  const instance = await DuckDBInstance.create(values.db);
  const connection = await instance.connect();
  await connection.run(`CREATE TABLE bare AS SELECT * FROM read_csv('${values.file}')`);
  connection.closeSync();
  instance.closeSync();
}

async function importTickets(): Promise<void> {
  await using db = await openDatabase({ path: values.db });
  const settings = {
    zone: 'Europe/Berlin',
    people: [],
    autoresponses: [],
  } as unknown as TeamSettings; // all that importing looks at
  const importsFolder = `${values.db}.mappings`;
  const imports = createFileImports({ db, settings, clock: systemClock, importsFolder });
  const file = { path: values.file, fileName: 'tickets.csv' };
  await imports.apply(file, await imports.preview(file));
}

async function measure(work: () => Promise<void>): Promise<void> {
  const startedAt = performance.now();
  await work();
  const ms = performance.now() - startedAt;
  write(JSON.stringify({ ms, peakMb: process.resourceUsage().maxRSS / 1024 }));
}

function inOwnProcess(only: string, file: string, folder: string): Run {
  const db = join(folder, `${only}.duckdb`);
  for (const ending of ['', '.wal']) rmSync(db + ending, { force: true });
  const args = [import.meta.filename, '--only', only, '--file', file, '--db', db];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Run; // what measure() writes
}

function median(runs: readonly Run[]): number {
  const sorted = runs.map(({ ms }) => ms).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

async function compare(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'deskhand-bench-'));
  try {
    const file = join(folder, 'tickets.csv');
    const bytes = await writeTicketCsv(file, Number(values.rows));
    write(`${values.rows} tickets, ${Math.round(bytes / 1e6)} MB`);
    const bare: Run[] = [];
    const imported: Run[] = [];
    for (let run = 0; run < Number(values.runs); run++) {
      bare.push(inOwnProcess('bare', file, folder));
      imported.push(inOwnProcess('import', file, folder));
    }
    write(`bare CREATE TABLE AS: ${Math.round(median(bare))} ms`);
    write(
      `preview and import:   ${Math.round(median(imported))} ms, peak ${Math.round(Math.max(...imported.map(({ peakMb }) => peakMb)))} MB`,
    );
    write(`ratio: ${(median(imported) / median(bare)).toFixed(2)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (values.only === 'bare') await measure(loadBare);
else if (values.only === 'import') await measure(importTickets);
else await compare();
