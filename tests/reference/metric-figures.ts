import type { By, FiguresPlan, MetricUse } from '../../src/analytics/query-plan.ts';
import { endOfBucket, startOfBucket, unitsIn, weekdaysIn } from './calendar.ts';
import { textOf } from './conversation.ts';
import { meets } from './fields.ts';
import {
  type Counted,
  type Figure,
  type FigureTable,
  groupsOf,
  isInPeriod,
  type Keys,
  keysOf,
  nameOf,
  rowsInScope,
  type Task,
} from './figure-table.ts';
import { AGENT_SCORE, FORMULAS, type Formula, type Measure, type Moment } from './formulas.ts';
import { statisticOf } from './statistics.ts';

/** One metric's figures by group, and what a group without rows has. */
export type MetricFigures = {
  readonly table: FigureTable;
  readonly empty: (keys: Keys) => Figure;
};

const NOTHING: Figure = { value: null, n: 0, missing: 0 };
const ZERO: Figure = { value: 0, n: 0, missing: 0 };

/** `spine`: names of the buckets, where the plan is by time. */
export function figuresOf(task: Task, use: MetricUse, spine: readonly string[]): MetricFigures {
  if (use.metric === 'agent_score') return agentScore(task);
  const formula = formulaOf(use.metric);
  if (formula.kind === 'backlog') return { table: backlog(task, use, spine), empty: () => ZERO };
  const counted = countedRows(task, use);
  if (use.as?.kind === 'share-of-total') return shareOfTotal(task, counted);
  const table = mapGroups(task, counted, (rows) => figure(task, use, formula, rows));
  if (use.as?.kind === 'average-per') return averagePer(task, table, use.as.grain);
  const isCount = (formula.kind === 'count' && !use.as) || formula.kind === 'customers';
  return { table, empty: () => (isCount ? ZERO : NOTHING) };
}

export function formulaOf(metric: string): Formula {
  const formula = FORMULAS[metric];
  if (!formula) throw new TypeError(`no formula for ${metric}`);
  return formula;
}

/** The rows of a metric's population, each with its time. */
export function countedRows(task: Task, use: Pick<MetricUse, 'metric' | 'of'>): Counted[] {
  const formula = formulaOf(use.metric);
  const about = 'about' in formula ? formula.about : undefined;
  return rowsInScope(task, use.of, formula.anchor)
    .filter(({ at }) => isInPeriod(task.plan, at))
    .filter(({ row }) => !about || about(row, task.moment));
}

function mapGroups(
  task: Task,
  rows: readonly Counted[],
  make: (rows: readonly Counted[], keys: Keys) => Figure,
): FigureTable {
  const groups = new Map<string, Counted[]>();
  for (const counted of rows) {
    for (const keys of groupsOf(task, counted)) {
      const name = nameOf(keys);
      const group = groups.get(name);
      if (group) group.push(counted);
      else groups.set(name, [counted]);
    }
  }
  return new Map([...groups].map(([name, group]) => [name, make(group, keysOf(name))]));
}

function figure(task: Task, use: MetricUse, formula: Formula, rows: readonly Counted[]): Figure {
  const { moment } = task;
  if (formula.kind === 'share') {
    return shareOf(rows.map(({ row }) => formula.isTrue(row, moment)));
  }
  if (formula.kind === 'measure') {
    const known = valuesIn(rows, formula, moment);
    return {
      value: statisticOf(known, use.statistic),
      n: known.length,
      missing: rows.length - known.length,
    };
  }
  if (formula.kind === 'customers') return customers(rows, formula.atLeast(task.settings));
  if (use.as?.kind === 'share-matching') {
    const { where } = use.as;
    return shareOf(rows.map(({ row, at }) => where.every((each) => meets(each, row, at, moment))));
  }
  return { value: rows.length, n: rows.length, missing: 0 };
}

/** What is known of a measure; a duration that runs backwards isn't. */
export function valuesIn(rows: readonly Counted[], formula: Measure, moment: Moment): number[] {
  return rows.flatMap(({ row }) => {
    const value = formula.value(row, moment);
    return value === null || (formula.duration && value < 0) ? [] : [value];
  });
}

function shareOf(outcomes: readonly (boolean | null)[]): Figure {
  const known = outcomes.filter((outcome) => outcome !== null);
  const hits = known.filter((outcome) => outcome).length;
  return {
    value: known.length === 0 ? null : hits / known.length,
    n: known.length,
    missing: outcomes.length - known.length,
  };
}

function customers(rows: readonly Counted[], atLeast: number): Figure {
  const contacts = new Map<string, number>();
  let n = 0;
  for (const { row } of rows) {
    const customer = textOf(row, 'customer');
    if (customer === null) continue;
    n++;
    contacts.set(customer, (contacts.get(customer) ?? 0) + 1);
  }
  const value = [...contacts.values()].filter((count) => count >= atLeast).length;
  return { value, n, missing: rows.length - n };
}

/** Rows open at the end of the period, or of each bucket; now, where that isn't over. */
function backlog(task: Task, use: MetricUse, spine: readonly string[]): FigureTable {
  const { plan, moment } = task;
  const rows = rowsInScope(task, use.of, 'created');
  const grain = plan.by.find((by) => 'grain' in by);
  const periodEnd = plan.period ? Date.parse(plan.period.end) : Number.POSITIVE_INFINITY;
  const counts = new Map<string, number>();
  const count = (end: number, isOver: boolean, bucket?: string) => {
    const now = isOver ? null : moment.asOf;
    for (const counted of rows.filter((each) => isOpenAt(each, end, now))) {
      for (const keys of groupsOf(task, counted, bucket)) {
        counts.set(nameOf(keys), (counts.get(nameOf(keys)) ?? 0) + 1);
      }
    }
  };
  if (grain && 'grain' in grain) {
    for (const bucket of spine) {
      const bucketEnd = endOfBucket(bucket, grain.grain, moment.zone);
      const isOver = bucketEnd <= moment.asOf || periodEnd < moment.asOf;
      count(Math.min(bucketEnd, periodEnd), isOver, bucket);
    }
  } else {
    count(periodEnd, periodEnd < moment.asOf);
  }
  return new Map(
    [...counts].map(([name, value]) => [name, { value, n: value, missing: 0 }] as const),
  );
}

/** At an end that has passed, what happens at it belongs to what follows; at "now" it has happened. */
function isOpenAt({ row, at: created }: Counted, end: number, now: number | null): boolean {
  const stored = row.resolved_at ?? null;
  const resolved = typeof stored === 'number' ? Math.max(stored, created) : null;
  if (now === null) return created < end && (resolved === null || resolved >= end);
  return created <= now && (resolved === null || resolved > now);
}

function shareOfTotal(task: Task, counted: readonly Counted[]): MetricFigures {
  const { by } = task.plan;
  const time = by.findIndex((each) => 'grain' in each);
  const perBucket = time >= 0 && by.length > 1;
  const wholes = new Map<string, number>();
  for (const each of counted) {
    const bucket = perBucket ? String(groupsOf(task, each)[0]?.[time]) : '';
    wholes.set(bucket, (wholes.get(bucket) ?? 0) + 1);
  }
  const share = (count: number, keys: Keys): Figure => {
    const whole = wholes.get(perBucket ? String(keys[time]) : '') ?? 0;
    return { value: whole === 0 ? null : count / whole, n: whole, missing: 0 };
  };
  return {
    table: mapGroups(task, counted, (rows, keys) => share(rows.length, keys)),
    empty: (keys) => share(0, keys),
  };
}

/** The count divided by how many units the stretch holds up to now: the period, or the part of it in a bucket; a weekday's, by its own days. */
function averagePer(
  task: Task,
  table: FigureTable,
  grain: Parameters<typeof unitsIn>[2],
): MetricFigures {
  const { plan, dataset, moment, settings } = task;
  const time = plan.by.findIndex((each) => 'grain' in each);
  const timeBy = plan.by[time];
  const periodStart = plan.period ? Date.parse(plan.period.start) : dataset.range.from;
  const periodEnd = plan.period ? Date.parse(plan.period.end) : moment.asOf;
  const average = (figure: Figure, keys: Keys): Figure => {
    let from = periodStart;
    let to = Math.min(periodEnd, moment.asOf);
    if (timeBy && 'grain' in timeBy) {
      const bucket = String(keys[time]);
      from = Math.max(from, startOfBucket(bucket, moment.zone));
      to = Math.min(to, endOfBucket(bucket, timeBy.grain, moment.zone));
    }
    const wanted = timeBy || grain !== 'day' ? null : weekdaysWanted(plan, keys);
    const units = wanted
      ? sumOf(wanted.map((day) => weekdaysIn(from, to, day, moment.zone)))
      : unitsIn(from, to, grain, moment.zone, settings.weekStart);
    return { ...figure, value: units > 0 ? (figure.value ?? 0) / units : null };
  };
  return {
    table: new Map([...table].map(([name, each]) => [name, average(each, keysOf(name))])),
    empty: (keys) => average(ZERO, keys),
  };
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0);

/** The days of the week that a figure is of, 1 for Monday: the group's, or those the plan is limited to; null where it is of all. */
function weekdaysWanted({ by, where }: FiguresPlan, keys: Keys): readonly number[] | null {
  const group = by.findIndex(isWeekday);
  if (group >= 0) return [Number(keys[group])];
  const limits = where.filter(
    ({ field, op }) => field === 'weekday' && (op === 'is' || op === 'is-not'),
  );
  if (limits.length === 0) return null;
  return [1, 2, 3, 4, 5, 6, 7].filter((day) =>
    limits.every(({ op, values }) => (op === 'is' ? values.includes(day) : !values.includes(day))),
  );
}

function isWeekday(by: By): boolean {
  return 'field' in by && by.field === 'weekday';
}

/** A part's score comes from the group's figure; parts without data drop out and the rest is weighted anew. */
function agentScore(task: Task): MetricFigures {
  const parts = AGENT_SCORE.map((part) => {
    const statistic = part.metric === 'fcr' ? 'share' : 'mean';
    return { ...part, ...figuresOf(task, { metric: part.metric, of: part.of, statistic }, []) };
  });
  const names = new Set(parts.flatMap(({ table }) => [...table.keys()]));
  const scored = [...names].map((name): [string, Figure] => {
    const known = parts.flatMap(({ table, weight, score }) => {
      const figure = table.get(name);
      if (!figure || figure.value === null) return [];
      return [{ weight, score: score(figure.value), n: figure.n }];
    });
    if (known.length === 0) return [name, NOTHING];
    const weights = known.reduce((sum, { weight }) => sum + weight, 0);
    const value = known.reduce((sum, { weight, score }) => sum + weight * score, 0) / weights;
    return [name, { value, n: Math.min(...known.map(({ n }) => n)), missing: 0 }];
  });
  return { table: new Map(scored), empty: () => NOTHING };
}
