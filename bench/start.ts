import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { print, quantile } from './statistics.ts';

/** `node bench/start.ts`: `npm start` to the first answer as a browser would get it, and the memory then. */
const ROOT = join(import.meta.dirname, '..');
const QUESTION = 'which agent handled the most tickets this quarter?';
const RUNS = 3;

const folder = mkdtempSync(join(tmpdir(), 'deskhand-start-'));
try {
  cpSync(join(ROOT, 'config'), join(folder, 'config'), { recursive: true });
  report('first start, demo data and all', [await start()]);
  const again: Started[] = [];
  for (let run = 0; run < RUNS; run++) again.push(await start());
  report('later starts', again);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

type Started = {
  readonly listeningMs: number;
  readonly answerMs: number;
  readonly megabytes: number;
};

function report(what: string, runs: readonly Started[]): void {
  const seconds = (of: (run: Started) => number) => (quantile(runs.map(of), 0.5) / 1000).toFixed(2);
  const most = Math.max(...runs.map(({ megabytes }) => megabytes));
  print(
    `${what}: listening after ${seconds((run) => run.listeningMs)} s, first answer after ${seconds((run) => run.answerMs)} s, ${most} MB resident`,
  );
}

async function start(): Promise<Started> {
  const startedAt = performance.now();
  const child = spawn('npm', ['start'], {
    cwd: ROOT,
    detached: true, // a group of its own, which can be stopped as one
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      ...env,
      PORT: '0',
      DESKHAND_DATABASE: join(folder, 'deskhand.duckdb'),
      DESKHAND_STATE: `sqlite:${join(folder, 'state.sqlite')}`,
      DESKHAND_CONFIG: join(folder, 'config'),
      LOG_LEVEL: 'error',
    },
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  try {
    const url = await addressIn(child.stdout);
    const listeningMs = performance.now() - startedAt;
    await (await fetch(url)).text();
    const body = new URLSearchParams({ question: QUESTION });
    const answer = await fetch(`${url}/ask`, { method: 'POST', body, headers: { Origin: url } });
    const page = await answer.text();
    if (!answer.ok || !page.includes('Nova')) throw new Error(`no answer: ${answer.status}`);
    const answerMs = performance.now() - startedAt;
    return { listeningMs, answerMs, megabytes: residentMegabytes() };
  } finally {
    if (child.pid) process.kill(-child.pid, 'SIGTERM');
    await ended;
    await wait(1500); // the service closes after the script that started it
  }
}

async function addressIn(output: AsyncIterable<Buffer>): Promise<string> {
  let said = '';
  for await (const chunk of output) {
    said += chunk;
    const url = /http:\/\/\S+/.exec(said)?.[0];
    if (url) return url;
  }
  throw new Error(`npm start ended without an address: ${said}`);
}

/** Of the service process: the one that has our database open. Linux only. */
function residentMegabytes(): number {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      if (!readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('src/main.ts')) continue;
      if (!readFileSync(`/proc/${pid}/environ`, 'utf8').includes(folder)) continue;
      const [, kilobytes] =
        /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
      const size = Math.round(Number(kilobytes) / 1024);
      if (size > 100) return size; // the script that started it is smaller
    } catch {
      // it has ended meanwhile
    }
  }
  return Number.NaN;
}
