import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalogue } from '../../src/analytics/catalogue.ts';
import type { Facts } from '../../src/analytics/facts.ts';
import { loadCatalogue } from '../../src/analytics/load-catalogue.ts';
import type {
  By,
  Condition,
  FiguresPlan,
  MetricUse,
  Of,
  Statistic,
} from '../../src/analytics/query-plan.ts';
import type { FigureRow, FiguresResult } from '../../src/analytics/result.ts';
import { runPlan } from '../../src/analytics/run.ts';
import type { TeamSettings } from '../../src/core/settings.ts';
import type { Database, Params } from '../../src/store/database.ts';
import { openDatabase } from '../../src/store/open-database.ts';
import { PLAIN_TEAM } from '../fakes/team-settings.ts';

const CATALOGUE_FILE = join(import.meta.dirname, '..', '..', 'config', 'metrics.yaml');

/** The catalogue as it ships. */
export const catalogue: Catalogue = loadCatalogue(
  readFileSync(CATALOGUE_FILE, 'utf8'),
  'config/metrics.yaml',
);

export const settings: TeamSettings = {
  ...PLAIN_TEAM,
  sla: {
    urgent: { firstResponseSeconds: 3600, resolutionSeconds: 8 * 3600 },
    high: { firstResponseSeconds: 4 * 3600, resolutionSeconds: 24 * 3600 },
    medium: { firstResponseSeconds: 8 * 3600, resolutionSeconds: 72 * 3600 },
    low: { firstResponseSeconds: null, resolutionSeconds: null },
  },
};

type Value = string | number | boolean | null | readonly string[];
type Record_ = Readonly<Record<string, Value>>;

/** Rows to store; ids are made up where a test doesn't care. Times as `2026-03-02 09:00`, UTC. */
export type Desk = {
  readonly tickets?: readonly Record_[];
  readonly chats?: readonly Record_[];
  readonly messages?: readonly Record_[];
  readonly agents?: readonly Record_[];
};

export async function openDesk(desk: Desk): Promise<Database> {
  const db = await openDatabase({ path: ':memory:', threads: 2, readers: 1 });
  await db.write(async (writer) => {
    for (const [table, rows] of Object.entries(desk)) {
      for (const [index, row] of rows.entries()) {
        const id = String(row.source_id ?? row.id ?? index + 1);
        const whole = { source: 'test', source_id: id, id: `test:${table}:${id}`, ...row };
        const { names, values, params } = insertion(whole);
        await writer.run(`INSERT INTO ${table} (${names}) VALUES (${values})`, params);
      }
    }
  });
  return db;
}

function insertion(row: Record_): { names: string; values: string; params: Params } {
  const names = Object.keys(row);
  return {
    names: names.map((name) => `"${name}"`).join(', '),
    values: names.map((_, index) => `$p${index}`).join(', '),
    params: Object.fromEntries(
      Object.values(row).map((value, index) => [`p${index}`, value]),
    ) as Params, // lists and plain values are all a Params holds
  };
}

export const noFacts: Facts = {
  version: 1,
  rows: { tickets: 0, chats: 0, messages: 0, agents: 0, customers: 0 },
  range: {
    tickets: { from: '2026-01-01T00:00:00.000Z', to: '2026-06-30T00:00:00.000Z' },
    chats: { from: '2026-01-01T00:00:00.000Z', to: '2026-06-30T00:00:00.000Z' },
    conversations: { from: '2026-01-01T00:00:00.000Z', to: '2026-06-30T00:00:00.000Z' },
  },
  newestAt: null,
  filled: { tickets: new Set(), chats: new Set(), conversations: new Set() },
  managers: [],
  values: {},
  extras: [],
  sources: [],
};

export function use(
  metric: string,
  of: Of,
  statistic?: Statistic,
  as?: MetricUse['as'],
): MetricUse {
  const usual = catalogue.metrics.find(({ id }) => id === metric)?.statistic ?? 'count';
  return { metric, of, statistic: statistic ?? usual, ...(as ? { as } : {}) };
}

export function is(field: string, ...values: (string | number | boolean)[]): Condition {
  return { field, op: 'is', values };
}

/** [from, to) in UTC, given as `2026-03-01` or with a time. */
export function period(from: string, to: string, zone = 'UTC'): FiguresPlan['period'] {
  const iso = (text: string): string =>
    new Date(`${text}${text.includes('T') ? '' : 'T00:00'}Z`).toISOString();
  return { start: iso(from), end: iso(to), zone, words: '', partial: false, basis: 'asked' };
}

/** A figures plan over all time as of 30 June 2026, UTC, managers out; anything can be set. */
export function figures(
  metrics: readonly MetricUse[],
  rest: Partial<FiguresPlan> = {},
): FiguresPlan {
  return {
    kind: 'figures',
    metrics: [...metrics],
    by: [],
    where: [],
    having: [],
    period: null,
    zone: 'UTC',
    compare: null,
    order: null,
    limit: null,
    asOf: '2026-06-30T00:00:00.000Z',
    managers: 'excluded',
    ...rest,
  };
}

export async function runFigures(
  db: Database,
  plan: FiguresPlan,
  given: { readonly facts?: Partial<Facts>; readonly settings?: Partial<TeamSettings> } = {},
): Promise<FiguresResult> {
  const result = await runPlan(plan, {
    db,
    catalogue,
    facts: { ...noFacts, ...given.facts },
    settings: { ...settings, ...given.settings },
  });
  if (result.kind !== 'figures') throw new TypeError('not figures');
  return result;
}

/** The rows short: keys, then each metric's value. */
export function values(rows: readonly FigureRow[]): unknown[][] {
  return rows.map((row) => [...row.keys, ...row.values]);
}

export const by = (...fields: string[]): By[] => fields.map((field) => ({ field }));
