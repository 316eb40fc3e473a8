import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { emptyTally, type Tally } from '../tests/tickets/escalate/simulate.ts';
import { print } from './statistics.ts';

/**
 * `node bench/escalation.ts [--runs 10000] [--seed 1] [--minutes 60] [--cores 2]`: escalations from call to end under a clock of their own, each on two
 * processes that are killed at random steps (statements within transactions too) while people answer, put off and escalate further, and the network fails
 * now and then. Whoever has no time for all of them says how long they may take. Ends with 1 when anything doesn't hold.
 */
const { values: flags } = parseArgs({
  options: {
    ...{ runs: { type: 'string' }, seed: { type: 'string' } },
    ...{ minutes: { type: 'string' }, cores: { type: 'string' } },
  },
});
const runs = Number(flags.runs ?? 10_000);
const seed = Number(flags.seed ?? 1);
const cores = Number(flags.cores ?? 2);
const minutes = Number(flags.minutes ?? Number.POSITIVE_INFINITY);
const EACH_MS = 60_000;

const began = performance.now();
const tallies = Array.from({ length: cores }, emptyTally);
const telling = setInterval(() => print(`  ${inShort(sumOf(tallies))} …`), EACH_MS);
const ended = await Promise.all(tallies.map((_, at) => runShare(at)));
clearInterval(telling);

const tally = sumOf(tallies);
const seconds = (performance.now() - began) / 1000;
const count = (what: string) => tally.broken.filter((one) => one.includes(what)).length;
print(`${inShort(tally)}, ${tally.answers} answers`);
print(`  pages: ${tally.pages}; the network failed ${tally.troubles} times`);
print(
  `  pages or presses twice: ${count('twice')}; after an answer: ${count('a page after')}; not sent: ${count('was not')}`,
);
print(
  `  levels not called or reached within a tick: ${count('not called') + count('not reached')}`,
);
print(
  `  open with no next step: ${count('no next step')}; logs that don’t hold: ${count('the log')}`,
);
for (const one of tally.broken.slice(0, 20)) print(`  ${one}`);
print(`  ${seconds.toFixed(1)} s, ${(tally.runs / seconds).toFixed(1)} a second`);
const isWhole = tally.broken.length === 0 && ended.every((code) => code === 0) && tally.runs > 0;
process.exit(isWhole ? 0 : 1);

/** Runs every so manieth part of them in a process of its own, and gives how that ended. */
async function runShare(at: number): Promise<number | null> {
  const [from, to] = [at, at + 1].map((one) => Math.floor((runs * one) / cores)) as [
    number,
    number,
  ]; // two in, two out
  const args = [seed + from, to - from, minutes].map(String);
  const child = spawn(execPath, [join(import.meta.dirname, 'escalation-child.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  for await (const line of createInterface(child.stdout)) tallies[at] = JSON.parse(line) as Tally; // our own child's
  const [code] = await exited;
  return code as number | null; // as Node says it ended
}

function inShort({ runs: done, kills, broken }: Tally): string {
  return `${done} escalations, ${kills} processes killed, ${broken.length} things that don’t hold`;
}

function sumOf(all: readonly Tally[]): Tally {
  const of = (pick: (one: Tally) => number) => all.reduce((sum, one) => sum + pick(one), 0);
  return {
    runs: of((one) => one.runs),
    kills: of((one) => one.kills),
    pages: of((one) => one.pages),
    answers: of((one) => one.answers),
    troubles: of((one) => one.troubles),
    broken: all.flatMap(({ broken }) => broken),
  };
}
