// Suggested replies over a big past, without a model: node bench/suggest.ts [--tickets 100000] [--drafts 300]
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createApp } from '../src/app.ts';
import { resolveConfig } from '../src/core/config.ts';
import { readEnv } from '../src/core/env.ts';
import { joinEscalations } from '../src/join-escalations.ts';
import { joinKnowledge } from '../src/join-knowledge.ts';
import { joinSuggestions } from '../src/join-suggestions.ts';
import { loadDemo } from '../src/sources/demo/load-demo.ts';
import { print, spread } from './statistics.ts';

const ROOT = join(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    tickets: { type: 'string', default: '100000' },
    drafts: { type: 'string', default: '300' },
  },
});
const tickets = Number(values.tickets);
const drafts = Number(values.drafts);

const folder = await mkdtemp(join(tmpdir(), 'deskhand-suggest-'));
try {
  const { config } = resolveConfig(
    readEnv({
      DESKHAND_DATABASE: join(folder, 'store.duckdb'),
      DESKHAND_STATE: 'memory:',
      LOG_LEVEL: 'silent',
    }),
    ROOT,
  );
  await using app = await createApp(config);
  const { settings } = app;
  const demo = {
    seed: 1,
    tickets,
    chats: 0,
    endsAt: '2026-11-20T14:00:00Z',
    zone: settings.zone,
    settings,
  };
  await loadDemo(app.db, demo, () => {});
  const knowledge = await joinKnowledge(app);
  const indexing = performance.now();
  const { indexed } = await knowledge.refresh();
  const indexedSeconds = (performance.now() - indexing) / 1000;
  print(
    `${tickets} tickets, ${indexed} past ones indexed in ${indexedSeconds.toFixed(1)} s, ${Math.round(indexed / indexedSeconds)} a second`,
  );
  const { suggestions } = await joinSuggestions(app, {
    index: knowledge.index,
    escalations: () => joinEscalations(app, null),
  });
  const { rows } = await app.db.read(
    `SELECT id FROM tickets WHERE resolved_at IS NULL OR hash(id) % 20 = 0 ORDER BY hash(id) LIMIT ${drafts}`,
  );
  const [first, ...rest] = rows.map(([id]) => String(id));
  const timed = async (id: string) => {
    const startedAt = performance.now();
    const before = process.cpuUsage();
    const { draft } = await suggestions.suggest(id, { by: 'bench' });
    const { user, system } = process.cpuUsage(before);
    return {
      tookMs: performance.now() - startedAt,
      cpuMs: (user + system) / 1000,
      hasDraft: draft !== null,
    };
  };
  if (first === undefined) throw new Error('there are no tickets to draft for');
  const cold = await timed(first);
  const warm = [];
  for (const id of rest) warm.push(await timed(id));
  const times = warm.map(({ tookMs }) => tookMs);
  const made = warm.filter(({ hasDraft }) => hasDraft).length;
  print(`the first draft took ${Math.round(cold.tookMs)} ms`);
  print(`${made} of ${times.length} more have a text: ${spread(times)} (target p95 ≤ 1 500 ms)`);
  print(`processor time of each, all threads: ${spread(warm.map(({ cpuMs }) => cpuMs))}`);
  print(`${Math.round(process.memoryUsage().rss / 1e6)} MB in use`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
