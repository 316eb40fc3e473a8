import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '../src/core/clock.ts';
import { createHubSpotSource } from '../src/sources/hubspot/create-hubspot-source.ts';
import { createSyncing } from '../src/sources/sync/create-syncing.ts';
import { SYNC_MEMORY } from '../src/sources/sync/sync-memory.ts';
import { openDatabase } from '../src/store/open-database.ts';
import { TOKEN } from '../tests/standins/hubspot/create-stand-in.ts';
import { spawnStandIn } from '../tests/standins/kit/own-process.ts';
import { print } from './statistics.ts';

/**
 * `node bench/sync-throughput.ts [--tickets 200000]`: a first full pass over a stand-in that answers at once, in a process of its own.
 * Rows are in the store, settled, when the clock stops; what stays resident is sampled throughout.
 */
const { values: flags } = parseArgs({ options: { tickets: { type: 'string' } } });
const tickets = Number(flags.tickets ?? 200_000);
const MEGABYTE = 1024 * 1024;

const folder = await mkdtemp(join(tmpdir(), 'deskhand-bench-'));
try {
  await using standIn = await spawnStandIn(
    join(import.meta.dirname, '..', 'tests', 'standins', 'hubspot', 'create-stand-in.ts'),
    { tickets, everyMs: 20_000, firstAt: '2026-01-01T00:00:00Z' },
  );
  await using db = await openDatabase({
    path: join(folder, 'sync.duckdb'),
    memoryLimit: SYNC_MEMORY,
  });
  const syncing = await createSyncing({
    db,
    sources: [
      createHubSpotSource({
        config: { baseUrl: standIn.url, api: 'v3' },
        secrets: { token: TOKEN },
        clock: systemClock,
        http: { limits: {} },
      }),
    ],
    settings: { people: [], autoresponses: [], zone: 'UTC' },
    clock: systemClock,
    schedule: { kind: 'interval', hours: 4 },
    retentionDays: null,
    logger: { info: () => undefined, error: () => undefined },
  });
  let most = 0;
  const sampling = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 100);
  const began = performance.now();
  let nextMark = 0;
  const [run] = await syncing.sync(
    { kind: 'full' },
    ({ rows, rowsPerSecond }) => {
      if (rows < nextMark) return;
      const rss = process.memoryUsage.rss() / MEGABYTE;
      print(`  ${rows} rows, ${rowsPerSecond.toFixed(0)}/s, ${rss.toFixed(0)} MB`);
      nextMark += tickets / 10;
    },
    new AbortController().signal,
  );
  const seconds = (performance.now() - began) / 1000;
  clearInterval(sampling);
  print(
    `${run?.outcome}: ${run?.inserted} tickets in ${seconds.toFixed(1)} s, ${((run?.inserted ?? 0) / seconds).toFixed(0)} tickets/s settled, most resident ${(most / MEGABYTE).toFixed(0)} MB, ${run?.requests} requests`,
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
