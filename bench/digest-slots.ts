import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { json } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { print } from './statistics.ts';

/**
 * `node bench/digest-slots.ts [--slots 1000] [--processes 8] [--kills 0.05] [--lease 15000] [--state postgres://…]`: processes race over the same slots
 * of a digest against one state (a SQLite file of its own, if none is named). A server takes their messages down, and ends a process with
 * SIGKILL at every so manieth of them, either before it is taken down or after, before anybody is told. Ends with 1 when a message is lost or doubled.
 */
const { values: flags } = parseArgs({
  options: {
    ...{ slots: { type: 'string' }, processes: { type: 'string' }, kills: { type: 'string' } },
    ...{ lease: { type: 'string' }, state: { type: 'string' } },
  },
});
const slots = Number(flags.slots ?? 1000);
const processes = Number(flags.processes ?? 8);
const rate = Number(flags.kills ?? 0.05);
const HOUR_MS = 3_600_000;
const FIRST = Date.parse('2026-01-01T00:00:00.000Z');
const iso = (at: number) => new Date(at).toISOString();

const folder = await mkdtemp(join(tmpdir(), 'deskhand-bench-'));
const state = flags.state ?? `sqlite:${join(folder, 'state.sqlite')}`;
const arrived: { readonly key: string; readonly thread: string | null }[] = [];
const running = new Map<number, ChildProcess>();
const kills = { before: 0, after: 0 };
let told = 0;
let searches = 0;

const server = createServer(async (request, response) => {
  const body = (await json(request)) as { key: string; thread: { id: string } | null }; // our own children
  const { key, thread } = body;
  const process = running.get(Number(request.headers.pid));
  const reply = (value: unknown): void => {
    response.end(JSON.stringify(value));
  };
  if (request.url === '/find') {
    searches++;
    const at = arrived.findIndex((one) => one.key === key);
    return reply(at < 0 ? null : { channel: 'C0123456789', id: String(at) });
  }
  if (request.url === '/tell') {
    told++;
    return reply({});
  }
  const fate = Math.random() < rate ? (Math.random() < 0.5 ? 'before' : 'after') : 'none';
  if (fate === 'before') {
    kills.before++;
    process?.kill('SIGKILL');
    response.destroy();
    return;
  }
  arrived.push({ key, thread: thread?.id ?? null });
  if (fate === 'after') {
    kills.after++;
    process?.kill('SIGKILL');
    response.destroy();
    return;
  }
  reply({ channel: 'C0123456789', id: String(arrived.length - 1) });
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port

const last = iso(FIRST + slots * HOUR_MS);
let failed = 0;

/** Runs one process until every slot is over, and another whenever it was killed. */
async function keepRunning(shiftMs: number, until: string): Promise<void> {
  for (;;) {
    const child = spawn(execPath, [join(import.meta.dirname, 'digest-child.ts')], {
      env: {
        ...{ SERVER: address, STATE: state, SHIFT_MS: String(shiftMs), UNTIL: until },
        LEASE_MS: flags.lease ?? '15000',
      },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    if (child.pid !== undefined) running.set(child.pid, child);
    const [code, signal] = await once(child, 'exit');
    running.delete(child.pid ?? -1);
    if (signal === 'SIGKILL') continue;
    if (code !== 0) failed++;
    return;
  }
}

try {
  await keepRunning(FIRST - Date.now(), ''); // the digest is there from now on
  const began = performance.now();
  const shiftMs = FIRST + slots * HOUR_MS + HOUR_MS / 2 - Date.now();
  await Promise.all(Array.from({ length: processes }, () => keepRunning(shiftMs, last)));
  const seconds = (performance.now() - began) / 1000;
  const times = new Map<string, number>();
  for (const { key } of arrived) times.set(key, (times.get(key) ?? 0) + 1);
  const expected = Array.from({ length: slots }, (_, at) => {
    const local = iso(FIRST + (at + 1) * HOUR_MS).slice(0, 16);
    return [`digest:daily:${local}:head`, `digest:daily:${local}:section-1`];
  }).flat();
  const lost = expected.filter((key) => !times.has(key)).length;
  const doubled = [...times.values()].filter((count) => count > 1).length;
  const strange = [...times.keys()].filter((key) => !expected.includes(key)).length;
  const headless = arrived.filter(
    ({ key, thread }) => key.endsWith(':head') !== (thread === null) || headOf(key) !== thread,
  ).length;
  print(`${processes} processes over ${slots} slots, state in ${state.replace(/:.*/, '')}`);
  print(`  messages: ${arrived.length} of ${expected.length}; lost ${lost}, doubled ${doubled}`);
  print(`  below another head or none: ${headless}; never meant: ${strange}; owners told: ${told}`);
  print(
    `  killed: ${kills.before} before the message was taken down, ${kills.after} after; looked for ${searches} times`,
  );
  print(
    `  ${seconds.toFixed(1)} s, ${(slots / seconds).toFixed(1)} slots a second; failed processes: ${failed}`,
  );
  process.exitCode = lost + doubled + strange + headless + told + failed > 0 ? 1 : 0;
} finally {
  server.close();
  await rm(folder, { recursive: true, force: true });
}

/** The id a key's thread must have; null for heads. */
function headOf(key: string): string | null {
  if (key.endsWith(':head')) return null;
  const head = key.replace(/:section-1$/, ':head');
  return String(arrived.findIndex((one) => one.key === head));
}
