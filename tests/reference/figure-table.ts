import type { By, FiguresPlan } from '../../src/analytics/query-plan.ts';
import type { TeamSettings } from '../../src/core/settings.ts';
import { bucketOf } from './calendar.ts';
import { type Conversation, conversationsOf, type Dataset, textOf } from './conversation.ts';
import { type FieldValue, isList, meets, valuesOf } from './fields.ts';
import { type Anchor, anchorOf, type Moment } from './formulas.ts';

export type Keys = readonly FieldValue[];
export type Figure = {
  readonly value: number | null;
  readonly n: number;
  readonly missing: number;
};
/** A metric's figure for each group that has rows, by the group's keys as JSON. */
export type FigureTable = ReadonlyMap<string, Figure>;

export type Task = {
  readonly plan: FiguresPlan;
  readonly dataset: Dataset;
  readonly settings: TeamSettings;
  readonly moment: Moment;
};

export const nameOf = (keys: Keys): string => JSON.stringify(keys);
export const keysOf = (name: string): Keys => JSON.parse(name) as Keys; // only nameOf writes them

export type Counted = { readonly row: Conversation; readonly at: number };

/** The rows a plan is about, each with the instant it is counted at; the period is left to the caller. */
export function rowsInScope(
  task: Task,
  of: 'tickets' | 'chats' | 'conversations',
  anchor: Anchor,
): Counted[] {
  const { plan, dataset, moment } = task;
  const found: Counted[] = [];
  for (const row of conversationsOf(dataset, of)) {
    const at = anchorOf(row, anchor);
    if (at === null || at > moment.asOf) continue;
    const agent = textOf(row, 'agent');
    const isManagers = agent !== null && dataset.managers.includes(agent);
    if (plan.managers === 'excluded' && isManagers) continue;
    if (plan.where.every((condition) => meets(condition, row, at, moment))) found.push({ row, at });
  }
  return found;
}

export function isInPeriod({ period }: FiguresPlan, at: number): boolean {
  return period === null || (at >= Date.parse(period.start) && at < Date.parse(period.end));
}

/** Every group a row belongs to. `bucket` stands in for the row's own time where a state is counted. */
export function groupsOf(task: Task, { row, at }: Counted, bucket?: string): Keys[] {
  return task.plan.by
    .map((by) => keysFor(task, by, row, at, bucket))
    .reduce<Keys[]>((all, values) => all.flatMap((keys) => values.map((v) => [...keys, v])), [[]]);
}

function keysFor(
  { plan, moment, settings }: Task,
  by: By,
  row: Conversation,
  at: number,
  bucket: string | undefined,
): readonly FieldValue[] {
  if ('grain' in by) return [bucket ?? bucketOf(at, by.grain, moment.zone, settings.weekStart)];
  const values = valuesOf(by.field, row, at, moment);
  if (!isList(by.field)) return values;
  const wanted = plan.where.filter(({ field, op }) => field === by.field && op === 'is');
  return values.filter((value) =>
    wanted.every((condition) => value !== null && condition.values.includes(value)),
  );
}
