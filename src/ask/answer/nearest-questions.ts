import { isField, isGrain } from '../read/by.ts';
import { findDimension, findMetric } from '../read/context.ts';
import type { Inquiry } from '../read/inquiry.ts';

const STATISTICS: Readonly<Record<string, string>> = {
  median: 'median ',
  p90: 'p90 ',
  p95: 'p95 ',
};
/** Breakdowns to offer where none was named. */
const FIELDS = ['agent', 'pipeline', 'category', 'channel'];
/** Fields whose values read as names in a question. */
const NAMED: ReadonlySet<string> = new Set(
  'agent group pipeline category subcategory channel tag company priority status'.split(' '),
);

/**
 * Questions made of what was understood of one that can't be answered: its figure, its names, its breakdown and its time, the fullest first.
 * Empty when nothing of it was. Whoever shows them takes those that read.
 */
export function nearestQuestions({ sentence, facets, context }: Inquiry): readonly string[] {
  const [metric] = facets.metrics;
  const [noun] = facets.nouns;
  const label = metric && findMetric(context, metric.metric)?.label;
  const names = facets.conditions
    .filter(({ condition }) => condition.op === 'is' && NAMED.has(condition.field))
    .flatMap(({ condition }) => condition.values.map(String));
  const grouped = (facets.subject ? [facets.subject, ...facets.by] : facets.by).map((by) =>
    isGrain(by) ? by.grain : (findDimension(context, by.field)?.label ?? by.field),
  );
  if (!label && !noun && names.length + grouped.length === 0) return [];
  const statistic = (label && STATISTICS[facets.statistic ?? '']) || '';
  const of = label && noun ? ` of ${noun.of}` : '';
  const what = `${statistic}${label ?? noun?.of ?? 'tickets'}${of}`;
  const about = names.length > 0 ? ` for ${names.join(' and ')}` : '';
  const when = timeSaid({ sentence, facets, context });
  const [first] = grouped;
  const by = first ? ` by ${first}` : '';
  const others = FIELDS.filter(
    (field) =>
      field !== first &&
      !facets.conditions.some(({ condition }) => condition.field === field) &&
      !facets.by.some((one) => isField(one) && one.field === field),
  );
  return [
    `${what}${about}${by}${when}`,
    `${what}${about}${when}`,
    `${what}${by}${when}`,
    ...others.map((field) => `${what}${about} by ${field}${when}`),
    `${what}${about} by week`,
  ];
}

/** The first period as it was typed. */
function timeSaid({ sentence }: Inquiry): string {
  const mark = sentence.of('time').find(({ match }) => match.kind === 'period');
  return mark ? ` ${mark.text.trim()}` : '';
}
