import { type Metric, metricOf } from '../catalogue.ts';
import type { Condition, MetricUse, Of, Statistic } from '../query-plan.ts';
import { conditionSql } from './condition.ts';
import type { Frame } from './frame.ts';
import { notNegative, type Source } from './source.ts';

/** A figure to be taken over the rows of one population, and the suffix of its columns: value_1, n_1, missing_1. */
export type Figure = {
  readonly metric: Metric;
  readonly of: Of;
  readonly statistic: Statistic;
  readonly suffix: string;
  /** Conditions of a share of matching rows. */
  readonly matching: readonly Condition[] | null;
};

/** The figures a metric is made from: itself, or the parts of a formula. */
export function figuresOf(use: MetricUse, index: number, frame: Frame): readonly Figure[] {
  const defined = metricOf(frame.catalogue, use.metric);
  const metric = use.atLeast ? { ...defined, atLeast: use.atLeast } : defined;
  const suffix = `${index + 1}`;
  if (metric.kind !== 'formula') {
    const matching = use.as?.kind === 'share-matching' ? use.as.where : null;
    return [{ metric, of: use.of, statistic: use.statistic, suffix, matching }];
  }
  return metric.parts.map((part, k) => {
    const of = metricOf(frame.catalogue, part.metric);
    return {
      metric: of,
      of: part.of,
      statistic: of.statistic,
      suffix: `${suffix}_${k + 1}`,
      matching: null,
    };
  });
}

/** What the figure measures on one row, as x_…; none for a plain count. */
export function measuredItem(figure: Figure, source: Source, frame: Frame): string[] {
  const { metric, matching, suffix } = figure;
  if (matching) {
    const conditions = matching.map((condition) => conditionSql(condition, source, frame));
    return [`coalesce(${conditions.join(' AND ')}, false) AS x_${suffix}`];
  }
  if (metric.value === null) return [];
  const value = source.expression(metric.value);
  return [`${metric.unit === 'seconds' ? notNegative(value) : value} AS x_${suffix}`];
}

/** SELECT items for the figure over rows that carry its x_…. */
export function aggregateItems({ metric, statistic, suffix, matching }: Figure): string[] {
  const x = `x_${suffix}`;
  if (metric.value === null && !matching) {
    return [`count(*) AS value_${suffix}`, `count(*) AS n_${suffix}`, `0 AS missing_${suffix}`];
  }
  const value =
    matching || metric.kind === 'share'
      ? `count_if(${x}) / nullif(count(${x}), 0)`
      : statisticSql(statistic, x);
  return [
    `${value} AS value_${suffix}`,
    `count(${x}) AS n_${suffix}`,
    `count(*) - count(${x}) AS missing_${suffix}`,
  ];
}

/** Sums run over decimals: sums of floating-point numbers would depend on the order threads deliver them in. */
function statisticSql(statistic: Statistic, x: string): string {
  switch (statistic) {
    case 'mean':
      return `avg(${x}::DECIMAL(24, 9))`;
    case 'sum':
      return `sum(${x}::DECIMAL(24, 9))::DOUBLE`;
    case 'median':
      return percentileSql(x, 0.5);
    case 'p90':
      return percentileSql(x, 0.9);
    case 'p95':
      return percentileSql(x, 0.95);
    case 'min':
    case 'max':
      return `${statistic}(${x})`;
    default:
      throw new TypeError(`${statistic} is no statistic of a measure`);
  }
}

/** To nine places: interpolating leaves noise in the last digits, which would tell equal groups apart. */
function percentileSql(x: string, share: number): string {
  return `round(quantile_cont(${x}, ${share}), 9)`;
}
