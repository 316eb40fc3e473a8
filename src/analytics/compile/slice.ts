import { aggregateItems, type Figure, measuredItem } from './aggregate.ts';
import type { Frame } from './frame.ts';
import { keyedRowsSql } from './keyed-rows.ts';
import type { Key } from './keys.ts';
import { scopeConditions } from './scope.ts';
import { createSource, type Source } from './source.ts';

/** SELECT that aggregates one population at one anchor: rows are groups, columns their keys and each figure's value, n and missing. */
export function slicesOf(figures: readonly Figure[], keys: readonly Key[], frame: Frame): string[] {
  const shared = Map.groupBy(figures, ({ metric, of }) =>
    JSON.stringify([metric.kind === 'customers', of, metric.anchor, metric.where]),
  );
  return [...shared.values()].flatMap((group) =>
    group[0]?.metric.kind === 'customers'
      ? group.map((figure) => customersSql(figure, keys, frame))
      : [sliceSql(group, keys, frame)],
  );
}

function sliceSql(figures: readonly Figure[], keys: readonly Key[], frame: Frame): string {
  const source = sourceOf(figures, frame);
  const items = figures.flatMap((figure) => measuredItem(figure, source, frame));
  const rows = rowsSql(keys, items, figures, source, frame);
  const names = keys.map(({ name }) => name);
  return `SELECT ${[...names, ...figures.flatMap(aggregateItems)].join(', ')} FROM (${rows}) GROUP BY ALL`;
}

/** All rows of a figure's population, or of each time bucket: what shares of the total are shares of. */
export function totalSql(figure: Figure, keys: readonly Key[], frame: Frame): string {
  const source = sourceOf([figure], frame);
  const rows = rowsSql(keys, [], [figure], source, frame);
  const names = keys.map(({ name }) => name);
  return `SELECT ${[...names, 'count(*) AS whole'].join(', ')} FROM (${rows}) GROUP BY ALL`;
}

/** What a measure is on each row of its population, as x_…. */
export function measuredSql(figure: Figure, frame: Frame): string {
  const source = sourceOf([figure], frame);
  return rowsSql([], measuredItem(figure, source, frame), [figure], source, frame);
}

function customersSql(figure: Figure, keys: readonly Key[], frame: Frame): string {
  const source = sourceOf([figure], frame);
  const items = [`${source.expression('customer')} AS contact`];
  const rows = rowsSql(keys, items, [figure], source, frame);
  const names = keys.map(({ name }) => name);
  const contacts = `SELECT ${[...names, 'contact'].join(', ')}, count(*) AS contacts FROM (${rows}) GROUP BY ALL`;
  const contacted = figure.metric.atLeast ?? frame.settings.repeatContacts;
  const atLeast = frame.binder.count('contacts', contacted);
  const { suffix } = figure;
  const figures = [
    `count(*) FILTER (contact IS NOT NULL AND contacts >= ${atLeast}) AS value_${suffix}`,
    `coalesce(sum(contacts) FILTER (contact IS NOT NULL), 0)::BIGINT AS n_${suffix}`,
    `coalesce(sum(contacts) FILTER (contact IS NULL), 0)::BIGINT AS missing_${suffix}`,
  ];
  return `SELECT ${[...names, ...figures].join(', ')} FROM (${contacts}) GROUP BY ALL`;
}

function sourceOf([figure]: readonly Figure[], frame: Frame): Source {
  if (!figure) throw new TypeError('a slice needs a figure');
  return createSource(figure.of, figure.metric.anchor, frame);
}

function rowsSql(
  keys: readonly Key[],
  items: readonly string[],
  [figure]: readonly Figure[],
  source: Source,
  frame: Frame,
): string {
  const where = figure?.metric.where ?? null;
  const conditions = [
    ...scopeConditions(source, frame),
    ...(where === null ? [] : [source.expression(where)]),
  ];
  return keyedRowsSql({ keys, items, conditions }, source, frame);
}
