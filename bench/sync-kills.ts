import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { env, execPath } from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { openDatabase } from '../src/store/open-database.ts';
import { expectedRows } from '../tests/sources/hubspot/expected-rows.ts';
import { createStandIn, TOKEN } from '../tests/standins/hubspot/create-stand-in.ts';
import { deedsIn } from '../tests/standins/hubspot/deeds.ts';
import { numbersFrom } from '../tests/standins/kit/numbers.ts';
import { startStandIn } from '../tests/standins/kit/stand-in.ts';
import {
  CREDENTIALS,
  createStandIn as createLiveChat,
} from '../tests/standins/livechat/create-stand-in.ts';
import { expectedRows as expectedChats } from '../tests/standins/livechat/expected-rows.ts';
import { print } from './statistics.ts';

/**
 * `node bench/sync-kills.ts [--kills 300] [--tickets 20000] [--seed 1] [--faults 0.3]`: a process that syncs is ended with SIGKILL at
 * random moments of full and incremental runs while the upstream goes on changing. Then one run is let finish, and the store is compared
 * with the upstream row by row. Ends with 1 when anything differs.
 */
const { values: flags } = parseArgs({
  options: {
    ...{ kills: { type: 'string' }, tickets: { type: 'string' }, seed: { type: 'string' } },
    ...{ faults: { type: 'string' }, checks: { type: 'string' } },
  },
});
const NOW = '2026-11-20T12:00:00Z';
/** By then every change can be found. */
const SETTLED_MS = 600_000;
const kills = Number(flags.kills ?? 300);
const checks = Number(flags.checks ?? 6);
const next = numbersFrom(Number(flags.seed ?? 1));

const COLUMNS = [
  ...['source_id', 'subject', 'description', 'stage_ref', 'pipeline_ref', 'priority', 'channel'],
  ...['category', 'tags', 'agent_ref', 'created_at', 'updated_at', 'resolved_at', 'closed_at'],
  ...['customer_ref', 'customer_name', 'customer_email', 'company', 'url', 'version'],
];

const CHAT_COLUMNS = [
  ...['source_id', 'group_ref', 'channel', 'tags', 'started_at', 'active', 'url', 'customer_ref'],
  ...[
    'customer_name',
    'customer_email',
    'agent_ref',
    'agent_refs',
    'first_response_at',
    'ended_at',
  ],
  ...['duration_seconds', 'updated_at', 'bot_involved', 'transferred', 'missed', 'rating'],
  ...['rating_comment', 'rated_at'],
];
const CHAT_MESSAGE_COLUMNS = ['source_id', 'author_kind', 'sent_at', 'text', 'public'];

const folder = await mkdtemp(join(tmpdir(), 'deskhand-bench-'));
const path = join(folder, 'sync.duckdb');
const hubspot = createStandIn({
  tickets: Number(flags.tickets ?? 20_000),
  now: NOW,
  ...{ threads: 500, messagesPerThread: 4, everyMs: 15_000, firstAt: '2026-01-05T08:00:00Z' },
});
const rate = Number(flags.faults ?? 0);
const livechat = createLiveChat({
  now: NOW,
  chats: Number(flags.tickets ?? 20_000),
  ...{ everyMs: 20 * 60_000, running: 5 },
});
const faultsOf = (hints: object) =>
  rate > 0 ? { faults: { rate, seed: 7, retryAfterSeconds: 1, stallMs: 300, ...hints } } : {};
await using chatServer = await startStandIn(livechat.handler, faultsOf(livechat.faultHints));
await using server = await startStandIn(hubspot.handler, faultsOf(hubspot.faultHints));
try {
  let landed = 0;
  let differences = 0;
  const began = performance.now();
  for (let round = 1; round <= kills; round += 1) {
    const kind = next(3) === 0 ? 'full' : 'incremental';
    if (await killedAtRandom(kind)) landed += 1;
    if (round % Math.ceil(kills / checks) === 0) {
      const found = await finishAndCompare();
      differences += found;
      print(
        `  ${round} rounds, ${landed} ended in the middle, ${found} differences, ${((performance.now() - began) / 1000).toFixed(0)} s`,
      );
    }
  }
  print(
    `${landed} of ${kills} runs ended by SIGKILL, ${checks} comparisons, ${differences} differing rows`,
  );
  process.exitCode = differences === 0 ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** Whether the process was still at work when it was ended. */
async function killedAtRandom(kind: string): Promise<boolean> {
  const child = startRun(kind);
  const exited = once(child, 'exit');
  const until = performance.now() + 300 + next(2500);
  while (performance.now() < until && child.exitCode === null) {
    work();
    await delay(20);
    pass(20);
  }
  const isAtWork = child.exitCode === null;
  child.kill('SIGKILL');
  await exited;
  return isAtWork;
}

/** In the upstream's time. */
function startRun(kind: string) {
  return spawn(execPath, [join(import.meta.dirname, 'sync-child.ts')], {
    env: {
      ...env,
      DATABASE: path,
      KIND: kind,
      AHEAD_MS: String(hubspot.account.now() - Date.now()),
      HUBSPOT: server.url,
      HUBSPOT_KEY: TOKEN,
      LIVECHAT: chatServer.url,
      LIVECHAT_ACCOUNT: CREDENTIALS.accountId,
      LIVECHAT_KEY: CREDENTIALS.token,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** Runs to the end, in a time in which every change has settled; gives how many rows differ. */
async function finishAndCompare(): Promise<number> {
  pass(SETTLED_MS);
  for (const kind of ['incremental', 'full']) {
    // The first one ends the pass that was under way, the second one reads what changed since that had begun.
    for (let time = 0; time < 2; time += 1) await finish(kind);
    const found = (await compare()) + (kind === 'full' ? await compareChats() : 0);
    if (found > 0) print(`  after ${kind} runs`);
    if (found > 0) return found;
  }
  return 0;
}

async function finish(kind: string): Promise<void> {
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const told = await toEnd(kind);
    if (!told.includes('"failed"')) return;
    print(`  ${told.trim()}`);
  }
  throw new Error(`the ${kind} run keeps failing`);
}

async function toEnd(kind: string): Promise<string> {
  const child = startRun(kind);
  const told: Buffer[] = [];
  child.stdout.on('data', (piece: Buffer) => told.push(piece));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`the ${kind} run ended with ${code}`);
  return Buffer.concat(told).toString('utf8');
}

async function compare(): Promise<number> {
  await using db = await openDatabase({ path, memoryLimit: '512MB' });
  const expected = expectedRows(hubspot.account);
  const tickets = await db.read(
    `SELECT ${COLUMNS.join(', ')} FROM tickets WHERE deleted_at IS NULL ORDER BY source_id`,
  );
  const messages = await db.read(
    `SELECT source_id, author_kind, text, public, conversation_ref FROM messages m
     WHERE source = 'hubspot' AND deleted_at IS NULL AND EXISTS (FROM tickets t WHERE t.id = m.conversation_id AND t.deleted_at IS NULL) ORDER BY source_id`,
  );
  const doubled = await db.read(
    'SELECT id FROM tickets GROUP BY id HAVING count(*) > 1 UNION ALL SELECT id FROM messages GROUP BY id HAVING count(*) > 1',
  );
  return (
    differing(
      'ticket',
      tickets.rows,
      expected.tickets.map((row) => COLUMNS.map((column) => Reflect.get(row, column) ?? null)),
    ) +
    differing(
      'message',
      messages.rows,
      expected.messages.map((row) => [
        row.source_id,
        row.author_kind,
        row.text,
        row.public,
        row.conversation_ref,
      ]),
    ) +
    doubled.rows.length
  );
}

/** Only a full pass finds what LiveChat tells of no other way: late ratings and what was removed. */
async function compareChats(): Promise<number> {
  await using db = await openDatabase({ path, memoryLimit: '512MB' });
  const expected = expectedChats(livechat.account);
  const chats = await db.read(
    `SELECT ${CHAT_COLUMNS.join(', ')} FROM chats WHERE deleted_at IS NULL ORDER BY source_id`,
  );
  const messages = await db.read(
    `SELECT ${CHAT_MESSAGE_COLUMNS.join(', ')} FROM messages m WHERE source = 'livechat' AND deleted_at IS NULL
       AND EXISTS (FROM chats c WHERE c.id = m.conversation_id AND c.deleted_at IS NULL) ORDER BY source_id`,
  );
  const cells = (rows: readonly object[], columns: readonly string[]) =>
    rows.map((row) => columns.map((column) => Reflect.get(row, column) ?? null));
  return (
    differing('chat', chats.rows, cells(expected.chats, CHAT_COLUMNS)) +
    differing('chat message', messages.rows, cells(expected.messages, CHAT_MESSAGE_COLUMNS))
  );
}

function differing(
  what: string,
  held: readonly (readonly unknown[])[],
  due: readonly (readonly unknown[])[],
): number {
  const byId = new Map(held.map((row) => [row[0], row]));
  const dueIds = new Set(due.map(([id]) => id));
  const extra = held.filter(([id]) => !dueIds.has(id));
  for (const row of extra.slice(0, 3)) print(`  ${what} too many: ${JSON.stringify(row)}`);
  let count = 0;
  for (const row of due) {
    const found = byId.get(row[0]);
    if (found && isDeepStrictEqual([...found], [...row])) continue;
    count += 1;
    if (count <= 3)
      print(
        `  ${what} ${row[0]}:\n    is  ${JSON.stringify(found)}\n    due ${JSON.stringify(row)}`,
      );
  }
  return count + extra.length;
}

function pass(ms: number): void {
  hubspot.pass(ms);
  livechat.pass(ms);
}

/** A few things people do. */
function work(): void {
  const { deeds } = deedsIn(hubspot, next);
  deeds[next(deeds.length)]?.();
  chat();
}

/** Somebody writes, rates or tags; now and then a chat is removed. */
function chat(): void {
  const { mutations, account } = livechat;
  const thread = account.at(next(account.threads));
  if (!thread) return;
  const deeds: readonly (() => unknown)[] = [
    () => mutations.chat(`Hello ${next(1000)}`),
    () => mutations.chat('Where is my parcel?'),
    () => mutations.rate(thread.id, next(2), 'quick'),
    () => mutations.tag(thread.id, [`tag ${next(5)}`]),
    () => mutations.remove(thread.id),
  ];
  deeds[next(deeds.length)]?.();
}
