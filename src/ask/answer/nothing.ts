import type { QueryPlan } from '../../analytics/query-plan.ts';
import { formatCount } from '../../core/format.ts';
import { describePeriod } from '../time/periods.ts';
import { measuredAt } from './compare.ts';
import { type Body, type ComposeInput, leadUse } from './compose-input.ts';
import { type ConditionWords, describeConditions } from './condition-words.ts';
import { lookedUp } from './listing.ts';
import { isCount, type SpokenMetric, sampleNoun, sayValue, speakMetric } from './metric-words.ts';
import { planNearby } from './nearby.ts';
import { whenWords } from './period-words.ts';
import { capitalise, countOf, isOne, joinWords, noun, sampleWords, strong } from './words.ts';

type DataPlan = Exclude<QueryPlan, { kind: 'about' }>;

/** Nothing found: says so, what there is instead, and what a longer look gives. */
export function composeNothing(input: ComposeInput<DataPlan>): Body {
  const { plan, catalogue } = input;
  const filters = describeConditions(plan.where, catalogue, plan.zone);
  const lead = strong(`No ${missingThing(input, filters)}`);
  return {
    headline: `${lead}${plan.period || plan.kind === 'figures' ? ` ${onOrIn(plan)}` : ''}${whatThereIs(input)}.`,
    context: widerSentence(input),
    highlights: [],
  };
}

function missingThing(
  { plan, catalogue }: ComposeInput<DataPlan>,
  filters: ConditionWords,
): string {
  const spoken = spokenOf(plan, catalogue);
  if (spoken && spoken.metric.kind !== 'count') return sampleNoun(spoken, filters, 2);
  if (spoken)
    return [
      ...filters.adjectives,
      ...(spoken.metric.anchor === 'resolved' ? ['resolved'] : []),
      noun(spoken.use.of),
      ...filters.phrases,
    ].join(' ');
  if (plan.kind === 'search') {
    return `${noun(plan.of)} mentioning ${joinWords(plan.terms.map((term) => `“${term}”`))}`;
  }
  const of = plan.kind === 'rows' ? plan.of : 'conversations';
  const id = plan.kind === 'rows' ? lookedUp(plan) : null;
  if (id !== null) return `${noun(of, 1)} ${id}`;
  return [...filters.adjectives, noun(of), ...filters.phrases].join(' ');
}

/** " (there were 4 conversations, none with a value)" */
function whatThereIs({ plan, results, catalogue }: ComposeInput<DataPlan>): string {
  const spoken = spokenOf(plan, catalogue);
  const population = measuredAt(results.population?.rows[0]);
  if (!spoken || !population.value) return '';
  const were = isOne(population.value, 'was', 'were');
  const none = { rated: 'rated', resolved: 'resolved', created: 'with a value', instant: 'open' };
  return ` (there ${were} ${countOf(population.value, spoken.use.of)}, none ${none[spoken.metric.anchor]})`;
}

/** "Over the last 30 days it is 81 % (n = 62)." */
function widerSentence(input: ComposeInput<DataPlan>): string[] {
  const { plan, results, catalogue } = input;
  const wider = measuredAt(results.wider?.rows[0]);
  const period = planNearby(plan, input).wider?.period;
  if (!period || wider.value === null) return [];
  const dates = describePeriod(period);
  const when = period.words === 'all the data' ? `over all the data (${dates})` : `over ${dates}`;
  const spoken = spokenOf(plan, catalogue);
  if (spoken && !isCount(spoken)) {
    return [`${capitalise(when)} it is ${sayValue(wider.value, spoken)} ${sampleWords(wider.n)}.`];
  }
  if (wider.value === 0) return [`There were none ${when} either.`];
  return [
    `${capitalise(when)} there ${isOne(wider.value, 'was', 'were')} ${formatCount(wider.value)}.`,
  ];
}

function spokenOf(plan: DataPlan, catalogue: ComposeInput['catalogue']): SpokenMetric | null {
  if (plan.kind === 'figures') return speakMetric(leadUse(plan), catalogue);
  return plan.kind === 'distribution' ? speakMetric(plan.metric, catalogue) : null;
}

function onOrIn(plan: DataPlan): string {
  const when = whenWords(plan);
  if (!plan.period) return when;
  return /^\d{1,2} \w{3} \d{4}$/.test(when) ? `on ${when}` : `in ${when}`;
}
