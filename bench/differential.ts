import { parseArgs } from 'node:util';
import { compareImplementations } from '../tests/reference/differential.ts';

const PLANS_PER_DATASET = 100;

/** `node bench/differential.ts [--plans 10000] [--seed 1]`: compiled SQL against the plain reference, over random plans. */
const { values } = parseArgs({
  options: {
    plans: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
  },
});
const write = (line: string) => process.stdout.write(`${line}\n`);

let asked = 0;
let different = 0;
for (let seed = Number(values.seed); asked < Number(values.plans); seed++) {
  const { plans, differences } = await compareImplementations(seed, PLANS_PER_DATASET);
  asked += plans;
  different += differences.length;
  for (const difference of differences) write(JSON.stringify(difference));
}
write(`${asked} plans, ${different} differences`);
process.exitCode = different === 0 ? 0 : 1;
