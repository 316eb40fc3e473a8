import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { createLocalRenderer } from '../src/charts/local-renderer.ts';
import { openDemoStore } from './demo-store.ts';
import { NOW, openWorkspace } from './desk.ts';
import { print } from './statistics.ts';

/** `node bench/reproducibility.ts [--times 100]`: the same question, data and clock give the same bytes, answer and picture. */
const { values: flags } = parseArgs({ options: { times: { type: 'string', default: '100' } } });
const times = Number(flags.times);

const QUESTIONS = [
  'what was our average response time over the last 35 days?',
  'tickets by agent by week this quarter',
  'csat per agent last quarter',
  'the 10 oldest open tickets',
  'agent score per agent last quarter',
  'distribution of resolution time last month',
];

await using store = await openDemoStore(5000);
let different = 0;
for (const question of QUESTIONS) {
  const seen = new Map<string, number>();
  for (let time = 0; time < times; time++) {
    const bytes = await answerBytes(question);
    seen.set(bytes, (seen.get(bytes) ?? 0) + 1);
  }
  const same = Math.max(...seen.values());
  if (same < times) different++;
  print(`${same} of ${times} the same: ${question}`);
}
process.exitCode = different === 0 ? 0 : 1;

/** A workspace and a renderer of its own each time: nothing is remembered. */
async function answerBytes(question: string): Promise<string> {
  const workspace = openWorkspace(store);
  const { reply, plan } = await workspace.ask(question, { plans: [], keys: [] }, { now: NOW });
  const hash = createHash('sha256').update(JSON.stringify({ reply, plan }));
  if (reply.kind === 'answer' && reply.chart) {
    hash.update(await createLocalRenderer().draw(reply.chart, { theme: 'light' }));
  }
  return hash.digest('hex');
}
