import { type Anchor, metricOf } from '../../analytics/catalogue.ts';
import type { FiguresPlan, MetricUse, QueryPlan } from '../../analytics/query-plan.ts';
import type { FiguresResult } from '../../analytics/result.ts';
import type { Provenance, Statement } from '../../core/answer.ts';
import { formatInstant, formatZone } from '../../core/format-time.ts';
import { describePeriod } from '../time/periods.ts';
import type { ComposeInput } from './compose-input.ts';
import { fieldOf, filterLine, valueLabel } from './condition-words.ts';
import { populationWords } from './metric-words.ts';
import { isGrain } from './plan-shape.ts';
import { freshnessOf } from './system-words.ts';
import { capitalise, joinWords, noun } from './words.ts';

type DataPlan = Exclude<QueryPlan, { kind: 'about' }>;

const STATISTIC_WORDS: Readonly<Record<string, string>> = {
  count: '',
  share: '',
  p90: '90th percentile',
  p95: '95th percentile',
  min: 'lowest',
  max: 'highest',
  sum: 'total',
};

/** How the answer was made: the reading in words, definitions, filters, rows, SQL, freshness. */
export function explain(input: ComposeInput): Provenance {
  const { plan, reading, results, facts } = input;
  const shared = {
    kept: reading.kept,
    assumed: reading.assumed,
    statements: statementsOf(input),
    ...rowsUsed(results.main),
    freshness: freshnessOf(facts),
  };
  if (plan.kind === 'about') {
    return {
      ...shared,
      reading: 'about Deskhand and its data',
      definitions: [],
      anchor: '',
      period: null,
      filters: [],
    };
  }
  return {
    ...shared,
    reading: readingLine(input, plan),
    definitions: definitionsOf(input, plan),
    anchor: anchorWords(input, plan),
    period: plan.period,
    filters: [
      ...plan.where.map((condition) => filterLine(condition, input.catalogue, plan.zone)),
      ...defaultFilters(input, plan),
    ],
  };
}

/** "first response time, mean · by agent · last 35 days · by ticket creation · Halifax time · managers excluded" */
function readingLine(input: ComposeInput, plan: DataPlan): string {
  const { catalogue } = input;
  const by =
    plan.kind === 'figures'
      ? plan.by.map((part) => (isGrain(part) ? part.grain : fieldOf(catalogue, part.field).label))
      : [];
  const compared =
    plan.kind === 'figures' && plan.compare?.kind === 'team' ? plan.compare.field : null;
  const filters = plan.where
    .filter(({ field }) => field !== compared)
    .map((condition) => filterLine(condition, catalogue, plan.zone));
  return [
    subjectWords(input, plan),
    ...(by.length > 0 ? [`by ${joinWords(by)}`] : []),
    ...(plan.kind === 'figures' ? comparedWords(input, plan) : []),
    ...filters,
    ...(plan.period ? [periodWords(plan.period)] : []),
    anchorWords(input, plan),
    formatZone(plan.zone),
    ...(leavesManagersOut(input, plan) ? ['managers excluded'] : []),
  ].join(' · ');
}

function periodWords(period: NonNullable<DataPlan['period']>): string {
  const dates = describePeriod(period);
  return period.words === dates ? dates : `${period.words}: ${dates}`;
}

function subjectWords({ catalogue }: ComposeInput, plan: DataPlan): string {
  if (plan.kind === 'rows') return `list of ${plan.of}`;
  if (plan.kind === 'search')
    return `${plan.of} whose text holds ${joinWords(plan.terms.map((term) => `“${term}”`))}`;
  const uses = plan.kind === 'figures' ? plan.metrics : [plan.metric];
  const words = joinWords(uses.map((use) => useWords(use, catalogue, plan.zone)));
  return plan.kind === 'distribution' ? `distribution of ${words.replace(/, \w+$/, '')}` : words;
}

function useWords(use: MetricUse, catalogue: ComposeInput['catalogue'], zone: string): string {
  const metric = metricOf(catalogue, use.metric);
  const label = `${metric.labels[use.of] ?? metric.label}${populationWords(use.of, metric)}`;
  const statistic = STATISTIC_WORDS[use.statistic] ?? use.statistic;
  if (use.as?.kind === 'share-of-total') return `share of ${label}`;
  if (use.as?.kind === 'share-matching')
    return `share of ${label} matching ${use.as.where.map((condition) => filterLine(condition, catalogue, zone)).join(' and ')}`;
  if (use.as) return `${label} per ${use.as.grain}, average`;
  return statistic ? `${label}, ${statistic}` : label;
}

function comparedWords({ catalogue }: ComposeInput, { compare }: FiguresPlan): string[] {
  if (!compare) return [];
  if (compare.kind === 'period') return [`against ${periodWords(compare.period)}`];
  if (compare.kind === 'team') return [`${compare.value} against everyone else`];
  const field = fieldOf(catalogue, compare.field);
  if (field.kind === 'flag')
    return [`${valueLabel(true, field)} against ${valueLabel(false, field)}`];
  return [`${field.plural} side by side`];
}

const ANCHORS: Readonly<Record<Anchor, string>> = {
  created: 'creation',
  resolved: 'resolution',
  rated: 'time of rating',
  instant: '',
};

/** "by ticket creation" */
function anchorWords({ catalogue }: ComposeInput, plan: DataPlan): string {
  if (plan.kind === 'rows')
    return plan.anchor === 'updated' ? 'by last update' : `by ${ANCHORS[plan.anchor]}`;
  if (plan.kind === 'search') return 'by creation';
  const uses = plan.kind === 'figures' ? plan.metrics : [plan.metric];
  const words = uses.map((use) => {
    const { anchor } = metricOf(catalogue, use.metric);
    const one = use.of === 'conversations' || anchor === 'rated' ? '' : `${noun(use.of, 1)} `;
    return anchor === 'instant' ? 'at an instant' : `by ${one}${ANCHORS[anchor]}`;
  });
  return joinWords([...new Set(words)]);
}

function definitionsOf(
  { catalogue }: ComposeInput,
  plan: DataPlan,
): { label: string; text: string }[] {
  if (plan.kind === 'rows' || plan.kind === 'search') return [];
  const uses = plan.kind === 'figures' ? plan.metrics : [plan.metric];
  const metrics = [...new Set(uses.map(({ metric }) => metric))].map((id) =>
    metricOf(catalogue, id),
  );
  return metrics.map(({ label, definition }) => ({ label: capitalise(label), text: definition }));
}

function defaultFilters(input: ComposeInput, plan: DataPlan): string[] {
  const managers = leavesManagersOut(input, plan)
    ? [`managers excluded (${joinWords(input.facts.managers)})`]
    : [];
  return [
    ...managers,
    'deleted records left out',
    `nothing dated after ${formatInstant(plan.asOf, plan.zone)}`,
  ];
}

/** Whether leaving managers out could have changed anything. */
export function leavesManagersOut({ facts }: Pick<ComposeInput, 'facts'>, plan: DataPlan): boolean {
  return plan.managers === 'excluded' && facts.managers.length > 0;
}

function statementsOf({ results }: ComposeInput): Statement[] {
  const { main, ...companions } = results;
  const all = [main, ...Object.values(companions)].filter(
    (result) => result !== null && result !== undefined,
  );
  return all.map(({ statement }) => statement);
}

function rowsUsed(
  main: ComposeInput['results']['main'],
): Pick<Provenance, 'rows' | 'used' | 'missing'> {
  if (main?.kind === 'figures') return figuresUsed(main);
  if (main?.kind === 'distribution')
    return { rows: main.n + main.missing, used: main.n, missing: main.missing };
  return { rows: main?.total ?? 0, used: main?.total ?? 0, missing: 0 };
}

/** Of the first metric, over all groups shown. */
function figuresUsed({ rows }: FiguresResult): Pick<Provenance, 'rows' | 'used' | 'missing'> {
  const used = rows.reduce((sum, row) => sum + (row.n[0] ?? 0), 0);
  const missing = rows.reduce((sum, row) => sum + (row.missing[0] ?? 0), 0);
  return { rows: used + missing, used, missing };
}
