import { metricOf } from '../catalogue.ts';
import type { FiguresPlan, MetricUse } from '../query-plan.ts';
import { figuresOf } from './aggregate.ts';
import type { Frame } from './frame.ts';

type Items = {
  /** Brings a group's parts together. */
  readonly grouped: readonly string[];
  /** Makes value_i, n_i and missing_i of each metric. */
  readonly final: readonly string[];
  readonly names: readonly string[];
};

/** SELECT items that lead from the separately aggregated parts to the plan's metrics. */
export function figureItems(plan: FiguresPlan, frame: Frame): Items {
  const uses = plan.metrics.map((use, index) => itemsOf(use, index, frame));
  return {
    grouped: uses.flatMap(({ grouped }) => grouped),
    final: uses.flatMap(({ final }) => final),
    names: uses.flatMap(({ names }) => names),
  };
}

function itemsOf(use: MetricUse, index: number, frame: Frame): Items {
  const metric = metricOf(frame.catalogue, use.metric);
  const suffix = `${index + 1}`;
  const names = [`value_${suffix}`, `n_${suffix}`, `missing_${suffix}`];
  const isCount = ['count', 'customers', 'backlog'].includes(metric.kind);
  if (metric.kind === 'formula') return { ...formulaItems(use, index, frame), names };
  const grouped = together(suffix, isCount && use.as?.kind !== 'share-matching');
  if (use.as?.kind !== 'share-of-total' && use.as?.kind !== 'average-per') {
    return { grouped, final: names, names };
  }
  const whole = `whole_${suffix}.whole`;
  const isShare = use.as.kind === 'share-of-total';
  return {
    grouped,
    final: [
      `value_${suffix} / nullif(${whole}, 0) AS value_${suffix}`,
      isShare ? `coalesce(${whole}, 0) AS n_${suffix}` : `n_${suffix}`,
      `missing_${suffix}`,
    ],
    names,
  };
}

/** Each group has at most one row per part; where a part has none, counts are zero and other values missing. */
function together(suffix: string, isCount: boolean): string[] {
  const value = `any_value(value_${suffix})`;
  return [
    `${isCount ? `coalesce(${value}, 0)` : value} AS value_${suffix}`,
    `coalesce(any_value(n_${suffix}), 0) AS n_${suffix}`,
    `coalesce(any_value(missing_${suffix}), 0) AS missing_${suffix}`,
  ];
}

/** A weighted mean of the parts that have data; its n is that of the thinnest of them. */
function formulaItems(
  use: MetricUse,
  index: number,
  frame: Frame,
): Pick<Items, 'grouped' | 'final'> {
  const suffix = `${index + 1}`;
  const { parts } = metricOf(frame.catalogue, use.metric);
  const figures = figuresOf(use, index, frame);
  const scored = parts.map((part, k) => {
    const value = `value_${figures[k]?.suffix}`;
    const score = part.score.replaceAll(/\bvalue\b/g, value);
    return { weight: part.weight, value, score, n: `n_${figures[k]?.suffix}` };
  });
  const sum = (of: (part: (typeof scored)[number]) => string): string =>
    scored.map((part) => `CASE WHEN ${part.value} IS NULL THEN 0 ELSE ${of(part)} END`).join(' + ');
  const weighted = sum(({ weight, score }) => `${weight}::DOUBLE * (${score})`);
  const weights = sum(({ weight }) => `${weight}::DOUBLE`);
  const thinnest = scored.map(({ value, n }) => `CASE WHEN ${value} IS NOT NULL THEN ${n} END`);
  return {
    grouped: figures.flatMap((figure) => together(figure.suffix, false)),
    final: [
      // twelve places: what is beyond them is noise, and would tell equal groups apart
      `round((${weighted}) / nullif(${weights}, 0), 12) AS value_${suffix}`,
      `coalesce(least(${thinnest.join(', ')}), 0) AS n_${suffix}`,
      `0 AS missing_${suffix}`,
    ],
  };
}
