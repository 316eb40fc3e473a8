import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createApp } from '../src/app.ts';
import { resolveConfig } from '../src/core/config.ts';
import { createHubSpotSource } from '../src/sources/hubspot/create-hubspot-source.ts';
import { TOKEN } from '../tests/standins/hubspot/create-stand-in.ts';
import { spawnStandIn } from '../tests/standins/kit/own-process.ts';
import { print, quantile, spread } from './statistics.ts';

/**
 * `node bench/sync-questions.ts [--tickets 20000] [--asked 200]`: the same questions, each under a clock of its own so that none is
 * answered from memory, first while nothing happens and then throughout a full pass over a stand-in that answers at once.
 */
const { values: flags } = parseArgs({
  options: { tickets: { type: 'string' }, asked: { type: 'string' } },
});
const tickets = Number(flags.tickets ?? 20_000);
const asked = Number(flags.asked ?? 200);
const ROOT = join(import.meta.dirname, '..');
const QUESTIONS = [
  'average first response time over the last 35 days',
  'tickets by pipeline this month',
  'which agent handled the most tickets this quarter?',
  'tickets by week',
  'how many urgent tickets are open?',
  'median resolution time by agent last quarter',
  'the 10 oldest open tickets',
  'find tickets about invoices',
];
const FIRST_NOW = Date.parse('2026-11-20T12:00:00Z');
const MINUTE_MS = 60_000;

const folder = await mkdtemp(join(tmpdir(), 'deskhand-bench-'));
try {
  await using standIn = await spawnStandIn(
    join(ROOT, 'tests', 'standins', 'hubspot', 'create-stand-in.ts'),
    { tickets, everyMs: 20 * MINUTE_MS * (20_000 / tickets), firstAt: '2026-02-15T08:00:00Z' },
  );
  const { config } = resolveConfig(
    { DESKHAND_DATABASE: join(folder, 'a.duckdb'), DESKHAND_STATE: 'memory:', LOG_LEVEL: 'silent' },
    ROOT,
  );
  const source = createHubSpotSource({
    config: { baseUrl: standIn.url, api: 'v3' },
    secrets: { token: TOKEN },
    clock: { now: () => Date.now() },
    http: { limits: {} },
  });
  await using app = await createApp(config, { sources: [source] });
  const signal = new AbortController().signal;
  const fullPass = () => app.syncing.sync({ kind: 'full' }, () => undefined, signal);
  await fullPass();
  let minute = 0;
  const askOne = async (): Promise<number> => {
    minute += 1;
    const now = new Date(FIRST_NOW + minute * MINUTE_MS).toISOString();
    const began = performance.now();
    await app.workspace.ask(
      QUESTIONS[minute % QUESTIONS.length] ?? '',
      { plans: [], keys: [] },
      { now },
    );
    return performance.now() - began;
  };
  const askUntil = async (isOver: () => boolean): Promise<readonly number[]> => {
    const times: number[] = [];
    while (!isOver()) {
      times.push(await askOne());
      await delay(30);
    }
    return times;
  };
  for (let n = 0; n < 20; n += 1) await askOne();
  let left = asked;
  const idle = await askUntil(() => {
    left -= 1;
    return left < 0;
  });
  let isDone = false;
  const began = performance.now();
  const passing = fullPass().finally(() => {
    isDone = true;
  });
  const during = await askUntil(() => isDone);
  await passing;
  const seconds = (performance.now() - began) / 1000;
  print(`idle: ${spread(idle)}`);
  print(
    `throughout a full pass of ${tickets} tickets (${seconds.toFixed(1)} s): ${spread(during)}`,
  );
  print(`p95 ratio ${(quantile(during, 0.95) / quantile(idle, 0.95)).toFixed(2)}`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
