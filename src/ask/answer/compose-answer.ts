import type { FiguresPlan } from '../../analytics/query-plan.ts';
import type { FiguresResult, Result } from '../../analytics/result.ts';
import type { Answer, ChartSpec, Comparison, Figure, Table } from '../../core/answer.ts';
import { composeAbout } from './about.ts';
import { figuresChart, spreadChart } from './charts.ts';
import type { Body, ComposeInput } from './compose-input.ts';
import { fieldOf } from './condition-words.ts';
import { asOf } from './decline.ts';
import { followUpCandidates } from './follow-ups.ts';
import { composeGrouped } from './grouped.ts';
import { groupName } from './groups.ts';
import { composeList, composeSearch } from './listing.ts';
import { speakMetric } from './metric-words.ts';
import { isEmpty } from './nearby.ts';
import { composeNothing } from './nothing.ts';
import { overAllTime } from './over-all-time.ts';
import { fieldsOf, isTrend } from './plan-shape.ts';
import { explain } from './provenance.ts';
import { composeSeveral } from './several.ts';
import { composeAgainstTeam, composeGroupsBefore, composeSides } from './sides.ts';
import { composeSingle } from './single.ts';
import { composeSpread, spreadTable } from './spread.ts';
import { figuresTable } from './tables.ts';
import { composeThresholds } from './thresholds.ts';
import { composeTrend } from './trend.ts';
import { warningsOf } from './warnings.ts';

type Composed = Body & {
  readonly figures?: readonly Figure[];
  readonly comparison?: Comparison | null;
  readonly chart?: ChartSpec | null;
  readonly table?: Table | null;
};

/**
 * The answer to a plan from its results and those of its companions.
 * Follow-ups: the other meanings first, then all candidates; whoever shows the answer keeps the first that work.
 */
export function composeAnswer(input: ComposeInput): Answer {
  const { plan, reading, results } = input;
  const composed = composeBody(input);
  const shown = reading.show === 'table' ? null : (composed.chart ?? null);
  return {
    kind: 'answer',
    headline: composed.headline,
    context: composed.context,
    figures: composed.figures ?? [],
    comparison: composed.comparison ?? null,
    highlights: composed.highlights,
    chart: shown,
    table: composed.table ?? null,
    followUps: [...reading.alternatives, ...followUpCandidates(input)],
    provenance: explain(input),
    warnings: [
      ...(composed.warnings ?? []),
      ...(plan.kind !== 'about' && results.main ? warningsOf({ ...input, plan }) : []),
    ],
    asOf: asOf(input),
  };
}

function composeBody(input: ComposeInput): Composed {
  const { plan } = input;
  if (plan.kind === 'about') return composeAbout({ ...input, plan });
  const main = input.results.main;
  if (!main) throw new TypeError(`a ${plan.kind} plan is answered from its result`);
  if (plan.kind === 'figures' && main.kind === 'figures')
    return figuresBody({ ...input, plan }, main);
  if (isEmpty(main)) return { ...composeNothing({ ...input, plan }), table: tableOf(main) };
  if (plan.kind === 'distribution' && main.kind === 'distribution') {
    const spread = { ...input, plan };
    return {
      ...composeSpread(spread, main),
      chart: spreadChart(spread, main),
      table: spreadTable(spread, main),
    };
  }
  if (plan.kind === 'rows' && main.kind === 'rows') {
    return { ...composeList({ ...input, plan }, main), table: tableOf(main) };
  }
  if (plan.kind === 'search' && main.kind === 'rows') {
    return { ...composeSearch({ ...input, plan }, main), table: tableOf(main) };
  }
  throw new TypeError(`a ${plan.kind} plan was answered with ${main.kind}`);
}

function figuresBody(input: ComposeInput<FiguresPlan>, result: FiguresResult): Composed {
  const parts = { figures: figuresOf(input, result), table: figuresTable(input, result) };
  const isGated = input.plan.having.length > 0 && input.plan.by.length > 0;
  const comparesTeam = input.plan.compare?.kind === 'team';
  if (isEmpty(result) && !isGated && !comparesTeam) return { ...composeNothing(input), ...parts };
  return { ...figuresWords(input, result), ...parts, chart: figuresChart(input, result) };
}

/** Two or more values meant to be compared, or the two sides of a yes-or-no field. */
function isSideBySide(
  { plan, catalogue }: ComposeInput<FiguresPlan>,
  { rows }: FiguresResult,
): boolean {
  const [field] = fieldsOf(plan);
  if (plan.by.length !== 1 || plan.metrics.length > 1 || field === undefined) return false;
  if (plan.compare) return plan.compare.kind === 'values';
  const isFlag = field === 'kind' || fieldOf(catalogue, field).kind === 'flag';
  return (
    isFlag && plan.having.length === 0 && rows.filter((row) => row.keys[0] !== null).length === 2
  );
}

/** The words that fit the shape of the question. */
function figuresWords(input: ComposeInput<FiguresPlan>, result: FiguresResult): Composed {
  const { plan } = input;
  if (plan.compare?.kind === 'team') return composeAgainstTeam(input);
  if (isSideBySide(input, result)) return composeSides(input, result);
  if (plan.having.length > 0 && plan.by.length > 0) return composeThresholds(input, result);
  if (plan.metrics.length > 1 && !isTrend(plan)) return composeSeveral(input, result);
  if (plan.by.length === 0) return composeSingle(input, result);
  if (plan.compare?.kind === 'period' && input.results.previousTotal && input.results.total) {
    return composeSingle(...wholePeriods(input, input.results.total));
  }
  if (plan.compare?.kind === 'period') return composeGroupsBefore(input, result);
  if (isTrend(plan) && plan.by.length === 1) return composeTrend(input, result);
  const wholes = overAllTime(input, result);
  return wholes ? composeGrouped(...wholes) : composeGrouped(input, result);
}

/** A series against an earlier one, as the two figures they come to. */
function wholePeriods(
  input: ComposeInput<FiguresPlan>,
  total: FiguresResult,
): [ComposeInput<FiguresPlan>, FiguresResult] {
  const { previousTotal, ...results } = input.results;
  const plan = { ...input.plan, by: [], order: null };
  return [{ ...input, plan, results: { ...results, previous: previousTotal ?? total } }, total];
}

/** One figure per metric and group, groups named in the label. */
function figuresOf(input: ComposeInput<FiguresPlan>, { rows }: FiguresResult): Figure[] {
  const { plan, catalogue } = input;
  return rows.slice(0, MOST_FIGURES).flatMap((row) =>
    plan.metrics.map((use, index) => {
      const { label, unit } = speakMetric(use, catalogue);
      const name = plan.by.length > 0 ? `${groupName(plan, row, input)}: ${label}` : label;
      return {
        label: name,
        value: row.values[index] ?? null,
        unit,
        n: row.n[index] ?? 0,
        missing: row.missing[index] ?? 0,
      };
    }),
  );
}

const MOST_FIGURES = 50;

function tableOf(result: Result): Table | null {
  if (result.kind !== 'rows') return null;
  return { columns: result.columns, rows: result.rows, total: result.total };
}
