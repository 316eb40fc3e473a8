import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { systemClock } from '../src/core/clock.ts';
import { createHubSpotSource } from '../src/sources/hubspot/create-hubspot-source.ts';
import { createLiveChatSource } from '../src/sources/livechat/create-livechat-source.ts';
import { createSyncing } from '../src/sources/sync/create-syncing.ts';
import { SYNC_MEMORY } from '../src/sources/sync/sync-memory.ts';
import type { TicketSource } from '../src/sources/sync/ticket-source.ts';
import { createZendeskSource } from '../src/sources/zendesk/create-zendesk-source.ts';
import { openDatabase } from '../src/store/open-database.ts';
import { TOKEN } from '../tests/standins/hubspot/create-stand-in.ts';
import { spawnStandIn } from '../tests/standins/kit/own-process.ts';
import { CREDENTIALS } from '../tests/standins/livechat/create-stand-in.ts';
import { CLIENT } from '../tests/standins/zendesk/sign-in.ts';
import { print } from './statistics.ts';

/**
 * `node bench/sync-throughput.ts [--tickets 200000 | --zendesk 50000 | --chats 50000]`: a first full pass over a stand-in that answers at once,
 * in a process of its own: HubSpot's tickets, Zendesk's tickets with a request each for their comments, LiveChat's chats.
 * Rows are in the store, settled, when the clock stops; the most that was ever resident is the system's own count.
 */
const { values: flags } = parseArgs({
  options: {
    ...{ tickets: { type: 'string' }, zendesk: { type: 'string' }, chats: { type: 'string' } },
  },
});
const MEGABYTE = 1024 * 1024;
const STAND_INS = join(import.meta.dirname, '..', 'tests', 'standins');
const parts = { clock: systemClock, http: { limits: {} } };

type System = {
  readonly folder: string;
  readonly options: object;
  connect(baseUrl: string): TicketSource;
};

function systemAsked(): System {
  if (flags.chats !== undefined)
    return {
      folder: 'livechat',
      options: { chats: Number(flags.chats), everyMs: 200_000 },
      connect: (baseUrl) =>
        createLiveChatSource({
          config: { baseUrl, api: '3.5', region: 'dal' },
          secrets: CREDENTIALS,
          ...parts,
        }),
    };
  if (flags.zendesk !== undefined)
    return {
      folder: 'zendesk',
      options: { tickets: Number(flags.zendesk), everyMs: 20_000 },
      connect: (baseUrl) => createZendeskSource({ config: { baseUrl }, secrets: CLIENT, ...parts }),
    };
  return {
    folder: 'hubspot',
    options: {
      ...{ tickets: Number(flags.tickets ?? 200_000), everyMs: 20_000 },
      firstAt: '2026-01-01T00:00:00Z',
    },
    connect: (baseUrl) =>
      createHubSpotSource({ config: { baseUrl, api: 'v3' }, secrets: { token: TOKEN }, ...parts }),
  };
}

const system = systemAsked();
const folder = await mkdtemp(join(tmpdir(), 'deskhand-bench-'));
try {
  await using standIn = await spawnStandIn(
    join(STAND_INS, system.folder, 'create-stand-in.ts'),
    system.options,
  );
  await using db = await openDatabase({
    path: join(folder, 'sync.duckdb'),
    memoryLimit: SYNC_MEMORY,
    threads: 1,
    isLean: true,
  });
  const syncing = await createSyncing({
    db,
    sources: [system.connect(standIn.url)],
    settings: { people: [], autoresponses: [], zone: 'UTC' },
    clock: systemClock,
    schedule: { kind: 'interval', hours: 4 },
    retentionDays: null,
    logger: { info: () => undefined, error: () => undefined },
  });
  const began = performance.now();
  const cpuBefore = process.cpuUsage();
  let nextMark = 0;
  const [run] = await syncing.sync(
    { kind: 'full' },
    ({ rows, rowsPerSecond }) => {
      if (performance.now() < nextMark) return;
      const rss = process.memoryUsage.rss() / MEGABYTE;
      print(`  ${rows} rows, ${rowsPerSecond.toFixed(0)}/s, ${rss.toFixed(0)} MB`);
      nextMark = performance.now() + 5000;
    },
    new AbortController().signal,
  );
  const seconds = (performance.now() - began) / 1000;
  const { user, system: kernel } = process.cpuUsage(cpuBefore);
  const { rows } = await db.read(
    'SELECT (SELECT count(*) FROM tickets), (SELECT count(*) FROM chats), (SELECT count(*) FROM messages)',
  );
  const each = ['tickets', 'chats', 'messages'].flatMap((name, place) => {
    const count = Number(rows[0]?.[place] ?? 0);
    return count > 0 ? [`${count} ${name} (${(count / seconds).toFixed(0)}/s)`] : [];
  });
  print(
    `${run?.outcome}: ${each.join(', ')} in ${seconds.toFixed(1)} s (${((user + kernel) / 1e6).toFixed(1)} s of CPU), settled; most resident ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB, ${run?.requests} requests`,
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
