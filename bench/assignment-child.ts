import { env } from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { AskerError } from '../src/core/errors.ts';
import { openDatabase } from '../src/store/open-database.ts';
import { createAssignments } from '../src/tickets/assign/create-assignments.ts';
import { Dice } from '../tests/tickets/assign/dice.ts';
import { fillStore, randomWish, storeRules } from '../tests/tickets/assign/simulate-store.ts';

/** One of the processes of `assignment.ts --kills`: carries wishes out on a store until it is killed; some of an earlier one’s arrive again. */
const { STORE = '', SEED = '1', FIRST = '0' } = env;

const db = await openDatabase({ path: STORE, threads: 1 });
const clock = { now: () => Date.now() };
const { rows } = await db.read('SELECT count(*) FROM tickets');
if (rows[0]?.[0] === 0) await fillStore(db);
const assignments = createAssignments({
  ...{ db, clock, writable: ['t'] },
  team: { settings: storeRules(new Dice(Number(SEED))), zone: 'UTC' },
  outbox: { enqueue: () => Promise.reject(new Error('nobody is there')) },
  logger: { warn: () => {}, error: () => {} },
});
process.send?.('open');
// What the one before was at when it was killed arrives again, as it would from a chat platform.
const first = Math.max(0, Number(FIRST) - 5);
for (let wish = first; ; wish++) {
  const carryOut = randomWish(new Dice(Number(SEED) * 100_000 + wish), String(wish), clock.now());
  await carryOut(assignments).catch((error: unknown) => {
    if (!(error instanceof AskerError)) throw error; // refused, as people would be told
  });
  process.send?.(wish);
  if (wish % 7 === 0) {
    const dice = new Dice(wish);
    const ticket = `t:${1 + dice.below(6)}`;
    const status = dice.pick(['open', 'solved', 'pending']);
    await db.write((writer) =>
      writer.run('UPDATE tickets SET status = $status WHERE id = $ticket', { status, ticket }),
    );
  }
  await delay(0);
}
