import { parseArgs } from 'node:util';
import type { AskContext } from '../src/ask/ask-context.ts';
import { read } from '../src/ask/read-by-all.ts';
import { parseTime } from '../src/ask/time/parse-time.ts';
import { createLocalRenderer } from '../src/charts/local-renderer.ts';
import { EXPRESSIONS, QUESTIONS } from './asked.ts';
import { openDemoStore } from './demo-store.ts';
import { meter, NOW, openWorkspace, readSettings } from './desk.ts';
import { print, spread } from './statistics.ts';

/**
 * `node bench/questions.ts [--size 1000000] [--rounds 3] [--slowest 5]`: questions to answers with their chart as PNG, in process,
 * and what of it is neither DuckDB nor the chart; then reading alone.
 */
const { values: flags } = parseArgs({
  options: {
    size: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '3' },
    slowest: { type: 'string', default: '5' },
  },
});
const NOTHING_YET = { plans: [], keys: [] };

type Taken = {
  readonly question: string;
  readonly kind: string;
  readonly wholeMs: number;
  readonly databaseMs: number;
  readonly chartMs: number;
};

await using store = await openDemoStore(Number(flags.size));
const metered = meter(store);
const workspace = openWorkspace(metered.db);
const charts = createLocalRenderer();

const firstAt = performance.now();
const knowledge = await workspace.knowledge();
print(
  `learning what the store holds, once per change of data: ${(performance.now() - firstAt).toFixed(0)} ms`,
);
await take('tickets by agent by week this quarter', 0); // loads fonts and code

const taken: Taken[] = [];
for (let round = 1; round <= Number(flags.rounds); round++) {
  for (const question of QUESTIONS) taken.push(await take(question, round));
}
const answered = taken.filter(({ kind }) => kind === 'answer');
const unanswered = new Set(
  taken.filter(({ kind }) => kind !== 'answer').map(({ question }) => question),
);
print(
  `question to answer with chart, ${flags.size} tickets and chats: ${spread(answered.map(({ wholeMs }) => wholeMs))}`,
);
print(
  `all but DuckDB and the chart: ${spread(answered.map((one) => one.wholeMs - one.databaseMs - one.chartMs))}`,
);
print(`DuckDB: ${spread(answered.map(({ databaseMs }) => databaseMs))}`);
print(
  `chart: ${spread(answered.filter(({ chartMs }) => chartMs > 0).map(({ chartMs }) => chartMs))}`,
);
if (unanswered.size > 0) print(`not answered: ${[...unanswered].join(' | ')}`);
for (const one of answered
  .toSorted((a, b) => b.wholeMs - a.wholeMs)
  .slice(0, Number(flags.slowest))) {
  print(
    `  ${one.wholeMs.toFixed(0)} ms (DuckDB ${one.databaseMs.toFixed(0)}, chart ${one.chartMs.toFixed(0)}): ${one.question}`,
  );
}
measureReading();
print(`memory at the end: ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB`);

async function take(question: string, round: number): Promise<Taken> {
  // Another second, another answer: none of them comes from the cache.
  const now = new Date(Date.parse(NOW) + round * 1000).toISOString();
  metered.takeMs();
  const startedAt = performance.now();
  const { reply } = await workspace.ask(question, NOTHING_YET, { now });
  const answeredAt = performance.now();
  const chart = reply.kind === 'answer' ? reply.chart : null;
  if (chart) await charts.draw(chart, { theme: 'light' });
  const doneAt = performance.now();
  return {
    question,
    kind: reply.kind,
    wholeMs: doneAt - startedAt,
    databaseMs: metered.takeMs(),
    chartMs: chart ? doneAt - answeredAt : 0,
  };
}

function measureReading(): void {
  const { language, settings } = readSettings();
  const context: AskContext = { ...knowledge, db: store, language, settings, now: Date.parse(NOW) };
  const timeContext = { now: context.now, settings };
  const readMs: number[] = [];
  const timeMs: number[] = [];
  for (let round = 0; round < 30; round++) {
    for (const question of QUESTIONS)
      readMs.push(timed(() => read(question, NOTHING_YET, context)));
    for (const words of EXPRESSIONS) timeMs.push(timed(() => parseTime(words, timeContext)));
  }
  print(`reading a question: ${spread(readMs)}`);
  print(`a time expression: ${spread(timeMs)}`);
}

function timed(work: () => unknown): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}
