import type { FiguresPlan } from '../../analytics/query-plan.ts';
import type { FiguresResult } from '../../analytics/result.ts';
import { formatLimit, formatValue } from '../../core/format.ts';
import { FEW } from './chance.ts';
import { isEnough, measuredAt } from './compare.ts';
import { type Body, type ComposeInput, leadUse } from './compose-input.ts';
import { article, describeConditions, fieldOf } from './condition-words.ts';
import { type Group, namedGroups } from './groups.ts';
import {
  countedNoun,
  figureClause,
  isCount,
  type SpokenMetric,
  sayValue,
  speakMetric,
} from './metric-words.ts';
import { whenWords } from './period-words.ts';
import { fieldsOf, isRanking } from './plan-shape.ts';
import { groupNames, leadingGroups, partWords, placeSentence, rankingSentence } from './ranking.ts';
import { capitalise, capitaliseStrong, joinWords, sampleWords, strong } from './words.ts';

/** Figures per group of one or two fields, one metric: who leads, how far apart they are, and what the whole is. */
export function composeGrouped(input: ComposeInput<FiguresPlan>, result: FiguresResult): Body {
  const { plan, catalogue } = input;
  const spoken = speakMetric(leadUse(plan), catalogue);
  const groups = namedGroups(plan, result, input);
  const known = namedGroups(plan, input.results.everyGroup ?? result, input);
  const whole = measuredAt(input.results.total?.rows[0]);
  const ordered = isRanking(plan) ? known : fromMost(known);
  const { rank } = input.reading;
  const placed = rank ? placeSentence(rank, spoken, ordered) : null;
  const ranked = isRanking(plan) && (placed ?? rankingSentence(input, spoken, ordered, whole));
  const headline = ranked || breakdownSentence(input, spoken, ordered, whole.value);
  return {
    headline: `${capitaliseStrong(headline)}, ${whenWords(plan)}.`,
    context: [
      ...(placed ? leaderSentence(spoken, ordered) : followers(spoken, ordered, plan)),
      ...wholeSentence(spoken, whole),
    ],
    highlights: [
      ...cutSentence(result, spoken, groups),
      ...amongEnough(input, spoken, ordered),
      ...targetSentence(input, spoken, groups),
      ...noneSentence(input, spoken, result),
    ],
    warnings: fewWarning(input, spoken, groups),
  };
}

function fromMost(groups: readonly Group[]): Group[] {
  return groups.toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
}

/** "**Billing leads with 487 tickets** (38 % of 1 281)" or "**CSAT ranges from 71 % (Francis) to 92 % (Nova)**". */
function breakdownSentence(
  { plan, catalogue }: ComposeInput<FiguresPlan>,
  spoken: SpokenMetric,
  groups: readonly Group[],
  whole: number | null,
): string {
  const [most] = groups;
  if (!most) return strong(`No ${fieldLabels(plan, catalogue)} to compare`);
  if (groups.length === 1) return onlyGroup(spoken, most);
  if (!isCount(spoken) && spoken.use.as?.kind !== 'share-of-total') {
    return rangeSentence({ plan, catalogue }, spoken, groups, whole);
  }
  const leaders = leadingGroups(groups);
  const filters = describeConditions(plan.where, catalogue, plan.zone);
  const things = countedNoun(spoken, filters, most.value ?? 0);
  if (spoken.unit === 'share')
    return strong(`${most.name} has the largest share, ${sayGroup(spoken, most)}`);
  if (leaders.length === groups.length) {
    const all = `All ${groups.length} ${fieldLabels(plan, catalogue, true)}`;
    return strong(`${all} have ${sayGroup(spoken, most)} ${things} each`);
  }
  if (leaders.length > 1) {
    const each = `with ${sayGroup(spoken, most)} ${things} each`;
    return strong(`${groupNames(leaders)} lead ${each}`);
  }
  const calendar = calendarLead(plan, spoken, most);
  const lead = calendar ?? `${most.name} leads with ${sayGroup(spoken, most)} ${things}`;
  return `${strong(lead)}${partWords(spoken, most.value, whole)}`;
}

/** "**CSAT ranges from 71 % (Francis) to 92 % (Nova)**, 2 agents with fewer than 30 left out"; the whole where none has enough. */
function rangeSentence(
  { plan, catalogue }: Pick<ComposeInput<FiguresPlan>, 'plan' | 'catalogue'>,
  spoken: SpokenMetric,
  groups: readonly Group[],
  whole: number | null,
): string {
  const least = spoken.metric.minimumSample || FEW;
  const enough = groups.filter((group) => isEnough(group, spoken));
  const [most, fewest] = [enough[0], enough.at(-1)];
  if (!most || !fewest) {
    const lead = whole === null ? capitalise(spoken.label) : figureClause(spoken, whole);
    const none = `no ${fieldLabels(plan, catalogue)} has the ${least} needed to compare`;
    return `${strong(lead)}; ${none}`;
  }
  const left = groups.length - enough.length;
  const out =
    left === 0
      ? ''
      : `, ${left} of ${groups.length} ${fieldLabels(plan, catalogue, true)} left out with fewer than ${least}`;
  if (most === fewest) {
    const value = `${most.name} has ${article(spoken.label)} ${spoken.label} of ${sayGroup(spoken, most)}`;
    return `${strong(value)} ${sampleWords(most.n)}${out}`;
  }
  const range = `from ${sayGroup(spoken, fewest)} (${fewest.name}) to ${sayGroup(spoken, most)} (${most.name})`;
  return `${strong(`${subjectOf(spoken)} ranges ${range}`)}${out}`;
}

/** Days and hours don't lead; more happens on them. */
function calendarLead(plan: FiguresPlan, spoken: SpokenMetric, most: Group): string | null {
  const fields = fieldsOf(plan);
  if (!fields.every((field) => field === 'weekday' || field === 'hour')) return null;
  const when = fields.map((field, index) => {
    const name = most.name.split(' · ')[index];
    return field === 'weekday' ? `on ${name}` : `at ${name}`;
  });
  return `Most ${spoken.label} come ${when.join(' ')}: ${sayGroup(spoken, most)}`;
}

function onlyGroup(spoken: SpokenMetric, group: Group): string {
  const sample = isCount(spoken) ? '' : ` ${sampleWords(group.n)}`;
  return `${strong(`${group.name}: ${spoken.label} ${sayGroup(spoken, group)}`)}${sample}`;
}

/** "Girly follows with 402." */
function followers(spoken: SpokenMetric, groups: readonly Group[], plan: FiguresPlan): string[] {
  if (!isRanking(plan) && !isCount(spoken)) return [];
  const leaders = leadingGroups(groups);
  const next = groups.slice(leaders.length);
  const [second] = next;
  if (!second) return [];
  const tied = next.filter((group) => group.value === second.value);
  const value = sayGroup(spoken, second);
  const sample = isCount(spoken) ? '' : ` ${sampleWords(second.n)}`;
  return tied.length > 1
    ? [`${capitalise(groupNames(tied))} follow with ${value} each.`]
    : [`${capitalise(second.name)} follows with ${value}${sample}.`];
}

/** "First is Nova with 487." beside the place that was asked about. */
function leaderSentence(spoken: SpokenMetric, groups: readonly Group[]): string[] {
  const leaders = leadingGroups(groups);
  const [first] = leaders;
  return first ? [`First is ${groupNames(leaders)} with ${sayGroup(spoken, first)}.`] : [];
}

/** "Over all tickets: 2 h 06 min (n = 1 284)." */
function wholeSentence(spoken: SpokenMetric, whole: { value: number | null; n: number }): string[] {
  if (isCount(spoken) || spoken.use.as || whole.value === null) return [];
  return [`Over all ${spoken.use.of}: ${sayValue(whole.value, spoken)} ${sampleWords(whole.n)}.`];
}

function cutSentence(
  result: FiguresResult,
  spoken: SpokenMetric,
  groups: readonly Group[],
): string[] {
  const last = groups.at(-1);
  if (!result.cutThroughTie || !last) return [];
  return [`The cut after ${groups.length} goes through a tie at ${sayGroup(spoken, last)}.`];
}

/** A leader with hardly any rows is named, and so is the first with enough. */
function amongEnough(
  input: ComposeInput<FiguresPlan>,
  spoken: SpokenMetric,
  groups: readonly Group[],
): string[] {
  if (isCount(spoken) || !isRanking(input.plan)) return [];
  const [first] = groups;
  const judged = groups.find((group) => isEnough(group, spoken));
  if (!first || !judged || isEnough(first, spoken)) return [];
  const least = spoken.metric.minimumSample;
  return [
    `Of those with ${least} or more, ${judged.name} comes first: ${sayGroup(spoken, judged)} ${sampleWords(judged.n)}.`,
  ];
}

const NAMED_AT_MOST = 3;

/** "Francis and Girly are below the 80 % target." */
function targetSentence(
  { plan, catalogue }: ComposeInput<FiguresPlan>,
  spoken: SpokenMetric,
  groups: readonly Group[],
): string[] {
  const { metric, use, unit } = spoken;
  if (metric.target === null || use.statistic !== metric.statistic || use.as) return [];
  const target = metric.target;
  const judged = groups.filter((group) => isEnough(group, spoken));
  const missing = judged.filter(({ value }) =>
    metric.direction === 'down' ? (value ?? 0) > target : (value ?? 0) < target,
  );
  const limit = `the ${formatLimit(target, unit)} target`;
  const side = metric.direction === 'down' ? `outside ${limit}` : `below ${limit}`;
  if (judged.length === 0) return [];
  if (missing.length === 0) {
    const least = metric.minimumSample || FEW;
    const among = judged.length < groups.length ? ` with ${least} or more` : '';
    return [
      metric.direction === 'down' ? `All${among} are inside ${limit}.` : `None${among} is ${side}.`,
    ];
  }
  if (missing.length > NAMED_AT_MOST) {
    return [
      `${missing.length} of ${judged.length} ${fieldLabels(plan, catalogue, true)} are ${side}.`,
    ];
  }
  const names = capitalise(joinWords(missing.map(({ name }) => name)));
  return [`${names} ${missing.length === 1 ? 'is' : 'are'} ${side}.`];
}

/** "87 tickets have no agent." */
function noneSentence(
  { plan, catalogue }: ComposeInput<FiguresPlan>,
  spoken: SpokenMetric,
  { none }: FiguresResult,
): string[] {
  const value = none?.values[0];
  if (!value || !isCount(spoken)) return [];
  const have = value === 1 ? 'has' : 'have';
  const things = countedNoun(spoken, { adjectives: [], phrases: [] }, value);
  return [`${sayValue(value, spoken)} ${things} ${have} no ${fieldLabels(plan, catalogue)}.`];
}

function fewWarning(
  { plan, catalogue }: ComposeInput<FiguresPlan>,
  spoken: SpokenMetric,
  groups: readonly Group[],
): string[] {
  const few = groups.filter((group) => !isEnough(group, spoken));
  if (isCount(spoken) || spoken.use.as?.kind === 'share-of-total' || few.length === 0) return [];
  const of = `${few.length} of ${groups.length} ${fieldLabels(plan, catalogue, true)}`;
  const least = spoken.metric.minimumSample;
  return [`${of} rest on fewer than ${least} ${spoken.use.of}: shown, but not judged.`];
}

function fieldLabels(
  plan: FiguresPlan,
  catalogue: ComposeInput['catalogue'],
  plural = false,
): string {
  const fields = fieldsOf(plan).map((id) => fieldOf(catalogue, id));
  if (fields.length > 1) return plural ? 'groups' : joinWords(fields.map(({ label }) => label));
  return fields.map((field) => (plural ? field.plural : field.label)).join('');
}

function subjectOf(spoken: SpokenMetric): string {
  return figureClause(spoken, 0).replace(/ (averaged|was|came to) .*$/, '');
}

function sayGroup(spoken: SpokenMetric, group: Group): string {
  return formatValue(group.value, spoken.unit);
}
