import type { Dimension, Metric } from '../../analytics/catalogue.ts';
import { checkPlan } from '../../analytics/check-plan.ts';
import { type FiguresPlan, WHOLE } from '../../analytics/query-plan.ts';
import { type ReadContext, truthsOf } from '../read/context.ts';
import { scopeOf } from '../read/scope.ts';
import type { Placeholders } from './placeholders.ts';

const MOST_SYNONYMS = 6;

/**
 * What can be asked about, a line each, as a model sees it: ids, definitions and words of the catalogue.
 * Columns of files stand as placeholders, and no value that occurs in the data is named.
 */
export function describeCatalogue(
  context: ReadContext,
  placeholders: Placeholders,
): { readonly metrics: string; readonly fields: string } {
  const { metrics, dimensions } = context.catalogue;
  return {
    metrics: metrics
      .filter((metric) => isOffered(metric, context))
      .map(metricLine)
      .join('\n'),
    fields: dimensions
      .filter(({ needs, on }) => isFilled(needs, on, context))
      .map((dimension) => fieldLine(dimension, placeholders, context))
      .join('\n'),
  };
}

function isOffered({ id, of, statistic }: Metric, context: ReadContext): boolean {
  return of.some((population) => {
    const plan: FiguresPlan = {
      kind: 'figures',
      metrics: [{ metric: id, of: population, statistic }],
      ...WHOLE,
      ...scopeOf([], null, context),
    };
    return checkPlan(plan, context.catalogue, context.facts).length === 0;
  });
}

function isFilled(needs: readonly string[], on: Dimension['on'], { facts }: ReadContext): boolean {
  return on.some((of) => needs.every((column) => facts.filled[of].has(column)));
}

function metricLine({ id, definition, synonyms, of, statistics, unit, direction }: Metric): string {
  const also = synonyms.slice(0, MOST_SYNONYMS).join(', ');
  const takes = statistics.length > 1 ? `; statistics ${statistics.join(' ')}` : '';
  const good = direction === 'neutral' ? '' : `; ${direction === 'up' ? 'more' : 'less'} is better`;
  return `- ${id} (of ${of.join(', ')}; ${unit}${takes}${good}): ${definition} Also: ${also}.`;
}

function fieldLine(dimension: Dimension, placeholders: Placeholders, context: ReadContext): string {
  const { id, kind, on, definition, synonyms, values, extra } = dimension;
  if (extra) {
    const column = placeholders.hold('column', { kind: 'column', field: id });
    const holds = truthsOf(context, id) ? 'flag' : kind;
    return `- ${column} (${holds}; of ${on.join(', ')}): a column of the team’s own.`;
  }
  const ours = values.length > 0 ? ` Values: ${values.map(valueWords).join(', ')}.` : '';
  const also = synonyms.length > 0 ? ` Also: ${synonyms.slice(0, MOST_SYNONYMS).join(', ')}.` : '';
  return `- ${id} (${kind}; of ${on.join(', ')}): ${definition}${ours}${also}`;
}

/** As it is written, with what it means where that says more: "1 (Monday)". */
function valueWords({ value, label }: Dimension['values'][number]): string {
  const isClear = Number.isNaN(Number(value));
  return isClear ? String(value) : `${value} (${label})`;
}
