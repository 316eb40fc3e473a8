import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalogue } from '../../src/analytics/catalogue.ts';
import type { Facts } from '../../src/analytics/facts.ts';
import { loadCatalogue } from '../../src/analytics/load-catalogue.ts';
import type { DistributionPlan, FiguresPlan } from '../../src/analytics/query-plan.ts';
import type { FigureRow, Result } from '../../src/analytics/result.ts';
import { runPlan } from '../../src/analytics/run.ts';
import type { TeamSettings } from '../../src/core/settings.ts';
import { Random } from '../../src/sources/demo/random.ts';
import type { Database } from '../../src/store/database.ts';
import { PLAIN_TEAM } from '../fakes/team-settings.ts';
import { type Dataset, instantsOf } from './conversation.ts';
import { type Expected, evaluate, isSame } from './evaluate.ts';
import { evaluateDistribution, fits, type Spread } from './evaluate-distribution.ts';
import { randomDataset } from './random-dataset.ts';
import { randomDistributionPlan, randomFiguresPlan } from './random-plans.ts';
import { factsOf, storeDataset } from './store-dataset.ts';

export type Difference = {
  readonly seed: number;
  readonly nth: number;
  readonly plan: FiguresPlan | DistributionPlan;
  readonly expected: Expected | Spread;
  /** What the compiled statement gave, or how it failed. */
  readonly actual: unknown;
};

export type Run = { readonly plans: number; readonly differences: readonly Difference[] };

const CATALOGUE_FILE = join(import.meta.dirname, '..', '..', 'config', 'metrics.yaml');
const CATALOGUE: Catalogue = loadCatalogue(readFileSync(CATALOGUE_FILE, 'utf8'), CATALOGUE_FILE);

const DAY = { from: 9 * 60, to: 17 * 60 };

/** Two teams: one by the book, one that begins its weeks on Sunday, works nights and has few targets. */
const TEAMS: readonly TeamSettings[] = [
  {
    ...PLAIN_TEAM,
    sla: {
      low: { firstResponseSeconds: 86_400, resolutionSeconds: 432_000 },
      medium: { firstResponseSeconds: 28_800, resolutionSeconds: 259_200 },
      high: { firstResponseSeconds: 14_400, resolutionSeconds: 86_400 },
      urgent: { firstResponseSeconds: 3600, resolutionSeconds: 28_800 },
    },
  },
  {
    zone: 'America/Halifax',
    weekStart: 7,
    fiscalYearStart: 4,
    dateOrder: 'month-first',
    weekend: { from: { weekday: 6, minute: 0 }, to: { weekday: 7, minute: 24 * 60 } },
    businessHours: {
      1: { from: 0, to: 1440 },
      2: { from: 30, to: 300 },
      3: DAY,
      4: null,
      5: { from: 0, to: 720 },
      6: DAY,
      7: { from: 0, to: 240 },
    },
    holidays: ['2026-07-01', '2026-11-02', '2027-01-01'],
    defaultDays: 30,
    excludeManagers: true,
    repeatContacts: 2,
    fcrWindowHours: 24,
    sla: {
      low: { firstResponseSeconds: null, resolutionSeconds: null },
      medium: { firstResponseSeconds: null, resolutionSeconds: 86_400 },
      high: { firstResponseSeconds: 14_400, resolutionSeconds: null },
      urgent: { firstResponseSeconds: 3600, resolutionSeconds: 28_800 },
    },
    autoresponses: [],
    people: [],
  },
];

/** One plan in so many asks for a distribution. */
const DISTRIBUTIONS = 12;

/** Asks both implementations for the figures and distributions of random plans over one random dataset. */
export async function compareImplementations(seed: number, plans: number): Promise<Run> {
  const random = new Random(seed, 72);
  const dataset = randomDataset(seed);
  const facts = factsOf(dataset);
  const settings = TEAMS[seed % TEAMS.length] ?? TEAMS[0];
  if (!settings) throw new RangeError('no team');
  const differences: Difference[] = [];
  await using db = await storeDataset(dataset);
  const desk: Desk = { db, dataset, settings, facts };
  const known = { catalogue: CATALOGUE, facts, instants: instantsOf(dataset) };
  for (let nth = 0; nth < plans; nth++) {
    const found =
      nth % DISTRIBUTIONS === DISTRIBUTIONS - 1
        ? await compareDistribution(randomDistributionPlan(random, known), desk)
        : await compareFigures(randomFiguresPlan(random, known), desk);
    if (found) differences.push({ seed, nth, ...found });
  }
  return { plans, differences };
}

type Desk = {
  readonly db: Database;
  readonly dataset: Dataset;
  readonly settings: TeamSettings;
  readonly facts: Facts;
};
type Found = Omit<Difference, 'seed' | 'nth'>;

async function compareFigures(plan: FiguresPlan, desk: Desk): Promise<Found | null> {
  const expected = evaluate(plan, desk.dataset, desk.settings);
  const result = await run(plan, desk);
  if (typeof result === 'string') return { plan, expected, actual: result };
  if (result.kind !== 'figures') return { plan, expected, actual: result.kind };
  const { rows, groups, none, cutThroughTie } = result;
  const actual = { rows, groups, none, cutThroughTie };
  return isAsExpected(actual, expected) ? null : { plan, expected, actual };
}

async function compareDistribution(plan: DistributionPlan, desk: Desk): Promise<Found | null> {
  const expected = evaluateDistribution(plan, desk.dataset, desk.settings);
  const actual = await run(plan, desk);
  const isFit =
    typeof actual !== 'string' && actual.kind === 'distribution' && fits(actual, expected);
  return isFit ? null : { plan, expected, actual };
}

/** The result, or how it failed. */
async function run(plan: FiguresPlan | DistributionPlan, desk: Desk): Promise<Result | string> {
  try {
    return await runPlan(plan, { ...desk, catalogue: CATALOGUE });
  } catch (error) {
    return String(error);
  }
}

function isAsExpected(actual: Expected, expected: Expected): boolean {
  return (
    actual.groups === expected.groups &&
    actual.cutThroughTie === expected.cutThroughTie &&
    actual.rows.length === expected.rows.length &&
    isSameRow(actual.none, expected.none) &&
    actual.rows.every((row, index) => isSameRow(row, expected.rows[index] ?? null))
  );
}

function isSameRow(a: FigureRow | null, b: FigureRow | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    JSON.stringify([a.keys, a.n, a.missing]) === JSON.stringify([b.keys, b.n, b.missing]) &&
    a.values.every((value, index) => isSameValue(value, b.values[index] ?? null))
  );
}

function isSameValue(a: number | null, b: number | null): boolean {
  return a === null || b === null ? a === b : isSame(a, b);
}
