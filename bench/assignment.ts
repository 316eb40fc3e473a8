import { parseArgs } from 'node:util';
import { emptyTally, simulate } from '../tests/tickets/assign/simulate.ts';
import { print } from './statistics.ts';

/**
 * `node bench/assignment.ts [--interleavings 100000] [--seed 1]`: teams by chance for a few days each. Tickets come, are resolved and opened again; people accept,
 * decline, hand over, go away and end their shifts; each process writes some steps after it has read, so that they cut in on one another. After
 * every step a judge who shares no code with what decides works out whether all of it holds. Ends with 1 when anything doesn't.
 */
const { values: flags } = parseArgs({
  options: { interleavings: { type: 'string' }, seed: { type: 'string' } },
});
const runs = Number(flags.interleavings ?? 100_000);
const seed = Number(flags.seed ?? 1);

const tally = emptyTally();
const began = performance.now();
for (let run = seed; run < seed + runs; run++) simulate(run, tally);
const seconds = (performance.now() - began) / 1000;

print(`${tally.runs} interleavings, ${tally.steps} steps, ${tally.assigned} assignments`);
print(`  read anew because others wrote: ${tally.retried}; told twice: ${tally.repeated}`);
print(`  broken invariants: ${tally.broken.length}`);
for (const one of tally.broken.slice(0, 20)) print(`  ${one}`);
print(`  ${seconds.toFixed(1)} s, ${Math.round(tally.runs / seconds)} a second`);
process.exitCode = tally.broken.length > 0 ? 1 : 0;
