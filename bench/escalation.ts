import { parseArgs } from 'node:util';
import { openWorld } from '../tests/tickets/escalate/open-escalations.ts';
import { emptyTally, simulate } from '../tests/tickets/escalate/simulate.ts';
import { print } from './statistics.ts';

/**
 * `node bench/escalation.ts [--runs 10000] [--seed 1] [--minutes 60]`: escalations from call to end under a clock of their own, each on two processes that are
 * killed at random steps (statements within transactions too) while people answer, put off and escalate further, and the network fails now and then.
 * Whoever has no time for all of them says how long they may take. Ends with 1 when anything doesn't hold.
 */
const { values: flags } = parseArgs({
  options: { runs: { type: 'string' }, seed: { type: 'string' }, minutes: { type: 'string' } },
});
const runs = Number(flags.runs ?? 10_000);
const seed = Number(flags.seed ?? 1);
const mostMs = Number(flags.minutes ?? Number.POSITIVE_INFINITY) * 60_000;
const AT_ONCE = 100; // then a store of their own

const tally = emptyTally();
const began = performance.now();
let broken = 0;
for (let first = seed; first < seed + runs; first += AT_ONCE) {
  if (performance.now() - began > mostMs) break;
  await using world = await openWorld();
  for (let run = first; run < Math.min(first + AT_ONCE, seed + runs); run++)
    await simulate(world, run, tally);
  const verdict = await world.open().verifyAudit();
  if (verdict.kind === 'broken') broken += 1;
}
const seconds = (performance.now() - began) / 1000;
const count = (what: string) => tally.broken.filter((one) => one.includes(what)).length;

print(`${tally.runs} escalations, ${tally.kills} processes killed, ${tally.answers} answers`);
print(`  pages: ${tally.pages}; the network failed ${tally.troubles} times`);
print(
  `  pages or presses twice: ${count('twice')}; after an answer: ${count('a page after')}; not sent: ${count('was not')}`,
);
print(
  `  levels not called or reached within a tick: ${count('not called') + count('not reached')}`,
);
print(`  open with no next step: ${count('no next step')}; logs that don’t hold: ${broken}`);
for (const one of tally.broken.slice(0, 20)) print(`  ${one}`);
print(`  ${seconds.toFixed(1)} s, ${(tally.runs / seconds).toFixed(1)} a second`);
process.exit(tally.broken.length + broken > 0 ? 1 : 0); // killed processes still wait for what never comes
