import { isField } from './by.ts';
import { changesAsked } from './changes.ts';
import type { ReadContext } from './context.ts';
import { statesListed } from './contradiction.ts';
import { conditionUse, type Facets, type MetricUseSaid, type Threshold } from './facets.ts';
import { findBreakdowns } from './find-breakdowns.ts';
import { findConditions } from './find-conditions.ts';
import { findNow } from './find-now.ts';
import { findPeriod } from './find-period.ts';
import { findSorting } from './find-sorting.ts';
import { findTargets } from './find-targets.ts';
import { findLookup, findSearch } from './find-text.ts';
import { findThresholds } from './find-thresholds.ts';
import { findTopics } from './find-topics.ts';
import { groupsCounted } from './groups-counted.ts';
import { inAgainstOut } from './in-and-out.ts';
import { asksWhether, type Sentence } from './sentence.ts';
import { asksDuration, takeUnitWished } from './unit-wished.ts';

/** Takes a sentence apart. The order matters: what binds its neighbours most closely goes first. */
export function gatherFacets(sentence: Sentence, context: ReadContext): Facets {
  const time = findPeriod(sentence, context.time);
  findNow(sentence, time);
  if (asksDuration(sentence, context)) takeUnitWished(sentence);
  const lookup = findLookup(sentence);
  const searchFor = findSearch(sentence);
  const targets = findTargets(sentence, context);
  const thresholds = [...findThresholds(sentence, context), ...targets.thresholds];
  const found = findConditions(sentence, context);
  const conditions = { ...found, conditions: [...found.conditions, ...targets.conditions] };
  const sortedBy = findSorting(sentence, context);
  const breakdowns = findBreakdowns(sentence, context);
  const topics = findTopics(sentence);
  const show = findShow(sentence);
  const facets: Facets = {
    time,
    lookup,
    searchFor,
    sortedBy,
    thresholds,
    ...conditions,
    doubts: [...(time.doubt ? [time.doubt] : []), ...conditions.doubts],
    refusals: [...targets.refusals, ...conditions.refusals],
    ...breakdowns,
    ...topics,
    metrics: topics.metrics.filter(
      (metric) => !limitsOnly(metric, conditions) && !choosesOnly(metric, thresholds),
    ),
    show,
  };
  const asked = groupsCounted(inAgainstOut(facets, sentence), sentence, context);
  const held = sidesOnly(
    sharesHeld(
      customersHeld(averageThresholds(verdictsAsked(reopenedAtAll(asked), sentence)), sentence),
      sentence,
    ),
    sentence,
  );
  const compared = weekdayAmong(weekendCompared(kindsCompared(held, sentence), sentence), sentence);
  return statesListed(changesAsked(waitingOnes(compared, sentence), sentence), sentence);
}

/** "reopened at least once" is reopened. */
function reopenedAtAll(facets: Facets): Facets {
  const once = facets.thresholds.find(
    ({ target, op, value }) =>
      target.kind === 'field' &&
      target.field === 'reopens' &&
      ((op === 'ge' && value === 1) || (op === 'gt' && value === 0)),
  );
  if (!once) return facets;
  const reopened = conditionUse({ field: 'reopened', op: 'is', values: [true] }, once.index);
  return {
    ...facets,
    thresholds: facets.thresholds.filter((one) => one !== once),
    conditions: [...facets.conditions, reopened],
  };
}

/** "tickets without a first response": the metric is missing there, not asked for. */
const limitsOnly = (
  { index }: MetricUseSaid,
  { conditions }: Pick<Facets, 'conditions'>,
): boolean => conditions.some((use) => use.index === index);

/** "by agent, agents with at least 20 ratings": ratings are not what is asked for. */
const choosesOnly = ({ index }: MetricUseSaid, thresholds: readonly Threshold[]): boolean =>
  thresholds.some(({ sample }) => sample?.includes(index));

/** "email or phone, who has the better CSAT?": who is chosen stands there already. */
function sidesOnly(facets: Facets, sentence: Sentence): Facets {
  const { contrast, subject } = facets;
  const isPerson = subject !== null && 'field' in subject && subject.field === 'agent';
  if (!contrast || contrast.field === 'agent' || !isPerson || !sentence.says('ask.who'))
    return facets;
  return { ...facets, subject: null };
}

function findShow(sentence: Sentence): Facets['show'] {
  if (sentence.says('show.chart')) return 'chart';
  return sentence.says('show.table') ? 'table' : null;
}

/** "is first response of tickets under 2 h?": the metric named before what it is of is held against the amount, not each ticket. */
function verdictsAsked(facets: Facets, sentence: Sentence): Facets {
  if (!asksWhether(sentence)) return facets;
  const firstNoun = Math.min(...facets.nouns.map(({ index }) => index));
  const thresholds = facets.thresholds.map((one) => {
    const { target } = one;
    const isAsked = facets.metrics.some(
      ({ metric, index }) =>
        target.kind === 'metric' && metric === target.metric && index < firstNoun,
    );
    return isAsked ? { ...one, isVerdict: true } : one;
  });
  return { ...facets, thresholds };
}

const PER_ROW: ReadonlySet<string> = new Set([
  'first_response_time',
  'response_time',
  'resolution_time',
  'chat_duration',
]);

/** "share of tickets over 24 h resolution, by agent": each ticket is held against the amount, not the agents' means. */
function sharesHeld(facets: Facets, sentence: Sentence): Facets {
  if (!sentence.says('ask.share')) return facets;
  const held = facets.thresholds.flatMap(({ target }) =>
    target.kind === 'metric' && PER_ROW.has(target.metric) ? [target.metric] : [],
  );
  if (held.length === 0) return facets;
  return {
    ...facets,
    metrics: facets.metrics.filter(({ metric }) => !held.includes(metric)),
    thresholds: facets.thresholds.map((one) =>
      one.target.kind === 'metric' && PER_ROW.has(one.target.metric)
        ? { ...one, target: { kind: 'field', field: one.target.metric } }
        : one,
    ),
  };
}

const COMPARATIVE = /^(?:better|worse)$/i;
const MORE = /^(?:more|fewer|less)$/i;

/** "is CSAT worse on weekends?": than on weekdays. */
function weekendCompared(facets: Facets, sentence: Sentence): Facets {
  const compares =
    sentence.words('ask.trend').some(({ text }) => COMPARATIVE.test(text)) ||
    (asksWhether(sentence) && sentence.marks.some(({ text }) => MORE.test(text)));
  const others = facets.conditions.filter(({ condition }) => condition.field !== 'weekend');
  const isWeekend = others.length < facets.conditions.length;
  const isOfSomething = facets.metrics.length + facets.nouns.length > 0;
  if (!compares || !isWeekend || facets.contrast || !isOfSomething) return facets;
  return { ...facets, conditions: others, contrast: { field: 'weekend', team: null } };
}

const OF_DAYS = /^most\.(?:busiest|quietest|most|least)$/;

/** "is Friday our busiest day?": among the days of the week. */
function weekdayAmong(facets: Facets, sentence: Sentence): Facets {
  const { order, by, subject, conditions } = facets;
  const asked = subject ? [subject, ...by] : by;
  const isOfDays = asked.length === 1 && asked.some((one) => 'grain' in one && one.grain === 'day');
  const others = conditions.filter(({ condition }) => condition.field !== 'weekday');
  const isNamed = others.length === conditions.length - 1;
  if (!asksWhether(sentence) || !order || !OF_DAYS.test(order.tag) || !isOfDays || !isNamed)
    return facets;
  return { ...facets, conditions: others, by: [], subject: { field: 'weekday' } };
}

const BOTH = /^(?:tickets?|chats?) and (?:tickets?|chats?)$/i;

/** "compare CSAT of tickets and chats": one figure for either kind, side by side. */
function kindsCompared(facets: Facets, sentence: Sentence): Facets {
  const kinds = new Set(facets.nouns.map(({ of }) => of));
  const compares = sentence.says('versus', 'ask.compare') && facets.contrast === null;
  const isOneName = sentence.of('noun').some(({ text }) => BOTH.test(text));
  const named = facets.metrics.length > 0 && kinds.has('tickets') && kinds.has('chats');
  if (!compares || !(isOneName || named)) return facets;
  sentence.useWords('versus', 'ask.compare');
  return { ...facets, contrast: { field: 'kind', team: null } };
}

/** "the customers waiting longest": the tickets they wait for; how many each has says nothing of how long. */
function waitingOnes(facets: Facets, sentence: Sentence): Facets {
  const { order, subject, nouns } = facets;
  const metrics = facets.metrics.filter(({ metric }) => metric !== 'customers');
  const isOfCustomers =
    (subject !== null && isField(subject) && subject.field === 'customer') ||
    metrics.length < facets.metrics.length;
  const isByWait =
    order?.tag === 'order.waiting' ||
    (order?.tag === 'most.longest' && sentence.says('verb.waiting'));
  if (!order || !isByWait || !isOfCustomers || metrics.length > 0) return facets;
  const waiting = nouns.length > 0 ? nouns : [{ of: 'tickets' as const, index: order.index }];
  return { ...facets, subject: null, metrics, nouns: waiting };
}

const CONTACTS = /\b(?:contact(?:ed|s)?|wrote)\b/i;

/** "customers with three or more contacts", "who contacted us most": each customer's count is held against the number, not all of them together. */
function customersHeld(facets: Facets, sentence: Sentence): Facets {
  const isCounted = facets.thresholds.some(({ target }) => target.kind === 'count');
  const others = facets.metrics.filter(({ metric }) => metric !== 'customers');
  const asks = others.length < facets.metrics.length && !sentence.says('ask.count');
  const isRanked =
    sentence.says('most.') &&
    (facets.nouns.length > 0 || sentence.marks.some(({ text }) => CONTACTS.test(text)));
  if (!(isCounted || isRanked) || !asks || facets.subject) return facets;
  return { ...facets, metrics: others, subject: { field: 'customer' } };
}

/** "pipelines that took over 2 days on average": the average of each is held against the amount, not each ticket. */
function averageThresholds(facets: Facets): Facets {
  const isGrouped = facets.subject !== null || facets.by.length > 0;
  const isAverage = facets.statistic === 'mean' || facets.statistic === 'median';
  if (!isGrouped || !isAverage) return facets;
  const thresholds = facets.thresholds.map(liftToMetric);
  const unnamed = thresholds.flatMap((one, at): MetricUseSaid[] => {
    if (one === facets.thresholds[at] || one.target.kind !== 'metric') return [];
    const { metric } = one.target;
    if (facets.metrics.some((said) => said.metric === metric)) return [];
    return [{ metric, of: null, statistic: null, index: one.index }];
  });
  return { ...facets, thresholds, metrics: [...facets.metrics, ...unnamed] };
}

function liftToMetric(one: Threshold): Threshold {
  const { target } = one;
  if (target.kind !== 'field' || !target.field.endsWith('_time')) return one;
  return { ...one, target: { kind: 'metric', metric: target.field } };
}
