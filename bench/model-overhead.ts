import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createAdhocAsker } from '../src/ask/adhoc/adhoc-asker.ts';
import { createSpeechAt } from '../src/ask/model/known-speech.ts';
import { createModelReader } from '../src/ask/model/model-reader.ts';
import { parseQuestion } from '../src/ask/read/parse-question.ts';
import { systemClock } from '../src/core/clock.ts';
import { createLanguageModel } from '../src/llm/create-language-model.ts';
import type { ModelVendor } from '../src/llm/language-model.ts';
import { loadPrompt } from '../src/llm/prompts.ts';
import { openStateStore } from '../src/store/state.ts';
import { openDemoStore } from './demo-store.ts';
import { NOW, openWorkspace, readSettings } from './desk.ts';
import { print, spread } from './statistics.ts';

/**
 * `node bench/model-overhead.ts [--size 100000] [--questions 200]`: what reading with a model costs beyond the model's own time:
 * masking, the catalogue in words, budget, log and cache in a state on disk, and the draft's way to a checked plan; the same for SQL it writes,
 * its checks and its run.
 */
const { values: flags } = parseArgs({
  options: {
    size: { type: 'string', default: '100000' },
    questions: { type: 'string', default: '200' },
  },
});

const DRAFT = JSON.stringify({
  outcome: 'plan',
  readings: [
    {
      kind: 'figures',
      of: 'tickets',
      metrics: [{ metric: 'volume', of: null, statistic: null, per: null, share: null }],
      by: ['category'],
      where: [{ field: 'agent', op: 'is', values: ['{{agent_1}}'] }],
      having: [],
      period: 'last week',
      compare: null,
      order: 'largest-first',
      limit: 5,
      managers: false,
      terms: [],
    },
  ],
  refusal: null,
});

const SQL = JSON.stringify({
  sql: `SELECT category, count(*) AS volume FROM tickets
    WHERE agent = '{{agent_1}}' AND created_at >= '{{from_1}}' AND created_at < '{{until_1}}'
    GROUP BY category ORDER BY volume DESC LIMIT 5`,
});

let vendorMs = 0;
/** Thinks for a moment, and counts how long. */
const vendor: ModelVendor = {
  vendor: 'gemini',
  name: 'bench',
  embedder: 'bench',
  async ask({ purpose }) {
    const startedAt = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 2));
    vendorMs += performance.now() - startedAt;
    const text = purpose === 'write-sql' ? SQL : DRAFT;
    return { kind: 'answer', text, usage: { inputTokens: 3000, outputTokens: 200 } };
  },
  stream: async () => ({ kind: 'cut', usage: { inputTokens: 0, outputTokens: 0 } }),
  embed: async () => ({ vectors: [], usage: null }),
};

const folder = mkdtempSync(join(tmpdir(), 'deskhand-bench-model-'));
{
  await using store = await openDemoStore(Number(flags.size));
  await using state = await openStateStore(`sqlite:${join(folder, 'state.sqlite')}`);
  const workspace = openWorkspace(store);
  const { settings, language } = readSettings();
  const knowledge = await workspace.knowledge({ now: NOW });
  const context = {
    ...knowledge,
    ...{ settings, language },
    time: { now: Date.parse(NOW), settings, zone: undefined },
  };
  const limits = { callsADay: null, callsADayEach: null, usdADay: null, usdADayEach: null };
  const prompts = join(import.meta.dirname, '..', 'prompts');
  const { model } = createLanguageModel({
    ...{ vendor, state, clock: systemClock, limits },
    prices: { input: 1, output: 10 },
    deadlineMs: 20_000,
  });
  const promptsOf = async (name: string) => ({
    instructions: await loadPrompt(prompts, name),
    asked: await loadPrompt(prompts, `${name}-asked`),
    repair: await loadPrompt(prompts, `${name}-repair`),
  });
  const shared = { model, speechAt: createSpeechAt(store), deadlineMs: 20_000 };
  const reader = createModelReader({ ...shared, prompts: await promptsOf('plan-question') });
  const adhoc = createAdhocAsker({
    ...{ ...shared, prompts: await promptsOf('write-sql'), db: store, runMs: 10_000 },
    ...{ least: 'manager', logger: { info: () => {} } },
  });
  const [agent] = knowledge.facts.values.agent ?? [];
  const taken: number[] = [];
  for (let nth = -1; nth < Number(flags.questions); nth += 1) {
    vendorMs = 0;
    const startedAt = performance.now();
    // Another number each time: none comes from the cache.
    const question = `where was ${agent?.value} swamped worst last week, ${nth + 10} at most`;
    const helped = await reader.read(parseQuestion(question, context), null, { person: 'bench' });
    const ms = performance.now() - startedAt - vendorMs;
    if (helped.kind !== 'read' || helped.reading.kind !== 'plan') throw new Error('no plan');
    if (nth === -1)
      print(`the first one, with the words of ${flags.size} tickets’ names: ${ms.toFixed(0)} ms`);
    else taken.push(ms);
  }
  print(`beyond the model’s own time: ${spread(taken)}`);
  const written: number[] = [];
  for (let nth = -1; nth < Number(flags.questions); nth += 1) {
    vendorMs = 0;
    const startedAt = performance.now();
    const question = `where was ${agent?.value} swamped worst last week, ${nth + 10} at most`;
    const parsed = parseQuestion(question, context);
    const answered = await adhoc.ask(parsed, null, { person: 'bench', startedAt });
    if (answered.kind !== 'answered') throw new Error(`no SQL: ${answered.kind}`);
    if (nth >= 0) written.push(performance.now() - startedAt - vendorMs);
  }
  print(`the same with SQL, checked and run: ${spread(written)}`);
}
rmSync(folder, { recursive: true, force: true });
