import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import type { App } from '../../src/app.ts';
import type { Turn } from '../../src/bot/desk.ts';
import { buildDatabase, DATABASES } from '../databases.ts';
import { type DraftLine, readDrafts } from './drafts.ts';
import { modelVariables, NO_MODEL } from './model-variables.ts';
import { openDesk } from './open-desk.ts';

/**
 * `GEMINI_API_KEY=… npm run eval:live [-- --most 10]`: the questions our rules have no words for, asked of the real model,
 * each held against the plain question that means the same. Costs money: the calls are counted at the end.
 */
const { values: flags } = parseArgs({
  options: {
    most: { type: 'string', default: '1000' },
    folder: { type: 'string', default: join(tmpdir(), 'deskhand-evals') },
  },
});
const RESULTS = join(import.meta.dirname, '..', 'results');

type Lived = {
  readonly question: string;
  readonly means: string;
  /** right: the same figures; wrong: others; silent: no answer. */
  readonly verdict: 'right' | 'wrong' | 'silent';
  readonly headline: string;
  readonly tookMs: number;
};

const demo = DATABASES.find(({ name }) => name === 'demo');
const database = demo && buildDatabase(demo, flags.folder, true);
if (!demo || !database) throw new Error('the demo database can’t be made');
await using app = await openDesk(
  database,
  { zone: demo.zone, now: '2026-11-20T14:00:00Z', vendor: null },
  modelVariables(),
);
if (!app.model) {
  print(NO_MODEL);
  process.exitCode = 1;
} else {
  const lived: Lived[] = [];
  for (const line of readDrafts().slice(0, Number(flags.most))) {
    const one = await live(line, app);
    lived.push(one);
    print(`${one.verdict.padEnd(6)} ${one.tookMs.toFixed(0).padStart(6)} ms  ${one.question}`);
    if (one.verdict !== 'right') print(`         ${one.headline}`);
  }
  const counted = Object.groupBy(lived, ({ verdict }) => verdict);
  const tally = (verdict: Lived['verdict']): number => counted[verdict]?.length ?? 0;
  const spent = await app.model.budget.today();
  print(
    `${app.model.model.name}: ${tally('right')} right, ${tally('wrong')} wrong, ${tally('silent')} not answered, of ${lived.length}`,
  );
  print(
    `${spent.calls} calls, ${spent.inputTokens} tokens in, ${spent.outputTokens} out${spent.costUsd === null ? '' : `, $${spent.costUsd.toFixed(4)}`}`,
  );
  mkdirSync(RESULTS, { recursive: true });
  writeFileSync(
    join(RESULTS, `live-${new Date().toISOString().replaceAll(':', '-')}.json`),
    JSON.stringify({ model: app.model.model.name, spent, lived }, null, 1),
  );
}

async function live({ question, means }: DraftLine, { desk }: App): Promise<Lived> {
  const turn = await desk.ask({ question, threadId: null });
  const plain = await desk.ask({ question: means, threadId: null });
  const { headline } = turn.reply;
  return { question, means, verdict: verdictOn(turn, plain), headline, tookMs: turn.tookMs };
}

function verdictOn(turn: Turn, plain: Turn): Lived['verdict'] {
  if (turn.reply.kind !== 'answer') return 'silent';
  const [found, meant] = [turn, plain].map(({ reply }) =>
    reply.kind === 'answer' ? [reply.table, reply.figures] : null,
  );
  return isDeepStrictEqual(found, meant) ? 'right' : 'wrong';
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
