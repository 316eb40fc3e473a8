import type { By, Condition, MetricUse } from '../../analytics/query-plan.ts';
import { hasField } from './by.ts';
import { findMetric } from './context.ts';
import { countAsEvents, countAsState } from './counted.ts';
import { narrowsRows } from './facet-conditions.ts';
import type { Facets, MetricUseSaid } from './facets.ts';
import { averagePerUnit, fitMetric } from './fit-metric.ts';
import { impliedMetrics } from './implied-metrics.ts';
import type { Inquiry } from './inquiry.ts';
import { withListedNouns } from './listed-nouns.ts';
import type { Mark } from './marks.ts';
import type { NoPlan } from './reading.ts';
import { sampleCounts } from './sample-counts.ts';
import { findShare } from './share.ts';

type Chosen =
  | {
      readonly kind: 'metrics';
      readonly metrics: readonly MetricUse[];
      readonly where: readonly Condition[];
    }
  | NoPlan;

/** The metrics a question is about, said or implied, each over its population. null: it implies none. */
export function chooseMetrics(
  where: readonly Condition[],
  by: readonly By[],
  inquiry: Inquiry,
): Chosen | null {
  const said = meantMetrics(by, inquiry);
  const implied = said.length > 0 ? said : impliedMetrics(where, by, inquiry);
  if (implied === null || 'kind' in implied) return implied;
  const listed = withListedNouns(implied, where, inquiry);
  const events = countAsEvents(listed.metrics, listed.where, inquiry);
  const state = countAsState(events.metrics, events.where, inquiry);
  useJoins(state.metrics, inquiry);
  const share = findShare(state.metrics, state.where, inquiry);
  const counted = share ?? state;
  const metrics: MetricUse[] = [];
  for (const one of counted.metrics) {
    const use = fitMetric(one, counted.where, by, inquiry);
    if ('kind' in use) return use;
    const next = share?.as ? { ...use, as: share.as } : use;
    if (!metrics.some((one) => JSON.stringify(one) === JSON.stringify(next))) metrics.push(next);
  }
  const samples = sampleCounts(metrics, counted.where, by, inquiry);
  if ('kind' in samples) return samples;
  const each = [...perStatistic(metrics, inquiry), ...samples];
  return { kind: 'metrics', metrics: averagePerUnit(each, by, inquiry), where: counted.where };
}

/** "mean, median and p90 of first response": one measure by each of them. */
function perStatistic(
  metrics: readonly MetricUse[],
  { facets, context }: Inquiry,
): readonly MetricUse[] {
  const [use, ...more] = metrics;
  const metric = use && findMetric(context, use.metric);
  if (!use || !metric || more.length > 0 || facets.statistics.length < 2) return metrics;
  const allowed = facets.statistics.filter((statistic) => metric.statistics.includes(statistic));
  return allowed.length > 1 ? allowed.map((statistic) => ({ ...use, statistic })) : metrics;
}

/** The metrics that are asked for, without those that only say who or which. */
function meantMetrics(by: readonly By[], inquiry: Inquiry): readonly MetricUseSaid[] {
  const { facets } = inquiry;
  const said = facets.metrics.filter((metric) => by.length > 0 || !onlyNarrows(metric, facets));
  return said
    .filter((metric, _, all) => metric.metric !== 'customers' || countsPeople(metric, all, inquiry))
    .map((one) => {
      if (one.metric === 'rating' && countsRatings(by, inquiry))
        return { ...one, metric: 'rated_volume' };
      if (one.metric === 'resolution_time' && saysResolutions(one, inquiry))
        return { ...one, metric: 'resolved_volume' };
      if (one.metric === 'rated_volume' && saysHowHigh(facets)) return { ...one, metric: 'rating' };
      return one.metric === 'customers' ? repeatAsked(one, inquiry) : one;
    });
}

/** "the best ratings" are high ones, "the most ratings" many. */
const saysHowHigh = ({ order, statistic }: Facets): boolean =>
  statistic !== null || (order !== null && !COUNTS.test(order.tag));

const COUNTS = /^most\.(?:most|least)$/;

/** "ratings by score", "how many ratings": their number, not what they say. */
const countsRatings = (by: readonly By[], { sentence }: Inquiry): boolean =>
  hasField(by, 'rating') || sentence.says('ask.count');

/** "customers who contacted us at least 4 times": those who came back so often. */
function repeatAsked(one: MetricUseSaid, inquiry: Inquiry): MetricUseSaid {
  const atLeast = contactsAsked(inquiry);
  if (atLeast === null) return one;
  const isUsual = atLeast === inquiry.context.settings.repeatContacts;
  return { ...one, metric: 'repeat_customers', ...(!isUsual && { atLeast }) };
}

const RESOLUTIONS = /^resolutions$/i;

/** "what share of resolutions": what was resolved, rather than how long it took. */
const saysResolutions = ({ index }: MetricUseSaid, { sentence }: Inquiry): boolean =>
  RESOLUTIONS.test(sentence.marks[index]?.text ?? '');

/** "tickets with first response over 4 h": the metric only says which tickets. */
const onlyNarrows = ({ metric }: MetricUseSaid, facets: Facets): boolean =>
  facets.thresholds.some(
    (one) =>
      one.target.kind === 'metric' && one.target.metric === metric && narrowsRows(one, facets),
  );

/** Whether "customers" are what is counted; beside another figure they are only who it is about. */
function countsPeople(
  { index }: MetricUseSaid,
  all: readonly MetricUseSaid[],
  inquiry: Inquiry,
): boolean {
  if (contactsAsked(inquiry) !== null) return true;
  const { sentence, facets } = inquiry;
  const isAside =
    sentence.says('ask.howlong') ||
    all.length > 1 ||
    facets.nouns.length > 0 ||
    facets.thresholds.length > 0;
  const mark = sentence.marks[index];
  return !isAside || (mark !== undefined && sentence.isWord(sentence.before(mark), 'ask.count'));
}

/** "customers who contacted us at least 4 times": how many conversations make a customer count. null: any. */
function contactsAsked({ facets }: Inquiry): number | null {
  const held = facets.thresholds.find(({ target }) => target.kind === 'count');
  if (held?.op === 'ge') return Math.ceil(held.value);
  return held?.op === 'gt' ? Math.floor(held.value) + 1 : null;
}

/** "created vs resolved", "CSAT against first response": two figures side by side. */
function useJoins(metrics: readonly MetricUseSaid[], { sentence }: Inquiry): void {
  if (metrics.length < 2) return;
  const isFigure = (mark: Mark | undefined): boolean =>
    mark !== undefined &&
    (['metric', 'noun', 'flag'].includes(mark.kind) || sentence.isWord(mark, 'verb.', 'stat.'));
  const joins = sentence.words('versus');
  sentence.use(
    ...joins.filter((join) => isFigure(sentence.before(join)) && isFigure(sentence.after(join))),
  );
}
