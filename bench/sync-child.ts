import { env } from 'node:process';
import { createHubSpotSource } from '../src/sources/hubspot/create-hubspot-source.ts';
import { createLiveChatSource } from '../src/sources/livechat/create-livechat-source.ts';
import { createSyncing } from '../src/sources/sync/create-syncing.ts';
import { SYNC_MEMORY } from '../src/sources/sync/sync-memory.ts';
import type { RunKind } from '../src/sources/sync/syncing.ts';
import { openDatabase } from '../src/store/open-database.ts';
import { print } from './statistics.ts';

/** One run of every source, in a process that bench/sync-kills.ts may end at any moment. Settings come by environment. */
const { DATABASE = '', KIND = 'incremental', AHEAD_MS = '0' } = env;
const {
  HUBSPOT = '',
  HUBSPOT_KEY = '',
  LIVECHAT = '',
  LIVECHAT_ACCOUNT = '',
  LIVECHAT_KEY = '',
} = env;
const clock = { now: () => Date.now() + Number(AHEAD_MS) };

await using db = await openDatabase({ path: DATABASE, memoryLimit: SYNC_MEMORY, isLean: true });
const syncing = await createSyncing({
  db,
  sources: [
    createHubSpotSource({
      config: { baseUrl: HUBSPOT, api: 'v3' },
      secrets: { token: HUBSPOT_KEY },
      clock,
      http: { limits: {} },
      rowsAPage: 200,
    }),
    createLiveChatSource({
      config: { baseUrl: LIVECHAT, api: '3.5', region: 'dal' },
      secrets: { accountId: LIVECHAT_ACCOUNT, token: LIVECHAT_KEY },
      clock,
      http: { limits: {} },
    }),
  ],
  settings: { people: [], autoresponses: [], zone: 'UTC' },
  clock,
  schedule: { kind: 'interval', hours: 4 },
  retentionDays: null,
  logger: { info: () => undefined, error: () => undefined },
});
const runs = await syncing.sync(
  { kind: KIND as RunKind }, // bench/sync-kills.ts sets no other
  () => undefined,
  new AbortController().signal,
);
print(JSON.stringify(runs.map(({ source, outcome, problem }) => ({ source, outcome, problem }))));
