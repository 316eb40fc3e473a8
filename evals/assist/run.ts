import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/** `npm run eval:assist [-- --only drafts,grounding]`: what helps agents, measured against its targets, one after the other. */
const EVALS = [
  ...['classify', 'emotion', 'redaction', 'analyse', 'resolution-time', 'retrieval'],
  ...['drafts', 'grounding', 'injection'],
];

const { values } = parseArgs({ options: { only: { type: 'string' } } });
for (const name of values.only?.split(',') ?? EVALS) {
  const file = join(import.meta.dirname, `${name}.ts`);
  if (!existsSync(file)) {
    console.log(`${name}: there is none`);
    process.exitCode = 1;
    continue;
  }
  const { status } = spawnSync(process.execPath, [file], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
