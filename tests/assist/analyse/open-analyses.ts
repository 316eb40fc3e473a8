import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TextAnalyser } from '../../../src/assist/analyse/analysis.ts';
import { type Corrected, createAnalyses } from '../../../src/assist/analyse/create-analyses.ts';
import { loadTaxonomy } from '../../../src/assist/analyse/load-taxonomy.ts';
import { createLocalAnalyser, type Judges } from '../../../src/assist/analyse/local-analyser.ts';
import { fixedClock } from '../../../src/core/clock.ts';
import { createPrecedence } from '../../../src/core/precedence.ts';
import type { Database } from '../../../src/store/database.ts';
import { openDatabase } from '../../../src/store/open-database.ts';

export const NOW = '2026-11-20T14:00:00.000Z';

const CONFIG = join(import.meta.dirname, '..', '..', '..', 'config');

export const TAXONOMY = loadTaxonomy(
  readFileSync(join(CONFIG, 'taxonomy.yaml'), 'utf8'),
  'config/taxonomy.yaml',
);

/** Goes by a few words, where the real ones have learned from thousands of texts. */
export const wordJudges = (version = 'words-1'): Judges => ({
  version,
  category: (text) => (/refund/i.test(text) ? { label: 'refund', confidence: 0.9 } : null),
  feelings(text) {
    if (/furious|terrible/i.test(text))
      return { sentiment: -0.8, emotion: 'angry', confidence: 0.9 };
    if (/thank/i.test(text)) return { sentiment: 0.7, emotion: 'grateful', confidence: 0.9 };
    return { sentiment: 0, emotion: 'neutral', confidence: 0.6 };
  },
  language: (text) => (/\b(ich|nicht)\b/i.test(text) ? 'de' : 'en'),
});

/** Analyses over a store in memory; what they wrote to the log of what was done is in `audited`. */
export async function openAnalyses(
  parts: {
    readonly db?: Database;
    readonly local?: TextAnalyser;
    readonly model?: TextAnalyser;
    readonly now?: string;
  } = {},
) {
  const db = parts.db ?? (await openDatabase({ path: ':memory:' }));
  const audited: Corrected[] = [];
  const local = parts.local ?? createLocalAnalyser(TAXONOMY, wordJudges());
  const analyses = createAnalyses({
    db,
    taxonomy: TAXONOMY,
    openAnalysers: async () => ({ local, model: parts.model ?? null }),
    targets: { urgent: 3600, high: 4 * 3600, medium: null, low: null },
    clock: fixedClock(parts.now ?? NOW),
    precedence: createPrecedence(),
    logger: { info() {}, error() {} },
    learn: async () => ({ kind: 'too-few', labelled: 0, needed: 200 }),
    async audit(_, corrected) {
      audited.push(corrected);
    },
  });
  const run = (options: Parameters<typeof analyses.run>[0] = {}) =>
    analyses.run(options, () => undefined, new AbortController().signal);
  return { db, analyses, audited, run, [Symbol.asyncDispose]: () => db[Symbol.asyncDispose]() };
}

type Cells = Readonly<Record<string, string | number | boolean | null>>;

/** Adds rows, as a source would. */
export async function insert(db: Database, table: string, rows: readonly Cells[]): Promise<void> {
  await db.write(async (writer) => {
    for (const row of rows) {
      const columns = Object.keys(row);
      const values = columns.map((name) =>
        name.endsWith('_at') ? `$${name}::TIMESTAMP` : `$${name}`,
      );
      await writer.run(
        `INSERT INTO ${table} (${columns.map((name) => `"${name}"`).join(', ')}) VALUES (${values.join(', ')})`,
        row,
      );
    }
  });
}

export const ticket = (number: number, rest: Cells = {}): Cells => ({
  id: `desk:${number}`,
  source: 'desk',
  source_id: String(number),
  status: 'open',
  created_at: '2026-11-20T09:00:00Z',
  ...rest,
});

export const said = (number: number, of: string, text: string, rest: Cells = {}): Cells => ({
  id: `m${number}`,
  source: 'desk',
  conversation_kind: 'ticket',
  conversation_id: of,
  author_kind: 'customer',
  text,
  sent_at: '2026-11-20T09:00:00Z',
  public: true,
  ...rest,
});

export const TICKET = (number: number) => ({ kind: 'ticket', id: `desk:${number}` }) as const;
