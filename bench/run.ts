import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { print } from './statistics.ts';

/** `npm run bench [-- --only questions,start]`: every measurement in a process of its own, one after the other. */
const BENCHES = [
  'questions',
  'reproducibility',
  'start',
  'import',
  'differential',
  'sync-throughput',
  'sync-questions',
  'sync-kills',
  'slack-ack',
  'model-overhead',
  'digest-slots',
  'classify',
];

const { values: flags } = parseArgs({ options: { only: { type: 'string' } } });
const chosen = flags.only?.split(',') ?? BENCHES;
for (const name of chosen) {
  const file = join(import.meta.dirname, `${name}.ts`);
  if (!existsSync(file)) {
    print(`there is no ${name}; there are ${BENCHES.join(', ')}`);
    process.exitCode = 1;
    continue;
  }
  print(`\n${name}`);
  const { status } = spawnSync(process.execPath, [file], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
