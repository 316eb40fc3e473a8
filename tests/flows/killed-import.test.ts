import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { useTempFolders } from '../store/temp-folder.ts';
import { openApp } from './open-app.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const ROWS = 120_000;
const folder = useTempFolders();

async function writeTickets(path: string): Promise<void> {
  const file = createWriteStream(path);
  file.write('ticket_id,subject,agent,created_at\n');
  for (let id = 1; id <= ROWS; id++) {
    const day = String(1 + (id % 28)).padStart(2, '0');
    file.write(`${id},Ticket ${id} about a printer,Nova,2026-10-${day}T10:00:00Z\n`);
  }
  file.end();
  await finished(file);
}

/** Starts the import of a large file and kills it, without a chance to clean up, after so long. */
async function importAndKill(home: string, file: string, afterMs: number): Promise<boolean> {
  const args = [join(ROOT, 'src', 'cli.ts'), 'import', file, '--yes'];
  const env = {
    DESKHAND_CONFIG: join(home, 'config'),
    DESKHAND_DATABASE: join(home, 'data', 'deskhand.duckdb'),
  };
  const child = spawn(process.execPath, args, { cwd: home, env, stdio: 'ignore' });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const finishedFirst = await Promise.race([
    ended.then((code) => code === 0),
    wait(afterMs, false),
  ]);
  child.kill('SIGKILL');
  await ended;
  return finishedFirst;
}

it('has the whole file or none of it after an import was killed at any moment', {
  timeout: 120_000,
}, async () => {
  const home = folder();
  const file = join(home, 'tickets.csv');
  await writeTickets(file);
  await (await openApp(home))[Symbol.asyncDispose]();
  for (const afterMs of [700, 1000, 1300, 1700]) {
    const isDone = await importAndKill(home, file, afterMs);
    await using app = await openApp(home);
    const { rows } = await app.db.read(
      'SELECT count(*), (SELECT count(*) FROM imports) FROM tickets',
    );
    const [tickets, imports] = rows[0] ?? [];
    expect([
      [0, 0],
      [ROWS, 1],
    ]).toContainEqual([tickets, imports]);
    if (isDone) expect(tickets).toBe(ROWS);
    if (tickets !== 0) break;
  }
});
