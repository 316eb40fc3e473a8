import type { FiguresPlan } from '../../src/analytics/query-plan.ts';
import type { FigureRow, FiguresResult } from '../../src/analytics/result.ts';
import type { TeamSettings } from '../../src/core/settings.ts';
import { bucketsBetween } from './calendar.ts';
import type { Dataset } from './conversation.ts';
import { type FieldValue, hasOrder, placeOf, UNLISTED } from './fields.ts';
import { type Keys, keysOf, nameOf, rowsInScope, type Task } from './figure-table.ts';
import { AGENT_SCORE } from './formulas.ts';
import { countedRows, figuresOf, formulaOf } from './metric-figures.ts';

/** What a figures plan comes to, without the statement and the columns' headings. */
export type Expected = Pick<FiguresResult, 'rows' | 'groups' | 'none' | 'cutThroughTie'>;

/**
 * A second, plain reading of the definitions in config/metrics.yaml and docs/decisions/002-figures.md:
 * loops over rows, no SQL, nothing shared with src/analytics/compile. Slow, and meant to be read beside them.
 */
export function evaluate(plan: FiguresPlan, dataset: Dataset, settings: TeamSettings): Expected {
  const moment = { asOf: Date.parse(plan.asOf), zone: plan.zone, settings };
  const task: Task = { plan, dataset, settings, moment };
  const rows = groupRows(task).filter((row) => passes(plan, row));
  const isRanking = isRankingPlan(plan);
  const none = isRanking ? (rows.find((row) => row.keys[0] === null) ?? null) : null;
  const shown = rows.filter((row) => row !== none).sort((a, b) => compareRows(plan, a, b));
  const limit = plan.limit ?? shown.length;
  return {
    rows: shown.slice(0, limit),
    groups: shown.length,
    none,
    cutThroughTie: cutsThroughTie(plan, shown, limit),
  };
}

function groupRows(task: Task): FigureRow[] {
  const spine = spineOf(task);
  const figures = task.plan.metrics.map((use) => figuresOf(task, use, spine));
  const found = new Set(figures.flatMap(({ table }) => [...table.keys()]));
  const names = task.plan.by.length === 0 ? new Set([nameOf([])]) : filled(task, found, spine);
  return [...names].map((name) => {
    const keys = keysOf(name);
    const cells = figures.map(({ table, empty }) => table.get(name) ?? empty(keys));
    return {
      keys,
      values: cells.map(({ value }) => value),
      n: cells.map(({ n }) => n),
      missing: cells.map(({ missing }) => missing),
    };
  });
}

/** Every bucket for every group there is; without another breakdown, every bucket. */
function filled(task: Task, found: ReadonlySet<string>, spine: readonly string[]): Set<string> {
  const { by } = task.plan;
  const time = by.findIndex((each) => 'grain' in each);
  if (time < 0) return new Set(found);
  const others = new Set([...found].map((name) => nameOf(withoutTime(keysOf(name), time))));
  if (by.length === 1) others.add(nameOf([]));
  const names = new Set<string>();
  for (const other of others) {
    for (const bucket of spine) {
      const keys = [...keysOf(other)];
      keys.splice(time, 0, bucket);
      names.add(nameOf(keys));
    }
  }
  return names;
}

function withoutTime(keys: Keys, time: number): Keys {
  return keys.filter((_, index) => index !== time);
}

/** The buckets of a plan by time: the whole period up to now, or from the first to the last with data. */
function spineOf(task: Task): string[] {
  const { plan } = task;
  if (!plan.by.some((each) => 'grain' in each)) return [];
  if (plan.period) {
    const end = Math.min(Date.parse(plan.period.end) - 1, task.moment.asOf);
    return between(task, [Date.parse(plan.period.start), end]);
  }
  return between(
    task,
    plan.metrics.flatMap((use) => timesOf(task, use)),
  );
}

/** The buckets from the earliest of some instants to the latest. */
function between({ plan, moment, settings }: Task, times: readonly number[]): string[] {
  const by = plan.by.find((each) => 'grain' in each);
  if (!by || !('grain' in by) || times.length === 0) return [];
  const [first, last] = [Math.min(...times), Math.max(...times)];
  return bucketsBetween(first, last, by.grain, moment.zone, settings.weekStart);
}

/** When a metric's first and last rows are; a backlog goes on to now, if there is one. */
function timesOf(task: Task, use: FiguresPlan['metrics'][number]): number[] {
  if (use.metric === 'agent_score') {
    return AGENT_SCORE.flatMap((part) => countedRows(task, part).map(({ at }) => at));
  }
  if (formulaOf(use.metric).kind !== 'backlog') return countedRows(task, use).map(({ at }) => at);
  const created = rowsInScope(task, use.of, 'created').map(({ at }) => at);
  if (created.length === 0) return [];
  const times = [...created, task.moment.asOf];
  const isShown =
    task.plan.by.length === 1 || figuresOf(task, use, between(task, times)).table.size > 0;
  return isShown ? times : [];
}

/** The one figure of a whole is shown whatever it is held against. */
function passes({ by, having }: FiguresPlan, row: FigureRow): boolean {
  if (by.length === 0) return true;
  return having.every(({ metric, op, value: bound }) => {
    const value = row.values[metric] ?? null;
    if (value === null) return false;
    if (op === 'lt') return value < bound;
    if (op === 'le') return value <= bound;
    return op === 'gt' ? value > bound : value >= bound;
  });
}

/** What the rows are put in order by, first things first. */
type Step = {
  readonly compare: (a: FigureRow, b: FigureRow) => number;
  readonly byMetric: boolean;
};

function stepsOf(plan: FiguresPlan): Step[] {
  const names: Step[] = plan.by.map((_, index) => ({
    compare: (a, b) => compareNames(a.keys[index] ?? null, b.keys[index] ?? null),
    byMetric: false,
  }));
  const { order } = plan;
  if (order?.on === 'metric') {
    return [valuesMissing, metricStep(order.index, order.direction), ...names];
  }
  const usual = usualSteps(plan);
  if (order?.on === 'by') return [keyStep(plan, order.index, order.direction), ...usual, ...names];
  return [...usual, ...names];
}

/** Time first, then ordered fields in their order, then the largest. */
function usualSteps(plan: FiguresPlan): Step[] {
  const times = plan.by.flatMap((by, index) =>
    'grain' in by ? [keyStep(plan, index, 'asc')] : [],
  );
  const ordered = plan.by.flatMap((by, index) =>
    'field' in by && hasOrder(by.field) ? [keyStep(plan, index, 'asc')] : [],
  );
  return [...times, ...ordered, valuesMissing, metricStep(0, 'desc')];
}

const valuesMissing: Step = {
  compare: (a, b) => {
    for (const [index, key] of a.keys.entries()) {
      const apart = Number(key === null) - Number((b.keys[index] ?? null) === null);
      if (apart !== 0) return apart;
    }
    return 0;
  },
  byMetric: false,
};

function metricStep(index: number, direction: 'asc' | 'desc'): Step {
  return {
    byMetric: true,
    compare: (a, b) => {
      const left = a.values[index] ?? null;
      const right = b.values[index] ?? null;
      if (left === null || right === null) return Number(left === null) - Number(right === null);
      if (isSame(left, right)) return 0;
      return direction === 'asc' ? left - right : right - left;
    },
  };
}

function keyStep(plan: FiguresPlan, index: number, direction: 'asc' | 'desc'): Step {
  const by = plan.by[index];
  const place = (key: FieldValue) => (by && 'field' in by ? placeOf(by.field, key) : null);
  const ways = direction === 'asc' ? 1 : -1;
  return {
    byMetric: false,
    compare: (a, b) => {
      const left = a.keys[index] ?? null;
      const right = b.keys[index] ?? null;
      if (left === null || right === null) return compareNames(left, right);
      const places = [place(left) ?? 0, place(right) ?? 0] as const;
      if (places[0] === places[1]) return ways * compareNames(left, right);
      return places.includes(UNLISTED) ? places[0] - places[1] : ways * (places[0] - places[1]);
    },
  };
}

/** Numbers by size, else code points; nothing comes last. */
function compareNames(a: FieldValue, b: FieldValue): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const left = [...String(a)];
  const right = [...String(b)];
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const apart = (left[index]?.codePointAt(0) ?? 0) - (right[index]?.codePointAt(0) ?? 0);
    if (apart !== 0) return apart;
  }
  return left.length - right.length;
}

function compareRows(plan: FiguresPlan, a: FigureRow, b: FigureRow): number {
  for (const { compare } of stepsOf(plan)) {
    const compared = compare(a, b);
    if (compared !== 0) return compared;
  }
  return 0;
}

/** One field, chosen by a metric, or ordered by one because that was asked for or because the first few are wanted. */
function isRankingPlan(plan: FiguresPlan): boolean {
  const [by] = plan.by;
  if (plan.by.length !== 1 || !by || !('field' in by)) return false;
  if (plan.having.length > 0) return true;
  return plan.order ? plan.order.on === 'metric' : plan.limit !== null && !hasOrder(by.field);
}

/** The first row left out has the same value as the last one shown. */
function cutsThroughTie(plan: FiguresPlan, rows: readonly FigureRow[], limit: number): boolean {
  const last = rows[limit - 1];
  const next = rows[limit];
  if (!last || !next) return false;
  const [first] = stepsOf(plan).filter((step) => step !== valuesMissing);
  return first?.byMetric === true && !isEmpty(plan, last) && first.compare(last, next) === 0;
}

/** Nothing to rank by: two groups without a value are no tie. */
function isEmpty({ order }: FiguresPlan, { values }: FigureRow): boolean {
  return (values[order?.on === 'metric' ? order.index : 0] ?? null) === null;
}

/** Equal but for the last digits of floating-point arithmetic. */
export function isSame(a: number, b: number): boolean {
  return a === b || Math.abs(a - b) <= 1e-9 * Math.max(1e-3, Math.abs(a), Math.abs(b));
}
