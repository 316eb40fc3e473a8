import type { DistributionPlan } from '../../analytics/query-plan.ts';
import type { DistributionResult } from '../../analytics/result.ts';
import type { Table, Unit } from '../../core/answer.ts';
import { formatLimit, formatShare } from '../../core/format.ts';
import type { Body, ComposeInput } from './compose-input.ts';
import { describeConditions } from './condition-words.ts';
import { sampleNoun, sayValue, speakMetric } from './metric-words.ts';
import { whenWords } from './period-words.ts';
import { countOf, strong } from './words.ts';

/** How a measure spreads: the middle, the tail and the fullest band. */
export function composeSpread(
  { plan, catalogue }: ComposeInput<DistributionPlan>,
  result: DistributionResult,
): Body {
  const spoken = speakMetric({ ...plan.metric, statistic: 'mean' }, catalogue);
  const filters = describeConditions(plan.where, catalogue, plan.zone);
  const { median, p90, n } = result;
  const [half, ninth] = [sayValue(median, spoken), sayValue(p90, spoken)];
  const rows = sampleNoun(spoken, filters, n);
  const fullest = result.bands.toSorted((a, b) => b.count - a.count)[0];
  const share = fullest ? formatShare(fullest.count / n) : '';
  return {
    headline: `${strong(`Half have a ${spoken.label} of ${half} or less, nine in ten of ${ninth} or less`)}, over ${countOf(n, plan.metric.of).replace(/\S+$/, rows)}, ${whenWords(plan)}.`,
    context: [],
    highlights: fullest
      ? [
          `The fullest band is ${bandLabel(fullest, spoken.unit)}, with ${countOf(fullest.count, plan.metric.of)} (${share}).`,
        ]
      : [],
  };
}

/** "1 h – 2 h", "over 2 d". */
export function bandLabel(
  { from, to }: { readonly from: number; readonly to: number | null },
  unit: Unit,
): string {
  if (to === null) return `over ${formatLimit(from, unit)}`;
  return `${formatLimit(from, unit)} – ${formatLimit(to, unit)}`;
}

/** Rows: one per band, with the share of all it holds. */
export function spreadTable(
  { plan, catalogue }: Pick<ComposeInput<DistributionPlan>, 'plan' | 'catalogue'>,
  result: DistributionResult,
): Table {
  const { label, unit } = speakMetric({ ...plan.metric, statistic: 'mean' }, catalogue);
  const { of } = plan.metric;
  return {
    columns: [
      { name: plan.metric.metric, label, role: 'dimension' },
      { name: of, label: of, role: 'metric', unit: 'count' },
      { name: 'share', label: 'share', role: 'metric', unit: 'share' },
    ],
    rows: result.bands.map((band) => [
      bandLabel(band, unit),
      band.count,
      result.n === 0 ? null : band.count / result.n,
    ]),
    total: result.bands.length,
  };
}
