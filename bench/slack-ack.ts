import { copyFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { TOKEN } from '../tests/standins/hubspot/create-stand-in.ts';
import { freePort } from '../tests/standins/kit/free-port.ts';
import { spawnStandIn } from '../tests/standins/kit/own-process.ts';
import { demoStore } from './demo-store.ts';
import { openSlackWorld, settleIn, startService } from './slack-world.ts';
import { print, quantile } from './statistics.ts';

/**
 * `node bench/slack-ack.ts [--seconds 30] [--rate 50] [--running 20] [--size 20000] [--tickets 40000]`: what channels are full of at that
 * rate, while a support system is read and so many questions are always under way, the next one asked as soon as one is answered:
 * how long until each request is acknowledged, and each question answered.
 * Ends with 1 when the 99th of a hundred acknowledgements takes more than 300 ms, or a question gets no answer, or two.
 */
const { values: flags } = parseArgs({
  options: {
    ...{ seconds: { type: 'string' }, rate: { type: 'string' }, running: { type: 'string' } },
    ...{ tickets: { type: 'string' }, size: { type: 'string' } },
  },
});
const seconds = Number(flags.seconds ?? 30);
const rate = Number(flags.rate ?? 50);
const running = Number(flags.running ?? 20);
const size = Number(flags.size ?? 20_000);
const tickets = Number(flags.tickets ?? 40_000);
const ROOT = join(import.meta.dirname, '..');
const ACK_P99_MS = 300;
const QUIET_SECONDS = 3;
const ANSWER_WITHIN_MS = 60_000;
const QUESTIONS = [
  'tickets by agent this month',
  'average first response time over the last 35 days',
  'median resolution time by week this quarter',
  'how many tickets are open?',
  'tickets by day over the last 30 days',
  'the 10 oldest open tickets',
  'tickets by pipeline this month',
];

const loadBefore = loadavg()[0] ?? Number.NaN;
const folder = await mkdtemp(join(tmpdir(), 'deskhand-bench-'));
try {
  settleIn(folder);
  copyFileSync(await demoStore(size), join(folder, 'deskhand.duckdb'));
  await using hubspot = await spawnStandIn(
    join(ROOT, 'tests', 'standins', 'hubspot', 'create-stand-in.ts'),
    { tickets, everyMs: 600_000 * (40_000 / tickets), firstAt: '2026-02-15T08:00:00Z' },
  );
  await using world = await openSlackWorld();
  const port = await freePort();
  const service = await startService({
    ...{ folder, port, apiUrl: world.apiUrl },
    more: { HUBSPOT_TOKEN: TOKEN, HUBSPOT_BASE_URL: hubspot.url },
  });
  try {
    await measure(world, { port, hubspot });
  } finally {
    print(`stopped ${(await service.stop()).toFixed(0)} ms after SIGTERM`);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

type World = Awaited<ReturnType<typeof openSlackWorld>>;
type Setting = {
  readonly port: number;
  readonly hubspot: { counts(): Promise<{ readonly requests: number }> };
};

async function measure(world: World, { port, hubspot }: Setting): Promise<void> {
  const slack = world.callerAt(port);
  const { channel } = world;
  const user = world.people.dana ?? '';
  const askedAt = new Map<string, number>();
  const acks: number[] = [];
  let refused = 0;

  const record = async (call: Promise<{ status: number; tookMs: number }>) => {
    const { status, tookMs } = await call;
    acks.push(tookMs);
    if (status !== 200) refused += 1;
  };
  const ask = async (at: number) => {
    const text = `<@U0DESKHAND> ${QUESTIONS[at % QUESTIONS.length]}`;
    const ts = await world.say('dana', text);
    askedAt.set(ts, Date.now());
    await record(slack.mention({ user, channel, text, ts }));
    return ts;
  };
  /** What channels are full of: people talking to each other. */
  const chatter = (at: number) =>
    record(
      slack.event({
        ...{ type: 'message', channel_type: 'channel', text: 'see you at lunch', user, channel },
        ...{ ts: `17.${acks.length}${at}`, thread_ts: `16.${at}`, event_ts: `17.${at}` },
      }),
    );

  /** Gives what was acknowledged so far. */
  const chatFor = async (spanSeconds: number): Promise<readonly number[]> => {
    const sending: Promise<void>[] = [];
    const began = performance.now();
    for (let at = 0; performance.now() - began < spanSeconds * 1000; at += 1) {
      sending.push(chatter(at));
      await delay(Math.max(0, began + ((at + 1) * 1000) / rate - performance.now()));
    }
    await Promise.all(sending);
    return [...acks];
  };
  let isOver = false;
  const keepAsking = async (first: number) => {
    for (let at = first; !isOver; at += 1) await answerTo(world, await ask(at));
  };

  await slack.verifyUrl();
  const quiet = await chatFor(QUIET_SECONDS);
  const before = (await hubspot.counts()).requests;
  acks.length = 0;
  const asking = Array.from({ length: running }, (_, at) => keepAsking(at));
  await chatFor(seconds);
  isOver = true;
  const read = (await hubspot.counts()).requests - before;
  await Promise.all(asking);

  const answers = world.answers.filter(({ part }) => part === '0');
  const times = answers.map(({ thread, at }) => at - (askedAt.get(thread) ?? Number.NaN));
  const missing = askedAt.size - new Set(answers.map(({ thread }) => thread)).size;
  const doubled = answers.length - new Set(answers.map(({ thread }) => thread)).size;
  const p99 = quantile(acks, 0.99);
  print(
    `${acks.length} requests: ${rate}/s, and ${askedAt.size} questions, ${running} always under way, while HubSpot was asked ${read} times`,
  );
  print(`acknowledged: ${shares(acks)}; refused ${refused}`);
  print(`the same while no question is under way: ${shares(quiet)}`);
  print(`answered: ${shares(times)}; without an answer ${missing}, with two ${doubled}`);
  print(`payloads objected to: ${world.problems.length}${world.problems.slice(0, 3).join(' · ')}`);
  print(`the machine’s load before: ${loadBefore.toFixed(1)} on ${availableParallelism()} cores`);
  if (read === 0) print('nothing was read meanwhile: more --tickets');
  if (p99 > ACK_P99_MS || refused + missing + doubled + world.problems.length > 0)
    process.exitCode = 1;
}

/** Resolves when it is posted, or nobody waits for it any longer. */
async function answerTo(world: World, ts: string): Promise<void> {
  const until = performance.now() + ANSWER_WITHIN_MS;
  const isThere = () => world.answers.some(({ thread, part }) => thread === ts && part === '0');
  while (!isThere() && performance.now() < until) await delay(20);
}

function shares(values: readonly number[]): string {
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((part) => quantile(values, part).toFixed(0));
  return `p50 ${p50} ms, p95 ${p95} ms, p99 ${p99} ms, most ${Math.max(...values).toFixed(0)} ms`;
}
