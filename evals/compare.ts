import { compareIds } from './compare-ids.ts';
import { compareRows } from './compare-rows.ts';
import {
  compareDistribution,
  compareFigures,
  compareTwo,
  type Fault,
  type GoldRows,
} from './figures.ts';
import type { AboutGold, Gold, SqlGold } from './questions.ts';
import type { Reply } from './reply.ts';

/**
 * Holds an answer against its gold rows. Extra columns (share, n, change) beside the expected ones and other ways of writing a label
 * are no fault; another figure in the first place, another number of rows, a missing or additional group are.
 */
export function compareAnswer(reply: Reply, gold: Gold, rows: GoldRows | null): Fault {
  if (gold.match === 'about') return compareAbout(reply, gold);
  if (!rows) return 'no gold rows';
  return BY_MATCH[gold.match](reply, gold, rows);
}

const BY_MATCH: Record<SqlGold['match'], (reply: Reply, gold: SqlGold, rows: GoldRows) => Fault> = {
  value: (reply, _, { rows }) => compareFigures(reply, [rows[0]?.at(-1) ?? null]),
  values: (reply, _, { rows }) => compareFigures(reply, rows[0] ?? []),
  compare: (reply, _, { rows }) => compareTwo(reply, rows[0] ?? []),
  distribution: (reply, _, { rows }) => compareDistribution(reply, rows[0] ?? []),
  rows: compareRows,
  ids: compareIds,
};

function compareAbout(reply: Reply, { topic, id }: AboutGold): Fault {
  const plan = Object(reply.plan) as { kind?: unknown; topic?: unknown; id?: unknown };
  if (plan.kind !== 'about') return `a plan of kind ${plan.kind}, not about`;
  if (!topic.includes(String(plan.topic))) return `about ${plan.topic}`;
  if (id && !id.includes(String(plan.id))) return `about ${plan.id}`;
  return null;
}
