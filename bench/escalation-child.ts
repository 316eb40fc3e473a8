import { argv } from 'node:process';
import { openWorld } from '../tests/tickets/escalate/open-escalations.ts';
import { emptyTally, simulate } from '../tests/tickets/escalate/simulate.ts';
import { print } from './statistics.ts';

/** `node bench/escalation-child.ts FIRST RUNS MINUTES`: what bench/escalation.ts splits its work into. Prints its tally so far as JSON, a line for each store. */
const [first = 1, runs = 100, minutes = Number.POSITIVE_INFINITY] = argv.slice(2).map(Number);
const AT_ONCE = 50; // then a store of their own

const tally = emptyTally();
const began = performance.now();
for (let seed = first; seed < first + runs; seed += AT_ONCE) {
  if (performance.now() - began > minutes * 60_000) break;
  await using world = await openWorld();
  for (let run = seed; run < Math.min(seed + AT_ONCE, first + runs); run++)
    await simulate(world, run, tally);
  const verdict = await world.open().verifyAudit();
  if (verdict.kind === 'broken') tally.broken.push(`from run ${seed}: the log doesn’t hold`);
  print(JSON.stringify(tally));
}
process.exit(0); // killed processes still wait for what never comes
