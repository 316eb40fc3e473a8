import type { Grain } from '../../core/period.ts';
import type { Condition, FiguresPlan, MetricUse, Of } from '../query-plan.ts';
import { figuresOf } from './aggregate.ts';
import { daysPerWeekday, type Stretch, unitsBetween, unitsPerBucket } from './calendar-units.ts';
import type { Frame } from './frame.ts';
import { isTime, type Key } from './keys.ts';
import { totalSql } from './slice.ts';

type Whole = { readonly name: string; readonly sql: string; readonly join: string };

/**
 * What counts are divided by, for each metric that is a share of the total (all rows) or an average (calendar units of the period):
 * over the whole period, or each time bucket where the plan is broken down by time (for shares: by time and something else).
 */
export function wholesOf(plan: FiguresPlan, keys: readonly Key[], frame: Frame): Whole[] {
  return plan.metrics.flatMap((use, index) => {
    const name = `whole_${index + 1}`;
    const whole = wholeOf(use, index, keys, frame);
    if (!whole) return [];
    const on = whole.within.map((key) => `groups.${key.name} = ${name}.${key.name}`);
    const join = ` LEFT JOIN ${name} ON ${on.join(' AND ') || 'true'}`;
    return [{ name, sql: whole.sql, join }];
  });
}

function wholeOf(
  use: MetricUse,
  index: number,
  keys: readonly Key[],
  frame: Frame,
): { sql: string; within: readonly Key[] } | null {
  if (use.as?.kind === 'share-of-total') {
    const [figure] = figuresOf(use, index, frame);
    const within = keys.length > 1 ? keys.filter(isTime) : [];
    return figure ? { sql: totalSql(figure, within, frame), within } : null;
  }
  return use.as?.kind === 'average-per' ? unitsOf(use.as.grain, use.of, keys, frame) : null;
}

function unitsOf(
  grain: Grain,
  of: Of,
  keys: readonly Key[],
  frame: Frame,
): { sql: string; within: readonly Key[] } {
  const stretch = stretchOf(of, frame);
  const calendar = { zone: frame.scope.zone, weekStart: frame.settings.weekStart };
  const time = keys.find(isTime);
  if (time && 'grain' in time.by) {
    const type = time.by.grain === 'hour' ? 'TIMESTAMP' : 'DATE';
    const buckets = unitsPerBucket(stretch, time.by.grain, grain, calendar);
    const rows = [...buckets].map(([local, units]) => `(${type} '${local}', ${units}::DOUBLE)`);
    return { sql: valuesSql(time, rows), within: [time] };
  }
  const weekday = keys.find(({ by }) => 'field' in by && by.field === 'weekday');
  if (weekday && grain === 'day') {
    const days = daysPerWeekday(stretch, calendar);
    const rows = days.map((count, index) => `(${index + 1}, ${count}::DOUBLE)`);
    return { sql: valuesSql(weekday, rows), within: [weekday] };
  }
  const units =
    unitsWanted(daysPerWeekday(stretch, calendar), grain, frame.scope.where) ??
    unitsBetween(stretch, grain, calendar);
  return { sql: `SELECT ${units}::DOUBLE AS whole`, within: [] };
}

/** "tickets per day on Mondays": only the days that the conditions leave; null where they leave all. */
function unitsWanted(
  perWeekday: readonly number[],
  grain: Grain,
  where: readonly Condition[],
): number | null {
  const onDays = where.filter(
    ({ field, op }) => field === 'weekday' && (op === 'is' || op === 'is-not'),
  );
  if (grain !== 'day' || onDays.length === 0) return null;
  const counts = perWeekday.filter((_, index) =>
    onDays.every(({ op, values }) => values.includes(index + 1) === (op === 'is')),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** The period as far as it has come; without one, from the first record to "now". */
function stretchOf(of: Of, { scope, facts }: Frame): Stretch {
  const { period, asOf } = scope;
  const startMs = Date.parse(period?.start ?? facts.range[of]?.from ?? asOf);
  const endMs = Math.min(period ? Date.parse(period.end) : Infinity, Date.parse(asOf));
  return { startMs, endMs };
}

function valuesSql(key: Key, rows: readonly string[]): string {
  const all = rows.length > 0 ? rows.join(', ') : '(NULL, NULL::DOUBLE)';
  return `SELECT * FROM (VALUES ${all}) AS units(${key.name}, whole)`;
}
