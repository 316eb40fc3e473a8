import { metricOf } from '../../analytics/catalogue.ts';
import type { QueryPlan } from '../../analytics/query-plan.ts';
import { formatCount } from '../../core/format.ts';
import { formatDate, formatInstant, toLocal } from '../../core/format-time.ts';
import type { Period } from '../../core/period.ts';
import { isEnough, measuredAt } from './compare.ts';
import type { ComposeInput } from './compose-input.ts';
import { isCount, speakMetric } from './metric-words.ts';
import { periodDays } from './period-words.ts';
import { leavesManagersOut } from './provenance.ts';
import { behindWords, notKeptWords } from './system-words.ts';
import { countOf, joinWords } from './words.ts';

type DataPlan = Exclude<QueryPlan, { kind: 'about' }>;

const DAY_MS = 86_400_000;
const STALE_DAYS = 2;
const MANY_MISSING = 0.2;

/** What to bear in mind with this answer, most important first. */
export function warningsOf(input: ComposeInput<DataPlan>): string[] {
  return [
    ...smallSample(input),
    ...unfinished(input),
    ...systemsBehind(input),
    ...dataEnds(input),
    ...notKept(input),
    ...dataBegins(input),
    ...manyMissing(input),
    ...managersOut(input),
  ];
}

/** One figure from too few rows; groups are marked where they are told. */
function smallSample({ plan, results, catalogue }: ComposeInput<DataPlan>): string[] {
  if (plan.kind !== 'figures' || plan.by.length > 0 || results.main?.kind !== 'figures') return [];
  const [row] = results.main.rows;
  return plan.metrics.flatMap((use, index) => {
    const spoken = speakMetric(use, catalogue);
    const measured = measuredAt(row, index);
    if (isCount(spoken) || measured.value === null || isEnough(measured, spoken)) return [];
    return [`${spoken.label} rests on ${countOf(measured.n, use.of)} only: too few to judge.`];
  });
}

function unfinished({ plan }: ComposeInput<DataPlan>): string[] {
  if (!plan.period?.partial) return [];
  return [
    `The period is not over; figures run up to ${formatInstant(plan.period.end, plan.zone)}.`,
  ];
}

/** No newer record than some days ago: a file loaded once, or a source that has stopped. */
function dataEnds({ plan, facts, now }: ComposeInput<DataPlan>): string[] {
  const { newestAt } = facts;
  if (facts.systems && facts.systems.length > 0) return []; // said of each, where it is so
  if (!newestAt || now - Date.parse(newestAt) <= STALE_DAYS * DAY_MS) return [];
  return [`The data runs until ${dayIn(newestAt, plan.zone)}; nothing newer has been loaded.`];
}

function dataBegins({ plan, facts }: ComposeInput<DataPlan>): string[] {
  const range = facts.range[populationOf(plan)];
  if (notKept({ plan, facts }).length > 0) return [];
  if (!plan.period || !range || plan.period.basis === 'all-data') return [];
  const isOpenEnded = periodDays(plan.period) > 20 * 365;
  const gap = Date.parse(range.from) - Date.parse(plan.period.start);
  if (isOpenEnded || gap < DAY_MS || range.from >= plan.period.end) return [];
  return [`The data begins on ${dayIn(range.from, plan.zone)}.`];
}

function systemsBehind({ plan, facts, now }: ComposeInput<DataPlan>): string[] {
  return (facts.systems ?? []).flatMap((system) => behindWords(system, { now, zone: plan.zone }));
}

/** The period begins before what support systems' conversations are kept from. */
function notKept({ plan, facts }: Pick<ComposeInput<DataPlan>, 'plan' | 'facts'>): string[] {
  const starts = periodsOf(plan).map(({ start }) => start);
  const [earliest] = starts.toSorted();
  return earliest === undefined ? [] : notKeptWords(facts.systems ?? [], earliest, plan.zone);
}

/** Those that were asked for, but not all of the data there is. */
function periodsOf(plan: DataPlan): readonly Period[] {
  const compare = plan.kind === 'figures' ? plan.compare : null;
  const periods = [plan.period, compare?.kind === 'period' ? compare.period : null];
  return periods
    .filter((period) => period !== null)
    .filter((period) => period.basis !== 'all-data' && periodDays(period) <= 20 * 365);
}

/** Where a good part of the rows has no value. For ratings that is the rule, and n says it. */
function manyMissing({ plan, results, catalogue }: ComposeInput<DataPlan>): string[] {
  if (plan.kind !== 'figures' || results.main?.kind !== 'figures') return [];
  const { rows } = results.main;
  return plan.metrics.flatMap((use, index) => {
    const metric = metricOf(catalogue, use.metric);
    const n = rows.reduce((sum, row) => sum + (row.n[index] ?? 0), 0);
    const missing = rows.reduce((sum, row) => sum + (row.missing[index] ?? 0), 0);
    if (metric.anchor === 'rated' || missing <= MANY_MISSING * (n + missing)) return [];
    const of = `${formatCount(missing)} of ${countOf(n + missing, use.of)}`;
    return [`${of} have no ${metric.label} and are left out.`];
  });
}

function managersOut(input: ComposeInput<DataPlan>): string[] {
  if (!leavesManagersOut(input, input.plan)) return [];
  return [`Managers’ own conversations are left out (${joinWords(input.facts.managers)}).`];
}

function populationOf(plan: DataPlan): 'tickets' | 'chats' | 'conversations' {
  if (plan.kind === 'figures') return plan.metrics[0]?.of ?? 'conversations';
  return plan.kind === 'distribution' ? plan.metric.of : plan.of;
}

function dayIn(instant: string, zone: string): string {
  return formatDate(toLocal(instant, zone).slice(0, 10));
}
