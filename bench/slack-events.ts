import { copyFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { freePort } from '../tests/standins/kit/free-port.ts';
import { demoStore } from './demo-store.ts';
import { openSlackWorld, type SlackWorld, settleIn, startService } from './slack-world.ts';
import { print } from './statistics.ts';

/**
 * `node bench/slack-events.ts [--events 10000] [--replays 0.3] [--seed 1] [--every 6] [--size 2000]`: so many deliveries of questions to a
 * service that is ended with SIGKILL about every so many seconds, that share of them a second time. What is not acknowledged is delivered
 * again, as Slack does. Then every question has to have exactly one answer in its thread. Ends with 1 otherwise.
 */
const { values: flags } = parseArgs({
  options: {
    ...{ events: { type: 'string' }, replays: { type: 'string' }, seed: { type: 'string' } },
    ...{ every: { type: 'string' }, size: { type: 'string' } },
  },
});
const events = Number(flags.events ?? 10_000);
const replays = Number(flags.replays ?? 0.3);
const everyMs = Number(flags.every ?? 6) * 1000;
const next = numbersFrom(Number(flags.seed ?? 1));
/** Questions delivered and not yet answered, at most. */
const IN_FLIGHT = 150;
const DELIVERED_AT_ONCE = 20;
/** No answer for this long: nothing more is coming. Leases of a killed process run out well before. */
const PATIENCE_MS = 90_000;
const QUESTIONS = [
  'tickets by agent this month',
  'how many tickets are open?',
  'tickets by pipeline this month',
  'median resolution time by agent last quarter',
  'tickets by week this quarter',
];

type Question = { readonly eventId: string; readonly text: string; readonly ts: string };

const folder = await mkdtemp(join(tmpdir(), 'deskhand-bench-'));
try {
  settleIn(folder);
  copyFileSync(await demoStore(Number(flags.size ?? 2000)), join(folder, 'deskhand.duckdb'));
  await using world = await openSlackWorld();
  await run(world);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function run(world: SlackWorld): Promise<void> {
  const port = await freePort();
  const killer = await startKilling(world, port);
  const slack = world.callerAt(port);
  const user = world.people.dana ?? '';
  const asked: Question[] = [];
  const counts = { deliveries: 0, replayed: 0, again: 0 };
  const began = performance.now();

  const deliver = async ({ eventId, text, ts }: Question) => {
    for (let retryNum = 0; ; retryNum += 1) {
      const message = { user, channel: world.channel, text, ts };
      const reply = await slack.mention(message, { eventId, retryNum }).catch(() => null);
      if (reply?.status === 200) return;
      counts.again += 1;
      await delay(200 + next() * 800);
    }
  };
  const isFull = () => asked.length - answeredIn(world).size >= IN_FLIGHT;
  const work = async () => {
    while (counts.deliveries < events) {
      counts.deliveries += 1;
      const known = asked[Math.floor(next() * asked.length)];
      if (known && next() < replays) {
        counts.replayed += 1;
        await deliver(known);
        continue;
      }
      while (isFull()) await delay(20);
      const at = asked.length;
      const text = `<@U0DESKHAND> ${QUESTIONS[at % QUESTIONS.length]}`;
      const question = { eventId: `Ev${at}-${next()}`, text, ts: await world.say('dana', text) };
      asked.push(question);
      await deliver(question);
    }
  };
  await Promise.all(Array.from({ length: DELIVERED_AT_ONCE }, work));
  const { kills, service } = await killer.stop();
  await settle(world, asked);
  await service.stop();

  const answers = answeredIn(world);
  const missing = asked.filter(({ ts }) => !answers.has(ts));
  const doubled = asked.filter(({ ts }) => (answers.get(ts) ?? 0) > 1);
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  print(
    `${counts.deliveries} deliveries, ${counts.replayed} of them replays, ${counts.again} more after refusals; ${kills} kills in ${seconds} s`,
  );
  print(
    `${asked.length} questions: ${asked.length - missing.length - doubled.length} with exactly one answer, ${missing.length} without, ${doubled.length} with more`,
  );
  print(`payloads objected to: ${world.problems.length} ${world.problems.slice(0, 3).join(' · ')}`);
  if (missing.length + doubled.length + world.problems.length > 0) process.exitCode = 1;
}

/** How many answers stand in each thread. */
function answeredIn({ answers }: SlackWorld): ReadonlyMap<string, number> {
  const counted = new Map<string, number>();
  for (const { thread, part } of answers)
    if (part === '0') counted.set(thread, (counted.get(thread) ?? 0) + 1);
  return counted;
}

async function settle(world: SlackWorld, asked: readonly Question[]): Promise<void> {
  let last = world.answers.length;
  let until = performance.now() + PATIENCE_MS;
  while (answeredIn(world).size < asked.length && performance.now() < until) {
    await delay(200);
    if (world.answers.length === last) continue;
    last = world.answers.length;
    until = performance.now() + PATIENCE_MS;
  }
  await delay(2000); // for those that would come a second time
}

/** A service that is killed at random moments and started again, until told to stop: then it is left running. */
async function startKilling({ apiUrl }: SlackWorld, port: number) {
  let service = await startService({ folder, apiUrl, port });
  let isOver = false;
  let kills = 0;
  const killing = (async () => {
    for (;;) {
      await delay(everyMs * (0.3 + 1.4 * next()));
      if (isOver) return;
      await service.kill();
      kills += 1;
      service = await startService({ folder, apiUrl, port });
    }
  })();
  return {
    async stop() {
      isOver = true;
      await killing;
      return { kills, service };
    },
  };
}

/** Numbers from 0 to 1 that follow from the seed. */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
