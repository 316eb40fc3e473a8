import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openDatabase } from '../src/store/open-database.ts';
import { verifyAudit } from '../src/tickets/audit/audit-log.ts';
import { Dice } from '../tests/tickets/assign/dice.ts';
import { judgeLog, judgeTables } from '../tests/tickets/assign/judge-store.ts';
import {
  allEntries,
  emptyStoreTally,
  simulateStore,
} from '../tests/tickets/assign/simulate-store.ts';
import { print } from './statistics.ts';

/**
 * `node bench/assignment-store.ts [--runs 60] [--kills 60] [--seed 1]`: assignments over real stores. `runs`: two connections that neither wait for each other
 * cut in on one another, killed at any statement. `kills`: one process after another works on a file and is ended by SIGKILL at any moment; what the
 * last one was at arrives again. A judge reads the tables and the log after each. Ends with 1 when anything doesn't hold.
 */
const { values: flags } = parseArgs({
  options: { runs: { type: 'string' }, kills: { type: 'string' }, seed: { type: 'string' } },
});
const runs = Number(flags.runs ?? 60);
const kills = Number(flags.kills ?? 60);
const seed = Number(flags.seed ?? 1);
const LONGEST_LIFE_MS = 1500;

const tally = emptyStoreTally();
const began = performance.now();
for (let run = seed; run < seed + runs; run++) await simulateStore(run, tally);
print(
  `${tally.runs} runs on two connections, ${tally.wishes} wishes, ${tally.assigned} assignments`,
);
print(`  killed ${tally.kills} times; overtaken in a transaction ${tally.overtaken} times`);

const folder = await mkdtemp(join(tmpdir(), 'deskhand-bench-'));
const store = join(folder, 'store.duckdb');
const dice = new Dice(seed);
let next = 0;
let assigned = 0;
try {
  for (let kill = 0; kill < kills; kill++) {
    next = await liveAndDie(next, dice.below(LONGEST_LIFE_MS));
    await using db = await openDatabase({ path: store, threads: 1 });
    const report = (what: string) => tally.broken.push(`kill ${kill}: ${what}`);
    await judgeTables(db, report);
    judgeLog(await allEntries(db), report);
    if ((await verifyAudit(db)).kind !== 'whole') report('the log does not hold');
    const { rows } = await db.read('SELECT count(*) FROM assignments');
    assigned = Number(rows[0]?.[0]);
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
print(`${kills} processes ended by SIGKILL, ${next} wishes, ${assigned} assignments`);
print(`  broken invariants: ${tally.broken.length}`);
for (const one of tally.broken.slice(0, 20)) print(`  ${one}`);
print(`  ${((performance.now() - began) / 1000).toFixed(1)} s`);
process.exit(tally.broken.length > 0 ? 1 : 0); // killed processes still wait for what never comes

/** Gives how many wishes have been carried out by now. */
async function liveAndDie(first: number, lifeMs: number): Promise<number> {
  const child = fork(join(import.meta.dirname, 'assignment-child.ts'), {
    env: { ...process.env, STORE: store, SEED: String(seed), FIRST: String(first) },
  });
  let done = first;
  const opened = new Promise<void>((resolve) => {
    child.on('message', (message) => {
      if (message === 'open') resolve();
      else done = Math.max(done, Number(message) + 1);
    });
  });
  const exited = once(child, 'exit');
  await Promise.race([opened, exited]);
  await Promise.race([delay(lifeMs), exited]);
  child.kill('SIGKILL');
  const [code] = await exited;
  if (code !== null) throw new Error(`a process ended by itself with ${code}`);
  return done;
}
