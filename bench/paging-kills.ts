import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { pageUnderKills } from '../tests/flows/killed-paging.ts';
import { print } from './statistics.ts';

/**
 * `node bench/paging-kills.ts [--calls 25] [--kills 0.3]`: a service calls two levels for each of so many tickets in Slack (a stand-in) and is ended
 * with SIGKILL at every so manieth message, before Slack has it or after. Ends with 1 when somebody was called twice or not at all.
 */
const { values: flags } = parseArgs({
  options: { calls: { type: 'string' }, kills: { type: 'string' } },
});
const calls = Number(flags.calls ?? 25);
const rate = Number(flags.kills ?? 0.3);
const folder = await mkdtemp(join(tmpdir(), 'deskhand-bench-'));
const began = performance.now();
try {
  const { expected, lost, doubled, killed, problems } = await pageUnderKills({
    calls,
    rate,
    folder,
  });
  print(`${calls} tickets, ${expected} messages; lost ${lost.length}, doubled ${doubled.length}`);
  print(`  killed: ${killed.before} before Slack had the message, ${killed.after} after`);
  print(`  payloads Slack would have refused: ${problems.length}`);
  print(`  ${((performance.now() - began) / 1000).toFixed(1)} s`);
  process.exitCode = lost.length + doubled.length + problems.length > 0 ? 1 : 0;
} finally {
  await rm(folder, { recursive: true, force: true });
}
