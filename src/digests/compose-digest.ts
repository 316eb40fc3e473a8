import type { Answer, ChartKind, Reply, Unit } from '../core/answer.ts';
import { formatLimit, formatValue } from '../core/format.ts';
import type { Breach, Digest, DigestSection, DigestSpec, SectionSpec } from './digest.ts';
import type { Slot } from './slots.ts';

/** What of a metric tells whether a figure is as it should be. */
export type MetricTarget = {
  readonly id: string;
  readonly target: number | null;
  readonly direction: 'up' | 'down' | 'neutral';
  readonly statistic: string;
  readonly minimumSample: number;
};

export type Composing = {
  readonly slot: Slot;
  readonly late: boolean;
  readonly metrics: readonly MetricTarget[];
};

const MOST_HEADLINES = 4;
const MOST_CHARTS = 2;

/** A digest out of its sections' answers, in the order of the specification: what leads, what is drawn, what is out of bounds. */
export function composeDigest(
  spec: DigestSpec,
  sections: readonly DigestSection[],
  { slot, late, metrics }: Composing,
): Digest {
  const breaches = sections.flatMap((section, index) =>
    breachWords(section, spec.sections[index], metrics).map((words) => ({ section: index, words })),
  );
  return {
    name: spec.name,
    title: spec.title,
    slot,
    zone: spec.zone,
    headlines: pickHeadlines(sections, breaches),
    charts: pickCharts(sections),
    sections,
    breaches,
    mention: breaches.length > 0 ? spec.mentionOnBreach : null,
    late,
    empty: sections.every(({ reply }) => !tellsSomething(reply)),
  };
}

/** Whether an answer holds a figure other than nothing, or a row. */
function tellsSomething(reply: Reply): reply is Answer {
  if (reply.kind !== 'answer') return false;
  const { table, figures } = reply;
  if (figures.some(({ value, unit }) => value !== null && (unit !== 'count' || value > 0)))
    return true;
  if (table === null) return figures.length === 0;
  const metrics = table.columns.flatMap(({ role }, index) => (role === 'metric' ? [index] : []));
  if (metrics.length === 0) return table.total > 0;
  return table.rows.some((row) => metrics.some((index) => (row[index] ?? 0) !== 0));
}

/** The figures that tell most, at most four, in the order of their sections. */
function pickHeadlines(
  sections: readonly DigestSection[],
  breaches: readonly Breach[],
): readonly string[] {
  const weighed = sections.flatMap(({ reply }, index) => {
    if (!tellsSomething(reply)) return [];
    const isBreach = breaches.some((breach) => breach.section === index);
    return [{ index, sentence: leadOf(reply), weight: weightOf(reply, isBreach, index) }];
  });
  return weighed
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, MOST_HEADLINES)
    .toSorted((a, b) => a.index - b.index)
    .map(({ sentence }) => sentence);
}

/** The figure with its change: a headline and what it is set against. */
function leadOf({ headline, context, comparison }: Answer): string {
  const [change] = context;
  return comparison && change ? `${headline} ${change}` : headline;
}

function weightOf({ comparison, figures, chart }: Answer, isBreach: boolean, at: number): number {
  const order = (at === 0 ? 1 : 0) - at / 100;
  if (isBreach) return 5 + order;
  if (comparison === null)
    return (figures.length === 1 || chart?.kind === 'line' ? 1 : 0.5) + order;
  const moved = comparison.verdict === 'better' || comparison.verdict === 'worse';
  return (moved ? 3 : 2) + Math.min(1, Math.abs(comparison.changeRatio ?? 0)) + order;
}

const TELLING: readonly ChartKind[] = [
  ...(['line', 'stacked', 'grouped', 'bars', 'histogram', 'heatmap'] as const),
];

/** Trends before rankings; a sparkline only where there is nothing else to draw. */
function pickCharts(sections: readonly DigestSection[]): readonly number[] {
  const drawn = sections.flatMap(({ reply }, index) =>
    tellsSomething(reply) && reply.chart ? [{ index, kind: reply.chart.kind }] : [],
  );
  const telling = drawn
    .filter(({ kind }) => TELLING.includes(kind))
    .toSorted((a, b) => TELLING.indexOf(a.kind) - TELLING.indexOf(b.kind));
  const [sparkline] = drawn;
  const picked = telling.length > 0 ? telling.slice(0, MOST_CHARTS) : sparkline ? [sparkline] : [];
  return picked.map(({ index }) => index).toSorted((a, b) => a - b);
}

/** A single figure that misses its metric's target or the section's bound, in a sentence; a list is judged by how many it holds. */
function breachWords(
  { reply, plan }: DigestSection,
  spec: SectionSpec | undefined,
  metrics: readonly MetricTarget[],
): readonly string[] {
  const figure = reply.kind === 'answer' ? judged(reply, plan) : null;
  if (figure === null) return [];
  const { label, value, unit } = figure;
  const said = `${label}: **${formatValue(value, unit)}**`;
  const bound = spec?.bound;
  if (bound) {
    const isOut = bound.op === 'above' ? value > bound.value : value < bound.value;
    return isOut ? [`${said}, ${bound.op} ${formatLimit(bound.value, unit)}.`] : [];
  }
  const missed = missedTarget(figure, plan, metrics);
  return missed === null ? [] : [`${said}, ${missed}.`];
}

type Judged = {
  readonly label: string;
  readonly value: number;
  readonly unit: Unit;
  readonly n: number;
};

function missedTarget(
  { value, unit, n }: Judged,
  plan: DigestSection['plan'],
  metrics: readonly MetricTarget[],
): string | null {
  const use = plan?.kind === 'figures' ? plan.metrics[0] : undefined;
  const metric = metrics.find(({ id }) => id === use?.metric);
  if (!metric || metric.target === null || use?.as || use?.statistic !== metric.statistic)
    return null;
  if (n < metric.minimumSample) return null;
  const limit = `the ${formatLimit(metric.target, unit)} target`;
  if (metric.direction === 'down') return value > metric.target ? `outside ${limit}` : null;
  return metric.direction === 'up' && value < metric.target ? `below ${limit}` : null;
}

function judged({ figures, table }: Answer, plan: DigestSection['plan']): Judged | null {
  if (plan?.kind === 'rows' || plan?.kind === 'search') {
    const total = table?.total ?? 0;
    return { label: 'Listed', value: total, unit: 'count', n: total };
  }
  const [figure] = figures;
  if (figures.length !== 1 || !figure || figure.value === null) return null;
  if (plan?.kind === 'figures' && plan.by.length > 0) return null;
  const label = figure.label.charAt(0).toUpperCase() + figure.label.slice(1);
  return { ...figure, label, value: figure.value };
}
