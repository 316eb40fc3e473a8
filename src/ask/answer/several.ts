import type { FiguresPlan } from '../../analytics/query-plan.ts';
import type { FiguresResult } from '../../analytics/result.ts';
import { formatChange } from '../../core/format.ts';
import { compareFigures, isEnough, measuredAt, shownChange } from './compare.ts';
import type { Body, ComposeInput } from './compose-input.ts';
import { namedGroups } from './groups.ts';
import { isCount, type SpokenMetric, sayValue, speakMetric } from './metric-words.ts';
import { whenWords } from './period-words.ts';
import { comparedWith } from './single.ts';
import { capitalise, joinWords, sampleWords, strong } from './words.ts';

/** Several metrics at once, for everything or per group. */
export function composeSeveral(input: ComposeInput<FiguresPlan>, result: FiguresResult): Body {
  const spoken = input.plan.metrics.map((use) => speakMetric(use, input.catalogue));
  return input.plan.by.length === 0
    ? {
        headline: allFigures(input, spoken, result),
        context: changes(input, spoken, result),
        highlights: [],
      }
    : { headline: leaders(input, spoken, result), context: [], highlights: [] };
}

/** "**1 284 tickets, CSAT 88 % (n = 431) and first response time 2 h 06 min (n = 1 201)**, …" */
function allFigures(
  { plan }: ComposeInput<FiguresPlan>,
  spoken: readonly SpokenMetric[],
  result: FiguresResult,
): string {
  const figures = spoken.map((metric, index) => {
    const { value, n } = measuredAt(result.rows[0], index);
    const words = sayValue(value, metric);
    if (isCount(metric)) return `${words} ${metric.label}`;
    return `${metric.label} ${words}${value === null ? '' : ` ${sampleWords(n)}`}`;
  });
  return `${strong(capitalise(joinWords(figures)))}, ${whenWords(plan)}.`;
}

/** "Against the 35 days before: tickets +196 (+18 %), CSAT −4 points." */
function changes(
  input: ComposeInput<FiguresPlan>,
  spoken: readonly SpokenMetric[],
  result: FiguresResult,
): string[] {
  const against = comparedWith(input, null);
  if (!against) return [];
  const parts = spoken.flatMap((metric, index) => {
    const now = measuredAt(result.rows[0], index);
    const before = measuredAt(input.results.previous?.rows[0], index);
    if (!isCount(metric) && !(isEnough(now, metric) && isEnough(before, metric))) return [];
    const comparison = compareFigures(metric, now, before, against);
    if (!comparison || comparison.change === null) return [];
    const shown = shownChange(now.value ?? 0, before.value ?? 0, metric.unit);
    return [`${metric.label} ${formatChange(shown, metric.unit, comparison.changeRatio)}`];
  });
  return parts.length > 0 ? [`Against ${against.words}: ${parts.join(', ')}.`] : [];
}

/** "**Nova leads on tickets (487) and CSAT (94 %), Girly on first response time (1 h 12 min)**, …" */
function leaders(
  input: ComposeInput<FiguresPlan>,
  spoken: readonly SpokenMetric[],
  result: FiguresResult,
): string {
  const leads = new Map<string, string[]>();
  for (const [index, metric] of spoken.entries()) {
    const judged = namedGroups(input.plan, result, input, index)
      .filter((group) => isCount(metric) || isEnough(group, metric))
      .toSorted((a, b) => bestFirst(metric) * ((b.value ?? 0) - (a.value ?? 0)));
    const [first, second] = judged;
    if (!first || first.value === second?.value) continue;
    const words = `${metric.label} (${sayValue(first.value, metric)})`;
    leads.set(first.name, [...(leads.get(first.name) ?? []), words]);
  }
  const parts = [...leads].map(([name, on], index) =>
    index === 0 ? `${name} leads on ${joinWords(on)}` : `${name} on ${joinWords(on)}`,
  );
  const labels = joinWords(spoken.map(({ label }) => label));
  return `${strong(parts.length > 0 ? parts.join(', ') : capitalise(labels))}, ${whenWords(input.plan)}.`;
}

function bestFirst({ metric }: SpokenMetric): 1 | -1 {
  return metric.direction === 'down' && metric.unit === 'seconds' ? -1 : 1;
}
