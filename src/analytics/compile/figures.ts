import type { Statement } from '../../core/answer.ts';
import type { FiguresPlan } from '../query-plan.ts';
import { type Figure, figuresOf } from './aggregate.ts';
import { backlogSql } from './backlog.ts';
import { createBinder } from './binder.ts';
import { figureItems } from './figure-items.ts';
import type { CompileContext, Frame } from './frame.ts';
import { type Key, keysOf } from './keys.ts';
import { isRanking, orderItems } from './order.ts';
import { slicesOf } from './slice.ts';
import { spineSql } from './spine.ts';
import { wholesOf } from './wholes.ts';

const COMPARISON = { lt: '<', le: '<=', gt: '>', ge: '>=' } as const;

/**
 * One statement for a figures plan. Each population and anchor is aggregated on its own before the groups are brought together,
 * so no metric can inflate another; a time series gets its empty buckets; thresholds, order and limit come last.
 * Rows: keys, then value, n and missing of each metric, then the number of groups before the limit. With a limit, one row more
 * than asked for shows whether it cuts through a tie, and in rankings the group with no value comes first.
 */
export function figuresStatement(plan: FiguresPlan, context: CompileContext): Statement {
  const frame: Frame = { ...context, scope: plan, binder: createBinder() };
  const keys = keysOf(plan.by);
  const names = keys.map(({ name }) => name);
  const items = figureItems(plan, frame);
  // Unless a metric is worked out from several columns, its columns are there already.
  const isFinal = items.final.join() === items.names.join();
  const tables = groupTables(plan, keys, items.grouped, frame);
  const wholes = wholesOf(plan, keys, frame);
  if (!isFinal) {
    const final = [...names.map((name) => `groups.${name}`), ...items.final].join(', ');
    const joins = wholes.map(({ join }) => join).join('');
    tables.push(...wholes.map(({ name, sql }) => `${name} AS (${sql})`));
    tables.push(`figures AS (SELECT ${final} FROM groups${joins})`);
  }
  const held = keys.length > 0 ? plan.having : []; // the one figure of a whole is shown whatever it is
  const having = held.map(
    ({ metric, op, value }) =>
      `value_${metric + 1} ${COMPARISON[op]} ${frame.binder.number('threshold', value)}`,
  );
  // A count of keys leaves out the group with no value; FILTER would say so better, but is a hundred times slower here.
  const counted = isRanking(plan, keys, frame.catalogue) ? 'key_1' : '*';
  const lines = [
    `WITH ${tables.join(',\n')}`,
    `SELECT ${[...names, ...items.names].join(', ')}, count(${counted}) OVER () AS groups`,
    `FROM ${isFinal ? 'groups' : 'figures'}`,
    ...(having.length > 0 ? [`WHERE ${having.join(' AND ')}`] : []),
    ...(keys.length > 0 ? [`ORDER BY ${orderItems(plan, keys, frame).join(', ')}`] : []),
    ...(plan.limit === null
      ? []
      : [`LIMIT ${frame.binder.count('limit', plan.limit)} + ${extra(plan, keys, frame)}`]),
  ];
  return { sql: lines.join('\n'), params: frame.binder.params };
}

function extra(plan: FiguresPlan, keys: readonly Key[], frame: Frame): number {
  return isRanking(plan, keys, frame.catalogue) ? 2 : 1;
}

/** The table `groups`, and those it is brought together from when there are several populations or a time series to fill. */
function groupTables(
  plan: FiguresPlan,
  keys: readonly Key[],
  grouped: readonly string[],
  frame: Frame,
): string[] {
  const parts = partsOf(plan, keys, frame);
  const partNames = parts.map((_, index) => `part_${index + 1}`);
  const spine = spineSql(keys, partNames, frame);
  if (parts.length === 1 && spine === null) return [`groups AS (${parts[0]})`];
  const items = [...keys.map(({ name }) => name), ...grouped].join(', ');
  const together = [...partNames, ...(spine ? ['spine'] : [])]
    .map((name) => `SELECT * FROM ${name}`)
    .join(' UNION ALL BY NAME ');
  return [
    ...parts.map((sql, index) => `${partNames[index]} AS (${sql})`),
    ...(spine ? [`spine AS (${spine})`] : []),
    `groups AS (SELECT ${items} FROM (${together}) GROUP BY ALL)`,
  ];
}

function partsOf(plan: FiguresPlan, keys: readonly Key[], frame: Frame): string[] {
  const figures = plan.metrics.flatMap((use, index) => figuresOf(use, index, frame));
  const isBacklog = ({ metric }: Figure): boolean => metric.kind === 'backlog';
  return [
    ...slicesOf(
      figures.filter((figure) => !isBacklog(figure)),
      keys,
      frame,
    ),
    ...figures.filter(isBacklog).map((figure) => backlogSql(figure, keys, frame)),
  ];
}
